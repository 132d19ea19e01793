"""Errors as sentences, with the place in front."""

import pytest

from app.domain.errors import SamspelError
from app.wording.errors import SENTENCES, error_parts, error_sentence, plain_sentence


def test_an_error_says_where_what_and_the_cure_in_the_readers_language() -> None:
    error = SamspelError("R001", "row 7", given=2)
    assert error_sentence(error, "en") == "row 7: The smallest group must be 3 to 10 persons, not 2."
    assert error_sentence(error, "sv").startswith("row 7: ")
    assert error_sentence(error, "sv") != error_sentence(error, "en")


def test_an_error_without_a_place_is_the_sentence_alone() -> None:
    error = SamspelError("R001", given=11)
    assert error_sentence(error, "sv") == plain_sentence(error, "sv")


def test_braces_in_a_value_are_words_and_no_places_to_fill() -> None:
    assert "“{code}”" in plain_sentence(SamspelError("R010", code="{code}"), "en")


def test_a_code_without_a_sentence_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        error_sentence(SamspelError("X999"), "en")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", sorted(code for code in SENTENCES if code.startswith("H")))
def test_what_is_wrong_and_how_to_mend_it_can_be_told_apart(code: str, language: str) -> None:
    facts = dict.fromkeys(("name", "largest", "need", "seconds", "code", "longest", "known", "most"), "30. Eller.")
    error = SamspelError(code, **facts)
    what, cure = error_parts(error, language)
    assert f"{what} {cure}" == plain_sentence(error, language)
    assert what[-1] in ".:" and cure[-1] == "."
