"""Where passwords are switched off, no page asks for one, takes one or sets one; links and the other sign-in remain."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.config import OpenIdSettings
from app.services.installation import Installation
from app.services.sign_in_links import Letter, ask_for_link
from app.services.sign_in_mails import Purpose
from tests.builders import EMAIL, PASSWORD, facilitator
from tests.mail_server import mailing
from tests.web.conftest import browser, moved, token

PAGE = "/account/sign-in"
OPENID = OpenIdSettings("https://id.norrdal.example", "a", "b", "Kommunkonto", admits=False)


@pytest.fixture
def off(house: Flask, installation: Installation) -> Iterator[Installation]:
    """The installation without passwords, and the application on it."""
    facilitator(installation)
    known = mailing(installation, 25)
    found = replace(known, settings=replace(known.settings, password_sign_in=False, openid=OPENID))
    moved(house, found)
    yield found
    moved(house, installation)


@pytest.fixture
def visitor(house: Flask, off: Installation) -> FlaskClient:
    return browser(house)


def any_token(visitor: FlaskClient) -> dict[str, str]:
    return token(visitor, "/account/by-link")


def test_the_sign_in_page_offers_the_other_ways_alone(visitor: FlaskClient) -> None:
    page = visitor.get(PAGE).text
    assert "Logga in med Kommunkonto" in page and "Få en länk i mejlen" in page
    assert 'type="password"' not in page and "glömt" not in page


@pytest.mark.parametrize("page", [PAGE, "/account/new-password"])
def test_a_password_that_is_sent_all_the_same_is_refused_in_words(visitor: FlaskClient, page: str) -> None:
    refused = visitor.post(page, data={"email": EMAIL, "password": PASSWORD, **any_token(visitor)})
    assert refused.status_code == 409
    assert "Här används inga lösenord. Logga in med Kommunkonto" in refused.text
    assert visitor.get("/account").status_code == 302


def test_a_mailed_link_signs_in_and_the_account_has_no_place_for_a_password(
    visitor: FlaskClient, off: Installation
) -> None:
    visitor.post("/account/by-link", data={"email": EMAIL, **any_token(visitor)})
    with off.database.reading() as connection:
        link = re.search(r"/account/link/\S+", connection.execute(text("SELECT body FROM messages")).scalar_one())
    assert link
    assert visitor.post(link[0], data=token(visitor, link[0])).status_code == 302
    page = visitor.get("/account").text
    assert 'id="new_password"' not in page
    refused = visitor.post("/account/password", data={"new_password": "sju kor i diket", **token(visitor, "/account")})
    assert refused.status_code == 422 and "Här används inga lösenord" in refused.text


@pytest.mark.parametrize(("purpose", "status"), [(Purpose.RESET, 409), (Purpose.INVITATION, 302)])
def test_links_that_were_mailed_before_set_no_password(
    visitor: FlaskClient, off: Installation, purpose: Purpose, status: int
) -> None:
    ask_for_link(off, EMAIL, purpose, Letter(datetime.now(UTC), "a token", "sv"))
    page = visitor.get("/account/link/a token")
    assert "new_password" not in page.text
    fields = {"new_password": "sju kor i diket" if status == 409 else "", **any_token(visitor)}
    assert visitor.post("/account/link/a token", data=fields).status_code == status
