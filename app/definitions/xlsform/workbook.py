"""A form as a workbook (.xlsx), by openpyxl."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.definitions.xlsform.form import XlsForm
from app.definitions.xlsform.names import language_heading
from app.domain.text import Language, Text

WIDTHS = {"type": 30, "name": 30, "list_name": 28, "relevant": 20, "appearance": 14}
WIDE = 48
"""Columns of words."""


def written(form: XlsForm) -> bytes:
    """The workbook. Every cell is a text: none is ever a formula, whatever it begins with."""
    book = Workbook()
    survey, choices, settings = book.active, book.create_sheet(), book.create_sheet()
    assert isinstance(survey, Worksheet)
    headings = [language_heading(language) for language in form.languages]
    _fill(survey, "survey", _survey_heads(headings), _survey_rows(form))
    labels = [f"label::{one}" for one in headings]
    _fill(
        choices,
        "choices",
        ["list_name", "name", *labels],
        ([one.list_name, one.name, *_words(one.label, form.languages)] for one in form.choices),
    )
    heads = ["form_title", "form_id", "version", "default_language"]
    _fill(settings, "settings", heads, [[form.title, form.form_id, form.version, headings[0]]])
    book.properties.creator = "Samspel"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _survey_heads(headings: Sequence[str]) -> list[str]:
    spoken = [f"{column}::{one}" for column in ("label", "hint", "constraint_message") for one in headings]
    return ["type", "name", *spoken, "required", "appearance", "constraint", "relevant", "calculation"]


def _survey_rows(form: XlsForm) -> Iterable[list[str]]:
    for row in form.survey:
        spoken = [
            words for text in (row.label, row.hint, row.constraint_message) for words in _words(text, form.languages)
        ]
        asked = row.type.partition(" ")[0] in ("select_one", "select_multiple", "rank", "text", "integer")
        required = "no" if asked else ""
        yield [row.type, row.name, *spoken, required, row.appearance, row.constraint, row.relevant, row.calculation]


def _words(text: Text | None, languages: Sequence[Language]) -> list[str]:
    return [text.into(language) if text else "" for language in languages]


def _fill(sheet: Worksheet, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    sheet.title = title
    for at, row in enumerate([heads, *rows], start=1):
        for column, words in enumerate(row, start=1):
            if words:
                cell = sheet.cell(at, column)
                cell.value, cell.data_type = words, "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=at == 1)
    sheet.freeze_panes = "A2"
    for column, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(head, WIDE if "::" in head else 16)
