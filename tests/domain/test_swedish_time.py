"""The Swedish clock: days, moments, and the hours that summer time leaves out and shows twice."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SamspelError
from app.domain.swedish_time import day_of, is_shown_twice, local, moment_of


def test_midnight_is_the_one_on_the_wall() -> None:
    assert day_of(datetime(2026, 1, 31, 22, 59, tzinfo=UTC)) == date(2026, 1, 31)
    assert day_of(datetime(2026, 1, 31, 23, 0, tzinfo=UTC)) == date(2026, 2, 1)


def test_a_time_is_the_one_on_the_wall_in_winter_and_in_summer() -> None:
    assert moment_of(date(2026, 3, 2), time(8)) == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert moment_of(date(2026, 6, 2), time(8)) == datetime(2026, 6, 2, 6, tzinfo=UTC)


def test_the_hour_that_is_left_out_is_refused() -> None:
    with pytest.raises(SamspelError, match="R020"):
        moment_of(date(2026, 3, 29), time(2, 30))
    assert moment_of(date(2026, 3, 29), time(3)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_of_the_hour_that_is_shown_twice_the_first_is_meant() -> None:
    assert moment_of(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)))
def test_what_is_shown_leads_back_to_the_moment_or_to_the_first_of_two(moment: datetime) -> None:
    shown = local(moment)
    assert moment - moment_of(shown.date(), shown.time()) in (timedelta(0), timedelta(hours=1))


def test_the_hour_before_and_after_the_end_of_summer_time_is_shown_twice_and_no_other() -> None:
    first = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    assert [is_shown_twice(first + timedelta(minutes=passed)) for passed in (-1, 0, 119, 120)] == [
        False,
        True,
        True,
        False,
    ]
    spring = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert not any(is_shown_twice(spring + timedelta(minutes=passed)) for passed in (-60, -1, 0, 59, 60))
