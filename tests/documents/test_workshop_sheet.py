"""The working sheet of a workshop: a page for each cornerstone, with lines to write on, in both languages."""

import io

import pikepdf
import pytest

from app.documents.workshop_sheet import WorkshopOccasion, build_workshop_sheet, render_html
from app.services.printing import paper_form_of_file
from tests.conftest import LIBRARY

WORKSHOP = LIBRARY.find("grundstenar")
OCCASION = WorkshopOccasion("Samverkan Älvdalen", "Våra grundstenar")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_cornerstone_has_a_page_of_its_own_after_the_first(language: str) -> None:
    with pikepdf.open(io.BytesIO(build_workshop_sheet(WORKSHOP, OCCASION, language))) as pdf:
        assert len(pdf.pages) == 1 + len(WORKSHOP.factors)


def test_each_cornerstone_has_its_questions_and_lines_for_principles() -> None:
    html = render_html(WORKSHOP, OCCASION, "sv")
    for factor in WORKSHOP.factors:
        assert all(question.into("sv") in html for question in factor.dialogue_questions)
    assert html.count("Våra principer") == len(WORKSHOP.factors)
    assert html.count('class="line"') == 10 * len(WORKSHOP.factors)


def test_the_paper_form_of_a_workshop_file_is_its_working_sheet() -> None:
    with pikepdf.open(io.BytesIO(paper_form_of_file(WORKSHOP, (), 5, "sv"))) as pdf:
        assert len(pdf.pages) == 7
