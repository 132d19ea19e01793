"""The facilitator's pages: signed in, own rounds only, nothing lost on a fault."""

import csv
import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.accounts import add_account
from app.services.installation import Installation
from app.services.rounds import list_rounds
from tests.builders import (
    EMAIL,
    PASSWORD,
    answer,
    closed,
    draft_round,
    facilitator,
    fresh,
    opened_round,
)
from tests.web.conftest import browser, token

NEW = {
    "collaboration": "Samverkan Älvdalen",
    "title": "Hösten 2026",
    "organisations": "Norrdal\n\nÄlvnäs\n",
    "questionnaire": "nyckelfaktorer",
    "kind": "individual",
    "smallest_group": "4",
    "layout": "page",
    "expected": "",
}
PAGES = ["/facilitate", "/facilitate/rounds/new"]


def pages_of(code: str) -> list[str]:
    return [
        f"/facilitate/rounds/{code}",
        f"/facilitate/rounds/{code}/open",
        f"/facilitate/rounds/{code}/close",
        f"/rounds/{code}/results",
        f"/rounds/{code}/results.json",
        f"/rounds/{code}/results.csv",
        f"/rounds/{code}/dialogue.pdf",
    ]


def test_nobody_sees_a_facilitators_page_without_signing_in(client: FlaskClient, installation: Installation) -> None:
    code = opened_round(installation).round.code
    for page in [*PAGES, *pages_of(code)]:
        found = client.get(page)
        assert found.status_code == 302
        assert found.headers["Location"].startswith("/account/sign-in")


def test_another_facilitator_sees_nothing_of_the_round(app: Flask, installation: Installation) -> None:
    code = opened_round(installation).round.code
    add_account(installation, "ute@storvik.example", "Ute", "another long password")
    other = browser(app)
    fields = {"email": "ute@storvik.example", "password": "another long password"}
    other.post("/account/sign-in", data={**fields, **token(other, "/account/sign-in")})
    assert "Du har inga omgångar än" in other.get("/facilitate").text
    for page in pages_of(code):
        assert other.get(page).status_code == 404, page
    refused = other.post(f"/facilitate/rounds/{code}/close", data=token(other, "/facilitate/rounds/new"))
    assert refused.status_code == 404
    assert fresh(installation, opened_round(installation)).round.state == "open"


def test_a_wrong_password_says_only_that_the_two_do_not_fit(client: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    texts = set()
    for email in (EMAIL, "nobody@norrdal.example"):
        fields = {"email": email, "password": "wrong", **token(client, "/account/sign-in")}
        refused = client.post("/account/sign-in", data=fields)
        assert refused.status_code == 422
        texts.add(refused.text.replace(email, ""))
    assert len({text.split("csrf_token")[0] for text in texts}) == 1


def test_guessing_passwords_is_throttled(client: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    field = token(client, "/account/sign-in")
    statuses = [
        client.post("/account/sign-in", data={"email": EMAIL, "password": "wrong", **field}).status_code
        for _ in range(12)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_never_leads_to_another_site(client: FlaskClient, installation: Installation, target: str) -> None:
    facilitator(installation)
    fields = {"email": EMAIL, "password": PASSWORD, **token(client, "/account/sign-in")}
    answered = client.post("/account/sign-in", query_string={"next": target}, data=fields)
    assert answered.headers["Location"] == "/facilitate"


def test_signing_out_ends_the_session(signed_in: FlaskClient) -> None:
    assert signed_in.get("/facilitate").status_code == 200
    signed_in.post("/account/sign-out", data=token(signed_in, "/facilitate"))
    assert signed_in.get("/facilitate").status_code == 302


def test_a_new_round_is_made_opened_closed_and_looked_at(signed_in: FlaskClient, installation: Installation) -> None:
    made = signed_in.post("/facilitate/rounds/new", data={**NEW, **token(signed_in, "/facilitate/rounds/new")})
    page = str(made.headers["Location"])
    (view,) = list_rounds(installation, facilitator(installation))
    assert page == f"/facilitate/rounds/{view.round.code}"
    assert [one.name for one in view.round.organisations] == ["Norrdal", "Älvnäs"]
    assert (view.round.rules.smallest_group, view.round.layout, view.round.expected) == (4, "page", None)
    for act, state in (("open", "open"), ("close", "closed")):
        assert signed_in.get(f"{page}/{act}").status_code == 200
        signed_in.post(f"{page}/{act}", data=token(signed_in, f"{page}/{act}"))
        assert fresh(installation, view).round.state == state
    results = signed_in.get(f"/rounds/{view.round.code}/results").text
    assert "Inga siffror kan visas" in results
    assert "färre än 4" in results


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"collaboration": " "}, "Skriv ett namn."),
        ({"title": "x" * 121}, "Namnet är för långt"),
        ({"organisations": ""}, "Skriv minst en organisation"),
        ({"organisations": "Norrdal\nnorrdal"}, "står två gånger"),
        ({"smallest_group": "2"}, "Välj ett tal från 3 till 10."),
        ({"smallest_group": "many"}, "Välj ett tal från 3 till 10."),
        ({"expected": "-1"}, "Skriv ett antal personer"),
    ],
)
def test_a_faulty_new_round_comes_back_with_what_was_typed(
    signed_in: FlaskClient, installation: Installation, change: dict[str, str], words: str
) -> None:
    fields = {**NEW, **change, **token(signed_in, "/facilitate/rounds/new")}
    refused = signed_in.post("/facilitate/rounds/new", data=fields)
    assert refused.status_code == 422
    assert words in refused.text
    kept = [value for name, value in fields.items() if name in ("title", "collaboration") and name not in change]
    assert all(value in refused.text for value in kept)
    assert list_rounds(installation, facilitator(installation)) == ()


