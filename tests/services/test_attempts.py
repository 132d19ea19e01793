"""Attempts: counted for all processes together, by what is never kept in clear."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from app.services.attempts import Limit, count_attempt
from app.services.installation import Installation

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def limit(counted_by: str, most: int = 2) -> Limit:
    return Limit(most, MINUTE, counted_by)


def test_the_one_too_many_waits_until_the_window_ends(any_installation: Installation) -> None:
    def attempt(seconds: int) -> timedelta | None:
        moment = NOW + timedelta(seconds=seconds)
        return count_attempt(any_installation, "sign in", [limit("network 192.0.2.1")], moment)

    assert [attempt(0), attempt(10)] == [None, None]
    assert attempt(20) == timedelta(seconds=40)
    assert attempt(59) == timedelta(seconds=1)
    assert attempt(60) is None


def test_two_processes_count_together(any_installation: Installation) -> None:
    other = Installation.open(any_installation.settings)
    waits = [count_attempt(one, "p", [limit("x")], NOW) for one in (any_installation, other, any_installation)]
    other.database.dispose()
    assert waits == [None, None, MINUTE]


def test_one_address_cannot_be_guessed_from_many_networks(any_installation: Installation) -> None:
    waits = [
        count_attempt(any_installation, "p", [limit(f"network 192.0.2.{number}", 9), limit("email kim")], NOW)
        for number in range(3)
    ]
    assert waits == [None, None, MINUTE]
    assert count_attempt(any_installation, "p", [limit("email other")], NOW) is None
    assert count_attempt(any_installation, "another purpose", [limit("email kim")], NOW) is None


def test_what_is_kept_names_nobody_and_goes_when_its_time_is_over(any_installation: Installation) -> None:
    count_attempt(any_installation, "p", [limit("network 192.0.2.1"), limit("email kim@norrdal.example")], NOW)
    with any_installation.database.reading() as connection:
        kept = str(connection.execute(text("SELECT * FROM attempts")).fetchall())
    assert "192.0.2.1" not in kept and "kim" not in kept
    count_attempt(any_installation, "p", [limit("network 192.0.2.2")], NOW + MINUTE)
    with any_installation.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM attempts")).scalar() == 1


def test_a_clock_that_was_ahead_stops_nobody_once_it_is_right_again(any_installation: Installation) -> None:
    def attempt(moment: datetime) -> timedelta | None:
        return count_attempt(any_installation, "sign in", [limit("network 192.0.2.1")], moment)

    ahead = NOW + timedelta(hours=3)
    assert [attempt(ahead), attempt(ahead), attempt(ahead)] == [None, None, MINUTE]
    assert [attempt(NOW), attempt(NOW)] == [None, None]
    assert attempt(NOW) == MINUTE  # and the limit holds as before


def test_clocks_of_two_machines_that_differ_by_seconds_count_in_one_window(any_installation: Installation) -> None:
    moments = (NOW + timedelta(seconds=30), NOW, NOW + timedelta(seconds=31))
    waits = [count_attempt(any_installation, "p", [limit("x")], moment) for moment in moments]
    assert waits[:2] == [None, None] and waits[2] is not None
