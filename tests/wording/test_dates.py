"""Dates as readers see them."""

from datetime import UTC, date, datetime

from app.wording.dates import long_date, long_moment, months, season, short_moment


def test_months_are_words_in_the_readers_language() -> None:
    assert long_date(date(2026, 3, 2), "sv") == "2 mars 2026"
    assert long_date(date(2026, 3, 2), "en") == "2 March 2026"
    assert long_date(date(2026, 5, 31), "sv") == "31 maj 2026"


def test_a_moment_is_the_one_on_the_wall_in_sweden() -> None:
    moment = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
    assert long_moment(moment, "sv") == "2 juni 2026 kl. 00.30"
    assert long_moment(moment, "en") == "2 June 2026 at 00:30"


def test_in_the_hour_that_is_shown_twice_it_is_said_which() -> None:
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert long_moment(first, "sv") == "25 oktober 2026 kl. 02.30 (sommartid)"
    assert long_moment(second, "sv") == "25 oktober 2026 kl. 02.30 (vintertid)"
    assert long_moment(first, "en") == "25 October 2026 at 02:30 (summer time)"
    assert short_moment(second, "en") == "25 Oct 2026 02:30 (winter time)"


def test_december_belongs_to_the_winter_of_the_year_that_begins() -> None:
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2027, 2, 28), date(2027, 3, 1), date(2027, 6, 1)]
    words = [season(day, "sv") for day in days]
    assert words == ["Hösten 2026", "Vintern 2027", "Vintern 2027", "Våren 2027", "Sommaren 2027"]
    assert season(days[0], "en") == "Autumn 2026"


def test_months_below_a_chart_have_their_day_only_where_two_are_called_the_same() -> None:
    november, march, late = date(2025, 11, 11), date(2026, 3, 2), date(2026, 3, 20)
    assert months([november, march], "sv") == [("nov", "2025"), ("mars", "2026")]
    assert months([november, march, late], "sv") == [("11 nov", "2025"), ("2 mars", "2026"), ("20 mars", "2026")]
    assert months([march], "en") == [("Mar", "2026")]
