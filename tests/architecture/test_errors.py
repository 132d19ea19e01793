"""Every code of an error has a sentence with a cure, and no sentence stands without use."""

import ast
import re
from collections.abc import Mapping

import pytest

from app.definitions import problems
from app.wording import errors
from tests.architecture.tree import files_under, syntax_of

CATALOGUES = ("app/wording/errors.py", "app/wording/operating_errors.py", "app/definitions/problems.py")
CODE = re.compile(r"[A-Z]\d{3}")
OTHER_CODES = {"S256"}
"""What looks like one and is another's: how a proof key is hashed (RFC 7636)."""


def codes_in_use() -> set[str]:
    found: set[str] = set()
    for path in files_under("app", suffixes=(".py",)):
        if str(path) not in CATALOGUES:
            values = (
                node.value for node in syntax_of(path) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )
            found |= {value for value in values if CODE.fullmatch(value)}
    return found - OTHER_CODES


@pytest.fixture(scope="module")
def sentences() -> Mapping[str, str]:
    return errors.SENTENCES | problems.SENTENCES


def test_every_code_has_one_sentence(sentences: Mapping[str, str]) -> None:
    assert sorted(codes_in_use() - set(sentences)) == []
    assert errors.SENTENCES.keys() & problems.SENTENCES.keys() == set()


def test_no_sentence_is_left_over(sentences: Mapping[str, str]) -> None:
    assert sorted(set(sentences) - codes_in_use()) == []


def test_every_sentence_about_a_fault_ends_and_goes_on_to_a_cure(sentences: Mapping[str, str]) -> None:
    def is_cured(sentence: str) -> bool:
        plain = re.sub(r"\{\w+\}|\(.*?\)", "x", sentence)
        return plain.endswith((".", "?", "x")) and len(re.findall(r"[.;?:!]", plain)) + sentence.count("must") >= 2

    assert [f"{code} {sentence}" for code, sentence in sentences.items() if not is_cured(sentence)] == []
