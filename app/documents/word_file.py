"""Word files by python-docx: real headings, lists and tables with header rows, in one language, without a trace of who
made them."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell

from app.charts.palette import ACCENT
from app.documents.glyphs import drawable
from app.domain.text import Language

REGIONS = {"sv": "sv-SE", "en": "en-GB"}
"""The language that Word checks spelling in."""
FONT = "Calibri"
SHADE = "F3ECDF"
NOTE_LINES = 4


class WordFile:
    """A Word file that is filled from the top."""

    def __init__(self, language: Language, title: str, subject: str, made_for: str, made_on: date) -> None:
        self._file: Docx = Document()
        _write_properties(self._file, title, subject, made_for, made_on, REGIONS.get(language, language))
        _set_language(self._file, REGIONS.get(language, language))
        _set_type(self._file)

    def title(self, words: str) -> None:
        """The name of the whole document."""
        self._file.add_paragraph(drawable(words), style="Title")

    def heading(self, words: str, level: int) -> None:
        """A heading of level 1 to 9, that Word's navigation finds."""
        self._file.add_heading(drawable(words), level)

    def paragraph(self, words: str) -> None:
        """One paragraph; nothing where there are no words."""
        if words:
            self._file.add_paragraph(drawable(words))

    def labelled(self, label: str, words: str) -> None:
        """A paragraph that begins with a label in bold."""
        paragraph = self._file.add_paragraph()
        paragraph.add_run(drawable(label)).bold = True
        paragraph.add_run(drawable(f" {words}"))

    def quote(self, words: str) -> None:
        """Somebody's own words."""
        self._file.add_paragraph(drawable(words), style="Quote")

    def bullets(self, lines: Sequence[str]) -> None:
        """A list in no order."""
        for words in lines:
            self._file.add_paragraph(drawable(words), style="List Bullet")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table with a header row that is repeated on every page. `widths` of the columns, in centimetres."""
        found = self._file.add_table(rows=1, cols=len(heads), style="Table Grid")
        found.alignment = WD_TABLE_ALIGNMENT.LEFT
        found.autofit = False
        for cell, words in zip(found.rows[0].cells, heads, strict=True):
            _fill(cell, words, bold=True)
            _shade(cell)
        _repeat_first_row(found)
        for row in rows:
            for cell, words in zip(found.add_row().cells, row, strict=True):
                _fill(cell, words)
        for column, width in zip(found.columns, widths, strict=True):
            for cell in column.cells:
                cell.width = Cm(width)
        for line in found.rows:
            _keep_whole(line._tr)
        self._file.add_paragraph()

    def space_for_notes(self) -> None:
        """Empty lines to type on."""
        for _ in range(NOTE_LINES):
            self._file.add_paragraph()

    def new_page(self) -> None:
        """What follows begins on a new page."""
        self._file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def written(self) -> bytes:
        """The file."""
        file = BytesIO()
        self._file.save(file)
        return file.getvalue()


def _write_properties(file: Docx, title: str, subject: str, made_for: str, made_on: date, region: str) -> None:
    """The template that python-docx starts from names itself, its own date and a remark; none of it stays."""
    properties = file.core_properties
    properties.title, properties.subject, properties.author = title, subject, made_for
    properties.last_modified_by, properties.comments, properties.keywords = made_for, "", ""
    properties.language, properties.revision = region, 1
    properties.created = properties.modified = datetime(made_on.year, made_on.month, made_on.day)


def _set_language(file: Docx, region: str) -> None:
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), region)
    for language in file.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), region)


def _set_type(file: Docx) -> None:
    """One face for text and headings, and our own colour instead of the template's blue."""
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    for name in ("Title", *(f"Heading {level}" for level in range(1, 5))):
        font = file.styles[name].font
        font.name, font.color.rgb = FONT, RGBColor.from_string(ACCENT.removeprefix("#").upper())
        fonts = font.element.rPr.rFonts
        for theme in [one for one in fonts.attrib if one.endswith("Theme")]:
            del fonts.attrib[theme]
    for section in file.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.2)


def _fill(cell: _Cell, words: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(drawable(words))
    run.bold, run.font.size = bold, Pt(10)
    cell.paragraphs[0].paragraph_format.space_after = Pt(2)


def _shade(cell: _Cell) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shading)


def _repeat_first_row(table: Table) -> None:
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: object) -> None:
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # type: ignore[attr-defined]
