"""Signing in by a mailed link: looked at as often as one likes, used once, silent about who has an account."""

import re
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.services.installation import Installation
from app.services.sign_in_links import Letter, ask_for_link
from app.services.sign_in_mails import Purpose
from tests.builders import EMAIL, facilitator
from tests.web.conftest import browser, token

BY_LINK = "/account/by-link"
NEW_PASSWORD = "/account/new-password"


def mailed_paths(installation: Installation) -> list[str]:
    """The paths of the links in the mails that wait."""
    with installation.database.reading() as connection:
        bodies = connection.execute(text("SELECT body FROM messages ORDER BY made_at")).scalars().all()
    return [match[1] for body in bodies if (match := re.search(r"https?://[^/]+(/account/link/\S+)", body))]


def ask(client: FlaskClient, page: str, email: str = EMAIL) -> int:
    answered = client.post(page, data={"email": email, **token(client, page)})
    assert answered.status_code != 302 or answered.headers["Location"] == "/account/mail-sent"
    return answered.status_code


def test_looking_at_the_link_changes_nothing_and_its_button_signs_in(
    client: FlaskClient, installation: Installation
) -> None:
    facilitator(installation)
    assert ask(client, BY_LINK) == 302
    (link,) = mailed_paths(installation)
    for _ in range(3):
        assert "Logga in" in client.get(link).text
        assert client.head(link).status_code == 200
        assert client.get("/collaborations").status_code == 302
    assert client.post(link, data=token(client, link)).headers["Location"] == "/collaborations"
    assert client.get("/collaborations").status_code == 200


def test_a_used_link_lets_nobody_else_in(client: FlaskClient, app: Flask, installation: Installation) -> None:
    facilitator(installation)
    ask(client, BY_LINK)
    (link,) = mailed_paths(installation)
    other = browser(app)
    field = token(other, link)
    client.post(link, data=token(client, link))
    refused = other.post(link, data=field)
    assert refused.status_code == 409
    assert "Länken är använd eller har slutat gälla" in refused.text
    assert other.get("/collaborations").status_code == 302


def test_the_answer_is_the_same_whether_the_address_has_an_account(
    client: FlaskClient, installation: Installation
) -> None:
    facilitator(installation)
    for page in (BY_LINK, NEW_PASSWORD):
        assert ask(client, page) == ask(client, page, "nobody@norrdal.example") == 302
    assert len(mailed_paths(installation)) == 2
    assert "Om adressen har ett konto" in client.get("/account/mail-sent").text


def test_mails_to_one_address_are_few_wherever_they_are_asked_for(app: Flask, installation: Installation) -> None:
    facilitator(installation)
    for number in range(6):
        one = browser(app)
        one.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        assert ask(one, BY_LINK) == 302
    assert len(mailed_paths(installation)) == 3


def test_who_tries_too_often_is_told_how_long_to_wait(client: FlaskClient, installation: Installation) -> None:
    field = token(client, BY_LINK)
    for number in range(60):
        client.post(BY_LINK, data={"email": f"{number}@norrdal.example", **field})
    refused = client.post(BY_LINK, data={"email": EMAIL, **field})
    assert refused.status_code == 429
    assert "Vänta 15 minuter och försök igen." in refused.text
    assert 0 < int(refused.headers["Retry-After"]) <= 900


def test_a_new_password_is_chosen_by_link(client: FlaskClient, app: Flask, installation: Installation) -> None:
    facilitator(installation)
    ask(client, NEW_PASSWORD)
    (link,) = mailed_paths(installation)
    short = client.post(link, data={"new_password": "kort", **token(client, link)})
    assert short.status_code == 422
    assert "Använd minst 12 tecken" in short.text
    assert "kort</" not in short.text and 'value="kort"' not in short.text
    words = {"new_password": "ett helt nytt lösenord"}
    assert client.post(link, data={**words, **token(client, link)}).status_code == 302
    other = browser(app)
    page = "/account/sign-in"
    fields = {"email": EMAIL, "password": words["new_password"], **token(other, page)}
    assert other.post(page, data=fields).status_code == 302


def test_a_link_for_a_new_password_does_not_do_without_one(client: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    ask(client, NEW_PASSWORD)
    (link,) = mailed_paths(installation)
    assert client.post(link, data=token(client, link)).status_code == 422
    assert client.get("/collaborations").status_code == 302


def test_a_stale_page_costs_neither_link_nor_words(client: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    stale = client.post(BY_LINK, data={"email": EMAIL, "csrf_token": "old"})
    assert stale.status_code == 422 and f'value="{EMAIL}"' in stale.text and "Inget har gått förlorat" in stale.text
    ask(client, BY_LINK)
    (link,) = mailed_paths(installation)
    assert client.post(link, data={"csrf_token": "old"}).status_code == 422
    assert client.post(link, data=token(client, link)).status_code == 302


def test_what_is_no_address_is_said_at_the_field(client: FlaskClient) -> None:
    refused = client.post(BY_LINK, data={"email": "kim norrdal", **token(client, BY_LINK)})
    assert refused.status_code == 422
    assert "är inte en e-postadress" in refused.text and 'href="#email"' in refused.text


def test_an_invented_link_says_how_to_get_a_new_one(client: FlaskClient) -> None:
    assert "Be om en ny" in client.get("/account/link/invented").text


def test_links_that_are_followed_rightly_use_nothing_up_and_wrong_ones_do(
    app: Flask, installation: Installation
) -> None:
    """A course that signs in by links, behind one address of the network."""
    facilitator(installation)
    for number in range(65):
        letter = Letter(datetime.now(UTC), f"right-{number}", "sv")
        ask_for_link(installation, EMAIL, Purpose.SIGN_IN, letter)
        one, link = browser(app), f"/account/link/right-{number}"
        assert one.post(link, data=token(one, link)).headers["Location"] == "/collaborations"
    other = browser(app)
    field = token(other, BY_LINK)
    statuses = [other.post(f"/account/link/wrong-{number}", data=field).status_code for number in range(61)]
    assert set(statuses[:60]) == {409} and statuses[60] == 429
