"""The list of a round's documents, and that each lies where the list says."""

import re
from html import unescape
from io import BytesIO

import pytest
from docx import Document
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.services.installation import Installation
from app.services.rounds import RoundView
from tests.builders import answer, closed, new_round, opened_round


@pytest.fixture
def opened(installation: Installation) -> RoundView:
    view = opened_round(installation, new_round(questionnaire="pulskoll"))
    answer(installation, view, 6, 2, organisation="norrdal")
    return view


def test_the_list_says_what_each_is_for_and_leads_to_both_languages(
    signed_in: FlaskClient, installation: Installation, opened: RoundView
) -> None:
    code = closed(installation, opened).round.code
    said = unescape(signed_in.get(f"/rounds/{code}/documents").text)
    assert said.count("<li>\n<div><h2>") == 7
    assert "Två sidor för ledning och politik." in said
    links = re.findall(r'class="button button--quiet" href="([^"]+)"', said)
    assert len(links) == len(set(links)) == 14
    kinds = set()
    for link in links:
        answered = signed_in.get(link)
        assert answered.status_code == 200, link
        kinds.add((answered.data[:4], answered.headers["Content-Disposition"].rpartition(".")[2]))
    assert kinds == {(b"%PDF", 'pdf"'), (b"PK\x03\x04", 'docx"')}


def test_a_document_comes_in_the_language_asked_for_and_in_no_other_than_ours(
    signed_in: FlaskClient, installation: Installation, opened: RoundView
) -> None:
    address = f"/rounds/{closed(installation, opened).round.code}"
    english = signed_in.get(f"{address}/summary.pdf?language=en").data
    assert str(PdfReader(BytesIO(english)).metadata["/Title"]).startswith("Summary")  # type: ignore[index]
    swedish = signed_in.get(f"{address}/dialogue.docx?language=sv").data
    assert Document(BytesIO(swedish)).core_properties.title.startswith("Dialogunderlag")
    for name in ("summary.pdf", "facilitator.pdf", "agreement.pdf", "dialogue.docx"):
        assert signed_in.get(f"{address}/{name}?language=de").status_code == 404
    assert signed_in.get(f"{address}/paper.pdf").status_code == 404


def test_before_a_round_is_closed_there_is_no_list_and_no_document_of_it(
    signed_in: FlaskClient, opened: RoundView
) -> None:
    address = f"/rounds/{opened.round.code}"
    assert "Dokumenten finns så snart omgången är stängd." in signed_in.get(f"{address}/documents").text
    for name in ("summary", "facilitator", "agreement"):
        assert signed_in.get(f"{address}/{name}.pdf").status_code >= 400


def test_the_results_lead_to_the_list(signed_in: FlaskClient, installation: Installation, opened: RoundView) -> None:
    code = closed(installation, opened).round.code
    assert f'href="/rounds/{code}/documents"' in signed_in.get(f"/rounds/{code}/results").text
