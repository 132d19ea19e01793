"""The sheets of a workbook as rows of words, read by openpyxl within limits."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from app.definitions.xlsform.losses import Lost, shown
from app.definitions.xlsform.names import language_of
from app.definitions.yaml_reader import UNPRINTABLE
from app.domain.errors import SamspelError
from app.domain.text import Language

LARGEST_FILE = 2_000_000
"""Bytes of the workbook; a form of a thousand rows has some 60,000."""
LARGEST_CONTENT = 40_000_000
"""Bytes of the workbook unpacked."""
MOST_ROWS = 2_000
"""Rows of a sheet."""
MOST_COLUMNS = 100
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
    """Raises X001 (no workbook), X002 (too large), X003 (no survey), X004 (a column is missing), X010 (too many
    rows)."""
    if len(content) > LARGEST_FILE:
        raise SamspelError("X002", largest=LARGEST_FILE // 1_000_000)
    book = _opened(content)
    names = {str(name).strip().lower(): name for name in book.sheetnames}
    if "survey" not in names:
        raise SamspelError("X003", known=", ".join(book.sheetnames)[:200])
    reader = _Reader()
    survey = reader.rows(book[names["survey"]], "survey", ("type", "name"))
    languages = tuple(reader.languages)
    choices = reader.rows(book[names["choices"]], "choices", ("list_name", "name")) if "choices" in names else ()
    settings = reader.rows(book[names["settings"]], "settings", ()) if "settings" in names else ()
    return Sheets(survey, choices, settings[0].cells if settings else {}, languages, tuple(reader.lost))


def _opened(content: bytes) -> Any:
    """The workbook, unless unpacking or parsing it would be a trap."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST_CONTENT:
                raise SamspelError("X002", largest=LARGEST_FILE // 1_000_000)
            parts = (packed.read(one) for one in packed.infolist() if one.filename.endswith((".xml", ".rels")))
            if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts):
                raise SamspelError("X001", detail="DOCTYPE")
        return load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except SamspelError:
        raise
    except Exception as fault:  # openpyxl lets whatever goes wrong inside come out as it is
        raise SamspelError("X001", detail=type(fault).__name__) from fault


class _Reader:
    def __init__(self) -> None:
        self.languages: list[Language] = []
        self.lost: list[Lost] = []

    def rows(self, sheet: Any, name: str, needed: tuple[str, ...]) -> tuple[Row, ...]:
        """The rows below the header that hold anything."""
        try:
            found = [
                (number, [_words(cell) for cell in cells])
                for number, cells in enumerate(
                    sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True), start=1
                )
            ]
        except Exception as fault:
            raise SamspelError("X001", detail=type(fault).__name__) from fault
        found = [(number, cells) for number, cells in found if any(cells)]
        header = self._header(found[0][1], name) if found else []
        columns = {column for column, _ in header}
        if missing := [one for one in needed if one not in columns]:
            raise SamspelError("X004", sheet=name, column=missing[0])
        if len(found) > 1 and found[-1][0] > MOST_ROWS + 1:
            raise SamspelError("X010", sheet=name, most=MOST_ROWS)
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


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return UNPRINTABLE.sub("", str(cell)[:LONGEST_CELL]).strip()
