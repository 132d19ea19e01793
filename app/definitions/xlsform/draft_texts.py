"""Texts and ids of a draft."""

from collections.abc import Mapping, Sequence

from app.definitions.cross_check import RESERVED
from app.definitions.problems import N_
from app.definitions.xlsform.headers import MEDIA
from app.definitions.xlsform.ladders import MARKS
from app.definitions.xlsform.losses import Lost, shown
from app.definitions.xlsform.names import LONGEST_ID, as_id, language_of
from app.definitions.xlsform.sheets import Row, Sheets
from app.definitions.xlsform.wordings import spoken
from app.domain.text import Language

PLACEHOLDERS = {
    "title": N_("[Write a heading]"),
    "introduction": N_("[Write what those who answer should know before they begin]"),
    "description": N_("[Write what the questions here are about]"),
    "statement": N_("[Write a statement to take a stand on]"),
    "weak_end": N_("[Write the weak end of the scale]"),
    "strong_end": N_("[Write the strong end of the scale]"),
}
Words = str | dict[Language, str]
"""A text as the file has it: a plain string where there is one language."""


class DraftTexts:
    """Texts in the languages of the form, and ids that are given once. What is lost is noted in `lost`."""

    def __init__(self, sheets: Sheets, reader_language: Language, lost: list[Lost]) -> None:
        default = language_of(sheets.settings.get("default_language", ""))
        plain = default or (reader_language if reader_language not in sheets.languages else "")
        named = [one for one in sheets.languages if one]
        self.plain = plain or (named[0] if named else reader_language)
        found = list(dict.fromkeys(one or self.plain for one in sheets.languages)) or [self.plain]
        self.languages: tuple[Language, ...] = tuple(sorted(found, key=lambda one: one != default))[:20]
        self.lost = lost
        self._ids: set[str] = set(RESERVED)

    def placeholder(self, key: str) -> Words:
        """Words in brackets that say what is to be written."""
        return self.written(dict(spoken(PLACEHOLDERS[key], self.languages).variants))

    def placeholders_in(self, value: object) -> int:
        """How many texts in the draft are still to be written."""
        if value in [self.placeholder(key) for key in PLACEHOLDERS]:
            return 1
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return sum(self.placeholders_in(one) for one in inner)

    def written(self, words: Mapping[Language, str]) -> Words:
        """The text in the order of the languages."""
        ordered = {language: words[language] for language in self.languages if language in words}
        return ordered if len(self.languages) > 1 else ordered[self.languages[0]]

    def of(self, row: Row, column: str = "label", sheet: str = "survey") -> dict[Language, str]:
        """The row's words; the first language is always among them, whatever has to stand in for it."""
        given = {language or self.plain: words for language, words in row.spoken.get(column, {}).items()}
        found = {language: words for language, words in given.items() if language in self.languages}
        main = self.languages[0]
        name = row.get("name")
        if not found:
            self.note(row, "no_label", sheet, value=shown(name))
            found = {main: name or "?"}
        elif main not in found:
            self.note(row, "main_language", sheet, language=main)
            found[main] = next(iter(found.values()))
        if any(MARKS.search(words) for words in found.values()):
            self.note(row, "marks", sheet, value=shown(found[main]))
        if any("${" in words for words in found.values()):
            self.note(row, "reference", sheet, value=shown(found[main]))
        return {language: words.replace("$ {", "${") for language, words in found.items()}

    def labels(self, rows: Sequence[Row]) -> list[dict[Language, str]]:
        """The labels of a list; one that stands twice has its name added, since nobody could choose."""
        labels, seen = [], set[tuple[Language, str]]()
        for number, row in enumerate(rows, start=1):
            label = self.of(row, sheet="choices")
            for column in MEDIA:
                for words in list(row.spoken.get(column, {}).values())[:1]:
                    self.note(row, "media", "choices", value=shown(words))
            if _alike(label) & seen:
                self.note(row, "same_label", "choices", value=shown(label[self.languages[0]]))
                label = {language: f"{words} ({row.get('name')})" for language, words in label.items()}
            if _alike(label) & seen:
                label = {language: f"{words} ({number})" for language, words in label.items()}
            seen |= _alike(label)
            labels.append(label)
        return labels

    def id_of(self, name: str, row: Row | None = None) -> str:
        """An id for a dimension, factor or item, given once; a name that had to change is noted."""
        wanted = as_id(name)
        found = unused(wanted, self._ids)
        if row is not None and found != name:
            again = wanted == name and name not in RESERVED
            self.note(row, "name_again" if again else "renamed", value=shown(name or "–"), id=found)
        return found

    def note(self, row: Row, key: str, sheet: str = "survey", advice: str = "", **facts: object) -> Lost:
        """Notes something to know about a row."""
        noted = Lost(row.number, key, facts, advice, sheet)
        self.lost.append(noted)
        return noted


def _alike(label: Mapping[Language, str]) -> set[tuple[Language, str]]:
    """What two labels must not have in common."""
    return {(language, " ".join(words.split()).casefold()) for language, words in label.items()}


def unused(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken already; it is taken from now on."""
    found, number = name, 1
    while found in taken:
        number += 1
        end = f"_{number}"
        found = f"{name[: LONGEST_ID - len(end)]}{end}"
    taken.add(found)
    return found
