"""Signing in and out: throttled, closed to other sites, and nothing told to those who guess."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.application import create_app
from app.services.accounts import add_account
from app.services.installation import Installation
from tests.builders import EMAIL, PASSWORD, TODAY, closed, facilitator, fresh, opened_round
from tests.web.conftest import browser, token

PAGE = "/account/sign-in"


def pages_of(code: str) -> list[str]:
    return [
        f"/facilitate/rounds/{code}",
        f"/facilitate/rounds/{code}/open",
        f"/facilitate/rounds/{code}/close",
        f"/facilitate/rounds/{code}/delete",
        f"/facilitate/rounds/{code}/settings",
        f"/rounds/{code}/results",
        f"/rounds/{code}/results.json",
        f"/rounds/{code}/results.csv",
        f"/rounds/{code}/dialogue.pdf",
    ]


def test_nobody_sees_a_facilitators_page_without_signing_in(client: FlaskClient, installation: Installation) -> None:
    code = opened_round(installation).round.code
    for page in ["/facilitate", "/collaborations", "/collaborations/new", *pages_of(code)]:
        found = client.get(page)
        assert found.status_code == 302
        assert found.headers["Location"].startswith(PAGE)


def test_another_facilitator_sees_and_changes_nothing_of_the_round(app: Flask, installation: Installation) -> None:
    view = opened_round(installation)
    closed(installation, opened_round(installation))
    add_account(installation, "ute@storvik.example", "Ute", "another long password", TODAY)
    other = browser(app)
    fields = {"email": "ute@storvik.example", "password": "another long password"}
    other.post(PAGE, data={**fields, **token(other, PAGE)})
    assert "Du har ingen samverkan än" in other.get("/collaborations").text
    for page in pages_of(view.round.code):
        assert other.get(page).status_code == 404, page
    field = token(other, "/collaborations/new")
    assert other.post(f"/facilitate/rounds/{view.round.code}/close", data=field).status_code == 404
    assert fresh(installation, view).round.state == "open"


def test_signing_in_goes_on_to_the_page_that_was_asked_for(client: FlaskClient, installation: Installation) -> None:
    page = f"/facilitate/rounds/{opened_round(installation).round.code}"
    asked = str(client.get(page).headers["Location"])
    fields = {"email": f" {EMAIL.upper()} ", "password": PASSWORD, **token(client, asked)}
    assert client.post(asked, data=fields).headers["Location"] == page
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_never_leads_to_another_site(client: FlaskClient, installation: Installation, target: str) -> None:
    facilitator(installation)
    fields = {"email": EMAIL, "password": PASSWORD, **token(client, PAGE)}
    answered = client.post(PAGE, query_string={"next": target}, data=fields)
    assert answered.headers["Location"] == "/collaborations"


def test_who_is_signed_in_goes_straight_on(signed_in: FlaskClient) -> None:
    assert signed_in.get(PAGE).headers["Location"] == "/collaborations"


def test_a_wrong_password_says_only_that_the_two_do_not_fit(client: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    texts = set()
    for email in (EMAIL, "nobody@norrdal.example"):
        refused = client.post(PAGE, data={"email": email, "password": "wrong", **token(client, PAGE)})
        assert refused.status_code == 422
        assert "stämmer inte överens" in refused.text
        assert f'value="{email}"' in refused.text
        texts.add(refused.text.split("csrf_token")[0])
    assert len(texts) == 1


def test_a_password_is_never_sent_back(client: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    refused = client.post(PAGE, data={"email": EMAIL, "password": "nästan rätt", **token(client, PAGE)})
    assert "nästan rätt" not in refused.text


def test_a_stale_page_keeps_the_address_and_says_what_happened(client: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    refused = client.post(PAGE, data={"email": EMAIL, "password": PASSWORD, "csrf_token": "old"})
    assert refused.status_code == 422
    assert "Sidan hade varit öppen en stund" in refused.text
    assert f'value="{EMAIL}"' in refused.text
    assert client.get("/facilitate").status_code == 302


def test_guessing_passwords_is_throttled(client: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    field = token(client, PAGE)
    statuses = [client.post(PAGE, data={"email": EMAIL, "password": "wrong", **field}).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    right = client.post(PAGE, data={"email": EMAIL, "password": PASSWORD, **field})
    assert right.status_code == 429
    assert "Vänta en minut" in right.text


def test_signing_in_begins_a_session_of_its_own(client: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    before = token(client, PAGE)
    client.post(PAGE, data={"email": EMAIL, "password": PASSWORD, **before})
    with client.session_transaction() as session:
        assert "planted" not in session
    assert token(client, "/collaborations") != before


def test_the_session_travels_encrypted_where_the_installation_is_reached_so(installation: Installation) -> None:
    for base_url, secure in (("https://samspel.example", True), ("http://localhost", False)):
        settings = replace(installation.settings, base_url=base_url)
        cookie = str(create_app(replace(installation, settings=settings)).test_client().get(PAGE).headers["Set-Cookie"])
        assert ("Secure" in cookie) is secure
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_signing_out_ends_the_session(signed_in: FlaskClient) -> None:
    assert signed_in.get("/collaborations").status_code == 200
    signed_in.post("/account/sign-out", data=token(signed_in, "/collaborations"))
    assert signed_in.get("/collaborations").status_code == 302


def test_another_site_cannot_sign_a_facilitator_out(signed_in: FlaskClient) -> None:
    assert signed_in.post("/account/sign-out").status_code == 400
    assert signed_in.get("/collaborations").status_code == 200
