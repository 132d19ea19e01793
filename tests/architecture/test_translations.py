"""Every sentence that users read exists in Swedish, with the same places to fill in, and none is left over."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.config import ROOT
from app.wording.translations import CATALOGUES

PYTHON = [("**.py", "python")]
TEMPLATES = [("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
PLACES = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")


@cache
def messages() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Where each stands, and its singular and plural."""
    return tuple(_messages())


def _messages() -> Iterator[tuple[str, tuple[str, ...]]]:
    for folder, mapping in (("app", PYTHON), ("templates", TEMPLATES), ("reports", TEMPLATES)):
        options = {"**.html": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}}
        found = extract_from_dir(str(ROOT / folder), mapping, options, keywords=KEYWORDS)
        for name, line, message, *_ in found:
            yield f"{folder}/{name}:{line}", (message,) if isinstance(message, str) else tuple(message)


def translated() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The message and the translation, one string each or singular and plural."""
    for path in sorted((CATALOGUES / "sv").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="sv", abort_invalid=True):
                if message.id:
                    assert not message.fuzzy, f"{path.name}: {message.id}"
                    ids, strings = message.id, message.string or ()
                    yield (
                        (ids,) if isinstance(ids, str) else tuple(ids),
                        (strings,) if isinstance(strings, str) else tuple(strings),
                    )


def swedish() -> dict[str, tuple[str, ...]]:
    return {ids[0]: strings for ids, strings in translated()}


def test_every_sentence_has_a_swedish_translation() -> None:
    known = swedish()
    missing = [f"{where} {ids[0]!r}" for where, ids in messages() if not all(known.get(ids[0], ("",)))]
    assert missing == []


def test_no_translation_is_left_over() -> None:
    used = {ids[0] for _, ids in messages()}
    assert [key for key in swedish() if key not in used] == []


def test_every_translation_has_the_same_places_to_fill_in() -> None:
    """A singular may leave its number out or write it as a word."""
    for ids, strings in translated():
        assert sorted(PLACES.findall(strings[-1])) == sorted(PLACES.findall(ids[-1])), ids[0]
        assert set(PLACES.findall(strings[0])) <= set(PLACES.findall(ids[-1])), ids[0]


@cache
def keys(one: Path) -> set[str]:
    """What the catalogue translates."""
    with one.open("rb") as file:
        return {str(message.id) for message in read_po(file, locale="sv") if message.id}


@pytest.mark.parametrize("path", sorted((CATALOGUES / "sv").glob("*.po")), ids=lambda path: path.stem)
def test_no_sentence_is_translated_in_two_rooms(path: Path) -> None:
    for other in (CATALOGUES / "sv").glob("*.po"):
        assert other == path or not keys(path) & keys(other)
