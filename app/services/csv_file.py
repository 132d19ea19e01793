"""The rows of a CSV file, however it was saved: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252. What stands
above its header is passed over."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from app.domain.errors import SamspelError

LARGEST_FILE = 20_000_000
MOST_FAULTS = 200
SAMPLE = 50
"""Rows from which the sign between cells is told."""
OTHERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How files begin that are often handed in instead: Excel's and LibreOffice's own, and PDF."""
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[;,\t ]*', re.IGNORECASE)
"""The first line of files that are written for Excel: sep=;"""
MOST_ABOVE = 20
"""Rows with something in them among which the header is looked for: titles stand above it."""


class FaultyFile(SamspelError):
    """A file with faults. `where` is the file; `faults` are the first 200 of its `number` faults, by row and column."""

    def __init__(self, file: str, faults: Sequence[SamspelError], number: int | None = None) -> None:
        listed = tuple(faults[:MOST_FAULTS])
        super().__init__("I010", file, number=number or len(faults), listed=len(listed))
        self.faults = listed


@dataclass(frozen=True)
class CsvFile:
    """The header, and the rows below it. `header_row` is the header's row in the file, from 1; `unfinished`: rows that
    were emptied, since who filled them in never handed in."""

    header: list[str]
    header_row: int
    rows: list[list[str]]
    unfinished: int = 0


def csv_of(content: bytes, name: str, most_rows: int, is_heading: Callable[[str], bool]) -> CsvFile:
    """Reads what a CSV file of that name holds. `is_heading`: whether a cell is a heading that is known.

    Raises I005 (empty), I008 (not CSV), I009 (too many rows), I012 (letters that no encoding explains), FaultyFile with
    I011 (a quotation mark astray)."""
    if content.startswith(OTHERS):
        raise SamspelError("I008", name)
    text = _decoded(content, name)
    if "\x00" in text:
        raise SamspelError("I008", name)
    return below_header(_rows(name, text, is_heading), name, most_rows, is_heading)


def below_header(rows: list[list[str]], name: str, most_rows: int, is_heading: Callable[[str], bool]) -> CsvFile:
    """The header and the rows below it. Raises I005 (empty), I009 (too many rows)."""
    filled = [at for at, row in enumerate(rows) if any(cell.strip() for cell in row)]
    if not filled:
        raise SamspelError("I005", name)
    at = _header_among(rows, filled, is_heading)
    if len(rows) > at + 1 + most_rows:
        raise SamspelError("I009", name, most=most_rows)
    return CsvFile(rows[at], at + 1, rows[at + 1 :])


def _header_among(rows: Sequence[Sequence[str]], filled: Sequence[int], is_heading: Callable[[str], bool]) -> int:
    """The row with most headings that are known; where none is, the first one that is no title: as wide as what
    follows, or nearly."""
    asked = filled[:MOST_ABOVE]
    known = {at: sum(1 for cell in rows[at] if cell.strip() and is_heading(cell)) for at in asked}
    if max(known.values()):
        return max(asked, key=lambda at: (known[at], -at))
    widths = {at: sum(1 for cell in rows[at] if cell.strip()) for at in filled[:SAMPLE]}
    wide = max(widths.values())
    titles = [at for at in asked if 2 * widths[at] <= wide and (wide > 2 or at + 1 not in filled)]
    return next((at for at in asked if at not in titles), asked[0])


def _decoded(content: bytes, name: str) -> str:
    in_turn: tuple[str, ...] = ("utf-8-sig", "cp1252")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        in_turn = ("utf-16",)
    elif wide := _wide_letters(content):
        in_turn = (wide,)
    for encoding in in_turn:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SamspelError("I012", name)


def _wide_letters(content: bytes) -> str:
    """UTF-16 that does not say so, empty where it is none: in Western texts every other byte is nothing."""
    start = content[:400]
    for encoding, first in (("utf-16-be", 0), ("utf-16-le", 1)):
        nothing, letters = start[first::2], start[1 - first :: 2]
        if len(start) > 8 and nothing.count(0) * 5 > len(nothing) * 4 and 0 not in letters:
            return encoding
    return ""


def _rows(name: str, text: str, is_heading: Callable[[str], bool]) -> list[list[str]]:
    rows: list[list[str]] = []
    first, _, rest = text.partition("\n")
    said = SEPARATOR_LINE.fullmatch(first.strip("\r "))
    if said:
        rows, text = [[]], rest
    delimiter = said[1] if said and _fit(_first_rows(text, said[1]))[0] else _delimiter(text, is_heading)
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise FaultyFile(name, [SamspelError("I011", str(len(rows) + 1))]) from fault
    return rows


def _delimiter(text: str, is_heading: Callable[[str], bool]) -> str:
    """The one of comma, semicolon and tab between which headings stand that are known; else the one that gives most of
    the first rows one width, and the wider where two do.

    Headers that are whole questions hold commas too, so that counting signs would not tell; a title above them is
    narrower."""

    def fit(delimiter: str) -> tuple[int, bool, float, int]:
        rows = _first_rows(text, delimiter)
        known = [sum(map(is_heading, row)) for row in rows[:MOST_ABOVE]]
        most = max(known, default=0)
        header = known.index(most) if most else 0
        return most, *_fit(rows[header:], len(rows[header]) if most else 0)

    return max(",;\t", key=fit)


def _fit(rows: Sequence[Sequence[str]], width: int = 0) -> tuple[bool, float, int]:
    """Whether rows are wider than one cell, the share of them that has the width, and the width: of the header where
    that is known, else the one that most rows have."""
    widths = Counter(map(len, rows))
    if not widths:
        return False, 0.0, 0
    likely = width or max(widths.items(), key=lambda one: (one[1], one[0]))[0]
    return likely > 1, widths[likely] / widths.total(), likely


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with suppress(csv.Error):
        reader = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter)
        rows.extend(row for row in islice(reader, SAMPLE) if row)
    return rows
