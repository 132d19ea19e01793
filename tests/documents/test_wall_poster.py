"""The wall poster: one page of A3 that conforms, nothing cut, all names large enough, and useful without figures."""

from functools import cache
from io import BytesIO
from typing import Any

import page
import pikepdf
import pytest
from pypdf import PdfReader
from weasyprint import Document

from app.documents.pdf import lay_out, pdf_of
from app.documents.wall_poster import DOCUMENT, render_html
from tests.documents.cases import CASES
from tests.documents.layout import MILLIMETRE, right_edge
from tests.documents.test_pdf import tags
from tests.documents.test_poster import every

POSTERS = pytest.mark.parametrize(
    ("name", "language"), [("normal", "sv"), ("too_few", "en"), ("long_names", "sv"), ("mostly_dont_know", "en")]
)
LEGIBLE = 16 * 96 / 72
"""Sixteen points in CSS pixels: letters of four millimetres, which are read at two metres."""


@cache
def laid_out(name: str, language: str) -> Document:
    return lay_out(render_html(CASES[name].result, CASES[name].occasion, language), DOCUMENT)


@cache
def file_of(name: str, language: str) -> bytes:
    return pdf_of(laid_out(name, language))


def words_of(name: str, language: str) -> str:
    (only,) = PdfReader(BytesIO(file_of(name, language))).pages
    return " ".join(only.extract_text().split())


def boxes_of(name: str, language: str, of_class: str) -> list[Any]:
    (one,) = laid_out(name, language).pages
    found = (box for box in every(one._page_box) if box.element is not None)
    return list({id(box.element): box for box in found if box.element.get("class") == of_class}.values())


@POSTERS
def test_the_poster_is_one_page_of_a3_and_conforms_to_pdf_ua(name: str, language: str) -> None:
    report = page.validate_pdf_bytes(file_of(name, language), profile="ua1")
    assert sorted({failure.message for failure in report.failures}) == []
    (only,) = PdfReader(BytesIO(file_of(name, language))).pages
    assert [round(float(side) / 72 * 25.4) for side in (only.mediabox.width, only.mediabox.height)] == [420, 297]


@POSTERS
def test_nothing_is_cut_by_the_edge_or_runs_into_the_fields_to_write_in(name: str, language: str) -> None:
    (one,) = laid_out(name, language).pages
    words = [box for box in every(one._page_box) if getattr(box, "text", "").strip()]
    assert [box.text for box in words if right_edge(box) > 410 * MILLIMETRE] == []
    (fields,), (aside,), (of_map,) = (boxes_of(name, language, one) for one in ("fields", "aside", "map"))
    assert aside.position_y + aside.height <= fields.position_y
    assert of_map.position_y + of_map.height <= fields.position_y
    assert right_edge(of_map) < aside.position_x


def test_22_factors_find_room_beside_the_map_and_above_the_fields() -> None:
    text = words_of("without_texts", "sv")
    assert all(one.factor.title.into("sv") in text for one in CASES["without_texts"].result.factors)
    (fields,), (aside,) = (boxes_of("without_texts", "sv", one) for one in ("fields", "aside"))
    assert aside.position_y + aside.height <= fields.position_y


@POSTERS
def test_every_factor_is_named_with_its_number_large_enough_to_read_at_two_metres(name: str, language: str) -> None:
    text = words_of(name, language)
    for number, factor in enumerate(CASES[name].result.factors, start=1):
        assert factor.factor.title.into(language) in text
        assert str(number) in text
    sizes = {box.style["font_size"] for box in boxes_of(name, language, "title")}
    assert min(sizes) > LEGIBLE


@POSTERS
def test_every_field_has_room_for_notes_that_stick(name: str, language: str) -> None:
    """Sticky notes are 76 mm square; two fit side by side or one above the rest."""
    fields = boxes_of(name, language, "field")
    assert len(fields) == 4
    assert all(box.border_width() > 90 * MILLIMETRE and box.border_height() > 76 * MILLIMETRE for box in fields)


def test_the_poster_says_whose_it_is_how_many_answered_and_how_it_is_read() -> None:
    text = words_of("normal", "sv").replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        "Samverkan Älvdalarna · Våren 2026", "40 av 49 har svarat (82 %)", "2 mars 2026 – 23 mars 2026",
        "Bygg vidare", "Enas om att förbättra", "Olika bilder", "Ta reda på mer", "Så läser ni kartan",
    ):  # fmt: skip
        assert words in text


def test_without_figures_the_group_places_the_factors_itself() -> None:
    html = render_html(CASES["too_few"].result, CASES["too_few"].occasion, "sv")
    assert "Placera nyckelfaktorerna på kartan tillsammans" in html
    assert "färre än 5 har svarat" in html
    of_map = html[html.index('<div class="map">') : html.index('<div class="aside">')]
    assert 'font-size="10.5"' not in of_map, "no number stands on the map"


def test_the_map_and_every_marker_have_words_in_their_place() -> None:
    with pikepdf.open(BytesIO(file_of("normal", "sv"))) as file:
        alternatives = [str(one.Alt) for one in tags(file, "Figure")]
    assert sum(one.startswith("Dialogkartan: ") for one in alternatives) == 1
    assert "4: Olika bilder" in alternatives
