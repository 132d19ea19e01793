"""A development in at most five sentences: what has clearly changed, and who answered."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.domain.answers import AnswerSheet
from app.domain.development import Development, development
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult
from app.domain.round import Kind
from app.services.results import result_of_sheets
from app.wording.development import in_short
from tests.domain.examples import closed, factor, questionnaire, rating

NAMES = ("tillit", "service", "nytta", "riktning", "granser")
FIVE = questionnaire(*(factor(one, rating(f"{one}_item")) for one in NAMES))
PLACES = {"a": "Norrdal", "b": "Storvik"}


def round_of(
    values: Mapping[str, int], *, persons: int = 8, kind: Kind = Kind.INDIVIDUAL, names: Mapping[str, str] = PLACES
) -> RoundResult:
    """Everybody answers 3, but for these factors."""
    answers = {f"{one}_item": values.get(one, 3) for one in NAMES}
    ids = list(names)
    sheets = [AnswerSheet(ids[number % len(ids)], None, answers) for number in range(persons)]
    return result_of_sheets(FIVE, sheets, closed(3, kind), names)


def said(*rounds: RoundResult, language: str = "sv") -> str:
    found = in_short(development(rounds), language)
    assert 1 <= len(found) <= 5
    return " ".join(found)


def over(first: Mapping[str, int], last: Mapping[str, int]) -> str:
    return said(round_of(first), round_of(last))


def test_clear_changes_are_named() -> None:
    found = over({"nytta": 5}, {"tillit": 5, "nytta": 2})
    assert "En tydlig ökning syns i ”tillit”." in found
    assert "En tydlig minskning syns i ”nytta”." in found
    assert "8 personer svarade första gången och 8 den senaste gången." in found


def test_many_clear_changes_are_counted_and_the_largest_named() -> None:
    found = over({}, {"tillit": 4, "service": 5, "nytta": 4, "riktning": 4})
    assert "En tydlig ökning syns i fyra nyckelfaktorer, störst i ”service” och ”tillit”." in found
    assert "Som helhet syns en tydlig ökning: 3,0 → 4,0." in found


def test_where_nothing_is_sure_that_is_what_is_said() -> None:
    found = over({}, {})
    assert "Som helhet syns ingen säker förändring: 3,0 → 3,0." in found
    assert "Ingen enskild nyckelfaktor visar en tydlig ökning eller minskning." in found


def test_who_came_and_who_left_is_named() -> None:
    before = round_of({}, names={"a": "Norrdal", "b": "Storvik"})
    after = round_of({}, names={"a": "Norrdal", "c": "Havsöre"})
    assert "Havsöre har tillkommit, och Storvik var bara med i den första omgången" in said(before, after)
    more = round_of({}, names={"a": "Norrdal", "b": "Storvik", "c": "Havsöre"})
    assert "Havsöre har tillkommit efter den första" in said(before, more)
    assert "Havsöre var bara med i den första" in said(more, before)


def test_joint_rounds_say_that_nothing_is_tested() -> None:
    found = said(round_of({}, persons=2, kind=Kind.JOINT), round_of({"tillit": 5}, persons=2, kind=Kind.JOINT))
    assert "Om det är en tydlig förändring är inte prövat." in found
    assert "2 organisationer svarade första gången" in found
    assert "tydlig ökning syns" not in found


def test_rounds_of_different_kinds_are_to_be_compared_with_caution() -> None:
    found = said(round_of({}), round_of({}, persons=2, kind=Kind.JOINT))
    assert "Jämför försiktigt." in found


def test_too_few_answers_leave_the_whole_uncompared() -> None:
    found = said(round_of({}), round_of({}, persons=1))
    assert "För få har svarat i någon av omgångarna" in found
    assert "personer svarade" not in found


def test_rounds_with_nothing_in_common_are_not_compared() -> None:
    asked: Questionnaire = questionnaire(factor("tillit", rating("something_else")))
    sheets = [AnswerSheet("a", None, {"something_else": 4})] * 8
    found = said(round_of({}), result_of_sheets(asked, sheets, closed(3), PLACES))
    assert "går de inte att jämföra som helhet" in found


def test_the_group_comes_closer_together_and_drifts_apart() -> None:
    def spread(apart: str) -> RoundResult:
        sheets = [
            AnswerSheet("a", None, {f"{one}_item": 1 + 4 * (at % 2) if one == apart else 3 for one in NAMES})
            for at in range(8)
        ]
        return result_of_sheets(FIVE, sheets, closed(3), PLACES)

    found = said(spread("tillit"), spread("nytta"))
    assert "Gruppen har kommit närmare varandra i ”tillit”." in found
    assert "Gruppen har kommit längre ifrån varandra i ”nytta”." in found


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_place_is_left_unfilled(language: str) -> None:
    found: Development = development([round_of({}), round_of({"tillit": 5})])
    assert all("%" not in one for one in in_short(replace(found), language))
