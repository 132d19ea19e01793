"""What has changed between two rounds: never more than the numbers bear."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from app.domain.change import CellChange, Direction, Drift, RoundChange, round_change
from app.domain.comparability import Comparability
from app.domain.disclosure import publish
from app.domain.published import Reason, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult, build_result
from app.domain.round import Kind
from app.domain.uncertainty import WHOLE, Interval
from tests.domain.examples import answered, closed, counts, factor, questionnaire, rating, result, sheet, text

ONE = questionnaire(factor("service", rating("x")))
TWO = questionnaire(factor("service", rating("x"), rating("y")), factor("tillit", rating("z")))


def round_of(values: Iterable[int], asked: Questionnaire = ONE) -> RoundResult:
    return result(asked, closed(3), answered(values))


def change_of(before: Sequence[int], after: Sequence[int]) -> RoundChange:
    return round_change(round_of(before), round_of(after))


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ([2, 2, 3, 2, 3, 2], [4, 4, 5, 4, 4, 4], Direction.INCREASE),
        ([4, 4, 5, 4, 4, 4], [2, 2, 3, 2, 3, 2], Direction.DECREASE),
        ([2, 3, 4, 5, 1, 3], [3, 4, 5, 5, 2, 4], Direction.NO_SURE_CHANGE),  # one step up, but far apart
        ([3] * 9 + [4], [3] * 9 + [4], Direction.NO_SURE_CHANGE),
        ([3] * 10, [3] * 8 + [4, 4], Direction.NO_SURE_CHANGE),  # 0.2: too little to be worth naming
        ([3] * 10, [3] * 7 + [4] * 3, Direction.NO_SURE_CHANGE),  # 0.3, but the interval holds 0
        ([3] * 40, [3] * 28 + [4] * 12, Direction.INCREASE),  # 0.3 exactly, and sure
    ],
)
def test_a_change_is_named_when_it_is_sure_and_three_tenths_of_a_step(
    before: Sequence[int], after: Sequence[int], direction: Direction
) -> None:
    assert change_of(before, after).of("service").direction is direction


def test_a_change_holds_both_means_their_difference_and_an_interval() -> None:
    found = change_of([2, 2, 3, 2, 3, 2], [4, 4, 5, 4, 4, 4]).of("service")
    assert (found.before, found.after, found.difference) == (2.33, 4.17, 1.83)
    assert found.interval == Interval(1.2, 2.5)
    assert found.comparability is Comparability.FULL


def test_dimension_and_whole_change_with_their_factors() -> None:
    before = result(TWO, closed(3), [sheet({"x": 2, "y": 2, "z": 3})] * 6)
    after = result(TWO, closed(3), [sheet({"x": 4, "y": 4, "z": 3})] * 6)
    found = round_change(before, after)
    assert [(one.unit_id, one.difference) for one in found.factors] == [("service", 2.0), ("tillit", 0.0)]
    assert [(one.unit_id, one.difference) for one in found.dimensions] == [("inom", 1.0)]
    assert (found.whole.unit_id, found.whole.difference) == (WHOLE, 1.0)
    assert found.same_questionnaire


@pytest.mark.parametrize(
    ("before", "after", "drift"),
    [
        ([1, 5] * 4, [3, 3] * 4, Drift.CLOSER),
        ([3] * 8, [1, 5] * 4, Drift.APART),
        ([3] * 8, [3] * 8, Drift.AS_BEFORE),
        ([3] * 8, [3] * 6 + [4, 4], Drift.APART),  # AD from 0 to 0.25: a twentieth of 5
        ([3] * 8, [3] * 7 + [4], Drift.AS_BEFORE),  # AD from 0 to 0.125
    ],
)
def test_the_group_has_come_closer_or_drifted_apart_by_a_twentieth_of_the_scale(
    before: Sequence[int], after: Sequence[int], drift: Drift
) -> None:
    assert change_of(before, after).of("service").drift is drift


def test_only_the_common_items_are_compared_where_some_were_reworded() -> None:
    reworded = replace(rating("y"), text=text("other words"))
    later = questionnaire(factor("service", rating("x"), reworded), factor("tillit", rating("z")))
    later = replace(later, fingerprint="1" * 64)
    before = result(TWO, closed(3), [sheet({"x": 2, "y": 5, "z": 3})] * 6)
    after = result(later, closed(3), [sheet({"x": 3, "y": 1, "z": 3})] * 6)
    found = round_change(before, after)
    service = found.of("service")
    assert (service.comparability, service.common, service.asked) == (Comparability.COMMON_ITEMS, ("x",), 2)
    assert (service.before, service.after, service.interval) == (2.0, 3.0, Interval(1.0, 1.0))
    assert (found.of("inom").difference, found.of("inom").comparability) == (0.5, Comparability.COMMON_ITEMS)
    assert not found.same_questionnaire


def test_a_new_factor_is_not_compared_and_does_not_move_its_dimension() -> None:
    later = questionnaire(*TWO.factors, factor("nytta", rating("n")))
    before = result(TWO, closed(3), [sheet({"x": 2, "y": 2, "z": 2})] * 6)
    after = result(later, closed(3), [sheet({"x": 3, "y": 3, "z": 3, "n": 5})] * 6)
    found = round_change(before, after)
    nytta = found.of("nytta")
    assert nytta.comparability is Comparability.NONE
    assert (nytta.before, nytta.difference, nytta.direction) == (
        Withheld(Reason.NOT_ASKED), Withheld(Reason.NOT_ASKED), None,
    )  # fmt: skip
    assert (found.of("inom").before, found.of("inom").after) == (2.0, 3.0)


def test_a_factor_that_is_gone_makes_its_dimension_comparable_on_the_rest_only() -> None:
    before = result(TWO, closed(3), [sheet({"x": 2, "y": 2, "z": 5})] * 6)
    after = result(questionnaire(TWO.factors[0]), closed(3), [sheet({"x": 3, "y": 3})] * 6)
    found = round_change(before, after).of("inom")
    assert (found.comparability, found.before, found.after) == (Comparability.COMMON_ITEMS, 2.0, 3.0)


def test_a_withheld_figure_gives_no_difference_and_keeps_its_reason() -> None:
    before = result(TWO, closed(3), [sheet({"x": 2, "y": 2, "z": 3})] * 2 + [sheet({"x": 2, "y": 2})] * 3)
    after = result(TWO, closed(3), [sheet({"x": 3, "y": 3, "z": 3})] * 6)
    found = round_change(before, after).of("tillit")
    assert (found.before, found.after) == (Withheld(Reason.TOO_FEW_ANSWERS), 3.0)
    assert (found.difference, found.direction, found.drift) == (Withheld(Reason.TOO_FEW_ANSWERS), None, None)


def joint(**values: int) -> RoundResult:
    rules = closed(kind=Kind.JOINT)
    sheets = [sheet({"x": value}, one) for one, value in values.items()]
    return build_result(ONE, publish(counts(ONE, sheets), ONE, rules), rules, {one: one for one in values})


def test_joint_rounds_give_plain_differences_by_organisation_and_no_test() -> None:
    found = round_change(joint(norrdal=2, alvnas=4), joint(norrdal=4, alvnas=4, storvik=1))
    service = found.of("service")
    assert service.interval == Withheld(Reason.JOINT)
    assert service.direction is Direction.NOT_TESTED
    assert service.organisations == (CellChange("alvnas", 4.0, 4.0, 0.0), CellChange("norrdal", 2.0, 4.0, 2.0))
    assert (found.joined, found.left) == (("storvik",), ())


def test_common_organisations_are_compared_each_weighing_alike() -> None:
    def of(**values: tuple[int, int]) -> RoundResult:
        sheets = [one for name, (number, value) in values.items() for one in answered([value] * number, name)]
        rules = closed(3)
        return build_result(ONE, publish(counts(ONE, sheets), ONE, rules), rules, {name: name for name in values})

    found = round_change(of(norrdal=(3, 2), alvnas=(9, 4)), of(norrdal=(9, 3), alvnas=(3, 4), storvik=(3, 1)))
    service = found.of("service")
    assert service.common_organisations == (3.0, 3.5)
    assert (found.joined, found.left) == (("storvik",), ())
    few = round_change(of(norrdal=(3, 2), alvnas=(2, 4)), of(norrdal=(9, 3), alvnas=(3, 4)))
    assert few.of("service").common_organisations is None  # in the first round there were no two cells


def test_scores_on_scales_of_another_length_are_put_on_the_later_one() -> None:
    nine = questionnaire(factor("service", rating("x")), length=9)
    found = round_change(round_of([3] * 6), round_of([3] * 6, nine)).of("service")
    assert (found.before, found.after, found.difference) == (5.0, 5.0, 0.0)
