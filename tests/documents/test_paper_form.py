"""The form on paper: every question once, with its boxes, none cut by a page; for any questionnaire."""

from collections import Counter
from functools import cache
from io import BytesIO

import page
import pytest
from pypdf import PdfReader
from weasyprint import Document
from weasyprint.formatting_structure.boxes import TableRowBox, TextBox

from app.documents.paper_form import DOCUMENT, Sheet, render_html
from app.documents.pdf import lay_out, pdf_of
from app.domain.items import CommentItem, MultipleChoiceItem, RatingItem, SingleChoiceItem
from app.domain.items.choice import MarkedOption
from app.domain.questionnaire import Dimension, Questionnaire
from app.domain.scale import Scale, ScalePoint
from tests.documents.cases import FIVE, LONG_NAMES, LONG_WORD, questionnaire
from tests.documents.layout import MILLIMETRE, boxes, last_line, right_edge
from tests.domain.examples import factor, options, questionnaire_of, scale, text

LONG = f"Vi har i vår organisation en gemensam bild av hur {LONG_WORD.lower()} arbetar och vad det ska leda till. "


def scale_of(length: int) -> Scale:
    """A scale with long labels, its strong end first."""
    points = tuple(ScalePoint(value, text(f"Punkt {value} på en lång skala")) for value in range(length, 0, -1))
    return Scale(f"s{length}", points, text("Kan inte bedöma"))


def awkward() -> Questionnaire:
    """Scales of 2 to 11 points, statements of many lines, forty options, every kind of question in a factor."""
    ratings = [
        RatingItem(f"r{length}_{number}", text(LONG * (1 + number % 4)), scale_of(length))
        for length in range(2, 12)
        for number in range(3)
    ]
    many = tuple(
        MarkedOption(f"o{number}", text(f"Område nummer {number}, med ett namn som tar plats")) for number in range(40)
    )
    return questionnaire_of(
        Dimension(
            "a",
            text(f"En dimension om {LONG}"),
            text(LONG * 3),
            (
                factor("f", *ratings),
                factor(
                    "g",
                    RatingItem("x", text("Kort."), scale(5)),
                    SingleChoiceItem("c", text("Form?"), options("a", "b")),
                ),
            ),
            (MultipleChoiceItem("m", text("Vilka områden?"), many), CommentItem("k", text(LONG))),
        )
    )


def sheet(asked: Questionnaire, organisations: tuple[str, ...] = FIVE, *, joint: bool = False) -> Sheet:
    return Sheet(asked, "Samverkan Älvdalarna", "Våren 2026", "ABC2DE", joint, 5, organisations, "23 mars 2026 17:00")


SHEETS = {
    "normal": sheet(questionnaire()),
    "joint": sheet(questionnaire("pulskoll"), joint=True),
    "awkward": sheet(awkward(), tuple(f"{LONG_NAMES[at % 5]} {at}" for at in range(60))),
    "file": Sheet(questionnaire("pulskoll"), "", "", "", False, 3, (), ""),
}
FORMS = pytest.mark.parametrize(
    ("name", "language"), [("normal", "sv"), ("normal", "en"), ("joint", "sv"), ("awkward", "sv"), ("file", "sv")]
)


@cache
def laid_out(name: str, language: str) -> Document:
    return lay_out(render_html(SHEETS[name], language), DOCUMENT)


@cache
def pages_of(name: str, language: str) -> tuple[str, ...]:
    found = PdfReader(BytesIO(pdf_of(laid_out(name, language)))).pages
    return tuple(" ".join(one.extract_text().split()) for one in found)


@FORMS
def test_the_form_conforms_to_pdf_ua(name: str, language: str) -> None:
    report = page.validate_pdf_bytes(pdf_of(laid_out(name, language)), profile="ua1")
    assert sorted({failure.message for failure in report.failures}) == []
    assert report.is_compliant


@FORMS
def test_every_statement_stands_once_in_one_piece_with_a_box_for_each_answer(name: str, language: str) -> None:
    """A statement whose row is on two pages would be found twice."""
    rows: Counter[int] = Counter()
    items = SHEETS[name].questionnaire.items
    for one in laid_out(name, language).pages:
        for row in boxes(one, TableRowBox):
            kinds = [box.element.get("class") for box in row.descendants() if box.element_tag == "span"]
            numbers = [box for box in row.descendants() if isinstance(box, TextBox) and box.text.isdigit()]
            if "box" in kinds:
                number = int(numbers[0].text)
                rows[number] += 1
                item = items[number - 1]
                assert isinstance(item, RatingItem)
                drawn = sum(1 for box in row.descendants() if is_tick_box(box))
                assert drawn == len(item.values)
    assert rows == {at: 1 for at, item in enumerate(items, start=1) if isinstance(item, RatingItem)}


def is_tick_box(box: object) -> bool:
    element = getattr(box, "element", None)
    return element is not None and element.get("class") == "box" and hasattr(box, "border_top_width")


@FORMS
def test_nothing_reaches_out_of_the_page(name: str, language: str) -> None:
    for one in laid_out(name, language).pages:
        words = [box.text for box in boxes(one, TextBox) if box.text.strip() and right_edge(box) > 192 * MILLIMETRE + 1]
        assert words == []


def test_the_words_of_the_first_page_keep_to_the_margins() -> None:
    (first, *_) = laid_out("normal", "sv").pages
    edges = [box.position_x / MILLIMETRE for box in boxes(first, TextBox) if box.text.strip()]
    assert min(edges) >= 17.9


@FORMS
def test_no_heading_stands_alone_at_the_end_of_a_page(name: str, language: str) -> None:
    for number, one in enumerate(laid_out(name, language).pages, start=1):
        line = last_line(one)
        assert line is None or line.element_tag not in {"h1", "h2", "h3"}, f"page {number}"


@FORMS
def test_pages_are_numbered_and_the_scale_is_said_again_on_each_that_uses_it(name: str, language: str) -> None:
    pages = pages_of(name, language)
    of = {"sv": "Sida {} av {}", "en": "Page {} of {}"}[language]
    for number, words in enumerate(pages, start=1):
        assert of.format(number, len(pages)) in words
    statement = {"sv": "Påstående", "en": "Statement"}[language]
    for one, words in zip(laid_out(name, language).pages, pages, strict=True):
        rows = [row for row in boxes(one, TableRowBox) if any(is_tick_box(box) for box in row.descendants())]
        assert not rows or statement in words


def test_the_form_says_who_sees_what_before_the_first_question() -> None:
    first = pages_of("normal", "sv")[0]
    assert "Skriv inte ditt namn." in first
    assert "bara för grupper med minst 5 personer" in first
    assert "Vilken organisation företräder du?" in first and "Förtroendevald" in first
    joint = pages_of("joint", "sv")[0]
    assert "Svaret visas öppet, med organisationens namn." in joint
    assert "Förtroendevald" not in joint


def test_the_last_page_says_where_to_hand_it_in_and_when() -> None:
    assert "Lämna formuläret till" in pages_of("normal", "sv")[-1]
    assert "Senast 23 mars 2026 17:00" in pages_of("normal", "sv")[-1]


def test_every_organisation_can_be_ticked_also_when_there_are_sixty() -> None:
    words = " ".join(pages_of("awkward", "sv"))
    assert all(
        f"{number} Kommunalförbundet" in words or f"{number} {LONG_WORD[:20]}" in words for number in range(1, 61)
    )


def test_the_shipped_questionnaire_fits_on_four_sheets_printed_on_both_sides() -> None:
    assert len(pages_of("normal", "sv")) <= 8
