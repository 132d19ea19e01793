"""Signing in and out: throttled, closed to other sites, and nothing told to those who guess."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.application import create_app
from app.services.accounts import add_account
from app.services.installation import Installation
from app.store.sessions import SessionRow
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
    for page in ["/collaborations", "/collaborations", "/collaborations/new", *pages_of(code)]:
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
    assert client.get("/collaborations").status_code == 302


def test_guessing_passwords_is_throttled(client: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    field = token(client, PAGE)
    statuses = [client.post(PAGE, data={"email": EMAIL, "password": "wrong", **field}).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    right = client.post(PAGE, data={"email": EMAIL, "password": PASSWORD, **field})
    assert right.status_code == 429
    assert 0 < int(right.headers["Retry-After"]) <= 900
    assert "Vänta 15 min" in right.text and f'value="{EMAIL}"' in right.text


def test_visitors_behind_a_proxy_are_told_apart_only_where_the_proxy_is_known(installation: Installation) -> None:
    def last_of_many(proxies: int) -> int:
        settings = replace(installation.settings, proxies=proxies)
        one = browser(create_app(replace(installation, settings=settings)))
        field = {"password": "wrong", **token(one, PAGE)}
        for number in range(61):
            fields = {"email": f"{proxies}.{number}@norrdal.example", **field}
            status = one.post(PAGE, data=fields, headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        return status

    assert last_of_many(0) == 429
    assert last_of_many(1) == 422


def test_one_account_cannot_be_guessed_from_many_networks(app: Flask, installation: Installation) -> None:
    facilitator(installation)
    for number in range(21):
        one = browser(app)
        one.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        status = one.post(PAGE, data={"email": EMAIL, "password": "wrong", **token(one, PAGE)}).status_code
    assert status == 429


def test_all_addresses_of_one_ipv6_network_count_as_one(app: Flask, installation: Installation) -> None:
    facilitator(installation)

    def last_of_eleven(network: str) -> int:
        for number in range(11):
            one = browser(app)
            one.environ_base["REMOTE_ADDR"] = f"{network}{number + 1:x}"
            status = one.post(PAGE, data={"email": EMAIL, "password": "wrong", **token(one, PAGE)}).status_code
        return status

    assert last_of_eleven("2001:db8:0:1::") == 429
    assert last_of_eleven("2001:db8:0:2::") == 429
    elsewhere = browser(app)
    elsewhere.environ_base["REMOTE_ADDR"] = "2001:db8:0:3::1"
    fields = {"email": "annan@norrdal.example", "password": "wrong", **token(elsewhere, PAGE)}
    assert elsewhere.post(PAGE, data=fields).status_code == 422


def test_a_locked_out_owner_is_shown_the_ways_that_stay_open(client: FlaskClient, installation: Installation) -> None:
    settings = replace(installation.settings, smtp_url="smtp://localhost:2525", mail_from="samspel@norrdal.example")
    one = browser(create_app(replace(installation, settings=settings)))
    facilitator(installation)
    for _ in range(11):
        refused = one.post(PAGE, data={"email": EMAIL, "password": "wrong", **token(one, PAGE)})
    assert refused.status_code == 429 and "/account/by-link" in refused.text
    for page in ("/account/by-link", "/account/new-password"):
        asked = one.post(page, data={"email": EMAIL, **token(one, page)})
        assert asked.headers["Location"] == "/account/mail-sent"


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


class TestTheSession:
    def test_the_token_in_the_cookie_is_rotated_after_an_hour(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        before = held(signed_in)
        signed_in.get("/collaborations")
        assert held(signed_in) == before
        older(installation, hours=1)
        assert signed_in.get("/collaborations").status_code == 200
        assert held(signed_in) != before
        assert signed_in.get("/collaborations").status_code == 200

    def test_the_token_is_another_one_after_signing_in_again(self, signed_in: FlaskClient) -> None:
        before = held(signed_in)
        signed_in.post("/account/sign-out", data=token(signed_in, "/collaborations"))
        signed_in.post(PAGE, data={"email": EMAIL, "password": PASSWORD, **token(signed_in, PAGE)})
        assert held(signed_in) not in (None, before)

    def test_a_session_that_was_idle_too_long_leads_to_signing_in(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        older(installation, hours=12)
        assert signed_in.get("/collaborations").headers["Location"].startswith(PAGE)

    def test_a_copied_cookie_is_worthless_after_signing_out(self, signed_in: FlaskClient, app: Flask) -> None:
        cookie = signed_in.get_cookie("samspel")
        assert cookie is not None
        copy = browser(app)
        copy.set_cookie("samspel", cookie.value)
        assert copy.get("/collaborations").status_code == 200
        signed_in.post("/account/sign-out", data=token(signed_in, "/collaborations"))
        assert copy.get("/collaborations").status_code == 302

    def test_a_forged_or_tampered_cookie_is_nobody(self, signed_in: FlaskClient, app: Flask) -> None:
        cookie = signed_in.get_cookie("samspel")
        assert cookie is not None
        for value in (cookie.value[:-4] + "AAAA", "x", "", "eyJfdXNlcl9pZCI6IjEifQ.x.y"):
            other = browser(app)
            other.set_cookie("samspel", value)
            assert other.get("/collaborations").status_code == 302

    def test_the_form_never_looks_at_who_is_signed_in(self, signed_in: FlaskClient, installation: Installation) -> None:
        """Otherwise the time at which a session was last used could tell when somebody answered."""
        code = opened_round(installation).round.code
        older(installation, minutes=30)
        before = kept_sessions(installation)
        for page in (f"/r/{code}", f"/r/{code}/1", f"/r/{code}/review", "/"):
            signed_in.get(page)
        assert signed_in.post(f"/r/{code}").status_code == 302
        signed_in.get(f"/r/{code}/1")
        assert kept_sessions(installation) == before
        signed_in.get("/collaborations")
        assert kept_sessions(installation) != before

    def test_respondents_get_no_session(self, client: FlaskClient, installation: Installation) -> None:
        code = opened_round(installation).round.code
        client.post(f"/r/{code}")
        assert client.get(f"/r/{code}/1").status_code == 200
        assert kept_sessions(installation) == []


class TestTheOwnAccount:
    def test_the_name_is_changed_and_a_fault_keeps_what_was_typed(
        self, signed_in: FlaskClient, installation: Installation
    ) -> None:
        page = "/account"
        assert (
            signed_in.post(f"{page}/name", data={"name": " Kim  Nyman ", **token(signed_in, page)}).status_code == 302
        )
        assert "Ditt namn är ändrat." in (shown := signed_in.get(page).text) and 'value="Kim Nyman"' in shown
        long = "N" * 200
        refused = signed_in.post(f"{page}/name", data={"name": long, **token(signed_in, page)})
        assert refused.status_code == 422 and f'value="{long}"' in refused.text and "1 till 120 tecken" in refused.text
        assert signed_in.get(f"{page}/name").headers["Location"] == page

    def test_the_password_is_changed_and_other_devices_are_signed_out(self, signed_in: FlaskClient, app: Flask) -> None:
        other = browser(app)
        other.post(PAGE, data={"email": EMAIL, "password": PASSWORD, **token(other, PAGE)})
        page, new = "/account/password", "ett helt nytt lösenord"
        wrong = {"old_password": "fel", "new_password": new, **token(signed_in, "/account")}
        refused = signed_in.post(page, data=wrong)
        assert refused.status_code == 422 and "Ditt nuvarande lösenord är ett annat" in refused.text
        assert new not in refused.text
        assert signed_in.post(page, data={**wrong, "old_password": PASSWORD}).status_code == 302
        assert "utloggad överallt annars" in signed_in.get("/account").text
        assert other.get("/account").status_code == 302

    def test_signing_out_everywhere_ends_every_session(self, signed_in: FlaskClient, app: Flask) -> None:
        other = browser(app)
        other.post(PAGE, data={"email": EMAIL, "password": PASSWORD, **token(other, PAGE)})
        signed_in.post("/account/sign-out-everywhere", data=token(signed_in, "/account"))
        assert signed_in.get("/account").status_code == other.get("/account").status_code == 302

    def test_it_lists_what_one_may_see(self, signed_in: FlaskClient, installation: Installation) -> None:
        assert "Inget än." in signed_in.get("/account").text
        view = opened_round(installation)
        page = signed_in.get("/account").text
        assert "Samverkan Älvdalen" in page and f"/collaborations/{view.collaboration_id}/people" in page


def held(client: FlaskClient) -> str | None:
    """The session's token in the browser's cookie."""
    with client.session_transaction() as session:
        return session.get("_user_id")


def older(installation: Installation, **time: int) -> None:
    """Lets time go by for every session."""
    with installation.database.writing() as connection:
        for row in connection.execute(select(SessionRow)).all():
            moved = {name: getattr(row, name) - timedelta(**time) for name in ("began_at", "made_at", "seen_at")}
            connection.execute(update(SessionRow).where(SessionRow.token_hash == row.token_hash), moved)


def kept_sessions(installation: Installation) -> list[str]:
    with installation.database.reading() as connection:
        return [str(row) for row in connection.execute(select(SessionRow)).all()]
