"""The words by which lists and questions of forms are known, as words.toml has them."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Words:
    """`yes`, `no`: labels; `steps`: (pattern, place −3..3), the first that fits; `ways_out`: (names, pattern of a whole
    label) by kind; `trait_name`: of a whole name in plain letters, words parted by blanks; the others are patterns of a
    whole label or question."""

    yes: frozenset[str]
    no: frozenset[str]
    numbered: re.Pattern[str]
    steps: tuple[tuple[re.Pattern[str], int], ...]
    ways_out: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
    trait: re.Pattern[str]
    trait_name: re.Pattern[str]
    asked: re.Pattern[str]
    persons: re.Pattern[str]


@cache
def known_words() -> Words:
    """The file, read once."""
    found = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    traits = _any(found["traits"])
    trait = rf"{traits}(?:s?\s*{_any(found['kind_of_trait'])})?"
    beside = _any(found["beside_trait"])
    out = _any([words for kind in found["ways_out"] for words in kind["words"]])
    further = rf"(?:(?:\s*[/,;(]\s*|\s+(?:eller|or)\s+){out})*\)?"
    before, which, how_many = _any(found["before_which"]), _any(found["which"]), _any(found["how_many"])
    return Words(
        yes=frozenset(found["yes"]),
        no=frozenset(found["no"]),
        numbered=re.compile(rf"^{_any(found['numbered'])}\s+\d{{1,2}}$"),
        steps=tuple((re.compile(_pattern(one, found)), one["place"]) for one in found["steps"]),
        ways_out=tuple(
            (frozenset(kind["names"]), re.compile(_any(kind["words"]) + further)) for kind in found["ways_out"]
        ),
        trait=re.compile(rf"(?:{_any(found['whose'])}\s+)?{trait}(?:\s+{_any(found['of_whom'])})?\s*[?:.]?"),
        trait_name=re.compile(rf"(?:{beside}\s+)*{plain_letters(trait)}(?:\s+{beside})*"),
        asked=re.compile(rf"(?:{before}\s+)?{which}\b.*\b{traits}\b.*\?|{how_many}\b.*"),
        persons=re.compile(rf"(?:en )?{_any(found['persons'])}"),
    )


def plain_letters(words: str) -> str:
    """The words in small letters a to z, as names of questions have them."""
    return unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()


def _any(pieces: Sequence[str]) -> str:
    return f"(?:{'|'.join(pieces)})"


def _pattern(step: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    pattern = step.get("pattern") or rf"\b{_any(step['words'])}\b"
    for name in ("degree", "good", "bad"):
        pattern = pattern.replace(f"{{{name}}}", _any(found[name]))
    return str(pattern)
