"""Lists of addresses as people have them: pasted from a mail program, or a CSV as a spreadsheet writes it."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.errors import SamspelError
from app.mail.addresses import read_address

MOST_ROWS = 20_000
_QUOTED = re.compile(r"\"[^\"]*\"")
_BRACKETS = re.compile(r"([^<>]*)<([^<>]*)>|([^<>]+)")
_HEADERS = re.compile(r"e-?post(adress)?|e-?mail( address)?|mejl(adress)?|mail(adress)?", re.IGNORECASE)
_DELIMITERS = ";,\t"


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row, counted from 1, and what stands there."""

    row: int
    words: str
    error: SamspelError


@dataclass(frozen=True)
class AddressList:
    """The addresses that can be mailed to, each once and in their order; the rows that cannot; how often one stood
    there again."""

    addresses: tuple[str, ...]
    faults: tuple[Fault, ...]
    repeated: int


def read_pasted(text: str) -> AddressList:
    """Addresses separated by commas, semicolons or new lines, as `a@b` or `Name <a@b>`. Names are not kept.

    Raises M019 for too many rows."""
    lines = text.splitlines()
    if len(lines) > MOST_ROWS:
        raise SamspelError("M019", most=MOST_ROWS)
    return _listed((row, words) for row, line in enumerate(lines, start=1) for words in _entries(line))


def read_csv(content: bytes) -> AddressList:
    """The addresses in a CSV: UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs; the column is found by its
    name or by what stands in it.

    Raises M016 (no column with addresses), M018 (not a CSV), M019 (too many rows)."""
    records = _records(_decoded(content))
    column = _column(records)
    first = 1 if records[0][column : column + 1] and "@" not in records[0][column] else 0
    rows: list[tuple[int, str]] = []
    faults: list[Fault] = []
    for row, cells in enumerate(records[first:], start=first + 1):
        cell = cells[column].strip() if column < len(cells) else ""
        if cell:
            rows += [(row, words) for words in _entries(" ".join(cell.split()))]
        elif any(one.strip() for one in cells):
            words = ", ".join(one.strip() for one in cells if one.strip())[:80]
            faults.append(Fault(row, words, SamspelError("M017", value=words)))
    found = _listed(rows)
    together = sorted((*found.faults, *faults), key=lambda one: one.row)
    return AddressList(found.addresses, tuple(together), found.repeated)


def _listed(rows: Iterable[tuple[int, str]]) -> AddressList:
    good: dict[str, None] = {}
    faults: list[Fault] = []
    count = 0
    for row, words in rows:
        try:
            address = read_address(_address_in(words))
        except SamspelError as fault:
            faults.append(Fault(row, words, fault))
            continue
        count += 1
        good[address] = None
    return AddressList(tuple(good), tuple(faults), count - len(good))


def _entries(line: str) -> list[str]:
    """The addresses of a line, each with the name that goes with it."""
    unquoted = _QUOTED.sub(lambda quoted: " " if "@" not in quoted[0] else quoted[0].strip('"'), line)
    found: list[str] = []
    for piece in unquoted.split(";"):
        if piece.count("@") <= 1:
            found.append(piece)
            continue
        for before, inside, plain in _BRACKETS.findall(piece):
            if inside:
                *others, name = before.split(",") if "@" in before else [before]
                found += [*others, f"{name}<{inside}>"]
            else:  # empty brackets hold nothing, and what stands before them is an entry like any other
                words = plain or before
                found += [one for part in words.split(",") for one in (part.split() if part.count("@") > 1 else [part])]
    return [tidy for one in found if (tidy := one.strip(" ,\t\u00a0"))]


def _address_in(words: str) -> str:
    inside = re.search(r"<([^<>]*)>", words)
    plain = (inside[1] if inside else words).strip(" .'\u00a0")
    return plain[7:] if plain.lower().startswith("mailto:") else plain


def _decoded(content: bytes) -> str:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if is_utf16 else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not content.startswith(b"PK"):
            return text
    raise SamspelError("M018")


def _records(text: str) -> list[list[str]]:
    head = text.splitlines()[:50]
    delimiter = max(_DELIMITERS, key=lambda one: (sum(one in line for line in head), -_DELIMITERS.index(one)))
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as fault:
        raise SamspelError("M018") from fault
    if len(records) > MOST_ROWS:
        raise SamspelError("M019", most=MOST_ROWS)
    if not any(any(cell.strip() for cell in cells) for cells in records):
        raise SamspelError("M016")
    return records


def _column(records: list[list[str]]) -> int:
    """The column whose header says so, else the one with most addresses in it. Raises M016."""
    for number, cell in enumerate(records[0]):
        if _HEADERS.fullmatch(cell.strip()):
            return number
    counts: dict[int, int] = {}
    for cells in records:
        for number, cell in enumerate(cells):
            if "@" in cell:
                counts[number] = counts.get(number, 0) + 1
    if not counts:
        raise SamspelError("M016")
    return max(counts, key=lambda number: (counts[number], -number))
