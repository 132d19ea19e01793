"""Numbers as readers see them."""

import pytest

from app.wording.numbers import kept_together, number, percent, span


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (3.6, 1, "3,6", "3.6"),
        (4.0, 1, "4,0", "4.0"),
        (3.96, 2, "3,96", "3.96"),
        (2.5, 0, "3", "3"),
        (0.0, 1, "0,0", "0.0"),
    ],
)
def test_swedish_writes_a_decimal_comma(value: float, decimals: int, swedish: str, english: str) -> None:
    assert (number(value, "sv", decimals), number(value, "en", decimals)) == (swedish, english)


@pytest.mark.parametrize(
    ("value", "written"), [(3.65, "3.7"), (2.25, "2.3"), (2.35, "2.4"), (-0.25, "-0.3"), (3.64, "3.6")]
)
def test_halves_go_away_from_zero_whatever_their_binary_form(value: float, written: str) -> None:
    assert number(value, "en").replace("\N{MINUS SIGN}", "-") == written


def test_a_share_is_whole_per_cent_with_a_space_that_does_not_break_in_swedish() -> None:
    assert percent(0.125, "en") == "13%"
    assert percent(1.0, "sv").replace("\N{NO-BREAK SPACE}", " ") == "100 %"


def test_equal_ends_of_a_span_are_written_once() -> None:
    assert (span(11, 11), span(9, 12)) == ("11", "9–12")


def test_a_number_stays_on_the_line_with_what_it_belongs_to() -> None:
    assert kept_together("Norrdal 3,8, spridning 0,40 steg") == "Norrdal\u00a03,8, spridning\u00a00,40\u00a0steg"
    assert kept_together("two steps back") == "two steps back"
