"""Paper: what is printed, and keying in: every fault listed, nothing lost, each sheet stored once, not shown again."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.domain.round import Kind
from app.services.accounts import add_account
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView
from tests.builders import NAMES, TODAY, answer, closed, draft_round, fresh, new_round, opened_round
from tests.web.conftest import browser, token


@pytest.fixture
def view(signed_in: FlaskClient, installation: Installation) -> RoundView:
    return opened_round(installation, new_round(organisations=NAMES))


def page(view: RoundView) -> str:
    return f"/facilitate/rounds/{view.round.code}/paper"


def sheet(signed_in: FlaskClient, view: RoundView, **answers: str) -> dict[str, str]:
    """A page's own hidden fields, every rating 4, and these other answers."""
    text = signed_in.get(page(view)).text
    once = re.search(r'name="once" value="([^"]+)"', text)
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert once and csrf
    ratings = {f"item_{item.id}": "4" for item in view.questionnaire.items if item.kind == "rating"}
    return (
        ratings | {"once": once[1], "csrf_token": csrf[1], "go": "save"} | {f"item_{k}": v for k, v in answers.items()}
    )


def stored(installation: Installation, view: RoundView) -> int:
    return fresh(installation, view).received


def faults(answer: TestResponse) -> list[str]:
    summary = answer.text.partition('id="error-summary"')[2].partition("</div>")[0]
    return re.findall(r'href="#q-(\w+)"', summary)


