"""Every page of every sort of document: nothing cut, nothing over the edge, no heading alone, no page without use."""

import pytest

from tests.documents.cases import CASES
from tests.documents.layout import (
    DOCUMENTS,
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
