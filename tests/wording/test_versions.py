"""How two versions compare, in Swedish and English."""

from dataclasses import replace

import pytest

from app.domain.comparability import compare, compare_versions
from app.domain.questionnaire import Factor, ItemOrigin
from app.domain.text import Text
from app.wording.versions import (
    factor_difference,
    factor_sentence,
    gone_factors_sentence,
    newer_version_sentence,
    whole_details,
)
from tests.domain.examples import bipolar, factor, questionnaire, rating, text

FOUR = factor("service", *(rating(one) for one in "abcd"))
THREE = factor("service", *(rating(one) for one in "abc"), replace(rating("d"), text=text("D.")))


ONE, BALANCE = factor("service", rating("a")), factor("service", bipolar("a"))
SAID = [
    (FOUR, THREE, "3 av 4 påståenden är desamma.", "3 of 4 statements are the same."),
    (FOUR, FOUR, "Alla 4 påståenden är desamma.", "All 4 statements are the same."),
    (ONE, ONE, "Påståendet är detsamma.", "The statement is the same."),
    (BALANCE, BALANCE, "Frågan är densamma.", "The question is the same."),
    (factor("service", bipolar("a"), rating("b")), BALANCE, "Frågan är densamma.", "The question is the same."),
    (ONE, factor("service", rating("b")), "Påståendet är ett annat.", "The statement is another."),
    (ONE, factor("service", rating("b"), rating("c")), "Inget påstående är detsamma.", "No statement is the same."),
    (factor("other", rating("a")), FOUR, "Faktorn är ny.", "The factor is new."),
]


@pytest.mark.parametrize(("earlier", "later", "swedish", "english"), SAID, ids=[one[3] for one in SAID])
def test_how_far_a_factor_may_be_compared_is_said_in_one_sentence(
    earlier: Factor, later: Factor, swedish: str, english: str
) -> None:
    (found,) = compare(questionnaire(earlier), questionnaire(later))
    assert (factor_sentence(found, "sv"), factor_sentence(found, "en")) == (swedish, english)


def test_a_declared_meaning_is_told_with_both_wordings() -> None:
    (found,) = compare(
        questionnaire(FOUR), questionnaire(replace(THREE, origins=(ItemOrigin("d", None, (text("d"),)),)))
    )
    told = factor_difference(found, "service", "sv")
    assert told.sentence == "4 av 4 påståenden är desamma eller betyder detsamma."
    assert told.details == ("Omformulerad men med samma innebörd: ”D” (tidigare: ”d”).",)


def test_a_reader_whose_language_has_stayed_sees_the_one_that_changed() -> None:
    polished = replace(rating("d"), text=Text.of({"sv": "D, polerad", "en": "d"}))
    later = factor("service", *FOUR.items[:3], polished)
    (found,) = compare(questionnaire(FOUR), questionnaire(later))
    assert factor_difference(found, "service", "en").details == ("Not compared: “D, polerad” (before: “d”).",)


def test_what_else_than_words_differs_is_told() -> None:
    later = factor("service", rating("a", reverse=True), rating("b", length=4), bipolar("c"), rating("d"))
    (found,) = compare(questionnaire(FOUR), questionnaire(later))
    assert factor_difference(found, "Hjälp", "sv").details == (
        "Faktorn hette ”service”.",
        "Jämförs inte: ”a”. Den är vänd: att instämma betyder nu motsatsen.",
        "Jämförs inte: ”b”. Svaren att välja mellan är andra.",
        "Jämförs inte: ”c” (tidigare: ”c”). Frågan är av ett annat slag.",
    )


def test_the_whole_tells_of_scale_limits_languages_and_factors_that_are_gone() -> None:
    later = replace(questionnaire(FOUR, length=4), languages=("sv", "fi"))
    found = compare_versions(questionnaire(FOUR, factor("nytta", rating("n"))), later)
    assert whole_details(found, "sv") == (
        "Resultaten visas på en skala med 4 steg i stället för 5.",
        "Gränserna för vad som räknas som en styrka eller en utmaning är andra.",
        "Nya språk: fi.",
        "Språk som inte längre finns: en.",
    )
    assert gone_factors_sentence(found, "sv") == "Frågas inte längre om: nytta."


def test_who_makes_a_round_like_an_earlier_one_is_told_what_it_will_ask() -> None:
    before, after = questionnaire(FOUR), replace(questionnaire(THREE), version=2)
    found = compare_versions(before, after)
    assert newer_version_sentence(before, after, found, "sv") == (
        "Den nya omgången använder version 2 av ”Example”. Den tidigare omgången använde version 1. "
        "3 av 4 frågor kan jämföras."
    )
    other = replace(after, id="other", title=text("Other"))
    assert newer_version_sentence(before, other, found, "en") == (
        "The new round asks “Other”, which replaces “Example” of the earlier round. 3 of 4 questions can be compared."
    )
