"""The listing of a questionnaire: all that is asked, once, in a file that conforms, on paper and in Word."""

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import page
import pytest
from docx import Document
from pypdf import PdfReader
from weasyprint import Document as Pages
from weasyprint.formatting_structure.boxes import TextBox

from app.documents.pdf import lay_out, pdf_of
from app.documents.questionnaire_listing import DOCUMENT, ListedQuestion, listing_page, render_html
from app.documents.questionnaire_listing_docx import build_questionnaire_listing_docx
from app.domain.items import CommentItem
from app.domain.questionnaire import Dimension, Questionnaire
from tests.conftest import LIBRARY
from tests.documents.cases import LONG_WORD
from tests.documents.layout import MILLIMETRE, boxes, last_line, right_edge
from tests.domain.examples import factor, questionnaire_of, rating, scale, text

TODAY = date(2026, 11, 25)
LISTED = pytest.mark.parametrize(
    ("name", "language"), [("nyckelfaktorer", "sv"), ("drivkrafter", "en"), ("grundstenar", "sv")]
)


@cache
def laid_out(name: str, language: str) -> Pages:
    return lay_out(render_html(LIBRARY.find(name), language, TODAY), DOCUMENT)


@cache
def pdf(name: str, language: str) -> bytes:
    return pdf_of(laid_out(name, language))


def plain(words: str) -> str:
    return "".join(words.split()).replace("\N{SOFT HYPHEN}", "").replace("-", "")


def words_in_pdf(name: str, language: str) -> str:
    return plain(" ".join(one.extract_text() for one in PdfReader(BytesIO(pdf(name, language))).pages))


def words_in_docx(asked: Questionnaire, language: str) -> str:
    file = Document(BytesIO(build_questionnaire_listing_docx(asked, language, TODAY)))
    return plain(" ".join(one.text for one in file.paragraphs))


@LISTED
def test_the_listing_conforms_to_pdf_ua(name: str, language: str) -> None:
    report = page.validate_pdf_bytes(pdf(name, language), profile="ua1")
    assert sorted({failure.message for failure in report.failures}) == []
    assert report.is_compliant


@LISTED
def test_nothing_reaches_out_of_the_page_and_no_heading_stands_alone(name: str, language: str) -> None:
    for number, one in enumerate(laid_out(name, language).pages, start=1):
        words = [box.text for box in boxes(one, TextBox) if box.text.strip() and right_edge(box) > 190 * MILLIMETRE + 1]
        assert words == []
        line = last_line(one)
        assert line is None or line.element_tag not in {"h1", "h2", "h3"}, f"page {number}"


@LISTED
def test_every_text_of_the_questionnaire_stands_in_the_listing(name: str, language: str) -> None:
    asked = LIBRARY.find(name)
    texts = [asked.title, asked.introduction, *(item.text for item in asked.items)]
    texts += [one for dimension in asked.dimensions for one in (dimension.title, dimension.description)]
    texts += [one for found in asked.factors for one in (found.title, found.explanation) if one]
    texts += [point.label for one in asked.scales for point in one.points]
    for found in (words_in_pdf(name, language), words_in_docx(asked, language)):
        assert [one.into(language) for one in texts if plain(one.into(language)) not in found] == []


def test_it_says_who_sees_what_with_the_limits_in_use() -> None:
    found = words_in_pdf("nyckelfaktorer", "sv")
    assert plain("mellan 3 och 10 personer. Det är 5 om inget annat sägs.") in found
    assert plain("Alla svar är frivilliga") in found


def test_questions_are_numbered_as_in_the_form() -> None:
    asked = LIBRARY.find("nyckelfaktorer")
    listed = listing_page(asked, "sv", TODAY)
    found = [(one.number, one.words) for chapter in listed.chapters for part in chapter.parts for one in part.questions]
    assert found == [(str(at), item.text.into("sv")) for at, item in enumerate(asked.items, start=1)]


def test_a_workshop_lists_its_questions_and_principles_and_promises_nothing_about_answers() -> None:
    listed = listing_page(LIBRARY.find("grundstenar"), "sv", TODAY)
    assert (listed.answering, listed.privacy) == ((), ())
    assert all(part.questions_to_talk_about for chapter in listed.chapters for part in chapter.parts)


def test_every_kind_says_how_it_is_answered() -> None:
    said = {
        item.kind: question.answered
        for name in ("balansgangar", "drivkrafter", "ledarskap", "nyckelfaktorer")
        for asked in [LIBRARY.find(name)]
        for item, question in zip(asked.items, questions_of(asked), strict=True)
        if question.answered
    }
    assert said["comment"] == "Besvaras med egna ord."
    assert said["allocation"] == "10 poäng fördelas på:"
    assert said["ranking"] == "Alla dessa ordnas, med det viktigaste först:"
    assert said["bipolar_pair"].startswith("Ett av 7 lägen mellan ”")
    assert said["level_pair"] == "En nivå väljs för i dag och en för hur det borde vara:"
    assert said["rating"] == "Att instämma är här ett svagt tecken, så svaren vänds innan de räknas."


def questions_of(asked: Questionnaire) -> list[ListedQuestion]:
    listed = listing_page(asked, "sv", TODAY)
    return [one for chapter in listed.chapters for part in chapter.parts for one in part.questions]


def test_several_scales_have_letters_that_statements_refer_to() -> None:
    factors = (factor("f", rating("a")), factor("g", rating("b", length=3)))
    asked = questionnaire_of(Dimension("d", text("d"), text("d"), factors))
    asked = replace(asked, scales=(scale(5), scale(3)))
    assert [one.name for one in listing_page(asked, "sv", TODAY).scales] == ["Skala A", "Skala B"]
    assert [one.answered for one in questions_of(asked)] == ["Skala A.", "Skala B."]


def test_a_very_long_word_stays_on_the_page() -> None:
    item = CommentItem("k", text(LONG_WORD * 3))
    asked = questionnaire_of(Dimension("d", text(LONG_WORD * 2), text("d"), (factor("f", rating("r")),), (item,)))
    for one in lay_out(render_html(asked, "sv", TODAY), DOCUMENT).pages:
        assert [box.text for box in boxes(one, TextBox) if right_edge(box) > 190 * MILLIMETRE + 1] == []
