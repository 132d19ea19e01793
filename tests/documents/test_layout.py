"""Every page of every sort of document: nothing cut, nothing over the edge, no heading alone, no page without use."""

from dataclasses import replace

import pytest
from weasyprint.formatting_structure.boxes import TextBox

from app.documents.dialogue import DOCUMENT, render_html
from app.documents.pdf import lay_out
from app.domain.text import Text
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


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xdist_group(f"{name} sv"))
        for name, case in CASES.items()
        if not case.result.withheld
    ],
)
def test_every_factor_has_a_spread_with_the_figures_on_the_left_page_and_the_talk_on_the_right(name: str) -> None:
    pages = made(name).words
    for number, factor in enumerate(CASES[name].result.factors, start=1):
        title = f"{number}. {factor.factor.title.into('sv')}"
        question = factor.factor.dialogue_questions[0].into("sv").split()[0:4]
        left = next(at for at, words in enumerate(pages, 1) if title in words and "Påståendena" in words)
        assert left % 2 == 0
        assert " ".join(question) in " ".join(pages[left].split())
        assert "Anteckningar" in pages[left]


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
