"""The page that asks who one is: before what a stolen session must not do, and on to where one was going."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update

from app.application import create_app
from app.services.installation import Installation
from app.services.proofs import FRESH
from app.services.secret_tokens import new_token
from app.services.sessions import begin_session
from app.store import accounts
from app.store.sessions import SessionRow
from tests.builders import EMAIL, PASSWORD, facilitator
from tests.web.conftest import browser, token

PROVE, TOKENS, DELETE = "/account/prove", "/account/tokens", "/account/delete"
WISH = {"name": "Power BI för ledningen", "results": "everything", "days": "30"}


def unprove(installation: Installation) -> None:
    """Lets ten minutes go by since anybody has shown who it is."""
    with installation.database.writing() as connection:
        connection.execute(update(SessionRow), {"proved_at": datetime.now(UTC) - FRESH})


@pytest.fixture
def stolen(signed_in: FlaskClient, installation: Installation) -> FlaskClient:
    """A browser that was left signed in."""
    unprove(installation)
    return signed_in


@pytest.fixture
def mailed(installation: Installation) -> FlaskClient:
    """A browser of an account without a password, left signed in, where mail is set up."""
    settings = replace(installation.settings, smtp_url="smtp://localhost:2525", mail_from="samspel@norrdal.example")
    app = create_app(replace(installation, settings=settings))
    account = facilitator(installation)
    one = browser(app)
    fields = {"email": EMAIL, "password": PASSWORD, **token(one, "/account/sign-in")}
    assert one.post("/account/sign-in", data=fields).status_code == 302
    with installation.database.writing() as connection:
        accounts.update_account(connection, account.id, password_hash=None)
    unprove(installation)
    return one


def count(installation: Installation, table: str) -> int:
    with installation.database.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def prove(one: FlaskClient, where: str, **fields: str) -> str:
    answered = one.post(where, data={**fields, **token(one, where)})
    assert answered.status_code == 302, answered.text
    return str(answered.headers["Location"])


def test_a_token_is_made_after_showing_who_one_is_and_nothing_typed_is_lost(
    stolen: FlaskClient, installation: Installation
) -> None:
    asked = stolen.post(TOKENS, data={**WISH, **token(stolen, TOKENS)})
    assert asked.status_code == 302 and count(installation, "api_tokens") == 0
    where = str(asked.headers["Location"])
    assert urlsplit(where).path == PROVE and parse_qs(urlsplit(where).query) == {"next": [TOKENS]}
    page = stolen.get(where).text
    assert "Visa att det är du" in page and "inget du har skrivit går förlorat" in page
    wrong = stolen.post(where, data={"password": "nästan rätt", **token(stolen, where)})
    assert wrong.status_code == 422 and "Det är inte ditt lösenord" in wrong.text and "nästan rätt" not in wrong.text
    assert prove(stolen, where, password=PASSWORD) == TOKENS
    back = stolen.get(TOKENS).text
    assert 'value="Power BI för ledningen"' in back
    assert re.search(r'name="days" value="30" checked', back)
    assert stolen.post(TOKENS, data={**WISH, **token(stolen, TOKENS)}).status_code == 200
    assert count(installation, "api_tokens") == 1
    assert "Power BI för ledningen" not in stolen.get(TOKENS).text.split('name="name"')[1].split(">")[0]


def test_an_account_is_removed_only_after_showing_who_one_is(stolen: FlaskClient, installation: Installation) -> None:
    asked = stolen.post(DELETE, data=token(stolen, DELETE))
    assert count(installation, "accounts") == 1
    assert prove(stolen, str(asked.headers["Location"]), password=PASSWORD) == DELETE
    assert stolen.post(DELETE, data=token(stolen, DELETE)).headers["Location"] == "/account/deleted"
    assert count(installation, "accounts") == 0


def test_a_stolen_session_sets_no_first_password(mailed: FlaskClient, installation: Installation) -> None:
    page, new = "/account", "ett helt nytt lösenord"
    shown = mailed.get(page).text
    assert 'name="new_password"' not in shown and "Visa att det är du, och välj ett" in shown
    refused = mailed.post("/account/password", data={"new_password": new, **token(mailed, page)})
    assert refused.status_code == 422 and "Gör det igen, och välj sedan lösenordet" in refused.text
    where = f"{PROVE}?next=/account"
    mailed.post(f"{PROVE}/code?next=/account", data=token(mailed, where))
    with installation.database.reading() as connection:
        body = str(connection.execute(text("SELECT body FROM messages WHERE kind = 'proof'")).scalar())
    code = re.search(r"^\d{8}$", body, re.MULTILINE)
    assert code and "En kod är på väg till dig" in mailed.get(where).text
    assert prove(mailed, where, code=code[0]) == page
    assert mailed.post("/account/password", data={"new_password": new, **token(mailed, page)}).status_code == 302


def test_a_wrong_code_is_refused(mailed: FlaskClient) -> None:
    where = f"{PROVE}?next=/account"
    refused = mailed.post(where, data={"code": "12345678", **token(mailed, where)})
    assert refused.status_code == 422 and "Det är inte koden" in refused.text


def test_it_leads_to_no_other_site(stolen: FlaskClient) -> None:
    for target in ("//evil.example", "https://evil.example"):
        where = f"{PROVE}?next={target}"
        page = stolen.get(where).text
        assert "evil.example" not in page
    assert prove(stolen, where, password=PASSWORD) == "/collaborations"


def test_who_has_just_signed_in_is_not_asked(signed_in: FlaskClient) -> None:
    assert signed_in.get(f"{PROVE}?next=/account/data").headers["Location"] == "/account/data"
    assert signed_in.post(TOKENS, data={**WISH, **token(signed_in, TOKENS)}).status_code == 200


def test_a_session_of_before_the_question_was_asked_has_to_show_it(app: Flask, installation: Installation) -> None:
    """Rows of an earlier version say nothing of it."""
    one, secret = browser(app), new_token()
    with one.session_transaction() as kept:
        kept["_user_id"] = secret
    begin_session(installation, facilitator(installation), datetime.now(UTC), secret)
    with installation.database.writing() as connection:
        connection.execute(text("UPDATE sessions SET proved_at = NULL"))
    assert urlsplit(one.post(DELETE, data=token(one, DELETE)).headers["Location"]).path == PROVE


def test_another_site_plants_nothing_in_a_form(stolen: FlaskClient, installation: Installation) -> None:
    assert stolen.post(TOKENS, data=WISH).status_code == 422
    with installation.database.reading() as connection:
        assert connection.execute(text("SELECT typed FROM sessions")).scalar() is None
