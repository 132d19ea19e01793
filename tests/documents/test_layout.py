"""Every page of every sort of document: nothing cut, nothing over the edge, no heading alone, no page without use."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import page as checker
import pikepdf
from pypdf import PdfReader
from weasyprint.formatting_structure.boxes import BlockBox, TextBox

from app.documents.dialogue import DOCUMENT, render_html
from app.documents.pdf import lay_out
from app.domain.text import Text
from app.wording.meeting import open_questions
from tests.documents.cases import CASES, case, questionnaire
from tests.documents.layout import (
    BOTTOM_EDGE,
    DOCUMENTS,
    boxes,
    charts_beyond_the_page,
    has_space_for_notes,
    last_line,
    made,
    words_beyond_the_margin,
    words_beyond_their_cell,
)

HEADING = "Detta kom vi överens om förra gången"
HEADINGS = {"h1", "h2", "h3", "h4"}


@DOCUMENTS
def test_no_words_reach_out_of_their_place(name: str, language: str) -> None:
    for page in made(name, language).pages.pages:
        assert words_beyond_the_margin(page) == []
        assert words_beyond_their_cell(page) == []


@DOCUMENTS
def test_no_chart_is_cut_by_a_page(name: str, language: str) -> None:
    for page in made(name, language).pages.pages:
        assert charts_beyond_the_page(page) == []


@DOCUMENTS
def test_no_heading_stands_alone_at_the_end_of_a_page(name: str, language: str) -> None:
    for number, page in enumerate(made(name, language).pages.pages, start=1):
        line = last_line(page)
        alone = line is not None and line.element_tag.split("::")[0] in HEADINGS
        assert has_space_for_notes(page) or not alone, f"page {number}"


@DOCUMENTS
def test_no_page_is_empty(name: str, language: str) -> None:
    found = made(name, language)
    assert [number for number, page in enumerate(found.pages.pages, 1) if page._page_box.page_type.blank] == []
    assert all(len(words.split()) > 20 for words in found.words)


@DOCUMENTS
def test_what_is_to_be_talked_about_has_a_spread_with_figures_on_the_left_page_and_the_talk_on_the_right(
    name: str, language: str
) -> None:
    result, pages = CASES[name].result, made(name, language).words
    words = {"sv": ("Påståendena", "Anteckningar"), "en": ("The statements", "Notes")}[language]
    for number, factor in enumerate(result.factors, start=1):
        if factor.factor.id in result.proposal:
            title = f"{number}. {factor.factor.title.into(language)}"
            own = [one.into(language) for one in factor.factor.dialogue_questions]
            question = (own or open_questions(language))[0].split()[0:4]
            left = next(at for at, page in enumerate(pages, 1) if title in " ".join(page.split()) and words[0] in page)
            assert left % 2 == 0
            assert " ".join(question) in " ".join(pages[left].split())
            assert words[1] in pages[left]


@DOCUMENTS
def test_every_other_factor_stands_in_short_form_in_one_piece(name: str, language: str) -> None:
    for page in made(name, language).pages.pages:
        for short in (box for box in boxes(page, BlockBox) if box.element is not None and is_short_form(box)):
            assert {"p", "h2"} <= {box.element_tag for box in short.descendants()}
            assert short.position_y + short.height <= BOTTOM_EDGE + 1


def is_short_form(box: BlockBox) -> bool:
    return bool(box.element_tag == "div" and box.element.get("class") == "short")


@DOCUMENTS
def test_the_file_conforms_to_pdf_ua(name: str, language: str) -> None:
    report = checker.validate_pdf_bytes(made(name, language).pdf, profile="ua1")
    assert sorted({failure.message for failure in report.failures}) == []
    assert report.is_compliant


@DOCUMENTS
def test_the_file_says_its_title_and_language_and_shows_the_title(name: str, language: str) -> None:
    with pikepdf.open(BytesIO(made(name, language).pdf)) as file:
        kind = {"sv": "Dialogunderlag", "en": "Dialogue document"}[language]
        occasion = CASES[name].occasion
        assert str(file.docinfo.Title) == f"{kind} – {occasion.collaboration}, {occasion.round_title}"
        assert str(file.Root.Lang) == language
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(file.Root.MarkInfo.Marked)


@DOCUMENTS
def test_headings_never_skip_a_level_and_every_factor_is_under_its_chapter(name: str, language: str) -> None:
    reader = PdfReader(BytesIO(made(name, language).pdf))

    def titles(outline: Any) -> list[Any]:
        return [titles(one) if isinstance(one, list) else str(one.title) for one in outline]

    outline = titles(reader.outline)
    talks, others = {
        "sv": ("Att samtala om", "De andra nyckelfaktorerna"),
        "en": ("To talk about", "The other factors"),
    }[language]
    under = {chapter: outline[outline.index(chapter) + 1] for chapter in (talks, others) if chapter in outline}
    result = CASES[name].result
    for number, factor in enumerate(result.factors, start=1):
        chapter = talks if result.withheld or factor.factor.id in result.proposal else others
        assert any(f"{number}. {factor.factor.title.into(language)}" in words for words in under[chapter])


def test_every_agreement_stands_whole_on_the_pages_for_them() -> None:
    text = made("agreed_about_everything", "sv").text
    begins = text.index(HEADING, text.index("Här kan samtalet börja", 900))
    assert text.count("så att alla vet.", begins) >= 14 * 2 * 2 * 4


def test_the_contents_lead_to_the_page_of_agreements() -> None:
    words = made("agreed_about_everything", "sv").words
    contents = " ".join(words[1].split())
    found = re.search(rf"{HEADING} (\d+)", contents)
    assert found
    assert words[int(found.group(1)) - 1].startswith(("Samverkan Älvdalarna", HEADING))
    assert HEADING in words[int(found.group(1)) - 1]


def test_a_talk_that_is_longer_than_its_page_goes_on_and_loses_nothing() -> None:
    asked = questionnaire()
    dimension = asked.dimensions[0]
    texts = tuple(Text.of({"sv": f"Mening {number} som fyller en hel rad och lite till. " * 2}) for number in range(24))
    long = replace(dimension.factors[0], dialogue_questions=texts[:12], principles=texts[12:])
    dimensions = (replace(dimension, factors=(long, *dimension.factors[1:])), *asked.dimensions[1:])
    one = case(asked=replace(asked, dimensions=dimensions))
    pages = lay_out(render_html(one.result, one.occasion, "sv"), DOCUMENT).pages
    words = " ".join(box.text for page in pages for box in boxes(page, TextBox))
    assert [number for number in range(24) if words.count(f"Mening {number} ") != 2] == []
    assert all(words_beyond_the_margin(page) == [] for page in pages)
    assert all(last_line(page) is None or last_line(page).position_y < BOTTOM_EDGE for page in pages[1:])
