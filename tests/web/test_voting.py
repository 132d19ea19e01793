"""Voting on a phone, without scripts: once, changed by nothing, lost by nothing."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.services.installation import Installation
from app.services.rounds import RoundView
from app.services.voting import close_vote, find_vote, open_vote
from tests.builders import NOW, closed, facilitator, opened_round
from tests.web.conftest import browser, token


@pytest.fixture
def view(installation: Installation) -> RoundView:
    view = closed(installation, opened_round(installation))
    open_vote(installation, facilitator(installation), view.round.code, NOW)
    return view


@pytest.fixture
def place(view: RoundView) -> str:
    return f"/v/{view.round.code}"


def vote(one: FlaskClient, place: str, *factors: str) -> TestResponse:
    return one.post(place, data={"factor": list(factors), **token(one, place)})


def voters(installation: Installation, view: RoundView) -> int:
    found = find_vote(installation, view)
    assert found is not None
    return found.voters


def test_whoever_has_the_link_votes_without_an_account_and_gets_a_receipt(
    client: FlaskClient, installation: Installation, view: RoundView, place: str
) -> None:
    page = client.get(place).text
    assert "Vilka nyckelfaktorer ska vi tala om?" in page
    assert page.count('type="checkbox"') == 13
    assert vote(client, place, "service", "nytta").headers["Location"] == place
    receipt = client.get(place).text
    assert "Din röst är räknad" in receipt
    assert "checkbox" not in receipt
    assert voters(installation, view) == 1


def test_sending_the_same_page_twice_counts_once(
    client: FlaskClient, installation: Installation, view: RoundView, place: str
) -> None:
    fields = {"factor": "service", **token(client, place)}
    assert [client.post(place, data=fields).status_code for _ in range(2)] == [302, 302]
    assert voters(installation, view) == 1


def test_another_device_votes_too(app: Flask, installation: Installation, view: RoundView, place: str) -> None:
    for _ in range(2):
        vote(browser(app), place, "service")
    assert voters(installation, view) == 2


def test_too_many_come_back_ticked_and_with_what_to_do(
    client: FlaskClient, installation: Installation, view: RoundView, place: str
) -> None:
    refused = vote(client, place, "service", "nytta", "riktning", "malbild")
    assert refused.status_code == 422
    assert "Du har valt 4 nyckelfaktorer" in refused.text
    assert refused.text.count(" checked") == 4
    assert vote(client, place).status_code == 422
    assert voters(installation, view) == 0


def test_a_stale_page_and_a_browser_without_cookies_lose_nothing_and_count_nothing(
    client: FlaskClient, app: Flask, installation: Installation, view: RoundView, place: str
) -> None:
    client.get(place)
    stale = client.post(place, data={"factor": "service", "csrf_token": "old"})
    assert stale.status_code == 400
    assert "Inget har gått förlorat" in stale.text or "Inget är förlorat" in stale.text
    assert 'value="service" checked' in stale.text
    bare = browser(app)
    fields = token(bare, place)
    bare.delete_cookie(f"samspel_vote_{view.round.code}", path=place)
    refused = bare.post(place, data={"factor": "service", **fields})
    assert refused.status_code == 400
    assert "Tillåt kakor" in refused.text
    assert voters(installation, view) == 0


def test_a_form_on_a_foreign_page_cannot_vote(
    client: FlaskClient, installation: Installation, view: RoundView, place: str
) -> None:
    foreign = client.post(place, data={"factor": "service"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 302
    assert "samspel_vote_" not in str(foreign.headers)
    assert voters(installation, view) == 0


def test_without_an_open_vote_the_page_says_so_and_sets_no_cookie(
    app: Flask, client: FlaskClient, installation: Installation, view: RoundView, place: str
) -> None:
    late = token(client, place)
    close_vote(installation, facilitator(installation), view.round.code, NOW)
    assert client.post(place, data={"factor": "service", **late}).status_code == 302
    page = browser(app).get(place)
    assert "Ingen omröstning är öppen" in page.text
    assert "samspel_vote" not in str(page.headers)
    assert voters(installation, view) == 0


def test_a_code_that_leads_nowhere_is_said_in_words(client: FlaskClient) -> None:
    refused = client.get("/v/NOSUCH")
    assert refused.status_code == 404
    assert "NOSUCH" in refused.text


def test_the_cookie_is_seen_by_this_vote_alone_and_holds_no_choice(client: FlaskClient, place: str) -> None:
    (cookie,) = [one for one in client.get(place).headers.getlist("Set-Cookie") if one.startswith("samspel_vote_")]
    assert f"Path={place}" in cookie
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    vote(client, place, "service")
    assert all("samspel_vote_" not in one for one in client.get(place).headers.getlist("Set-Cookie"))
