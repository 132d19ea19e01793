"""An instrument that has statements and headings and nothing else: no document has an empty box or heading for it."""

import re
from html import unescape
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from app.definitions.library import read_definition_text
from app.documents import dialogue, facilitator, summary
from app.documents.dialogue_docx import build_dialogue_docx
from app.documents.paper_form import Sheet
from app.documents.paper_form import render_html as paper_html
from app.documents.questionnaire_listing import render_html as listing_html
from app.documents.workshop_sheet import WorkshopOccasion
from app.documents.workshop_sheet import render_html as sheet_html
from app.wording.meeting import open_questions
from tests.documents.cases import CASES, RECORDS, Case, without_texts

HEADINGS = re.compile(r"<h([1-6])[^>]*>\s*</h\1>|<p(?: [^>]*)?>\s*</p>|<(ul|ol)[^>]*>\s*</\2>|<li[^>]*>\s*</li>")
"""An element that was left without its words."""
WEIGHTS = (
    "Dimensionerna väger olika i helheten: Omgivningen 0,5, De som deltar 1, Arbetssätt och struktur 1, "
    "Kommunikationen 1, Syftet 2. ”Resurserna” visas men räknas inte in i helheten."
)


def case() -> Case:
    return CASES["without_texts"]


def html(document: str, language: str = "sv") -> str:
    if document == "dialogue":
        return unescape(dialogue.render_html(case().result, case().occasion, language, None))
    if document == "summary":
        return unescape(summary.render_html(case().result, case().occasion, RECORDS["some"], language))
    return unescape(facilitator.render_html(case().result, case().occasion, language))


@pytest.mark.parametrize("document", ["dialogue", "summary", "guide"])
def test_no_heading_paragraph_or_list_is_empty(document: str) -> None:
    assert [one[0] for one in HEADINGS.finditer(html(document))] == []


def test_the_conversation_has_open_questions_and_no_signs() -> None:
    found = html("dialogue")
    assert "När det fungerar" not in found
    assert 'class="signs"' not in found
    assert all(found.count(question) == len(case().result.proposal) for question in open_questions("sv"))


def test_open_questions_stand_in_the_guide() -> None:
    assert open_questions("sv")[0] in html("guide")


def test_the_summary_keeps_to_two_pages_with_22_factors() -> None:
    file = summary.build_summary(case().result, case().occasion, RECORDS["some"], "sv")
    assert len(PdfReader(BytesIO(file)).pages) == 2


@pytest.mark.parametrize("document", ["dialogue", "summary"])
def test_how_the_dimensions_weigh_is_told_beside_the_whole(document: str) -> None:
    assert WEIGHTS in " ".join(html(document).split())


def test_weights_are_not_spoken_of_where_all_are_alike() -> None:
    case = CASES["normal"]
    assert "väger olika" not in dialogue.render_html(case.result, case.occasion, "sv", None)


def test_the_word_file_has_no_label_without_words() -> None:
    document = Document(BytesIO(build_dialogue_docx(case().result, case().occasion, "sv", None)))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert not [one for one in said if one.startswith(("När det fungerar", "När det inte"))]
    assert said.count(open_questions("sv")[0]) >= len(case().result.proposal)
    assert any(WEIGHTS in one for one in said)


def test_the_listing_says_help_most_marks_and_what_stands_alone() -> None:
    found = listing_html(without_texts(), "sv", case().occasion.printed_on)
    for words in (
        "Med oss menas de organisationer som ingår i samverkan i dag.",
        "Högst 2 av dessa väljs:",
        "Inget av detta (bara för sig)",
    ):
        assert words in found
    assert HEADINGS.search(found) is None


def test_a_workshop_may_do_without_texts() -> None:
    source = """\
id: grunder
version: 1
languages: [sv]
title: Grunder
introduction: Tillsammans.
minutes: 30
form: workshop
dimensions:
  - id: grund
    title: Grund
    description: Det vi behöver vara överens om.
    factors:
      - {id: kostnader, title: Så delar vi kostnader}
      - {id: risker, title: Så delar vi risker, weakness: Ingen vill ta dem.}
"""
    asked = read_definition_text(source, "grunder.yaml").questionnaire
    assert asked is not None
    found = unescape(sheet_html(asked, WorkshopOccasion("Samverkan Älvdalen", "Grunder"), "sv"))
    assert HEADINGS.search(found) is None
    assert found.count("När det inte fungerar") == 1
    assert "När det fungerar" not in found


def test_the_form_on_paper_has_help_below_its_question_and_says_how_many_crosses() -> None:
    sheet = Sheet(without_texts(), "", "", "", joint=False, smallest_group=5, organisations=(), closes="")
    found = unescape(paper_html(sheet, "sv"))
    assert found.count('class="explained"') == 2
    assert "Det här fungerar väl hos oss.<span" in found
    assert "Högst 2 kryss. Kryssa för ”Inget av detta” bara om du inte kryssar för något annat." in found
