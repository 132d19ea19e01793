"""Scores: worked examples by hand beside properties over random rounds."""

from fractions import Fraction
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from app.domain import scoring
from app.domain.answers import AnswerSheet
from app.domain.items import Answer
from app.domain.published import Cell, PublishedRating, Reason, Withheld
from app.domain.questionnaire import UNSTATED, Factor, Questionnaire
from app.domain.scale import DONT_KNOW, Span
from app.domain.scoring import CellScoring, Mean
from tests.domain.examples import closed, factor, published, questionnaire, rating, sheet

FEW = Withheld(Reason.TOO_FEW_ANSWERS)
NORRDAL, ALVNAS = Cell("norrdal", ("norrdal",), 6), Cell("alvnas", ("alvnas",), 6)


def ratings(one: Questionnaire, sheets: list[AnswerSheet], k: int = 3) -> dict[str, PublishedRating]:
    found = published(one, closed(k), sheets)
    return {item_id: item for item_id, item in found.items.items() if isinstance(item, PublishedRating)}


def score(one: Factor, sheets: list[AnswerSheet]) -> Mean:
    return scoring.factor_mean(one, ratings(questionnaire(one), sheets), Span.coded(5))


def test_factor_is_the_mean_of_its_items_means_and_not_of_all_answers() -> None:
    # x: 4 4 4 4 -> 4; y: 1 2 3 -> 2 (one don't know); mean of means 3, mean of all answers 22/7
    one = factor("service", rating("x"), rating("y"))
    sheets = [sheet({"x": 4, "y": value}) for value in (1, 2, 3, DONT_KNOW)]
    assert score(one, sheets) == 3


def test_reverse_worded_item_counts_from_the_other_end() -> None:
    one = factor("service", rating("x"), rating("y", reverse=True))
    assert score(one, [sheet({"x": 5, "y": 1})] * 3) == 5


def test_weights_are_shares_of_the_factors_mean() -> None:
    one = factor("service", rating("x", weight=Fraction(3)), rating("y"))
    assert score(one, [sheet({"x": 5, "y": 1})] * 3) == 4


def test_item_of_another_length_is_expressed_on_the_main_scale() -> None:
    one = factor("service", rating("x", length=3))
    assert score(one, [sheet({"x": 2})] * 3) == 3


def test_factor_is_withheld_when_less_than_half_of_its_items_are_published() -> None:
    one = factor("service", rating("x"), rating("y"), rating("z"))
    assert score(one, [sheet({"x": 5})] * 3) == Withheld(Reason.TOO_FEW_ITEMS)
    assert score(one, [sheet({"x": 5, "y": 3})] * 3) == 4
    assert score(one, [sheet({})] * 3) == FEW


def test_half_of_the_parts_is_enough_and_one_less_is_not() -> None:
    three, one = (Fraction(1), Fraction(3)), (Fraction(1), FEW)
    assert scoring.mean_of_published([three, one]) == 3
    assert scoring.mean_of_published([three, one, one]) == Withheld(Reason.TOO_FEW_ITEMS)
    assert scoring.mean_of_published([]) == Withheld(Reason.TOO_FEW_ITEMS)


def test_cells_are_scored_over_the_items_whose_breakdown_is_published() -> None:
    one = factor("service", rating("x"), rating("y"))
    sheets = [sheet({"x": 2, "y": 5}, "norrdal")] * 3 + [sheet({"x": 4}, "alvnas")] * 3
    items = ratings(questionnaire(one), sheets)
    cells = scoring.factor_cells(one, {item_id: item.organisations for item_id, item in items.items()}, Span.coded(5))
    assert not isinstance(cells, Withheld)
    assert [(part.cell.id, part.n, part.mean) for part in cells] == [
        ("alvnas", 3, Fraction(4)),
        ("norrdal", 3, Fraction(2)),
    ]


def test_dimension_cells_are_the_weighted_mean_of_the_factors_cells() -> None:
    first = (CellScoring(NORRDAL, 6, Fraction(2)), CellScoring(ALVNAS, 5, Fraction(4)))
    second = (CellScoring(NORRDAL, 4, Fraction(5)), CellScoring(ALVNAS, 6, Fraction(1)))
    cells = scoring.mean_of_cells([(Fraction(2), first), (Fraction(1), second), (Fraction(1), FEW)])
    assert cells == (CellScoring(NORRDAL, 4, Fraction(3)), CellScoring(ALVNAS, 5, Fraction(3)))
    assert scoring.mean_of_cells([(Fraction(1), first), (Fraction(1), FEW), (Fraction(1), FEW)]) == Withheld(
        Reason.TOO_FEW_ITEMS
    )


