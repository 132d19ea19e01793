"""Where the dialogue begins: the first place that holds, and the order for the meeting."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.domain.dialogue import FactorPicture, Place, ReasonKind, place, proposal, rounded
from app.domain.published import Cell, Reason, Withheld
from app.domain.scale import Band, Bands, Span
from app.domain.scoring import Gap

CALM = FactorPicture(
    "service", Span.coded(5), Fraction(0), Fraction(7, 2), Band.DEVELOP, Fraction(1, 2), False, None, None
)
GAP = Gap(Cell("politik", ("politik",), 6), Cell("ledning", ("ledning",), 6), Fraction(2), Fraction(3))


def picture(factor_id: str, mean: str, ad: str = "0.5", dont_know: str = "0") -> FactorPicture:
    score = Fraction(mean)
    return replace(
        CALM,
        factor_id=factor_id,
        score=score,
        band=Bands.default(Span.coded(5)).band(score),
        ad=Fraction(ad),
        dont_know=Fraction(dont_know),
    )


@pytest.mark.parametrize(
    ("seen", "expected", "kinds"),
    [
        (picture("x", "4.5", dont_know="0.3"), Place.FIND_OUT_MORE, [ReasonKind.DONT_KNOW]),
        (picture("x", "4.5", dont_know="0.299"), Place.STRENGTH, [ReasonKind.BAND]),
        (
            replace(CALM, score=Withheld(Reason.TOO_FEW_ANSWERS), band=None, ad=None),
            Place.FIND_OUT_MORE,
            [ReasonKind.TOO_FEW_ANSWERS],
        ),
        (replace(CALM, two_camps=True, ad=Fraction(2)), Place.DIVIDED, [ReasonKind.TWO_CAMPS]),
        (picture("x", "4.5", ad="0.84"), Place.DIVIDED, [ReasonKind.SPREAD]),
        (picture("x", "4.5", ad="5/6"), Place.STRENGTH, [ReasonKind.BAND]),
        (replace(CALM, organisation_gap=GAP), Place.DIVIDED, [ReasonKind.ORGANISATION_GAP]),
        (
            replace(CALM, organisation_gap=GAP, level_gap=GAP),
            Place.DIVIDED,
            [ReasonKind.ORGANISATION_GAP, ReasonKind.LEVEL_GAP],
        ),
        (
            replace(CALM, level_gap=replace(GAP, highest_mean=Fraction("2.99"))),
            Place.DEVELOP,
            [ReasonKind.BAND],
        ),
        (picture("x", "2.99"), Place.CHALLENGE, [ReasonKind.BAND]),
        (picture("x", "3"), Place.DEVELOP, [ReasonKind.BAND]),
        (picture("x", "4"), Place.STRENGTH, [ReasonKind.BAND]),
    ],
)
def test_a_factor_takes_the_first_place_that_holds(
    seen: FactorPicture, expected: Place, kinds: list[ReasonKind]
) -> None:
    found, reasons = place(seen)
    assert found is expected
    assert [reason.kind for reason in reasons] == kinds


def test_a_gap_names_both_cells_and_their_means() -> None:
    (reason,) = place(replace(CALM, level_gap=GAP))[1]
    assert (reason.lowest, reason.highest) == (GAP.lowest, GAP.highest)
    assert (reason.value, reason.lowest_value, reason.highest_value) == (1.0, 2.0, 3.0)


def test_the_meeting_takes_one_strength_then_the_most_divided_then_the_lowest() -> None:
    pictures = [
        picture("strong", "4.2"),
        picture("stronger", "4.6"),
        picture("low", "2.5"),
        picture("lowest", "1.5"),
        picture("split", "3.5", ad="1.1"),
        picture("torn", "4.5", ad="1.6"),
        picture("middle", "3.5"),
    ]
    assert proposal(pictures) == ("stronger", "torn", "split", "lowest", "low")


def test_room_that_is_left_goes_to_what_is_unknown_and_then_to_what_can_be_developed() -> None:
    pictures = [
        picture("middle", "3.6"),
        picture("lower_middle", "3.1"),
        picture("unclear", "3.5", dont_know="0.4"),
        picture("unknown", "3.5", dont_know="0.7"),
    ]
    assert proposal(pictures) == ("unknown", "unclear", "lower_middle", "middle")


def test_ties_keep_the_order_of_the_questionnaire() -> None:
    assert proposal([picture(name, "2.0") for name in "abcdefg"]) == ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(("exact", "shown"), [("0.005", 0.01), ("2.344", 2.34), ("2.345", 2.35), ("0", 0.0)])
def test_figures_are_rounded_to_two_decimals_halves_upwards(exact: str, shown: float) -> None:
    assert rounded(Fraction(exact)) == shown