class TestKeyingIn:
    def test_a_sheet_is_stored_and_the_next_page_is_empty_and_counts_it(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView
    ) -> None:
        given = sheet(signed_in, view, organisation="norrdal", level="politik", puls_kommentar="Mer tid, tack")
        answer = signed_in.post(page(view), data=given, follow_redirects=True)
        assert stored(installation, view) == 1
        assert "Ett formulär inmatat sedan du loggade in." in answer.text
        assert "Mer tid, tack" not in answer.text
        assert 'value="4"' not in answer.text and " selected" not in answer.text

    def test_what_was_keyed_is_what_is_counted(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView
    ) -> None:
        ratings = [item.id for item in view.questionnaire.items if item.kind == "rating"]
        keys = {ratings[0]: "1", ratings[1]: "0", ratings[2]: "v", ratings[3]: "", ratings[4]: " 5 "}
        for _ in range(5):
            signed_in.post(page(view), data=sheet(signed_in, view, **keys))
        closed(installation, view)
        items = {
            item.item.id: item
            for factor in round_result(installation, fresh(installation, view)).factors
            for item in factor.items
        }
        assert [(items[one].dont_know, items[one].no_answer, items[one].n) for one in ratings[:5]] == [
            (0, 0, 5),
            (5, 0, 0),
            (5, 0, 0),
            (0, 5, 0),
            (0, 0, 5),
        ]

    def test_the_same_page_sent_twice_stores_once(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView
    ) -> None:
        given = sheet(signed_in, view)
        for _ in range(2):
            answer = signed_in.post(page(view), data=given, follow_redirects=True)
        assert stored(installation, view) == 1
        assert "Ett formulär inmatat" in answer.text

    def test_all_faults_are_listed_and_nothing_that_was_typed_is_lost(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView
    ) -> None:
        first, second, *_ = (item.id for item in view.questionnaire.items)
        typed = {first: "9", second: "x", "organisation": "elsewhere", "puls_kommentar": "Mer <tid>"}
        answer = signed_in.post(page(view), data=sheet(signed_in, view, **typed))
        assert answer.status_code == 422
        assert faults(answer) == ["organisation", first, second]
        assert "”9” är ingen tangent för den här frågan. Skriv något av: 1–5, 0, V." in answer.text
        assert 'value="9"' in answer.text and 'value="x"' in answer.text and "Mer &lt;tid&gt;" in answer.text
        assert stored(installation, view) == 0

    def test_a_stale_page_comes_back_as_it_was_typed(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView
    ) -> None:
        given = sheet(signed_in, view, puls_kommentar="Mer tid") | {"csrf_token": "old"}
        answer = signed_in.post(page(view), data=given)
        assert (answer.status_code, stored(installation, view)) == (422, 0)
        assert "Sidan hade varit öppen länge. Inget har gått förlorat" in answer.text
        assert "Mer tid" in answer.text and answer.text.count('value="4"') >= 13
        assert f'name="once" value="{given["once"]}"' in answer.text

    def test_a_check_stores_nothing_and_names_what_has_no_answer(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView
    ) -> None:
        third = view.questionnaire.items[2].id
        answer = signed_in.post(page(view), data=sheet(signed_in, view, **{third: ""}) | {"go": "check"})
        assert answer.status_code == 200
        assert "Inget är sparat än. 12 av 14 frågor har ett svar. Utan svar: 3, 14." in answer.text
        assert stored(installation, view) == 0

    def test_the_button_that_enter_presses_stores_nothing(self, signed_in: FlaskClient, view: RoundView) -> None:
        form = signed_in.get(page(view)).text.partition("data-keying")[2]
        first = re.search(r"<button[^>]*>", form)
        assert first and 'value="check"' in first[0]

    def test_an_empty_sheet_is_refused(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView
    ) -> None:
        given = {key: value for key, value in sheet(signed_in, view).items() if not key.startswith("item_")}
        answer = signed_in.post(page(view), data=given)
        assert answer.status_code == 422
        assert "Inget är besvarat än" in answer.text
        assert stored(installation, view) == 0

    def test_a_round_that_closes_meanwhile_takes_no_sheet_and_the_page_keeps_it(
        self, signed_in: FlaskClient, installation: Installation, view: RoundView
    ) -> None:
        given = sheet(signed_in, view, puls_kommentar="Mer tid")
        closed(installation, view)
        answer = signed_in.post(page(view), data=given)
        assert answer.status_code == 409
        assert "Omgången är stängd" in answer.text and "Mer tid" in answer.text
        assert stored(installation, view) == 0

    def test_it_says_before_storing_that_nothing_can_be_taken_back(
        self, signed_in: FlaskClient, view: RoundView
    ) -> None:
        text = signed_in.get(page(view)).text
        warning = text.index("Ett formulär som har sparats kan inte visas, ändras eller tas tillbaka.")
        assert warning < text.index("Spara och ta nästa")

    def test_a_joint_round_takes_one_sheet_from_each_organisation(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        view = opened_round(installation, new_round(kind=Kind.JOINT))
        assert "item_level" not in signed_in.get(page(view)).text
        assert signed_in.post(page(view), data=sheet(signed_in, view)).status_code == 422
        given = sheet(signed_in, view, organisation="norrdal")
        assert signed_in.post(page(view), data=given).status_code == 302
        again = signed_in.post(page(view), data=sheet(signed_in, view, organisation="norrdal"))
        assert again.status_code == 409
        assert stored(installation, view) == 1


class TestPrinting:
    @pytest.mark.parametrize("name", ["poster.pdf?language=sv", "paper-form.pdf?language=en"])
    def test_documents_are_there_from_the_draft_on(
        self, signed_in: FlaskClient, installation: Installation, name: str
    ) -> None:
        view = draft_round(installation)
        answer = signed_in.get(f"/facilitate/rounds/{view.round.code}/{name}")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.data.startswith(b"%PDF")
        assert "keying" in signed_in.get(page(view)).text
        assert "data-keying" not in signed_in.get(page(view)).text

    def test_a_language_that_there_is_none_of_is_not_found(self, signed_in: FlaskClient, view: RoundView) -> None:
        assert signed_in.get(f"/facilitate/rounds/{view.round.code}/poster.pdf?language=xx").status_code == 404

    def test_the_round_shows_its_code_as_a_picture_with_words(self, signed_in: FlaskClient, view: RoundView) -> None:
        text = signed_in.get(f"/facilitate/rounds/{view.round.code}").text
        assert f"<title>QR-kod som leder till http://localhost/r/{view.round.code}</title>" in text
        assert "poster.pdf" in text


@pytest.mark.parametrize("place", ["paper", "paper-form.pdf", "poster.pdf", "following", "following/figures"])
def test_only_those_who_lead_the_round_reach_its_paper_and_its_figures(
    app: Flask, installation: Installation, place: str
) -> None:
    view = opened_round(installation)
    answer = browser(app).get(f"/facilitate/rounds/{view.round.code}/{place}")
    assert answer.status_code == 302 and "/account/sign-in" in answer.headers["Location"]


def test_a_stranger_with_an_account_finds_nothing(app: Flask, installation: Installation) -> None:
    view = opened_round(installation)
    answer(installation, view, 6)
    add_account(installation, "annan@storvik.example", "Annan", "ett annat lösenord", TODAY)
    one = browser(app)
    credentials = {"email": "annan@storvik.example", "password": "ett annat lösenord"}
    one.post("/account/sign-in", data={**credentials, **token(one, "/account/sign-in")})
    for place in ("paper", "paper-form.pdf", "poster.pdf", "following", "following/figures"):
        assert one.get(f"/facilitate/rounds/{view.round.code}/{place}").status_code == 404
