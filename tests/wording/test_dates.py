"""Dates as readers see them."""

from datetime import date

from app.wording.dates import long_date


def test_months_are_words_in_the_readers_language() -> None:
    assert long_date(date(2026, 3, 2), "sv") == "2 mars 2026"
    assert long_date(date(2026, 3, 2), "en") == "2 March 2026"
    assert long_date(date(2026, 5, 31), "sv") == "31 maj 2026"