def test_an_organisation_without_an_answer_to_some_factor_is_scored_over_the_others() -> None:
    """As in a joint round, where one organisation did not know about the second factor, and one about the third."""
    both = (CellScoring(NORRDAL, 1, Fraction(4)), CellScoring(ALVNAS, 1, Fraction(2)))
    only = (CellScoring(ALVNAS, 1, Fraction(5)),)
    cells = scoring.mean_of_cells([(Fraction(1), both), (Fraction(1), only)])
    assert cells == (CellScoring(NORRDAL, 1, Fraction(4)), CellScoring(ALVNAS, 1, Fraction(7, 2)))
    one_of_three = scoring.mean_of_cells([(Fraction(1), both), (Fraction(1), only), (Fraction(1), only)])
    assert one_of_three == (CellScoring(ALVNAS, 1, Fraction(4)),)


def test_perspective_gap_lies_between_the_outermost_cells_that_stand_for_somebody() -> None:
    unstated = CellScoring(Cell(UNSTATED, (UNSTATED,), 5), 5, Fraction(1))
    gap = scoring.perspective_gap(
        (CellScoring(NORRDAL, 6, Fraction(2)), CellScoring(ALVNAS, 5, Fraction(7, 2)), unstated)
    )
    assert gap is not None
    assert (gap.lowest, gap.highest, gap.size) == (NORRDAL, ALVNAS, Fraction(3, 2))
    assert scoring.perspective_gap((CellScoring(NORRDAL, 6, Fraction(2)), unstated)) is None
    assert scoring.perspective_gap(FEW) is None


def test_balanced_mean_weighs_a_merged_cell_by_its_organisations() -> None:
    other = Cell("other", ("b", "c", UNSTATED), 5)
    cells = (CellScoring(NORRDAL, 20, Fraction(1)), CellScoring(other, 5, Fraction(4)))
    assert scoring.organisation_balanced(cells) == 3
    assert scoring.organisation_balanced(FEW) is None


sheets_of_three_items = st.lists(
    st.fixed_dictionaries({}, optional={item: st.sampled_from([1, 2, 3, 4, 5, DONT_KNOW]) for item in "xyz"}).map(
        lambda answers: sheet(cast(dict[str, Answer], answers))
    ),
    min_size=3,
    max_size=25,
)
THREE = factor("service", rating("x"), rating("y", reverse=True), rating("z", weight=Fraction(2)))
MIRRORED = factor("service", rating("x", reverse=True), rating("y"), rating("z", weight=Fraction(2), reverse=True))


@given(sheets_of_three_items)
def test_every_score_lies_on_the_scale(sheets: list[AnswerSheet]) -> None:
    found = score(THREE, sheets)
    assert isinstance(found, Withheld) or 1 <= found <= 5


@given(sheets_of_three_items, st.randoms(use_true_random=False))
def test_the_order_of_the_sheets_does_not_matter(sheets: list[AnswerSheet], generator: object) -> None:
    shuffled = list(sheets)
    getattr(generator, "shuffle")(shuffled)  # noqa: B009 - hypothesis' random is typed as object
    assert score(THREE, shuffled) == score(THREE, sheets)


@given(sheets_of_three_items)
def test_wording_every_item_the_other_way_mirrors_the_score(sheets: list[AnswerSheet]) -> None:
    found, mirrored = score(THREE, sheets), score(MIRRORED, sheets)
    assert found == mirrored if isinstance(found, Withheld) else found == 6 - _number(mirrored)


@given(sheets_of_three_items)
def test_every_sheet_handed_in_twice_gives_the_same_score(sheets: list[AnswerSheet]) -> None:
    found = score(THREE, sheets)
    if not isinstance(found, Withheld):
        doubled = ratings(questionnaire(THREE), sheets * 2, 6)
        assert scoring.factor_mean(THREE, doubled, Span.coded(5)) == found


@given(sheets_of_three_items)
def test_score_equals_a_calculation_straight_from_the_sheets(sheets: list[AnswerSheet]) -> None:
    means, weights = [], []
    for item in THREE.ratings:
        valid = [int(one.answers[item.id]) for one in sheets if isinstance(one.answers.get(item.id), int)]  # type: ignore[arg-type]
        if len(valid) >= 3:
            mean = Fraction(sum(valid), len(valid))
            means.append(item.weight * (6 - mean if item.reverse else mean))
            weights.append(item.weight)
    expected = sum(means, Fraction(0)) / sum(weights) if 2 * len(means) >= 3 else None
    found = score(THREE, sheets)
    assert expected is None if isinstance(found, Withheld) else found == expected


def _number(mean: Mean) -> Fraction:
    assert isinstance(mean, Fraction)
    return mean
