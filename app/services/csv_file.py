"""The rows of a CSV file, however it was saved: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252."""

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.domain.errors import SamspelError

LARGEST_FILE = 20_000_000
MOST_FAULTS = 200
SAMPLE = 50
"""Rows from which the sign between cells is told."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How files begin that are often handed in instead: Excel's and LibreOffice's own, and PDF."""


class FaultyFile(SamspelError):
    """A file with faults. `where` is the file; `faults` are the first 200 of its `number` faults, by row and column."""

    def __init__(self, file: str, faults: Sequence[SamspelError], number: int | None = None) -> None:
        listed = tuple(faults[:MOST_FAULTS])
        super().__init__("I010", file, number=number or len(faults), listed=len(listed))
        self.faults = listed


@dataclass(frozen=True)
class CsvFile:
    """The header, and the rows below it. `header_row` is the header's row in the file, from 1."""

    header: list[str]
    header_row: int
    rows: list[list[str]]


def read_csv(path: Path, most_rows: int) -> CsvFile:
    """Reads a CSV file whole. Empty rows above the header are passed over.

    Raises I001 (cannot be read), I007 (too large) and what `csv_of` raises."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise SamspelError("I001", str(path), detail=fault.strerror or str(fault)) from fault
    if len(content) > LARGEST_FILE:
        raise SamspelError("I007", str(path), largest=LARGEST_FILE // 1_000_000)
    return csv_of(content, str(path), most_rows)


def csv_of(content: bytes, name: str, most_rows: int) -> CsvFile:
    """The same from what a file of that name holds.

    Raises I005 (empty), I008 (not CSV), I009 (too many rows), I012 (letters that no encoding explains), FaultyFile with
    I011 (a quotation mark astray)."""
    if content.startswith(WORKBOOKS):
        raise SamspelError("I008", name)
    text = _decoded(content, name)
    if "\x00" in text:
        raise SamspelError("I008", name)
    return below_header(_rows(name, text), name, most_rows)


def below_header(rows: list[list[str]], name: str, most_rows: int) -> CsvFile:
    """The first row that is not empty as header, and the rows below it. Raises I005 (empty), I009 (too many rows)."""
    at = next((at for at, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if at is None:
        raise SamspelError("I005", name)
    if len(rows) > at + 1 + most_rows:
        raise SamspelError("I009", name, most=most_rows)
    return CsvFile(rows[at], at + 1, rows[at + 1 :])


def _decoded(content: bytes, name: str) -> str:
    in_turn = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in in_turn:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SamspelError("I012", name)


def _rows(name: str, text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as fault:
        raise FaultyFile(name, [SamspelError("I011", str(len(rows) + 1))]) from fault
    return rows


def _delimiter(text: str) -> str:
    """The one of comma, semicolon and tab that gives the first rows the width of the header; the wider where two do.

    Headers that are whole questions hold commas too, so that counting signs would not tell."""
    return max(",;\t", key=lambda one: _fit(text.lstrip("\r\n"), one))


def _fit(text: str, delimiter: str) -> tuple[bool, float, int]:
    widths: list[int] = []
    with suppress(csv.Error):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths.extend(len(row) for row in islice(reader, SAMPLE) if row)
    if not widths:
        return False, 0.0, 0
    return widths[0] > 1, sum(width == widths[0] for width in widths) / len(widths), widths[0]
