"""The round's result: everything rounded, everything withheld with its reason."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.agreement import AgreementClass
from app.domain.dialogue import Place
from app.domain.published import PublishedComments, Reason, Withheld
from app.domain.questionnaire import Dimension, Questionnaire
from app.domain.result import Agreement, RoundResult, Score, build_result
from app.domain.result.build import shown_score
from app.domain.round import Kind
from app.domain.scale import DONT_KNOW, Band, Bands, Span
from tests.domain.examples import (
    CHOICES,
    ONE_ITEM,
    answered,
    closed,
    factor,
    questionnaire,
    questionnaire_of,
    rating,
    result,
    sheet,
    text,
)

BANDS = Bands.default(Span.coded(5))


@pytest.mark.parametrize(
    ("mean", "value", "band", "decimals"),
    [
        ("3.5", 3.5, Band.DEVELOP, 1),
        ("3.96", 3.96, Band.DEVELOP, 2),
        ("3.996", 3.99, Band.DEVELOP, 2),
        ("4", 4.0, Band.STRENGTH, 2),
        ("4.05", 4.05, Band.STRENGTH, 1),
        ("2.999", 2.99, Band.CONCERN, 2),
        ("3.95", 3.95, Band.DEVELOP, 1),
    ],
)
def test_shown_score_never_contradicts_its_band(mean: str, value: float, band: Band, decimals: int) -> None:
    assert shown_score(Fraction(mean), BANDS) == Score(value, band, decimals)


@given(st.fractions(1, 5))
def test_no_rounding_lifts_a_score_into_another_band(mean: Fraction) -> None:
    score = shown_score(mean, BANDS)
    assert isinstance(score, Score)
    assert BANDS.band(Fraction(str(score.value))) is score.band is BANDS.band(mean)
    assert abs(Fraction(str(score.value)) - mean) <= Fraction(1, 100)


def two_dimensions() -> Questionnaire:
    first = factor("behovsdialog", rating("a"), rating("b", reverse=True))
    second = factor("malbild", rating("c"), rating("d"))
    return questionnaire_of(
        Dimension("inom", text("inom"), text("inom"), (first,), ()),
        Dimension("mellan", text("mellan"), text("mellan"), (second,), CHOICES),
    )


def test_a_whole_result_equals_the_one_calculated_by_hand() -> None:
    sheets = [
        *[sheet({"a": 5, "b": 2, "c": 1, "d": 2}, "norrdal", "politik") for _ in range(6)],
        *[sheet({"a": 4, "b": 1, "c": 5, "d": DONT_KNOW}, "alvnas", "ledning") for _ in range(6)],
    ]
    found = result(two_dimensions(), closed(5), sheets)
    inom, mellan = found.dimensions
    # a: (30 + 24) / 12 = 4.5; b reversed: (24 + 30) / 12 = 4.5
    assert inom.score == Score(4.5, Band.STRENGTH, 1)
    # c: (6 + 30) / 12 = 3; d: six twos = 2; factor 2.5
    assert mellan.score == Score(2.5, Band.CONCERN, 1)
    assert found.score == Score(3.5, Band.DEVELOP, 1)
    first, second = found.factors
    assert (first.n, second.n, second.dont_know_share) == ((12, 12), (6, 12), 0.25)
    assert first.agreement == Agreement(0.5, 0.86, AgreementClass.ALIKE)
    # c splits 6 against 6 at either end: AD 2; d is unanimous: 0; mean 1; one item of two has two camps
    assert second.agreement == Agreement(1.0, 0.5, AgreementClass.TWO_CAMPS)
    assert (first.place, second.place) == (Place.STRENGTH, Place.DIVIDED)
    # the breakdown of d is withheld (six don't know), that of c is half of the items: norrdal 1, alvnas 5
    assert second.organisation_gap == 4.0
    assert found.proposal == ("behovsdialog", "malbild")


def test_a_heavy_organisation_is_named_when_balancing_moves_the_score_by_three_tenths() -> None:
    heavy = result(ONE_ITEM, closed(5), [*answered([1] * 18, "norrdal"), *answered([5] * 6, "alvnas")])
    assert (heavy.score, heavy.organisation_balanced) == (Score(2.0, Band.CONCERN, 1), 3.0)
    assert heavy.one_weighs_heavily
    even = result(ONE_ITEM, closed(5), [*answered([1] * 6, "norrdal"), *answered([5] * 6, "alvnas")])
    assert not even.one_weighs_heavily


def test_of_a_round_with_too_few_answers_the_structure_stands_and_every_figure_is_withheld() -> None:
    found = result(two_dimensions(), closed(5), [sheet({"a": 5, "words": "hej"})] * 4)
    few = Withheld(Reason.TOO_FEW_PERSONS)
    assert (found.withheld, found.score, found.proposal) == (few, few, ())
    assert [one.factor.id for one in found.factors] == ["behovsdialog", "malbild"]
    assert {item.mean for one in found.factors for item in one.items} == {few}
    assert found.comments == (PublishedComments("words", 0, few),)
    assert found.persons == 0


def test_a_joint_round_of_two_organisations_shows_both_and_how_alike_they_are() -> None:
    found = result(ONE_ITEM, closed(5, Kind.JOINT), [*answered([2], "norrdal"), *answered([5], "alvnas")])
    (only,) = found.factors
    assert not isinstance(only.organisations, Withheld)
    assert [(part.cell.id, part.value) for part in only.organisations] == [("alvnas", 5.0), ("norrdal", 2.0)]
    assert only.agreement == Agreement(1.5, 0.0, AgreementClass.TWO_CAMPS)
    assert only.organisation_gap == 3.0


def test_agreement_of_a_joint_round_with_one_sheet_is_withheld() -> None:
    (only,) = result(ONE_ITEM, closed(5, Kind.JOINT), answered([4], "norrdal")).factors
    assert only.agreement == Withheld(Reason.TOO_FEW_ANSWERS)
    assert only.score == Score(4.0, Band.STRENGTH, 2)


def numbers(value: object) -> Iterator[float]:
    """Every number anywhere in a result, but for the questionnaire's own."""
    if isinstance(value, Questionnaire):
        return
    if isinstance(value, float | int):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from numbers(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("factor", "dimension", "item"):
                yield from numbers(getattr(value, field.name))
    else:
        assert not isinstance(value, Fraction), "an exact figure left the domain"


def everything(found: RoundResult) -> list[float]:
    return list(numbers(found))


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["norrdal", "alvnas", None])), min_size=5, max_size=30))
def test_every_figure_that_leaves_the_domain_has_at_most_two_decimals(
    people: list[tuple[int, str | None]],
) -> None:
    one = questionnaire(factor("service", rating("x"), rating("y", reverse=True)))
    found = result(one, closed(5), [sheet({"x": value, "y": value}, home) for value, home in people])
    assert everything(found)
    assert all(round(number, 2) == number for number in everything(found))


def test_organisation_names_go_with_the_result() -> None:
    found = build_result(ONE_ITEM, Withheld(Reason.NOT_CLOSED), closed(5), {"alvnas": "Älvnäs"})
    assert found.organisation_names == {"alvnas": "Älvnäs"}
    assert found.withheld == Withheld(Reason.NOT_CLOSED)


def test_a_joint_round_has_a_result_when_an_organisation_knows_nothing_about_a_factor() -> None:
    asked = questionnaire(factor("service", rating("x")), factor("costs", rating("y")))
    sheets = [sheet({"x": 4, "y": 2}, "norrdal"), sheet({"x": 3, "y": DONT_KNOW}, "alvnas")]
    found = result(asked, closed(kind=Kind.JOINT), sheets)
    costs, dimension = found.factor("costs").organisations, found.dimensions[0].organisations
    assert not isinstance(costs, Withheld) and [one.cell.id for one in costs] == ["norrdal"]
    assert not isinstance(dimension, Withheld)
    assert sorted((one.cell.id, one.value) for one in dimension) == [("alvnas", 3.0), ("norrdal", 3.0)]
