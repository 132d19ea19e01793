"""Pages of one municipality, one collaboration and one round, asked for as a browser does."""

import re
import time
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from app.application import create_app
from app.services.installation import Installation
from app.services.reference import others_of
from app.services.rounds import find_round
from bench.scale.country import FACILITATOR, FOLLOWER, PASSWORD, Country

WARM, TIMES = 3, 25
PAGES = (
    (FACILITATOR, "/"),
    (FACILITATOR, "/collaborations"),
    (FACILITATOR, "/collaborations/{collaboration}"),
    (FACILITATOR, "/collaborations/{collaboration}/development"),
    (FACILITATOR, "/collaborations/{collaboration}/results.csv"),
    (FACILITATOR, "POST /collaborations/{collaboration}/export"),
    (FACILITATOR, "/facilitate/rounds/{code}"),
    (FACILITATOR, "/rounds/{code}/results"),
    (FACILITATOR, "/rounds/{code}/results.csv"),
    (FACILITATOR, "/rounds/{code}/results.json"),
    (FACILITATOR, "/rounds/{code}/documents"),
    (FOLLOWER, "/collaborations"),
    (FOLLOWER, "/collaborations/{collaboration}"),
    (FOLLOWER, "/organisations/{municipality}"),
    (FOLLOWER, "/organisations/{municipality}/results.csv"),
)
"""Who asks, and for what; a page that this version does not have is left out of the table, and named."""


class Asked:
    """The application on one filled installation, with a browser signed in for each who asks."""

    def __init__(self, installation: Installation, country: Country) -> None:
        self.installation = installation
        self.country = country
        self.app = create_app(installation)
        self.browsers = {who: _signed_in(self.app, who) for who in (FACILITATOR, FOLLOWER)}

    def asks(self) -> dict[str, Callable[[], bool]]:
        """What is measured, by name; each says whether this version has it."""
        facts = {
            "collaboration": self.country.collaboration,
            "municipality": self.country.municipality,
            "code": self.country.code,
        }
        found = {f"{_who(who)} {page}": self._request(who, page.format(**facts)) for who, page in PAGES}
        view = find_round(self.installation, self.country.code)
        return found | {"reference of one round": lambda: bool(others_of(self.installation, view).references)}

    def _request(self, who: str, page: str) -> Callable[[], bool]:
        browser = self.browsers[who]
        method, _, address = page.rpartition(" ")
        if not method:
            return lambda: _ok(browser.get(address).status_code, address)
        if browser.get(address).status_code == 404:
            return lambda: False
        token = _token(browser, address)
        return lambda: _ok(browser.post(address, data={"csrf_token": token}).status_code, address)


def side_by_side(every: list[Asked]) -> dict[str, list[float] | None]:
    """Seconds of each page on each installation, the fastest of turns one after the other (a busy machine disturbs that
    least); None where there is no such page."""
    table: dict[str, list[float] | None] = {}
    asks = [one.asks() for one in every]
    for name in asks[0]:
        if not all(one[name]() for one in asks for _ in range(WARM)):
            table[name] = None
            continue
        took: list[list[float]] = [[] for _ in asks]
        for _ in range(TIMES):
            for at, one in enumerate(asks):
                began = time.perf_counter()
                one[name]()
                took[at].append(time.perf_counter() - began)
        table[name] = [min(one) for one in took]
    return table


def _ok(status: int, address: str) -> bool:
    if status not in (200, 404):
        raise SystemExit(f"unexpected answer {status} from {address}")
    return status == 200


def _who(account: str) -> str:
    return "facilitator" if account == FACILITATOR else "municipality"


def _signed_in(app: Flask, who: str) -> FlaskClient:
    browser = app.test_client()
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "sv"
    page = "/account/sign-in"
    fields = {"email": who, "password": PASSWORD, "csrf_token": _token(browser, page)}
    if browser.post(page, data=fields).status_code != 302:
        raise SystemExit(f"{who} could not sign in")
    return browser


def _token(browser: FlaskClient, page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page).text)
    assert found, page
    return found[1]
