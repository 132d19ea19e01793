"""Help texts, and choices whose marks shut each other out: shown, kept whatever was marked, checked with its cure."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app.config import ROOT
from app.definitions.library import Library
from app.domain.round import Layout
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView
from app.web.forms.keyed_sheet import read_sheet
from tests.builders import answer, closed, fresh, new_round, opened_round
from tests.web.conftest import token
from tests.web.test_weighing import post

ALONE = "”Inget av detta” går inte att välja tillsammans med andra svar. Behåll bara det, eller ta bort det."
TOO_MANY = "3 svar är valda, och högst 2 får väljas. Ta bort 1."


@pytest.fixture
def installation(installation: Installation) -> Installation:
    """One with the instrument of 22 factors."""
    return replace(installation, library=Library(ROOT / "tests" / "fixtures"))


@pytest.fixture
def view(installation: Installation) -> RoundView:
    new = new_round(questionnaire="tjugotva", layout=Layout.PAGE, smallest_group=3, languages=("sv",))
    return opened_round(installation, new)


def marks(*options: str) -> dict[str, list[str]]:
    return {"item_stod": list(options)}


def test_help_is_tied_to_its_question(client: FlaskClient, view: RoundView) -> None:
    client.post(f"/r/{view.round.code}")
    page = client.get(f"/r/{view.round.code}/1").text
    assert '<p class="help" id="help-stod">Tänk på det kommande året.</p>' in page
    assert 'id="q-stod" aria-describedby="help-stod hint-stod fault-stod"' in page
    assert 'id="q-faktor_01_a" aria-describedby="help-faktor_01_a fault-faktor_01_a"' in page
    assert "Välj högst 2. Välj ”Inget av detta” bara om du inte väljer något annat." in page
    assert page.count('class="help"') == 2


@pytest.mark.parametrize(("marked", "said"), [(("ekonomi", "inget"), ALONE), (("ekonomi", "it", "juridik"), TOO_MANY)])
def test_marks_against_the_rules_come_back_as_they_were_with_the_cure(
    client: FlaskClient, view: RoundView, marked: tuple[str, ...], said: str
) -> None:
    status, page, _ = post(client, view, {**marks(*marked), "item_faktor_01_a": "4"})  # type: ignore[dict-item]
    assert status == 422
    assert said in page
    kept = re.findall(r'name="item_stod" value="(\w+)"[^>]* checked', page)
    assert tuple(kept) == marked
    assert re.search(r'name="item_faktor_01_a" value="4" checked', page)


def test_a_draft_against_the_rules_is_kept_and_refused_by_name_when_it_is_handed_in(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    address = f"/r/{view.round.code}/1"
    client.post(f"/r/{view.round.code}")
    sent = {**token(client, address), "step": "1", **marks("inget", "it")}
    assert client.post(f"/r/{view.round.code}/draft", data=sent).status_code == 204
    assert len(re.findall(r'name="item_stod" value="\w+"[^>]* checked', client.get(address).text)) == 2
    review = f"/r/{view.round.code}/review"
    answer_page = client.post(review, data=token(client, review))
    assert answer_page.status_code == 422
    assert f"Vilket stöd behöver ni mest?: {ALONE}" in answer_page.text
    assert fresh(installation, view).received == 0


def test_what_is_within_the_rules_is_handed_in_and_counted(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    answer(installation, view, 4, stod="inget")
    status, _, _ = post(client, view, marks("ekonomi", "it"))  # type: ignore[arg-type]
    assert status == 302
    review = f"/r/{view.round.code}/review"
    assert client.post(review, data=token(client, review)).status_code == 302
    (choice,) = round_result(installation, closed(installation, view)).choices
    assert dict(choice.options) == {"ekonomi": 1, "it": 1, "juridik": 0, "inget": 4}  # type: ignore[arg-type]


@pytest.mark.parametrize(("typed", "code"), [("14", "A020"), ("123", "A021"), ("1 4", "A020"), ("12", ""), ("4", "")])
def test_a_sheet_that_is_keyed_in_keeps_to_the_rules(view: RoundView, typed: str, code: str) -> None:
    sheet = read_sheet(view, "once", {"item_stod": typed})
    assert [one.code for one in sheet.faults] == ([code] if code else [])
    assert sheet.typed["stod"] == typed


def test_results_and_presentation_do_without_texts(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    answer(installation, view, 5, stod="inget")
    closed(installation, view)
    empty = re.compile(r"<h[1-6][^>]*>\s*</h|<(ul|ol)[^>]*>\s*</|<p(?: class=\"factor-row__explanation\")?>\s*</p>")
    code = view.round.code
    for address in (
        f"/rounds/{code}/results",
        f"/rounds/{code}/presentation/factors/faktor_01",
        f"/facilitate/rounds/{code}/record/factors/faktor_01",
        "/questionnaires/tjugotva",
    ):
        page = signed_in.get(address)
        assert page.status_code == 200, address
        assert empty.search(page.text) is None, address
    results = signed_in.get(f"/rounds/{code}/results").text
    assert "”Resurserna” visas men räknas inte in i helheten." in results
    assert "Tala om" not in results
    presented = signed_in.get(f"/rounds/{code}/presentation/factors/faktor_01").text
    assert "Vad känner ni igen, och vad förvånar?" in presented
