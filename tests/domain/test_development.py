"""A collaboration over its rounds: the series of every figure, and what has changed in it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from app.domain.change import Direction, Drift
from app.domain.comparability import Comparability
from app.domain.development import Development, development
from app.domain.published import Reason, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult, Score
from app.domain.round import Kind
from app.domain.uncertainty import WHOLE, Interval
from tests.domain.examples import answered, closed, factor, questionnaire, rating, result, sheet

ONE = questionnaire(factor("service", rating("x")))
CHANGED = questionnaire(factor("service", rating("y")))
LOW, HIGH = [2, 2, 3, 2, 3, 2], [4, 4, 5, 4, 4, 4]


def round_of(values: Iterable[int], asked: Questionnaire = ONE) -> RoundResult:
    return result(asked, closed(3), answered(values))


def over(*rounds: RoundResult) -> Development:
    return development(rounds)


def test_every_round_is_a_point_with_its_mean_answers_and_interval() -> None:
    (line,) = over(round_of(LOW), round_of(LOW), round_of(HIGH)).factors
    assert [one.score.value for one in line.points if isinstance(one.score, Score)] == [2.33, 2.33, 4.17]
    assert [one.n for one in line.points] == [(6, 6)] * 3
    assert [one.joined for one in line.points] == [None, Comparability.FULL, Comparability.FULL]
    assert line.points[0].interval == Interval(1.7, 2.9)


def test_changes_are_between_neighbours_and_from_the_first_round_to_the_last() -> None:
    (line,) = over(round_of(LOW), round_of(LOW), round_of(HIGH)).factors
    directions = [one.direction for one in line.steps if one]
    assert directions == [Direction.NO_SURE_CHANGE, Direction.INCREASE]
    assert (line.overall.direction, line.overall.difference) == (Direction.INCREASE, 1.83)
    assert line.is_sure
    assert not line.has_gap


def test_dimension_and_whole_have_lines_of_their_own() -> None:
    found = over(round_of(LOW), round_of(HIGH))
    assert (found.whole.unit_id, found.whole.overall.difference) == (WHOLE, 1.83)
    assert [one.unit_id for one in found.dimensions] == ["inom"]
    assert all(isinstance(one.score, Score) for one in (*found.whole.points, *found.dimensions[0].points))


def test_a_version_that_asks_otherwise_makes_a_gap() -> None:
    after = result(CHANGED, closed(3), [sheet({"y": 4})] * 6)
    (line,) = over(round_of(LOW), after).factors
    assert line.points[1].joined is Comparability.NONE
    assert line.has_gap
    assert line.overall.direction is None


def test_a_version_that_asks_more_is_compared_on_what_is_common() -> None:
    more = questionnaire(factor("service", rating("x"), rating("y")))
    after = result(more, closed(3), [sheet({"x": 4, "y": 1})] * 6)
    (line,) = over(round_of(LOW), after).factors
    assert (line.points[1].joined, line.overall.common, line.overall.asked) == (
        Comparability.COMMON_ITEMS,
        ("x",),
        2,
    )
    assert (line.overall.after, line.points[1].score) == (4.0, after.factor("service").score)
    assert line.has_gap


def test_a_factor_that_is_new_or_gone_is_not_compared() -> None:
    after = result(questionnaire(factor("tillit", rating("y"))), closed(3), [sheet({"y": 4})] * 6)
    found = over(round_of(LOW), after)
    (line,) = found.factors
    assert (line.unit_id, line.overall.comparability) == ("tillit", Comparability.NONE)
    assert line.points[0].score == Withheld(Reason.NOT_ASKED)
    assert [one.id for one in found.gone] == ["service"]


def test_a_factor_that_a_round_between_did_not_ask_has_no_step_to_it() -> None:
    between = result(questionnaire(factor("tillit", rating("y"))), closed(3), [sheet({"y": 4})] * 6)
    (line,) = over(round_of(LOW), between, round_of(HIGH)).factors
    assert line.steps[0] is None
    assert [one.joined for one in line.points] == [None, Comparability.NONE, Comparability.NONE]
    assert line.overall.direction is Direction.INCREASE


def test_a_round_with_too_few_answers_is_withheld_and_nothing_is_said_of_it() -> None:
    (line,) = over(round_of(LOW), round_of([4])).factors
    assert isinstance(line.points[1].score, Withheld)
    assert isinstance(line.points[1].interval, Withheld)
    assert line.overall.direction is None


def test_joint_rounds_have_plain_differences_per_organisation_and_no_interval() -> None:
    rules = closed(3, Kind.JOINT)
    names = {"a": "Norrdal", "b": "Storvik"}
    before, after = (
        replace(result(ONE, rules, [sheet({"x": first}, "a"), sheet({"x": second}, "b")]), organisation_names=names)
        for first, second in ((2, 3), (4, 3))
    )
    found = over(before, after)
    (line,) = found.factors
    assert found.has_joint
    assert [(one.organisation, one.difference) for one in line.overall.organisations] == [("a", 2.0), ("b", 0.0)]
    assert line.overall.direction is Direction.NOT_TESTED
    assert [one.interval for one in line.points] == [Withheld(Reason.JOINT)] * 2


def test_a_round_that_was_reopened_gives_nothing_beyond_what_it_had_shown() -> None:
    """Two answers that came after the reopening are too few to be shown: the line is as it was."""
    shown, reopened = (result(ONE, closed(5), answered(LOW), answered(new)) for new in ([], [5, 5]))
    assert over(round_of(HIGH), reopened).factors == over(round_of(HIGH), shown).factors


def test_scales_of_different_length_are_noticed() -> None:
    seven = questionnaire(factor("service", rating("x", length=7)), length=7)
    assert not over(round_of(LOW), round_of(HIGH)).scales_differ
    assert over(round_of(LOW), result(seven, closed(3), answered([4] * 6))).scales_differ


def test_factors_are_gathered_by_how_they_moved_the_largest_difference_first() -> None:
    asked = questionnaire(*(factor(one, rating(f"{one}_item")) for one in ("tillit", "service", "nytta")))

    def answers(tillit: int, service: int, nytta: int) -> RoundResult:
        values = {"tillit_item": tillit, "service_item": service, "nytta_item": nytta}
        return result(asked, closed(3), [sheet(values)] * 6)

    found = over(answers(2, 2, 4), answers(3, 4, 2))
    assert [one.unit_id for one in found.moved(Direction.INCREASE)] == ["service", "tillit"]
    assert [one.unit_id for one in found.moved(Direction.DECREASE)] == ["nytta"]
    assert len(found.drifted(Drift.AS_BEFORE)) == 3


def test_one_round_is_no_development() -> None:
    with pytest.raises(ValueError, match="two rounds"):
        over(round_of(LOW))


def test_neighbours_that_fewer_sheets_than_the_smallest_group_lie_between_are_told() -> None:
    assert over(round_of([3] * 6), round_of([3] * 8), round_of([3] * 11)).few_sheets_apart == (0,)
    assert over(round_of([3] * 6), round_of([3] * 6)).few_sheets_apart == (0,)


def test_rounds_that_show_nothing_and_joint_rounds_are_not_told_to_lie_near() -> None:
    assert over(round_of([3] * 2), round_of([3] * 3)).few_sheets_apart == ()
    joint = result(ONE, closed(3, Kind.JOINT), answered([3] * 3, "norrdal"))
    assert over(joint, joint).few_sheets_apart == ()
