"""An Excel workbook out of plain sheets: typed numbers, a header that stays in sight, filters, and never a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from app.services.spreadsheets import FORMULA_STARTS

Value = str | int | float | date | None
A4 = 9
"""The paper's number in the file format."""
LONGEST_TITLE = 31
"""Excel takes no longer name of a sheet."""
WHOLE, TWO_DECIMALS, SHARE, DAY = "0", "0.00", "0%", "yyyy-mm-dd"
_HEADER = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor="E4E4E4"),
    "border": Border(bottom=Side("medium", color="404040")),
    "alignment": Alignment(wrap_text=True, vertical="bottom"),
}
_WORDS = Alignment(wrap_text=True, vertical="top")
_FIGURE = Alignment(vertical="top")


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in letters, and how its numbers are shown."""

    heading: str
    width: int
    form: str = "General"


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook; each row holds a value for every column."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]


def workbook(sheets: Iterable[Sheet], title: str, made: datetime) -> bytes:
    """The sheets as an XLSX file. `title` and `made` stand in its properties."""
    # All rows are there before the first is written: openpyxl cannot let go of a sheet that was begun and not ended.
    complete = [replace(one, rows=tuple(one.rows)) for one in sheets]
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = "Samspel"
    book.properties.created = book.properties.modified = made.replace(tzinfo=None, microsecond=0)
    for sheet in complete:
        _add(book, sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _add(book: Any, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title[:LONGEST_TITLE])
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([_header(page, column.heading) for column in sheet.columns])
    last = 1
    for row in sheet.rows:
        page.append([_cell(page, value, column) for value, column in zip(row, sheet.columns, strict=True)])
        last += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"


def _header(page: Any, words: str) -> Any:
    cell = _text(page, words)
    for name, style in _HEADER.items():
        setattr(cell, name, style)
    return cell


def _cell(page: Any, value: Any, column: Column) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell = _text(page, value)
        cell.alignment = _WORDS
        return cell
    cell = WriteOnlyCell(page, value)
    cell.number_format = column.form
    cell.alignment = _FIGURE
    return cell


def _text(page: Any, words: str) -> Any:
    """Text that stays text, also when somebody edits it: Excel neither runs it nor takes it for an error."""
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", words))
    cell.data_type = "s"
    if words.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    return cell
