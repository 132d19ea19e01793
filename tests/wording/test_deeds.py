"""Deeds in words."""

import pytest

from app.wording.deeds import DEEDS, deed_name, deed_sentence
from app.wording.durations import days_words, months_words


def test_a_deed_is_told_with_its_subject_and_facts() -> None:
    facts = {"number": "12"}
    assert deed_sentence("answers_imported", "ABCDEF", facts, "en") == "Imported 12 answer sheets into the round ABCDEF"
    assert deed_sentence("round_opened", "ABCDEF", {}, "sv") == "Öppnade omgången ABCDEF"


def test_a_fact_that_was_not_written_down_is_left_open() -> None:
    assert deed_sentence("invitations_sent", "ABCDEF", {}, "sv") == "Skickade … inbjudningar till omgången ABCDEF"


def test_a_deed_of_another_version_is_told_by_its_key() -> None:
    assert deed_sentence("moon_landed_on", "ABCDEF", {}, "sv") == "moon landed on ABCDEF"


def test_braces_in_a_subject_are_only_text() -> None:
    assert "{number}" in deed_sentence("collaboration_made", "{number}", {}, "sv")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_deed_has_a_name_of_its_own(language: str) -> None:
    names = [deed_name(deed, language) for deed in DEEDS]
    assert len(set(names)) == len(names)
    assert [one for one in names if one.endswith(("…", "“", "”", " ")) or "{" in one] == []


def test_months_are_years_where_they_are_whole() -> None:
    assert [months_words(number, "sv") for number in (1, 12, 18, 60)] == ["1 månad", "1 år", "18 månader", "5 år"]
    assert [days_words(number, "en") for number in (1, 30)] == ["1 day", "30 days"]
