"""The rows of a sheet in an XLSX workbook, as text; a workbook that would grow without measure is not opened."""

import io
import zipfile
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from app.domain.errors import SamspelError

WORKBOOK_START = b"PK\x03\x04"
"""How an XLSX file begins: it is a ZIP."""
LARGEST_UNPACKED = 60_000_000
"""Bytes of all parts together. 2,000 rows of a form with 60 questions come to some ten million."""
MOST_PARTS = 2_000
MOST_COLUMNS = 400
UNREADABLE = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, IndexError, TypeError, AttributeError,
    EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl and zipfile raise for files that are damaged, locked by a password, or not what they seem."""


def workbook_rows(content: bytes, name: str, sheet: str, most_rows: int) -> list[list[str]]:
    """The rows of the sheet of that name, of the first where it is empty; each cell as text, dates as ISO 8601.

    At most one more than `most_rows` and MOST_COLUMNS, so that the caller can tell that there are too many. Raises I014
    (damaged, or locked by a password), I015 (too much inside), I017 (no such sheet)."""
    _require_small(content, name)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except UNREADABLE as fault:
        raise SamspelError("I014", name) from fault
    try:
        return _rows_of(book, name, sheet, most_rows)
    except UNREADABLE as fault:
        raise SamspelError("I014", name) from fault
    finally:
        book.close()


def _rows_of(book: Workbook, name: str, sheet: str, most_rows: int) -> list[list[str]]:
    known = [one.title for one in book.worksheets]
    wanted = next((one for one in known if one.casefold() == sheet.strip().casefold()), None) if sheet.strip() else None
    if not known or (sheet.strip() and wanted is None):
        raise SamspelError("I017", name, value=sheet.strip()[:60], known=", ".join(known))
    page = book[wanted or known[0]]
    # Some programs state a size that is not so.
    page.reset_dimensions()
    # Asked for a column more than may be, openpyxl fills every row up to it.
    asked = page.iter_rows(max_row=most_rows + 1, max_col=MOST_COLUMNS + 1, values_only=True)
    rows = [[_text(cell) for cell in row] for row in asked]
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=0)
    return [row[:width] for row in rows]


def _require_small(content: bytes, name: str) -> None:
    """Reads the list of parts only: zipfile unpacks no part beyond the size that is stated there."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except UNREADABLE as fault:
        raise SamspelError("I014", name) from fault
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise SamspelError("I015", name)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)
