"""A table in a file, CSV or XLSX: its header wherever it stands, and the rows below it that were handed in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.domain.errors import SamspelError
from app.services.csv_file import LARGEST_FILE, CsvFile, below_header, csv_of
from app.services.personal_columns import CODED, plain_header
from app.workbooks.workbook import OLE_START, ZIP_START, read_workbook

MOST_ABOVE = 50
"""Rows of a sheet above the header, with those that are empty."""
HANDED_IN = frozenset(
    {"submitdate", "date submitted", "inskickat datum", "datum inskickat", "inskickningsdatum", "datum for inskickande"}
)
"""How LimeSurvey heads the column that is empty where somebody never came to the end, plainly."""


def table_of(content: bytes, name: str, sheet: str, most_rows: int, is_heading: Callable[[str], bool]) -> CsvFile:
    """Reads CSV (comma, semicolon, tab; UTF-8, UTF-16, Windows-1252) or XLSX. `sheet`: of a workbook, empty for its
    first; `is_heading`: whether a cell is a heading that is known.

    Raises I005 (empty), I008, I009, I011, I012, I014 to I017, I040 to I049, I051 (no row was handed in)."""
    if content.startswith((ZIP_START, OLE_START)):
        rows = _sheet_rows(content, name, sheet, most_rows)
        return _handed_in(below_header(rows, name, most_rows, is_heading), name)
    return _handed_in(csv_of(content, name, most_rows, is_heading), name)


def read_table_file(path: Path, most_rows: int, is_heading: Callable[[str], bool]) -> CsvFile:
    """The same from a file. Raises I001 (cannot be read) and I007 (too large) besides."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise SamspelError("I001", str(path), detail=fault.strerror or str(fault)) from fault
    if len(content) > LARGEST_FILE:
        raise SamspelError("I007", str(path), largest=LARGEST_FILE // 1_000_000)
    return table_of(content, str(path), "", most_rows, is_heading)


def _sheet_rows(content: bytes, name: str, sheet: str, most_rows: int) -> list[list[str]]:
    """The rows of a sheet, empty ones where the sheet has them."""
    written = {one.number: one.cells for one in read_workbook(content, name).rows(sheet, most_rows + MOST_ABOVE)}
    return [list(written.get(number, ())) for number in range(1, max(written, default=0) + 1)]


def _handed_in(file: CsvFile, name: str) -> CsvFile:
    """Without what stands in rows that were never handed in. They stay, empty, so that rows keep their number."""
    at = next((at for at, heading in enumerate(file.header) if _says_when(heading)), None)
    if at is None:
        return file
    filled = [any(cell.strip() for cell in row) for row in file.rows]
    done = [len(row) > at and bool(row[at].strip()) for row in file.rows]
    if any(filled) and not any(done):
        raise SamspelError("I051", name, value=file.header[at].strip()[:60])
    rows = [row if is_done else [] for row, is_done in zip(file.rows, done, strict=True)]
    unfinished = sum(1 for has_any, is_done in zip(filled, done, strict=True) if has_any and not is_done)
    return replace(file, rows=rows, unfinished=unfinished)


def _says_when(heading: str) -> bool:
    return bool({plain_header(heading), plain_header(CODED.sub("", heading))} & HANDED_IN)