def test_the_round_page_shows_the_link_and_the_code_only_while_open(
    signed_in: FlaskClient, installation: Installation
) -> None:
    view = draft_round(installation)
    page = f"/facilitate/rounds/{view.round.code}"
    assert f"http://localhost/r/{view.round.code}" not in signed_in.get(page).text
    signed_in.post(f"{page}/open", data=token(signed_in, f"{page}/open"))
    assert f"http://localhost/r/{view.round.code}" in signed_in.get(page).text


def test_results_of_an_open_round_are_withheld(signed_in: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation)
    answer(installation, view, 8)
    page = signed_in.get(f"/rounds/{view.round.code}/results").text
    assert "omgången inte är stängd" in page
    assert json.loads(signed_in.get(f"/rounds/{view.round.code}/results.json").text)["withheld"] == "not_closed"


class TestAClosedRound:
    @pytest.fixture
    def code(self, installation: Installation) -> str:
        view = opened_round(installation)
        answer(installation, view, 6, 2, organisation="norrdal", level="politik", puls_kommentar="Mer tid")
        answer(installation, view, 6, 5, organisation="alvnas", level="ledning")
        closed(installation, view)
        return view.round.code

    def test_the_page_shows_scores_reasons_and_comments(self, signed_in: FlaskClient, code: str) -> None:
        page = signed_in.get(f"/rounds/{code}/results").text
        assert "12 har svarat" in page
        assert page.count("Två läger") == 13
        assert "Älvnäs 5,0, Norrdal 2,0" in page
        assert page.count("<blockquote>Mer tid</blockquote>") == 6

    def test_every_chart_has_a_text_and_a_table_behind_it(self, signed_in: FlaskClient, code: str) -> None:
        page = signed_in.get(f"/rounds/{code}/results").text
        assert page.count("<svg") - page.count('aria-hidden="true"') == page.count('role="img"')
        assert page.count("Siffrorna bakom diagrammet") == 13

    def test_the_document_comes_as_a_pdf_in_either_language(self, signed_in: FlaskClient, code: str) -> None:
        found = signed_in.get(f"/rounds/{code}/dialogue.pdf?language=en")
        assert found.mimetype == "application/pdf"
        assert found.data.startswith(b"%PDF-1.7")
        assert f"samspel-{code}-en.pdf" in found.headers["Content-Disposition"]
        assert signed_in.get(f"/rounds/{code}/dialogue.pdf?language=xx").status_code == 404

    def test_json_and_csv_say_the_same(self, signed_in: FlaskClient, code: str) -> None:
        data = json.loads(signed_in.get(f"/rounds/{code}/results.json").text)
        assert data["whole"]["score"]["mean"] == 3.5
        text = signed_in.get(f"/rounds/{code}/results.csv").data.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert (rows[0]["unit"], rows[0]["mean"], rows[0]["n"]) == ("whole", "3,50", "12")
