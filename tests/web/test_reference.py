"""Sharing one's scores, and where other collaborations lie on the results page and in the documents."""

import re

import pytest
from flask.testing import FlaskClient

from app.domain.reference import Others, Reference
from app.services.documents import screen_picture
from app.services.installation import Installation
from app.services.reference import others_of, set_sharing
from app.services.results import round_result
from app.services.rounds import RoundView
from tests.builders import NOW, answer, closed, facilitator, opened_round
from tests.services.test_reference import country, made
from tests.web.conftest import token

OTHERS = re.compile(r"Andra samverkan: medianen är\s\d,\d och hälften ligger mellan\s\d,\d och\s\d,\d \(7 samverkan\)")


@pytest.fixture
def view(installation: Installation) -> RoundView:
    one = opened_round(installation)
    answer(installation, one, 6, organisation=one.round.organisations[0].id)
    return closed(installation, one)


def address(view: RoundView) -> str:
    return f"/collaborations/{view.collaboration_id}/reference"


def test_a_button_shares_and_another_stops(signed_in: FlaskClient, view: RoundView) -> None:
    page = signed_in.get(address(view)).text
    assert "Ni delar inte era resultat" in page
    assert "Dela våra resultat" in page
    signed_in.post(address(view), data={"share": "yes", **token(signed_in, address(view))})
    page = signed_in.get(address(view)).text
    assert "Ni delar era resultat" in page
    signed_in.post(address(view), data={"share": "no", **token(signed_in, address(view))})
    assert "Ni delar inte era resultat" in signed_in.get(address(view)).text


def test_the_collaborations_page_leads_there(signed_in: FlaskClient, view: RoundView) -> None:
    assert f'href="{address(view)}"' in signed_in.get(f"/collaborations/{view.collaboration_id}").text


def test_the_facilitator_reads_why_there_is_no_comparison(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    results = f"/rounds/{view.round.code}/results"
    assert "eftersom er egen samverkan inte delar sina resultat" in signed_in.get(results).text
    set_sharing(installation, facilitator(installation), view.collaboration_id, True, NOW)
    assert "Det behövs minst fem andra samverkan" in signed_in.get(results).text


def test_the_results_page_says_where_others_lie(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    set_sharing(installation, facilitator(installation), view.collaboration_id, True, NOW)
    country(installation, 7)
    made(installation)
    page = signed_in.get(f"/rounds/{view.round.code}/results").text
    pictures = others_of(installation, view).references
    assert len(OTHERS.findall(re.sub(r"<title>.*?</title>", "", page))) == len(pictures)
    assert page.count('class="with-others"') == len(pictures)
    assert "Klammern under linjen" in page
    assert "About the comparison" not in page and "Om jämförelsen" not in page


def test_others_are_left_out_beside_a_score_that_is_withheld(installation: Installation, view: RoundView) -> None:
    one = opened_round(installation)
    found = Others({"whole": Reference("whole", 9, 3.0, 3.4, 3.8)})
    picture = screen_picture(round_result(installation, one), "sv", found.references)
    assert not picture.has_others
    shown = screen_picture(round_result(installation, view), "sv", found.references)
    assert shown.has_others and OTHERS.search(shown.others) is None
    assert "3,4" in shown.others_briefly
