"""The privacy notice says what the installation does: its settings, its times, and exactly the cookies that are set."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.http import parse_cookie, parse_options_header
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.application import create_app
from app.config import Privacy, Retention
from app.services.accounts import add_account
from app.services.address_lists import read_pasted
from app.services.installation import Installation
from app.services.invitations import add_addresses, list_invitations
from app.services.personal_links import Purpose, link_of
from app.services.rounds import RoundView
from app.services.voting import open_vote
from app.web.cookies import COOKIES, Cookie
from tests.builders import EMAIL, NOW, PASSWORD, TODAY, answer, closed, facilitator, new_round, opened_round
from tests.web.conftest import browser, token

FILLED = Privacy(
    controller="Kommunstyrelsen i Norrdal",
    contact="dataskydd@norrdal.example",
    officer="Robin Ek",
    legal_ground="Avtal enligt 3 kap. kommunallagen.",
    retention=Retention(drafts_days=7, addresses_days=8, answers_months=18, audit_months=12),
)


def notice(installation: Installation, settings: Privacy, language: str = "sv") -> str:
    app = create_app(replace(installation, settings=replace(installation.settings, privacy=settings)))
    return app.test_client().get(f"/privacy?language={language}").text


def sign_in(app: Flask, email: str, password: str) -> FlaskClient:
    one = browser(app)
    fields = {"email": email, "password": password, **token(one, "/account/sign-in")}
    assert one.post("/account/sign-in", data=fields).status_code == 302
    return one


def test_the_notice_is_written_from_the_settings(installation: Installation) -> None:
    page = notice(installation, FILLED)
    for words in (
        "Kommunstyrelsen i Norrdal är personuppgiftsansvarig",
        'href="mailto:dataskydd@norrdal.example"',
        "Dataskyddsombud: Robin Ek",
        "Rättslig grund: Avtal enligt 3 kap. kommunallagen.<",
        "Annars 7 dagar efter att omgången har stängts",
        "8 dagar efter att omgången har stängts",
        "18 månader efter att omgången har stängts",
        "1 år efter händelsen",
        "Enigheten går inte att dölja",
    ):
        assert words in page
    english = notice(installation, FILLED, "en")
    assert "Kommunstyrelsen i Norrdal is the controller" in english
    assert "18 months after the round has closed" in english


def test_what_is_not_filled_in_is_said_openly(installation: Installation) -> None:
    page = notice(installation, Privacy())
    assert "Den som driver installationen har inte fyllt i vem som är personuppgiftsansvarig" in page
    assert "uppgift av allmänt intresse (artikel 6.1 e" in page
    assert "SAMSPEL_" not in page
    half = notice(installation, Privacy(controller="Norrdal"))
    assert "inte fyllt i vart du vänder dig" in half


def test_an_administrator_sees_what_to_set_and_others_do_not(app: Flask, installation: Installation) -> None:
    add_account(installation, "admin@norrdal.example", "Admin", PASSWORD, TODAY, is_administrator=True)
    facilitator(installation)
    page = sign_in(app, "admin@norrdal.example", PASSWORD).get("/privacy").text
    assert "<code>SAMSPEL_CONTROLLER</code>, <code>SAMSPEL_CONTACT</code>" in page
    assert "SAMSPEL_" not in sign_in(app, EMAIL, PASSWORD).get("/privacy").text


def test_what_is_filled_in_is_escaped(installation: Installation) -> None:
    assert "<b>" not in notice(installation, Privacy(controller="<b>Norrdal</b>", contact="<b>x"))


def test_every_page_leads_to_the_notice(client: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation)
    closed(installation, opened_round(installation, new_round(title="Hösten")))
    client.post(f"/r/{view.round.code}")
    for page in ("/", "/account/sign-in", f"/r/{view.round.code}", f"/r/{view.round.code}/2", "/r/NOSUCH", "/privacy"):
        assert 'href="/privacy"' in client.get(page).text, page


class TestCookies:
    @pytest.fixture
    def found(self, app: Flask, installation: Installation, documents_once: None) -> list[tuple[str, int | None]]:
        """What every page of the application sets, for a facilitator and for one who answers."""
        one = closed(installation, opened_round(installation))
        view = opened_round(installation, new_round(title="Hösten"))
        answer(installation, view, 1)
        open_vote(installation, facilitator(installation), one.round.code, NOW)
        found: list[tuple[str, int | None]] = [*cookies(browser(app).get(personal_link(installation, view)))]
        for visitor in (sign_in(app, EMAIL, PASSWORD), browser(app)):
            found += cookies(visitor.post(f"/r/{view.round.code}"))
            for page in pages(app, view.round.code, one.round.code, view.collaboration_id):
                found += [*cookies(visitor.get(page)), *cookies(visitor.get(f"{page}?language=en"))]
        return found

    def test_exactly_those_of_the_notice_are_set_and_for_as_long_as_it_says(
        self, found: list[tuple[str, int | None]], installation: Installation
    ) -> None:
        assert {cookie_of(name) for name, _ in found} == set(COOKIES)
        for name, age in found:
            days = cookie_of(name).days
            assert age == (None if days is None else days * 24 * 3600), name
        page = notice(installation, FILLED)
        assert [one.name for one in COOKIES if f"<code>{one.name}" not in page] == []
        assert page.count("<code>") == len(COOKIES)


def personal_link(installation: Installation, view: RoundView) -> str:
    """The path of the link of somebody who is invited to the round."""
    leads = facilitator(installation)
    add_addresses(installation, leads, view.round.code, read_pasted("kim@storvik.example"))
    (invited,) = list_invitations(installation, leads, view.round.code).rows
    return link_of(installation, invited.id, Purpose.ANSWER).removeprefix(installation.settings.base_url)


def pages(app: Flask, open_code: str, closed_code: str, collaboration_id: str) -> Iterator[str]:
    """The address of every page that is reached by GET, as often as there are rounds it can be of."""
    places = defaultdict(lambda: "nothing", number="2", collaboration_id=collaboration_id, name="Regular")
    places |= {"factor_id": "service"}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            for code in (open_code, closed_code) if "code" in rule.arguments else (open_code,):
                values: dict[str, Any] = {name: code if name == "code" else places[name] for name in rule.arguments}
                values |= {name: one_of(rule, name) for name in rule.arguments if one_of(rule, name)}
                with app.test_request_context():
                    yield app.url_for(rule.endpoint, **values)


def one_of(rule: Rule, name: str) -> str:
    """One of the words that the rule lists for that place; empty where it lists none."""
    listed = re.search(rf"<any\(([^)]*)\):{name}>", rule.rule)
    return listed[1].split(",")[-1].strip("'") if listed else ""


def cookies(response: TestResponse) -> Iterator[tuple[str, int | None]]:
    """(name, life in seconds) of the cookies that a page sets."""
    response.close()
    for line in response.headers.getlist("Set-Cookie"):
        pair, options = line.split(";", 1)[0], parse_options_header(f"x;{line.partition(';')[2]}")[1]
        (name,) = parse_cookie(pair)
        if options.get("max-age", options.get("Max-Age")) == "0":
            continue
        age = options.get("max-age", options.get("Max-Age"))
        yield name, int(age) if age else None


def cookie_of(name: str) -> Cookie:
    """The line of the table that speaks of the cookie."""
    meant = [one for one in COOKIES if one.is_meant(name)]
    return max(meant, key=lambda one: (not one.begins, len(one.name)))
