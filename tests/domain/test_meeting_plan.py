"""The plan of the meeting: always two hours, always in an order with a reason, for every sort of round."""

import pytest

from app.domain.dialogue import Place
from app.domain.meeting_plan import (
    LENGTH,
    Exercise,
    MeetingPlan,
    MomentKind,
    PartKind,
    exercise_for,
    meeting_plan,
    stages,
)
from tests.documents.cases import CASES, Case
from tests.documents.rounds import ROUNDS, WEIGHED, round_case

SIMPLE = ("normal", "too_few", "none", "one_organisation", "joint", "joint_none", "mostly_dont_know", "pulse")


def case(name: str) -> Case:
    return CASES[name] if name in CASES else round_case(name)


def plan(name: str) -> MeetingPlan:
    return meeting_plan(case(name).result)


def kinds(name: str) -> list[MomentKind]:
    return [moment.kind for moment in plan(name).moments]


@pytest.mark.parametrize("name", [*SIMPLE, *ROUNDS, *WEIGHED])
def test_the_parts_follow_each_other_and_fill_two_hours(name: str) -> None:
    parts = plan(name).parts
    assert [part.begins for part in parts] == [sum(one.minutes for one in parts[:at]) for at in range(len(parts))]
    assert sum(part.minutes for part in parts) == LENGTH == 120
    assert all(part.minutes > 0 and part.minutes % 5 == 0 for part in parts)


@pytest.mark.parametrize("name", [*SIMPLE, *ROUNDS, *WEIGHED])
def test_every_meeting_begins_with_a_welcome_and_ends_in_agreements_and_a_date(name: str) -> None:
    found = [part.kind for part in plan(name).parts]
    assert found[0] is PartKind.WELCOME
    assert found[-2:] == [PartKind.AGREEING, PartKind.CLOSING]
    assert found.count(PartKind.BREAK) == 1


@pytest.mark.parametrize("name", [*SIMPLE, *ROUNDS, *WEIGHED])
def test_a_break_comes_near_the_middle_and_never_first_or_last_among_the_factors(name: str) -> None:
    parts = plan(name).parts
    at = next(place for place, part in enumerate(parts) if part.kind is PartKind.BREAK)
    assert 40 <= parts[at].begins <= 80
    assert parts[at - 1].kind is PartKind.FACTOR and parts[at + 1].kind is PartKind.FACTOR


@pytest.mark.parametrize("name", [*SIMPLE, *ROUNDS, *WEIGHED])
def test_the_stages_of_an_exercise_fill_the_time_of_its_factor(name: str) -> None:
    parts = plan(name).factor_parts
    assert 3 <= len(parts) <= 4
    for part in parts:
        assert part.exercise is not None
        assert sum(stage.minutes for stage in part.stages) == part.minutes


@pytest.mark.parametrize("minutes", range(10, 75, 5))
def test_most_time_is_talked_together_and_some_is_thought_alone(minutes: int) -> None:
    alone, pairs, together = stages(minutes)
    assert 2 <= alone.minutes < pairs.minutes <= together.minutes


def test_a_strength_opens_shortly_and_the_rest_share_the_time() -> None:
    parts = plan("two_camps").factor_parts
    assert [part.minutes for part in parts] == [10, 20, 20, 20]
    assert parts[0].exercise is Exercise.WHAT_MAKES_IT_WORK
    assert {part.exercise for part in parts[1:]} == {Exercise.LISTEN_ACROSS_ORGANISATIONS}


def test_without_a_strength_three_factors_share_the_time_equally() -> None:
    result = case("mostly_dont_know").result
    assert not any(factor.place is Place.STRENGTH for factor in result.factors)
    assert [part.minutes for part in meeting_plan(result).factor_parts] == [25, 25, 20]


@pytest.mark.parametrize("name", ["too_few", "none", "joint_none"])
def test_without_figures_the_group_chooses_three_factors_itself(name: str) -> None:
    found = plan(name)
    assert found.parts[1].kind is PartKind.CHOOSING
    assert [(part.factor_id, part.number) for part in found.factor_parts] == [(None, 1), (None, 2), (None, 3)]
    assert {part.exercise for part in found.factor_parts} == {Exercise.OWN_CHOICE}
    assert found.moments[0].kind is MomentKind.NO_FIGURES
    assert found.left_over == ()


def test_what_nobody_knows_is_asked_about_and_not_argued_about() -> None:
    assert {part.exercise for part in plan("mostly_dont_know").factor_parts} == {Exercise.WHO_KNOWS}
    assert MomentKind.MOSTLY_DONT_KNOW in kinds("dont_know")


def test_roles_listen_to_each_other_where_only_they_differ() -> None:
    result = case("politicians_against_operations").result
    factor = next(one for one in result.factors if one.organisation_gap and one.level_gap and one.level_gap > 1.5)
    assert exercise_for(factor, result) is Exercise.LISTEN_ACROSS_ROLES
    moment = next(one for one in meeting_plan(result).moments if one.kind is MomentKind.ROLES_DIFFER)
    assert moment.lowest is not None and moment.highest is not None
    assert {moment.lowest.id, moment.highest.id} == {"politik", "verksamhet"}


def test_in_a_joint_round_those_with_the_highest_and_the_lowest_tell_themselves() -> None:
    assert Exercise.HIGHEST_AND_LOWEST in {part.exercise for part in plan("joint").factor_parts}
    assert kinds("joint")[-1] is MomentKind.BY_NAME


def test_one_organisation_apart_is_named_and_two_that_differ_are_not() -> None:
    apart = next(one for one in plan("one_apart").moments if one.kind is MomentKind.ORGANISATION_APART)
    assert apart.cell is not None
    assert case("one_apart").result.organisation_names[apart.cell.id] == "Granträsk"
    assert MomentKind.ORGANISATION_APART not in kinds("two_organisations")
    assert MomentKind.ORGANISATIONS_DIFFER in kinds("two_organisations")


def test_two_camps_are_prepared_for_and_a_group_that_agrees_is_asked_for_more() -> None:
    assert kinds("two_camps")[0] is MomentKind.TWO_CAMPS
    assert kinds("consensus") == [MomentKind.ALL_ALIKE, MomentKind.GUESSING]


@pytest.mark.parametrize("name", [*SIMPLE, *ROUNDS, *WEIGHED])
def test_what_there_is_no_time_for_is_named(name: str) -> None:
    found, proposal = plan(name), case(name).result.proposal
    planned = [part.factor_id for part in found.factor_parts]
    assert all((one in planned) != (one in found.left_over) for one in proposal)


def test_what_is_weighed_has_exercises_of_its_own() -> None:
    found = case("balances").result
    exercises = {one.factor.id: exercise_for(one, found) for one in found.factors}
    assert exercises["balans_process"] is Exercise.MOVE_THE_WEIGHT
    assert exercises["balans_resurser"] is Exercise.WHAT_FOLLOWS
    assert exercises["balans_ledarskap"] is Exercise.EACH_TELLS_WHY
    assert exercises["balans_struktur"] is Exercise.WHO_KNOWS
    joint = case("drivers_joint").result
    assert exercise_for(joint.factor("drivkraft"), joint) is Exercise.EACH_TELLS_WHY
