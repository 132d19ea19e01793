"""What a dimension weighs counts wherever the whole is made; with 0 it is scored and shown, and no part of it."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from app.domain.answers import AnswerSheet
from app.domain.change import round_change
from app.domain.comparability import compare_versions
from app.domain.package import combined
from app.domain.questionnaire import Dimension, Questionnaire
from app.domain.reference import unit_wordings
from app.domain.result import RoundResult, Score
from app.domain.round import Kind
from app.domain.uncertainty import WHOLE, Spread, spreads
from tests.domain.examples import closed, factor, questionnaire_of, rating, result, sheet, text


def weighing(*weights: int) -> Questionnaire:
    """Dimensions a, b, … of one statement each."""
    return questionnaire_of(
        *(
            Dimension(
                name, text(name), text(name), (factor(f"f_{name}", rating(f"i_{name}")),), weight=Fraction(weight)
            )
            for name, weight in zip("abc", weights, strict=False)
        )
    )


def answers(*values: Sequence[int], organisation: str | None = None) -> list[AnswerSheet]:
    """One sheet for each column of the values of a, b, …"""
    return [
        sheet({f"i_{name}": value for name, value in zip("abc", column, strict=False)}, organisation)
        for column in zip(*values, strict=True)
    ]


def whole(found: RoundResult) -> float:
    assert isinstance(found.score, Score)
    return found.score.value


@pytest.mark.parametrize(
    ("weights", "mean"), [((1, 1), 3.0), ((3, 1), 2.5), ((1, 3), 3.5), ((0, 1), 4.0), ((2, 0), 2.0)]
)
def test_the_whole_is_the_weighted_mean_of_its_dimensions(weights: tuple[int, int], mean: float) -> None:
    found = result(weighing(*weights), closed(3), answers([2, 2, 2], [4, 4, 4]))
    assert whole(found) == mean
    assert [one.score.value for one in found.dimensions if isinstance(one.score, Score)] == [2.0, 4.0]


def test_a_dimension_that_does_not_count_is_not_waited_for() -> None:
    """At least half of the dimensions must be published; one of three is enough where the two others weigh 0."""
    sheets = [sheet({"i_a": 4})] * 5
    assert whole(result(weighing(1, 0, 0), closed(3), sheets)) == 4.0
    assert not isinstance(result(weighing(1, 1, 1), closed(3), sheets).score, Score)


def test_organisations_weigh_the_dimensions_too() -> None:
    sheets = [*answers([1], [5], organisation="norrdal"), *answers([3], [5], organisation="alvnas")]
    found = result(weighing(3, 1), closed(kind=Kind.JOINT), sheets)
    assert found.organisation_balanced == whole(found) == 2.75


def test_the_interval_of_the_whole_uses_the_weights() -> None:
    sheets = answers([2, 3, 4], [3, 3, 3])
    deviations = {
        weights: spread.deviation
        for weights in ((1, 1), (3, 1), (0, 1), (1, 0))
        if isinstance(spread := spreads(result(weighing(*weights), closed(3), sheets))[WHOLE], Spread)
    }
    assert deviations == pytest.approx({(1, 1): 0.5, (3, 1): 0.75, (0, 1): 0.0, (1, 0): 1.0})


def test_the_change_of_the_whole_uses_the_weights_of_the_later_round() -> None:
    before = result(weighing(1, 1), closed(3), answers([2] * 6, [3] * 6))
    after = result(weighing(3, 1), closed(3), answers([4] * 6, [3] * 6))
    found = round_change(before, after).of(WHOLE)
    assert (found.before, found.after, found.difference) == (2.25, 3.75, 1.5)
    none = result(weighing(0, 1), closed(3), answers([4] * 6, [3] * 6))
    assert round_change(before, none).of(WHOLE).difference == 0.0


def test_other_weights_are_told_and_the_questions_remain_comparable() -> None:
    found = compare_versions(weighing(1, 1), weighing(3, 1))
    assert [one.id for one in found.dimensions_reweighted] == ["a"]
    assert found.comparability == "full"


def test_the_reference_of_the_whole_is_another_with_other_weights_and_that_of_its_parts_is_not() -> None:
    plain, heavy, without = (unit_wordings(weighing(*one)) for one in ((1, 1), (3, 1), (0, 1)))
    assert len({one[WHOLE] for one in (plain, heavy, without)}) == 3
    assert {unit: wording for unit, wording in plain.items() if unit != WHOLE} == {
        unit: wording for unit, wording in heavy.items() if unit != WHOLE
    }


def test_a_dimension_of_the_main_questionnaire_is_of_the_main_whatever_it_weighs() -> None:
    main, further = weighing(0, 1), replace(weighing(1, 1, 1), dimensions=weighing(1, 1, 1).dimensions[2:])
    package = combined(main, [further])
    assert [package.is_of_the_main(one) for one in package.dimensions] == [True, True, False]
    assert [package.makes_the_whole(one) for one in package.dimensions] == [False, True, False]
