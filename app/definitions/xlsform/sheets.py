"""The sheets of a workbook as rows of words, read by openpyxl within limits."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from app.definitions.xlsform.headers import Header, Heading, read_header
from app.definitions.xlsform.losses import Lost
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
    reader, needed = _Reader(), ("type", "name")
    if "survey" in names:
        survey = reader.rows(book[names["survey"]], "survey", needed)
    elif len(names) != 1:
        raise SamspelError("X003", known=", ".join(book.sheetnames)[:200])
    else:
        survey = _only_sheet(reader, book, needed)
    languages = tuple(reader.languages)
    choices = reader.rows(book[names["choices"]], "choices", ("list_name", "name")) if "choices" in names else ()
    settings = reader.rows(book[names["settings"]], "settings", ()) if "settings" in names else ()
    return Sheets(survey, choices, settings[0].cells if settings else {}, languages, tuple(reader.lost))


def _only_sheet(reader: "_Reader", book: Any, needed: tuple[str, ...]) -> tuple[Row, ...]:
    """The survey of a workbook with one sheet, whatever that is called. Raises X003 where it is none."""
    try:
        return reader.rows(book.worksheets[0], "survey", needed)
    except SamspelError as fault:
        if fault.code != "X004":
            raise
        raise SamspelError("X003", known=", ".join(book.sheetnames)[:200]) from fault


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
        header = read_header(found[0][1], name, found[0][0]) if found else Header((), ())
        self.lost += header.lost
        self.languages += [one for one in header.languages if one not in self.languages and name == "survey"]
        columns = {heading.name for heading in header.headings}
        missing = [one for one in needed if one not in columns]
        if missing and (name == "survey" or len(found) > 1):
            raise SamspelError("X004", sheet=name, column=missing[0])
        if len(found) > 1 and found[-1][0] > MOST_ROWS + 1:
            raise SamspelError("X010", sheet=name, most=MOST_ROWS)
        return tuple(_row(number, header.headings, cells) for number, cells in found[1:])


def _row(number: int, headings: Sequence[Heading], cells: list[str]) -> Row:
    plain: dict[str, str] = {}
    spoken: dict[str, dict[Language, str]] = {}
    for heading, words in zip(headings, cells, strict=False):
        if words and heading.name:
            if heading.language is None:
                plain.setdefault(heading.name, words)
            else:
                spoken.setdefault(heading.name, {}).setdefault(heading.language, words)
    return Row(number, plain, spoken)


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return UNPRINTABLE.sub("", str(cell)[:LONGEST_CELL]).strip()
