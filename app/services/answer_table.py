"""A table of answers that another tool exported: its columns and rows, without those that say who and when."""

import hmac
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256

from app.domain.errors import SamspelError
from app.services.csv_file import CsvFile
from app.services.personal_columns import is_personal, plain_header
from app.services.table_file import table_of
from app.workbooks.limits import MOST_COLUMNS

LARGEST_UPLOAD = 5_000_000
"""Bytes."""
MOST_ROWS = 2_000
"""A workbook of so many rows and sixty columns is read in some two seconds. `samspel import` takes more."""
LONGEST_CELL = 4_000
"""Characters that are kept of a cell: twice the longest comment, so that one too long is still told as such."""


@dataclass(frozen=True)
class AnswerTable:
    """The columns that are left, and the rows in the file's order; `header_row` is the header's row in it, from 1.
    `personal`: the headers of the columns that were dropped; `unfinished`: rows that were emptied, since who filled
    them in never handed in."""

    header: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[str, ...], ...]
    personal: tuple[str, ...]
    unfinished: int = 0


def read_table(
    content: bytes,
    name: str,
    sheet: str,
    questions: AbstractSet[str],
    is_heading: Callable[[str], bool] | None = None,
) -> AnswerTable:
    """Reads a table within the limits of an upload. `questions`: see `is_personal`; `is_heading`: whether a cell is a
    heading of the round's, by default whether it is one of `questions`.

    Raises I007, I016 and what `table_of` raises."""
    known = is_heading or (lambda cell: plain_header(cell) in questions)
    if len(content) > LARGEST_UPLOAD:
        raise SamspelError("I007", name, largest=LARGEST_UPLOAD // 1_000_000)
    file = table_of(content, name, sheet, MOST_ROWS, known)
    if any(cell for row in [file.header, *file.rows] for cell in row[MOST_COLUMNS:]):
        raise SamspelError("I016", name, most=MOST_COLUMNS)
    table = _without_persons(file, questions, known)
    if not any(any(row) for row in table.rows):
        raise SamspelError("I005", name)
    return table


def shuffled(rows: Sequence[tuple[str, ...]], key: str) -> list[tuple[str, ...]]:
    """The rows in an order that only the key tells."""
    return [rows[at] for at in _order(len(rows), key)]


def in_file_order(rows: Sequence[tuple[str, ...]], key: str) -> tuple[tuple[str, ...], ...]:
    """The way back."""
    places = dict(zip(_order(len(rows), key), rows, strict=True))
    return tuple(places[at] for at in range(len(rows)))


def _order(number: int, key: str) -> list[int]:
    return sorted(range(number), key=lambda at: hmac.digest(key.encode(), str(at).encode(), sha256))


def _without_persons(file: CsvFile, questions: AbstractSet[str], is_heading: Callable[[str], bool]) -> AnswerTable:
    width = min(max(map(len, [file.header, *file.rows])), MOST_COLUMNS)
    kept, personal = [], []
    for at in range(width):
        header = " ".join(file.header[at].split()) if at < len(file.header) else ""
        cells = [row[at].strip()[:LONGEST_CELL] if at < len(row) else "" for row in file.rows]
        if not is_heading(header) and is_personal(header, cells, questions):
            personal.append(header or f"#{at + 1}")
        elif header or any(cells):
            kept.append((header[:LONGEST_CELL] or f"#{at + 1}", cells))
    rows = tuple(zip(*(cells for _, cells in kept), strict=True)) if kept else ()
    return AnswerTable(tuple(header for header, _ in kept), file.header_row, rows, tuple(personal), file.unfinished)
