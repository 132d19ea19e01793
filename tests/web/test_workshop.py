"""The workshop's page: made in one step, written in without scripts, nothing typed lost, and no results anywhere."""

import html
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.record import Principle
from app.services.agreements import add, change
from app.services.installation import Installation
from app.services.record import round_record
from app.services.rounds import RoundView, list_rounds
from tests.builders import NOW, closed, collaboration, draft_round, facilitator, fresh, new_round, opened_round
from tests.web.conftest import browser, token
from tests.web.test_plan import NEW, fields_of

FACTOR = "grundsten_kostnader"
EXAMPLE = "Vi räknar arbetstid som ett bidrag, precis som pengar."


@pytest.fixture
def view(installation: Installation) -> RoundView:
    return draft_round(installation, new_round(questionnaire="grundstenar", title="Våra grundstenar"))


@pytest.fixture
def address(view: RoundView) -> str:
    return f"/rounds/{view.round.code}/workshop"


def principles(view: RoundView) -> str:
    return f"/facilitate/rounds/{view.round.code}/record/principles"


def test_making_a_workshop_leads_straight_to_the_conversation(
    signed_in: FlaskClient, installation: Installation
) -> None:
    form = f"/collaborations/{collaboration(installation).id}/rounds/new"
    made = signed_in.post(form, data=NEW | {"questionnaire": "grundstenar"} | token(signed_in, form))
    (view,) = list_rounds(installation, facilitator(installation))
    assert made.location == f"/rounds/{view.round.code}/workshop"
    page = signed_in.get(made.location).text
    assert "0 av 6 grundstenar har en princip" in page
    for words in ("Tala om", "När det inte fungerar", EXAMPLE, "Överenskommelsen (PDF)"):
        assert words in page


def test_a_principle_is_added_and_counted_and_one_comes_back_to_it(
    signed_in: FlaskClient, installation: Installation, view: RoundView, address: str
) -> None:
    fields = {"factor": FACTOR, "words": "Vi delar lika.", **token(signed_in, address)}
    added = signed_in.post(principles(view), data=fields)
    (kept,) = round_record(installation, view).principles
    assert added.location == f"{address}#e-{kept.id}"
    assert "1 av 6 grundstenar har en princip" in signed_in.get(address).text


def test_an_example_is_put_into_the_box_after_what_was_typed(
    signed_in: FlaskClient, installation: Installation, view: RoundView, address: str
) -> None:
    page = signed_in.post(f"{address}/wording", data={"factor": FACTOR, "words": "Vi delar lika.", "example": "1"}).text
    assert f">\nVi delar lika. {EXAMPLE}</textarea>" in page
    again = signed_in.post(
        f"{address}/wording", data={"factor": FACTOR, "words": f"Vi delar lika. {EXAMPLE}", "example": "1"}
    ).text
    assert again.count(f"Vi delar lika. {EXAMPLE}</textarea>") == 1
    assert round_record(installation, view).principles == ()


def test_what_cannot_be_kept_comes_back_in_its_own_box(signed_in: FlaskClient, view: RoundView, address: str) -> None:
    answer = signed_in.post(principles(view), data={"factor": FACTOR, "words": "a" * 2000, **token(signed_in, address)})
    assert answer.status_code == 422
    assert f'id="new-principles-{FACTOR}-words-fault"' in answer.text
    assert "a" * 2000 in answer.text


def test_two_who_change_the_same_principle_may_choose(
    signed_in: FlaskClient, installation: Installation, view: RoundView, address: str
) -> None:
    account, code = facilitator(installation), view.round.code
    one = add(installation, account, code, Principle("", FACTOR, "Vi delar lika."), NOW)
    change(installation, account, code, replace(one, words="Vi delar efter invånare."), NOW)
    fields = {"factor": FACTOR, "version": "1", "words": "Vi delar efter nytta.", **token(signed_in, address)}
    answer = signed_in.post(f"{principles(view)}/{one.id}", data=fields)
    assert answer.status_code == 409
    assert "Vi delar efter invånare." in answer.text
    assert "Vi delar efter nytta." in answer.text


