"""How names are made, so that what was written can be read again (docs/xlsform.md)."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

from app.domain.text import Language

BETWEEN = "__"
"""Stands where answer sheets have a dot, which ODK does not take in every name: `item.now` is `item__now`."""
NOTE, LEFT, LEFT_NOTE, HELP_NOTE = "_note", "_left", "_left_note", "_help_note"
"""Parts that are no answers: words above questions, points that are left and the line that shows them, the help text of
a question with parts. They begin with `_`, as no option does."""
LINE, LEVELS = "line", "levels"
"""Lists of one item: the positions between its poles, its levels."""
INTRODUCTION, BACKGROUND = f"introduction{BETWEEN}{NOTE}", "background__group"
ORGANISATION, LEVEL = "organisation", "level"
ORGANISATIONS, ROLES = "organisations", "roles__list"
LONGEST_ID = 60


def joined(name: str, part: str) -> str:
    """`item__part`."""
    return f"{name}{BETWEEN}{part}"


def as_id(name: str) -> str:
    """The nearest id that Samspel takes: a-z, 0-9 and _, beginning with a letter; `q` where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9_]+", "_", plain).strip("_")
    return (found if found[:1].isalpha() else f"q_{found}".rstrip("_"))[:LONGEST_ID]


def language_heading(language: Language) -> str:
    """How a column of that language is headed: Svenska (sv)."""
    try:
        name = Locale.parse(language, sep="-").get_language_name(language)
    except (UnknownLocaleError, ValueError):
        name = None
    return f"{(name or language).capitalize()} ({language})"


def language_of(heading: str) -> Language | None:
    """The language of a column headed `Svenska (sv)`, `sv` or `English`; None where it cannot be told."""
    if found := re.search(r"\(([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)\s*$", heading.strip()):
        return found[1]
    words = heading.strip().casefold()
    return _names().get(words) or (words if re.fullmatch(r"[a-z]{2}", words) else None)


@cache
def _names() -> Mapping[str, Language]:
    """The languages' names in English and Swedish, and those of the north and its neighbours in their own words."""
    names: dict[str, Language] = {}
    for reader in ("en", "sv", "nb", "nn", "da", "fi", "se", "de", "fr", "es", "ar", "uk", "pl", "so"):
        known = Locale.parse(reader).languages
        for code in map(str, known if reader in ("en", "sv") else [reader]):
            if len(code) == 2 and code in known:
                names.setdefault(str(known[code]).casefold(), code)
    return names
