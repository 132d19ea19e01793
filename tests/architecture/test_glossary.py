"""The Swedish texts use the words that the glossary chose."""

import re

from babel.messages.pofile import read_po

from app.config import ROOT
from app.wording.translations import CATALOGUES
from tests.architecture.tree import files_under, text_of

ROW = re.compile(r"^\|(.+)\|(.+)\|(.+)\|(.+)\|$", re.MULTILINE)


def rejected_words() -> set[str]:
    cells = (match.group(4).strip() for match in ROW.finditer((ROOT / "docs" / "glossary.md").read_text()))
    return {word.strip() for cell in cells if cell not in {"Not", "–", "---"} for word in cell.split(",")}


def swedish_texts() -> dict[str, str]:
    """Where -> words, for every translation and every Swedish line of a questionnaire."""
    found: dict[str, str] = {}
    for path in (CATALOGUES / "sv").glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="sv"):
                strings = message.string if isinstance(message.string, tuple | list) else (message.string or "",)
                found |= {f"{path.name} {message.id!r} {number}": words for number, words in enumerate(strings)}
    for path in files_under("questionnaires", suffixes=(".yaml",)):
        not_swedish = re.compile(r"\ben: .*|^form: .*", re.MULTILINE)
        found[str(path)] = not_swedish.sub("", text_of(path))
    return found


def test_the_swedish_texts_avoid_the_words_that_the_glossary_rejects() -> None:
    words = rejected_words()
    assert len(words) > 15
    rejected = re.compile(r"\b(?:" + "|".join(sorted(words)) + r")\w*", re.IGNORECASE)
    found = {
        f"{where}: {match.group()}"
        for where, text in swedish_texts().items()
        for match in rejected.finditer(re.sub(r"[%{][({]?\w+[)}]?", "", text))
    }
    assert sorted(found) == []
