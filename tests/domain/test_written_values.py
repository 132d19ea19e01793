"""Means in the numbers that people answered in, and answers that a question does not apply."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.domain.answers import AnswerSheet
from app.domain.items import Answer, RatingItem
from app.domain.published import PublishedRating, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult, Score
from app.domain.scale import DONT_KNOW, NOT_APPLICABLE, Bands, Scale, ScalePoint, Span, grid
from app.domain.scoring import item_mean, written_points
from app.domain.text import Text
from app.domain.uncertainty import mean_interval, spreads
from tests.domain import examples
from tests.domain.examples import answered as sheets
from tests.domain.examples import closed, factor, published, questionnaire, text


def valued(*values: int, strong_first: bool = False) -> Scale:
    codes = range(1, len(values) + 1)
    ordered = reversed(codes) if strong_first else codes
    points = tuple(ScalePoint(code, text("abcdefghijkl"[code])) for code in ordered)
    return Scale("s", points, text("don't know"), tuple(map(Fraction, values)), text("not applicable"))


def asked(*items: RatingItem) -> Questionnaire:
    main = items[0].scale
    found = questionnaire(factor("service", *items))
    return replace(found, scales=(main,), bands=Bands.default(main.span))


def rated(scale: Scale, *, reverse: bool = False, item_id: str = "x") -> RatingItem:
    return RatingItem(item_id, text(item_id), scale, reverse)


def result(found: Questionnaire, *several: AnswerSheet) -> RoundResult:
    return examples.result(found, closed(3), several)


def test_the_mean_of_a_scale_from_0_to_10_lies_between_0_and_10() -> None:
    found = result(asked(rated(valued(*range(11)))), *sheets([11] * 5))
    (one,) = found.factors[0].items
    assert one.mean == 10.0
    assert isinstance(found.score, Score) and found.score.value == 10.0
    lowest = result(asked(rated(valued(*range(11)))), *sheets([1] * 5))
    assert lowest.factors[0].items[0].mean == 0.0


def test_labels_that_hold_numbers_are_values_without_being_stated() -> None:
    points = tuple(ScalePoint(code, Text.of({"sv": f"{code - 1} – ord"})) for code in range(1, 5))
    assert Scale("s", points, None).span == Span(Fraction(0), Fraction(3), 4)


def test_an_uneven_mean_is_of_the_values_and_every_cell_of_the_same() -> None:
    found = asked(rated(valued(0, 1, 3, 5)))
    answers = [*sheets([1, 4, 4], "norrdal"), *sheets([2, 2, 3], "storvik")]
    one = result(found, *answers).factors[0].items[0]
    assert one.mean == round((0 + 5 + 5 + 1 + 1 + 3) / 6, 2)
    assert not isinstance(one.organisations, Withheld)
    assert {cell.cell.id: cell.value for cell in one.organisations} == {"norrdal": 3.33, "storvik": 1.67}


def test_what_is_published_of_uneven_values_is_a_mean_of_whole_places() -> None:
    found = asked(rated(valued(0, 1, 3, 5)))
    given = [*sheets([1, 4, 4], "norrdal"), *sheets([2, 2, 3], "storvik")]
    item = published(found, closed(3), given).items["x"]
    assert isinstance(item, PublishedRating) and not isinstance(item.organisations, Withheld)
    assert [one.mean * one.n for one in item.organisations] == [1 + 6 + 6, 2 + 2 + 4]


def test_a_reverse_worded_statement_is_turned_on_its_own_values() -> None:
    item = rated(valued(0, 1, 3, 5), reverse=True)
    assert list(written_points(item)) == [0, 2, 4, 5]
    found = result(asked(item), *sheets([4] * 5)).factors[0].items[0]
    assert found.mean == 0.0


def test_numbers_that_fall_towards_the_strong_end_are_turned_in_means_and_not_in_sheets() -> None:
    scale = valued(1, 2, 3, 4, 5, strong_first=True)  # 1 = best, shown first
    assert list(scale.numbers or ()) == [5, 4, 3, 2, 1]
    assert list(scale.measured) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("numbers", "places"), [((0, 1, 3, 5), (1, 2, 4, 6)), ((0, 10, 20), (1, 2, 3)), ((-2, 0, 1), (1, 3, 4))]
)
def test_places_are_whole_and_have_the_largest_common_step(numbers: tuple[int, ...], places: tuple[int, ...]) -> None:
    assert grid(tuple(map(Fraction, numbers))) == places
    assert grid(tuple(Fraction(number, 4) for number in numbers)) == places


def test_bands_and_intervals_lie_on_the_scale_that_is_shown() -> None:
    assert Bands.default(Span(Fraction(-2), Fraction(2), 5)) == Bands(Fraction(1), Fraction(0))
    found = result(asked(rated(valued(-2, -1, 0, 1, 2))), *sheets([1, 1, 1, 2, 1]))
    assert isinstance(found.score, Score) and found.score.value == -1.8
    spread = spreads(found)["service"]
    assert not isinstance(spread, Withheld)
    assert mean_interval(-1.8, spread, found.questionnaire.span).low == -2.0


def test_items_on_scales_with_other_ends_are_put_on_the_main_one_ends_on_ends() -> None:
    first, other = rated(valued(0, 1, 2, 3)), rated(valued(-3, -1, 1, 3), item_id="y")
    found = result(asked(first, other), *(AnswerSheet(None, None, {"x": 4, "y": code}) for code in (1, 1, 4, 4)))
    assert [one.mean for one in found.factors[0].items] == [3.0, 0.0]
    assert isinstance(found.score, Score) and found.score.value == 2.25


def test_a_gap_counts_in_steps_of_the_scale_and_not_in_its_numbers() -> None:
    cells = [*sheets([1] * 4, "norrdal"), *sheets([2] * 4, "storvik")]
    tens = result(asked(rated(valued(0, 10, 20, 30, 40))), *cells).factors[0]
    assert tens.organisation_gap == 10.0
    assert any(one.kind == "organisation_gap" for one in tens.reasons)
    nearer = result(
        asked(rated(valued(0, 10, 20, 30, 40))), *sheets([1, 1, 1, 1], "norrdal"), *sheets([1, 1, 2, 2], "storvik")
    ).factors[0]
    assert not any(one.kind == "organisation_gap" for one in nearer.reasons)


def test_not_applicable_is_counted_apart_and_missing_for_the_mean() -> None:
    answers: list[Answer] = [5, 5, 4, DONT_KNOW, NOT_APPLICABLE, NOT_APPLICABLE]
    found = result(asked(rated(valued(1, 2, 3, 4, 5))), *sheets(answers), AnswerSheet(None, None, {}))
    one = found.factors[0].items[0]
    assert (one.n, one.dont_know, one.not_applicable, one.no_answer) == (3, 1, 2, 1)
    assert one.mean == 4.67
    assert found.factors[0].dont_know_share == 0.25


def test_not_applicable_is_told_of_the_whole_group_alone() -> None:
    sheets_of_two = [*sheets([5, 5, 5, NOT_APPLICABLE], "norrdal"), *sheets([4, 4, 4], "storvik")]
    item = published(asked(rated(valued(1, 2, 3, 4, 5))), closed(3), sheets_of_two).items["x"]
    assert isinstance(item, PublishedRating) and not isinstance(item.organisations, Withheld)
    assert item.not_applicable == 1
    assert [one.n for one in item.organisations] == [3, 3]


def test_the_mean_is_the_same_from_the_places_as_from_the_values() -> None:
    item = rated(valued(0, 1, 3, 5))
    shown = PublishedRating("x", 4, 0, 0, (1, 0, 2, 1), (), ())
    assert item_mean(item, shown) == Fraction(0 + 3 + 3 + 5, 4)