def test_the_addresses_of_the_conversation_lead_to_the_workshop(
    signed_in: FlaskClient, view: RoundView, address: str
) -> None:
    record = f"/facilitate/rounds/{view.round.code}/record"
    assert signed_in.get(record).location == address
    assert signed_in.get(f"{record}/factors/{FACTOR}").location == f"{address}#{FACTOR}"
    assert "Åtgärder" in signed_in.get(f"{record}/whole").text


@pytest.mark.parametrize(
    "place",
    [
        "/rounds/{}/results",
        "/rounds/{}/results.json",
        "/rounds/{}/documents",
        "/rounds/{}/dialogue.pdf",
        "/rounds/{}/presentation",
        "/rounds/{}/charts/map.svg",
        "/facilitate/rounds/{}/invitations",
        "/facilitate/rounds/{}/following",
        "/facilitate/rounds/{}/paper",
        "/facilitate/rounds/{}/poster.pdf",
        "/facilitate/rounds/{}/record/follow-up.pdf",
    ],
)
def test_what_comes_of_answers_is_not_there_and_says_why(signed_in: FlaskClient, view: RoundView, place: str) -> None:
    answer = signed_in.get(place.format(view.round.code))
    assert answer.status_code == 404
    assert "Den här omgången är ett arbetsmöte" in answer.text


def test_the_rounds_page_offers_nothing_that_a_workshop_has_not(signed_in: FlaskClient, view: RoundView) -> None:
    page = html.unescape(signed_in.get(f"/facilitate/rounds/{view.round.code}").text)
    assert "Gå till arbetsmötet" in page
    for words in ("Stängd", "har svarat", "Inbjudningar", "Resultat", "Öppna omgången"):
        assert words not in page


def test_who_was_given_the_code_is_told_that_there_is_nothing_to_answer(client: FlaskClient, view: RoundView) -> None:
    page = client.get(f"/r/{view.round.code}").text
    assert "Här finns inget att svara på" in page
    assert "Omgången är stängd" not in page


def test_a_round_with_answers_has_no_workshop(signed_in: FlaskClient, installation: Installation) -> None:
    view = closed(installation, opened_round(installation))
    answer = signed_in.get(f"/rounds/{view.round.code}/workshop")
    assert answer.location == f"/facilitate/rounds/{view.round.code}/record"
    assert signed_in.get(f"/rounds/{view.round.code}/workshop.pdf").status_code == 404


def test_a_workshop_is_no_bad_model_for_the_next_round(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    form = f"/collaborations/{view.collaboration_id}/rounds/new?like={view.round.code}"
    page = signed_in.get(form).text
    assert 'name="kind" value="individual" checked' in page
    sent = fields_of(page) | {"questionnaire": "pulskoll", "kind": "individual"} | token(signed_in, form)
    assert signed_in.post(form.partition("?")[0], data=sent).status_code == 302


def test_a_package_is_ticked_copied_and_told(signed_in: FlaskClient, installation: Installation, app: Flask) -> None:
    form = f"/collaborations/{collaboration(installation).id}/rounds/new"
    assert '<option value="nyckelfaktorer" selected>' in signed_in.get(form).text
    signed_in.post(form, data=NEW | {"further": ["balansgangar"]} | token(signed_in, form))
    (view,) = list_rounds(installation, facilitator(installation))
    assert view.round.further == (("balansgangar", 1),)
    about = signed_in.get(f"/facilitate/rounds/{view.round.code}").text
    assert "Nyckelfaktorer för samverkan (version 1), Balansgångar i samverkan (version 1)" in about
    assert 'name="further" value="balansgangar" checked' in signed_in.get(f"{form}?like={view.round.code}").text
    view = fresh(installation, view)
    assert browser(app).get(f"/r/{view.round.code}").status_code == 200


def test_questionnaires_that_cannot_be_asked_together_come_back_with_the_reason(
    signed_in: FlaskClient, installation: Installation
) -> None:
    form = f"/collaborations/{collaboration(installation).id}/rounds/new"
    for further in (["pulskoll"], ["nowhere"]):
        answer = signed_in.post(form, data=NEW | {"further": further} | token(signed_in, form))
        assert answer.status_code == 422
        assert 'href="#further"' in answer.text
    assert list_rounds(installation, facilitator(installation)) == ()
