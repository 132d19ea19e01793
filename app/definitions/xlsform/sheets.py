"""The sheets of a form as rows of words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.definitions.xlsform.losses import Lost, shown
from app.definitions.xlsform.names import language_of
from app.definitions.yaml_reader import UNPRINTABLE
from app.domain.errors import SamspelError
from app.domain.text import Language
from app.workbooks.workbook import SheetRow, read_workbook

LARGEST_FILE = 2_000_000
"""Bytes of the workbook; a form of a thousand rows has some 60,000."""
MOST_ROWS = 2_000
"""Rows of a sheet below its header."""
LONGEST_CELL = 5_000
"""Characters that are read of a cell."""
SPOKEN = ("label", "hint", "constraint_message", "required_message", "guidance_hint", "image", "audio", "video")
"""Columns that exist once for each language."""
OTHER_HEADS = {"list name": "list_name", "relevance": "relevant", "calculate": "calculation", "caption": "label"}


@dataclass(frozen=True)
class Row:
    """One row. `cells`: the column -> what stands in it, empty cells left out; `spoken`: the same for columns that
    exist once for each language, which is empty where the column names none."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    spoken: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)

    def get(self, column: str) -> str:
        """What stands there; empty where nothing does."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheets:
    """The form's sheets. `languages`: in the order of the columns, the empty one for columns that name none."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: Mapping[str, str]
    languages: tuple[Language, ...]
    lost: tuple[Lost, ...]


def read_sheets(content: bytes) -> Sheets:
    """Raises X002 (too large), X003 (no survey), X004 (a column is missing) and what `app.workbooks` raises for a file
    that is no workbook or too much of one: I008, I014, I015, I040 to I049."""
    if len(content) > LARGEST_FILE:
        raise SamspelError("X002", largest=LARGEST_FILE // 1_000_000)
    book = read_workbook(content, "")
    names = {name.strip().lower(): name for name in book.names}
    if "survey" not in names:
        raise SamspelError("X003", known=", ".join(book.names)[:200])

    def rows_of(name: str) -> tuple[SheetRow, ...]:
        return book.rows(names[name], MOST_ROWS + 1) if name in names else ()

    reader = _Reader()
    survey = reader.rows(rows_of("survey"), "survey", ("type", "name"))
    languages = tuple(reader.languages)
    choices = reader.rows(rows_of("choices"), "choices", ("list_name", "name")) if "choices" in names else ()
    settings = reader.rows(rows_of("settings"), "settings", ()) if "settings" in names else ()
    return Sheets(survey, choices, settings[0].cells if settings else {}, languages, tuple(reader.lost))


class _Reader:
    def __init__(self) -> None:
        self.languages: list[Language] = []
        self.lost: list[Lost] = []

    def rows(self, written: tuple[SheetRow, ...], name: str, needed: tuple[str, ...]) -> tuple[Row, ...]:
        """The rows below the header that hold anything."""
        worded = [(one.number, [_words(cell) for cell in one.cells]) for one in written]
        found = [(number, cells) for number, cells in worded if any(cells)]
        header = self._header(found[0][1], name) if found else []
        columns = {column for column, _ in header}
        if missing := [one for one in needed if one not in columns]:
            raise SamspelError("X004", sheet=name, column=missing[0])
        return tuple(_row(number, header, cells) for number, cells in found[1:])

    def _header(self, cells: list[str], sheet: str) -> list[tuple[str, Language | None]]:
        """(column, language) of each cell; a column without name or language that can be told is the empty one."""
        header: list[tuple[str, Language | None]] = []
        for cell in cells:
            column, _, heading = re.sub(r"^media::", "", cell.strip()).partition("::")
            column = re.sub(r"\s+", " ", column).lower()
            column = OTHER_HEADS.get(column, column.replace(" ", "_"))
            if column not in SPOKEN:
                header.append((cell.strip().lower() if heading else column, None))
                continue
            language = language_of(heading) if heading else ""
            if language is None:
                self.lost.append(Lost(1, "language", {"value": shown(cell)}, sheet=sheet))
                column = ""
            elif column == "label" and language not in self.languages:
                self.languages.append(language)
            header.append((column, language))
        return header


def _row(number: int, header: list[tuple[str, Language | None]], cells: list[str]) -> Row:
    plain: dict[str, str] = {}
    spoken: dict[str, dict[Language, str]] = {}
    for (column, language), words in zip(header, cells, strict=False):
        if words and column:
            if language is None:
                plain[column] = words
            else:
                spoken.setdefault(column, {})[language] = words
    return Row(number, plain, spoken)


def _words(cell: str) -> str:
    return UNPRINTABLE.sub("", cell[:LONGEST_CELL]).strip()
