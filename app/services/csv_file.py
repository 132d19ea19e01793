"""The rows of a CSV file, however it was saved: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import SamspelError

LARGEST_FILE = 20_000_000
MOST_FAULTS = 200
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

    Raises I001 (cannot be read), I005 (empty), I007 and I009 (too large), I008 (not CSV), I012 (letters that no
    encoding explains), FaultyFile with I011 (a quotation mark astray)."""
    rows = _rows(path, _text(path))
    at = next((at for at, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if at is None:
        raise SamspelError("I005", str(path))
    if len(rows) > at + 1 + most_rows:
        raise SamspelError("I009", str(path), most=most_rows)
    return CsvFile(rows[at], at + 1, rows[at + 1 :])


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise SamspelError("I001", str(path), detail=fault.strerror or str(fault)) from fault
    if len(content) > LARGEST_FILE:
        raise SamspelError("I007", str(path), largest=LARGEST_FILE // 1_000_000)
    if content.startswith(WORKBOOKS):
        raise SamspelError("I008", str(path))
    text = _decoded(content, path)
    if "\x00" in text:
        raise SamspelError("I008", str(path))
    return text


def _decoded(content: bytes, path: Path) -> str:
    in_turn = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in in_turn:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SamspelError("I012", str(path))


def _rows(path: Path, text: str) -> list[list[str]]:
    head = re.split(r"[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    delimiter = max(",;\t", key=head.count)
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise FaultyFile(str(path), [SamspelError("I011", str(len(rows) + 1))]) from fault
    return rows
