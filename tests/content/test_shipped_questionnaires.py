"""The content keeps its own rules: the thirteen factors, short items, both languages, right letters."""

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from app.domain.items import Item
from app.domain.questionnaire import Questionnaire
from app.domain.text import Text
from tests.conftest import LIBRARY

KEY_FACTORS = {
    "inom": ["behovsdialog", "involvering", "drivkrafter", "representantskap"],
    "mellan": ["malbild", "service", "ledartroja", "kostnadsfordelning", "nytta"],
    "samverkansorganisationen": ["levande_behov", "riktning", "granser", "strukturer"],
}
FULL, PULSE = LIBRARY.find("nyckelfaktorer"), LIBRARY.find("pulskoll")
ALL = LIBRARY.questionnaires()
WORKSHOP = LIBRARY.find("grundstenar")


def words(text: Text, language: str) -> int:
    return len(text.into(language).split())


def texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


@pytest.mark.parametrize("one", [FULL, PULSE], ids=lambda one: one.id)
def test_the_factors_are_those_of_the_report_under_their_lasting_ids(one: Questionnaire) -> None:
    assert {dimension.id: [factor.id for factor in dimension.factors] for dimension in one.dimensions} == KEY_FACTORS


def test_the_full_questionnaire_has_three_or_four_items_a_factor() -> None:
    assert all(3 <= len(factor.ratings) <= 4 for factor in FULL.factors)
    assert 43 <= sum(len(factor.ratings) for factor in FULL.factors) <= 48


def test_the_pulse_check_has_one_item_a_factor_and_the_same_titles() -> None:
    assert all(len(factor.ratings) == 1 for factor in PULSE.factors)
    assert [factor.title for factor in PULSE.factors] == [factor.title for factor in FULL.factors]


def ids(one: Questionnaire) -> set[str]:
    dimensions, factors = {each.id for each in one.dimensions}, {each.id for each in one.factors}
    return dimensions | factors | {item.id for item in one.items}


def test_what_ships_is_all_usable() -> None:
    assert LIBRARY.problems == ()
    assert [one.id for one in ALL] == sorted(path.stem for path in LIBRARY.folder.glob("*.yaml"))


@pytest.mark.parametrize(("one", "other"), list(combinations([one for one in ALL if one is not PULSE], 2)))
def test_questionnaires_that_can_be_combined_share_no_id(one: Questionnaire, other: Questionnaire) -> None:
    assert ids(one) & ids(other) == set()


def test_all_that_is_answered_asks_for_the_same_organisation_and_roles() -> None:
    assert {(one.organisation, one.level) for one in ALL if one is not WORKSHOP} == {(FULL.organisation, FULL.level)}
    assert (WORKSHOP.organisation, WORKSHOP.level) == (None, None)


@pytest.mark.parametrize("item", [item for one in ALL for item in one.items], ids=lambda item: item.id)
def test_an_item_has_at_most_twenty_words(item: Item) -> None:
    assert max(words(item.text, "sv"), words(item.text, "en")) <= 20


def test_every_dimension_has_an_item_that_is_worded_the_other_way() -> None:
    for dimension in FULL.dimensions:
        assert any(item.reverse for factor in dimension.factors for item in factor.ratings)


def test_every_factor_carries_the_conversation() -> None:
    for factor in FULL.factors:
        assert 2 <= len(factor.dialogue_questions) <= 3
        assert len(factor.principles) == 2
    for factor in (factor for one in ALL for factor in one.factors):
        for question in factor.dialogue_questions:
            assert re.match(r"(Vad|Hur|När|Vem|Var|Vilken|Vilket|Vilka|Varför) ", question.into("sv"))
            assert question.into("sv").endswith("?")


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_every_text_exists_in_swedish_and_english_in_clean_letters(one: Questionnaire) -> None:
    found = list(texts(one))
    assert len(found) > 70
    for text in found:
        assert text.languages == ("sv", "en")
        for language in text.languages:
            said = text.into(language)
            assert re.fullmatch(r"[A-Za-zÅÄÖåäö0-9 .,;?!()'’”\-–\n]+", said), said
            assert "  " not in said
            assert said == said.strip()


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_no_two_items_say_the_same(one: Questionnaire) -> None:
    said = [item.text.into("sv") for item in one.items]
    assert len(said) == len(set(said))
