"""A table of answers that another tool exported: its columns and rows, without those that say who and when."""

import hmac
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256

from app.domain.errors import SamspelError
from app.services.csv_file import CsvFile, below_header, csv_of
from app.services.personal_columns import is_personal
from app.workbooks.limits import MOST_COLUMNS
from app.workbooks.workbook import OLE_START, ZIP_START, read_workbook

LARGEST_UPLOAD = 5_000_000
"""Bytes."""
MOST_ROWS = 2_000
"""A workbook of so many rows and sixty columns is read in some two seconds. `samspel import` takes more."""
MOST_ABOVE = 50
"""Rows above the header, and the header."""
LONGEST_CELL = 4_000
"""Characters that are kept of a cell: twice the longest comment, so that one too long is still told as such."""


@dataclass(frozen=True)
class AnswerTable:
    """The columns that are left, and the rows in the file's order; `header_row` is the header's row in it, from 1.
    `personal`: the headers of the columns that were dropped."""

    header: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[str, ...], ...]
    personal: tuple[str, ...]


def read_table(content: bytes, name: str, sheet: str, questions: AbstractSet[str]) -> AnswerTable:
    """Reads CSV (comma, semicolon, tab; UTF-8, UTF-16, Windows-1252) or XLSX. `sheet`: of a workbook, empty for its
    first. `questions`: see `is_personal`.

    Raises I005 (empty), I007 to I009, I011, I012, I014 to I017, I040 to I049."""
    if len(content) > LARGEST_UPLOAD:
        raise SamspelError("I007", name, largest=LARGEST_UPLOAD // 1_000_000)
    if content.startswith((ZIP_START, OLE_START)):
        file = below_header(_sheet_rows(content, name, sheet), name, MOST_ROWS)
    else:
        file = csv_of(content, name, MOST_ROWS)
    if any(cell for row in [file.header, *file.rows] for cell in row[MOST_COLUMNS:]):
        raise SamspelError("I016", name, most=MOST_COLUMNS)
    table = _without_persons(file, questions)
    if not any(any(row) for row in table.rows):
        raise SamspelError("I005", name)
    return table


def _sheet_rows(content: bytes, name: str, sheet: str) -> list[list[str]]:
    """The rows of a sheet, empty ones where the sheet has them."""
    written = {one.number: one.cells for one in read_workbook(content, name).rows(sheet, MOST_ROWS + MOST_ABOVE)}
    return [list(written.get(number, ())) for number in range(1, max(written, default=0) + 1)]


def shuffled(rows: Sequence[tuple[str, ...]], key: str) -> list[tuple[str, ...]]:
    """The rows in an order that only the key tells."""
    return [rows[at] for at in _order(len(rows), key)]


def in_file_order(rows: Sequence[tuple[str, ...]], key: str) -> tuple[tuple[str, ...], ...]:
    """The way back."""
    places = dict(zip(_order(len(rows), key), rows, strict=True))
    return tuple(places[at] for at in range(len(rows)))


def _order(number: int, key: str) -> list[int]:
    return sorted(range(number), key=lambda at: hmac.digest(key.encode(), str(at).encode(), sha256))


def _without_persons(file: CsvFile, questions: AbstractSet[str]) -> AnswerTable:
    width = min(max(map(len, [file.header, *file.rows])), MOST_COLUMNS)
    kept, personal = [], []
    for at in range(width):
        header = " ".join(file.header[at].split()) if at < len(file.header) else ""
        cells = [row[at].strip()[:LONGEST_CELL] if at < len(row) else "" for row in file.rows]
        if is_personal(header, cells, questions):
            personal.append(header or f"#{at + 1}")
        elif header or any(cells):
            kept.append((header[:LONGEST_CELL] or f"#{at + 1}", cells))
    rows = tuple(zip(*(cells for _, cells in kept), strict=True)) if kept else ()
    return AnswerTable(tuple(header for header, _ in kept), file.header_row, rows, tuple(personal))
