"""Questionnaires put together: in order, without changing what the main one alone would say."""

from dataclasses import replace

import pytest

from app.domain.answers import AnswerSheet
from app.domain.errors import SamspelError
from app.domain.items import RatingItem
from app.domain.package import combined
from app.domain.questionnaire import Form, Questionnaire
from app.domain.result import RoundResult, Score
from app.domain.round import Kind, RoundRules, State
from app.services.results import result_of_sheets
from tests.conftest import LIBRARY

MAIN, BALANCES, LEADING = (LIBRARY.find(one) for one in ("pulskoll", "balansgangar", "ledarskap"))


def result(asked: Questionnaire, main: int, others: int) -> RoundResult:
    """Of six alike sheets: what the main questionnaire asks is rated `main`, all else `others`."""
    own = {item.id for item in MAIN.items}
    ratings = [item for item in asked.items if isinstance(item, RatingItem)]
    answers = {item.id: item.coded(main if item.id in own else others) for item in ratings}
    sheets = [AnswerSheet("norrdal", "politik", answers)] * 6
    rules = RoundRules(Kind.INDIVIDUAL, 5, State.CLOSED)
    return result_of_sheets(asked, sheets, rules, {"norrdal": "Norrdal"})


def test_without_further_ones_it_is_the_main_questionnaire_itself() -> None:
    assert combined(MAIN, ()) is MAIN


def test_the_parts_follow_each_other_and_the_main_one_gives_the_frame() -> None:
    both = combined(MAIN, [BALANCES])
    assert both.dimensions == (*MAIN.dimensions, *BALANCES.dimensions)
    assert both.items == (*MAIN.items, *BALANCES.items)
    assert (both.id, both.version, both.introduction) == (MAIN.id, MAIN.version, MAIN.introduction)
    assert (both.organisation, both.level, both.bands) == (MAIN.organisation, MAIN.level, MAIN.bands)
    assert both.minutes == MAIN.minutes + BALANCES.minutes
    assert both.title.into("sv") == f"{MAIN.title.into('sv')} + {BALANCES.title.into('sv')}"
    assert [(part.id, part.version) for part in both.parts] == [("pulskoll", MAIN.version), ("balansgangar", 1)]


def test_another_order_or_another_part_is_another_fingerprint() -> None:
    packages = (combined(MAIN, [BALANCES]), combined(BALANCES, [MAIN]), combined(MAIN, [LEADING]))
    assert len({MAIN.fingerprint, *(one.fingerprint for one in packages)}) == 4
    assert combined(MAIN, [BALANCES]).fingerprint == packages[0].fingerprint


def test_scores_are_shown_on_the_first_scale_there_is() -> None:
    both = combined(BALANCES, [MAIN])
    assert (both.scale_length, both.bands) == (MAIN.scale_length, MAIN.bands)


def test_the_mean_of_the_whole_is_that_of_the_main_questionnaire() -> None:
    """Worked example: 4 throughout in the main one and 1 throughout in the further one is 4, not between."""
    alone, both = result(MAIN, 4, 1), result(combined(MAIN, [LEADING]), 4, 1)
    assert isinstance(both.score, Score)
    assert both.score == alone.score
    assert both.score.value == 4.0
    further = {one.id for one in LEADING.dimensions}
    assert {one.score.value for one in both.dimensions if one.dimension.id in further and isinstance(one.score, Score)}


def test_ids_that_meet_are_named() -> None:
    with pytest.raises(SamspelError, match="R021") as refused:
        combined(LIBRARY.find("nyckelfaktorer"), [MAIN])
    assert "behovsdialog" in str(refused.value.facts["ids"])


def test_only_languages_that_all_have_are_left() -> None:
    swedish = replace(BALANCES, languages=("sv",))
    assert combined(MAIN, [swedish]).languages == ("sv",)
    with pytest.raises(SamspelError, match="R022"):
        combined(MAIN, [replace(BALANCES, languages=("fi",))])


def test_a_workshop_is_no_part_of_a_package() -> None:
    workshop = LIBRARY.find("grundstenar")
    assert workshop.form is Form.WORKSHOP
    for main, further in ((MAIN, workshop), (workshop, MAIN)):
        with pytest.raises(SamspelError, match="R023"):
            combined(main, [further])
