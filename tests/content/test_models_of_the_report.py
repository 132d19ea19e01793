"""What the questionnaires on balances, drivers, leadership and cornerstones promise beside the rules of all content."""

from typing import TypeVar

import pytest

from app.domain.items import (
    AllocationItem,
    BipolarPairItem,
    LevelItem,
    LevelPairItem,
    MultipleChoiceItem,
    RankingItem,
    RatingItem,
)
from app.domain.questionnaire import Factor, Questionnaire
from tests.conftest import LIBRARY

BALANCES, DRIVERS, LEADING, CORNERSTONES = (
    LIBRARY.find(name) for name in ("balansgangar", "drivkrafter", "ledarskap", "grundstenar")
)
MORE = (BALANCES, DRIVERS, LEADING, CORNERSTONES)
Kind = TypeVar("Kind")
TYPES = ["Utforskande samverkan", "Driftsinriktad samverkan", "Strategisk samverkan"]


def factor(questionnaire: Questionnaire, factor_id: str) -> Factor:
    return next(one for one in questionnaire.factors if one.id == factor_id)


def of_kind(found: type[Kind], within: Questionnaire) -> list[Kind]:
    return [item for item in within.items if isinstance(item, found)]


@pytest.mark.parametrize("one", MORE, ids=lambda one: one.id)
def test_every_factor_has_three_open_questions_and_three_principles_at_least(one: Questionnaire) -> None:
    assert all(3 <= len(each.dialogue_questions) <= 4 for each in one.factors)
    assert all(3 <= len(each.principles) <= 5 for each in one.factors)


def test_a_balance_is_one_line_of_seven_steps_from_today_to_wanted() -> None:
    assert len(BALANCES.factors) == 7
    for each in BALANCES.factors:
        (item,) = each.items
        assert isinstance(item, BipolarPairItem)
        assert item.steps == 7


def test_the_poles_of_a_balance_are_short_and_alike_in_length() -> None:
    for item in of_kind(BipolarPairItem, BALANCES):
        for language in ("sv", "en"):
            left, right = item.left.into(language).split(), item.right.into(language).split()
            assert max(len(left), len(right)) <= 8
            assert abs(len(left) - len(right)) <= 3


def test_a_balance_can_tip_over_in_either_direction() -> None:
    for each in BALANCES.factors:
        assert each.weakness is not None
        assert each.weakness.into("sv").count("Vid övervikt") == 2
        assert each.weakness.into("en").count("ith too much") == 2


@pytest.mark.parametrize("factor_id", ["drivkraft", "ingangsvarde"])
def test_drivers_and_entry_values_share_ten_points_and_lead_to_the_same_three_types(factor_id: str) -> None:
    (item,) = factor(DRIVERS, factor_id).items
    assert isinstance(item, AllocationItem)
    assert item.points == 10
    assert [option.leads_to.into("sv") for option in item.options if option.leads_to] == TYPES


def test_the_orientations_are_put_in_order() -> None:
    (item,) = factor(DRIVERS, "inriktning").items
    assert isinstance(item, RankingItem)
    assert [option.id for option in item.options] == ["ekonomi", "kompetenser", "utveckling"]


def test_the_degrees_of_joint_work_are_those_of_the_report_now_and_wanted() -> None:
    (item,) = factor(DRIVERS, "grad").items
    assert isinstance(item, LevelPairItem)
    assert [point.label.into("sv") for point in item.scale.points] == [
        "Nätverk",
        "Samordning",
        "Samarbete",
        "Samverkan",
    ]


def test_the_framework_is_asked_about_by_exchange_responsibility_resources_and_risks() -> None:
    asked = [item.id for item in factor(DRIVERS, "ramverk").items if isinstance(item, RatingItem)]
    assert asked == ["ramverk_utbyte", "ramverk_ansvar", "ramverk_resurser", "ramverk_risker"]


def test_leadership_has_some_twenty_five_questions() -> None:
    assert 24 <= len(of_kind(RatingItem, LEADING)) <= 26
    assert sum(item.reverse for item in of_kind(RatingItem, LEADING)) == 3


def test_politicians_and_management_weigh_four_things() -> None:
    assert len(factor(LEADING, "politisk_malbild").items) == 4


def test_the_four_resources_are_asked_about_on_the_same_five_levels() -> None:
    items = of_kind(LevelItem, LEADING)
    assert len(items) == 4
    assert {item.scale.length for item in items} == {LEADING.scale_length} == {5}
    assert len({tuple(point.label for point in item.scale.points) for item in items}) == 1


def test_a_behaviour_is_one_short_sentence_that_stands_once() -> None:
    leading = [item.behaviours for item in of_kind(LevelItem, LEADING)]
    together = [item.behaviours for item in of_kind(LevelPairItem, DRIVERS)]
    behaviours = [one for each in (*leading, *together) for one in each]
    said = [one.into(language) for one in behaviours for language in ("sv", "en")]
    assert len(said) == len(set(said))
    assert all(one.endswith(".") and one.count(".") == 1 and len(one.split()) <= 20 for one in said)


def test_who_sees_no_charged_question_can_say_so() -> None:
    (item,) = of_kind(MultipleChoiceItem, LEADING)
    assert item.options[-1].id == "ingen"


def test_the_cornerstones_are_worded_together_from_examples_that_begin_with_we() -> None:
    assert len(CORNERSTONES.factors) == 6
    assert CORNERSTONES.items == ()
    for each in CORNERSTONES.factors:
        assert all(one.into("sv").startswith("Vi ") and one.into("en").startswith("We ") for one in each.principles)
