"""Documents laid out and written once for all tests, and what can be read from their pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from weasyprint import Document
from weasyprint.formatting_structure.boxes import BlockBox, Box, LineBox, ReplacedBox, TableCellBox, TextBox

from app.documents.dialogue import DOCUMENT, render_html
from app.documents.pdf import lay_out, pdf_of
from tests.documents.cases import CASES

LAID_OUT = (
    ("normal", "sv"),
    ("too_few", "sv"),
    ("one_organisation", "en"),
    ("long_names", "sv"),
    ("joint", "en"),
    ("mostly_dont_know", "sv"),
    ("without_texts", "sv"),
    ("agreed_on_two_pages", "sv"),
    ("agreed_about_everything", "sv"),
)
"""What is laid out, a second or two each: every sort of page, and every sort that may be cut. What the other cases say
is tested on their HTML."""
DOCUMENTS = pytest.mark.parametrize(("name", "language"), LAID_OUT)
MILLIMETRE = 96 / 25.4
RIGHT_EDGE, BOTTOM_EDGE = 190 * MILLIMETRE, 275 * MILLIMETRE
"""Where the text area of an A4 page ends, in CSS pixels."""


@dataclass(frozen=True)
class Made:
    """One document: its pages as laid out, the file, and the words of each page."""

    pages: Document
    pdf: bytes
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """All words, spaces and line ends as single spaces."""
        return " ".join(" ".join(self.words).split())


@cache
def made(name: str, language: str) -> Made:
    """The document of one of CASES; tests that ask for the same one stand in one module, which one process runs."""
    case = CASES[name]
    return made_of(render_html(case.result, case.occasion, language, case.before), DOCUMENT)


def made_of(html: str, document: str) -> Made:
    """Finished HTML laid out and written, with the styles of that folder in reports/."""
    pages = lay_out(html, document)
    pdf = pdf_of(pages)
    return Made(pages, pdf, tuple(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def boxes(page: Any, kind: type[Box]) -> Iterator[Any]:
    """The boxes of that kind in the flow of a page, margins left out."""
    for child in page._page_box.children:
        if child.element_tag == "html":
            yield from (one for one in child.descendants() if isinstance(one, kind))


def right_edge(box: Any) -> float:
    """Where a box ends, in CSS pixels from the left of the page."""
    return float(box.position_x + box.width)


def words_beyond_the_margin(page: Any) -> list[str]:
    """Words that reach out of the text area or off the cover."""
    cover = page._page_box.page_type.name == "cover"
    edge = 210 * MILLIMETRE if cover else RIGHT_EDGE
    return [box.text for box in boxes(page, TextBox) if box.text.strip() and right_edge(box) > edge + 1]


def words_beyond_their_cell(page: Any) -> list[str]:
    """Words in a table that reach into the next column."""
    return [
        words.text
        for cell in boxes(page, TableCellBox)
        for words in cell.descendants()
        if isinstance(words, TextBox)
        and words.text.strip()
        and right_edge(words) > cell.position_x + cell.border_width() + 1
    ]


def charts_beyond_the_page(page: Any) -> list[str]:
    """Charts that reach out of the text area to the right or below."""
    if page._page_box.page_type.name == "cover":
        return []
    return [
        box.element_tag
        for box in boxes(page, ReplacedBox)
        if right_edge(box) > RIGHT_EDGE + 1 or box.position_y + box.height > BOTTOM_EDGE + 1
    ]


def has_space_for_notes(page: Any) -> bool:
    """Whether the page has lines to write on."""
    return any(box.element is not None and box.element.get("class") == "notes" for box in boxes(page, BlockBox))


def last_line(page: Any) -> Any:
    """The lowest line of text on a page, None on an empty one."""
    lines = [line for line in boxes(page, LineBox) if any(isinstance(one, TextBox) for one in line.descendants())]
    return max(lines, key=lambda line: line.position_y, default=None)
