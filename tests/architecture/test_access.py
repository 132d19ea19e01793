"""Every address, asked for by everybody: what each gets is what access.txt says."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from werkzeug import Response

from app.application import create_app
from app.services.installation import Installation
from app.web.doors import PUBLIC
from tests.architecture.access_objects import ROLES, address, make_objects
from tests.architecture.test_routes import METHODS
from tests.builders import PASSWORD
from tests.conftest import settings
from tests.web.conftest import browser, token

TABLE = Path(__file__).with_name("access.txt")


class Line(NamedTuple):
    """One line of the table."""

    method: str
    address: str
    outcomes: tuple[str, ...]


def table() -> list[Line]:
    lines = [line for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")]
    found = []
    for line in lines:
        asked, _, outcomes = line.partition("|")
        method, place = asked.split()
        found.append(Line(method, place, tuple(outcomes.split())))
    return found


class House:
    """An application with one of everything in it, put back in order after every visit that may change something."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "samspel.db"
        self.installation = Installation.open(settings(f"sqlite:///{self.path}", folder))
        self.objects = make_objects(self.installation)
        self.app: Flask = create_app(self.installation)
        self.app.config["TESTING"] = True
        self.cookies = {role: self._cookie(role) for role in ROLES}
        self.before = sqlite3.connect(":memory:")
        with sqlite3.connect(self.path) as kept:
            kept.backup(self.before)
        kept.close()

    def ask(self, role: str, line: Line) -> str:
        """What the role gets. What the visit changed stays."""
        cookie, field = self.cookies[role]
        one = browser(self.app)
        one.set_cookie("samspel", cookie)
        data = field if line.method == "POST" else None
        with one.open(line.address.format(**self.objects), method=line.method, data=data) as answered:
            return outcome(answered)

    def close(self) -> None:
        self.installation.database.dispose()
        self.before.close()

    def _cookie(self, role: str) -> tuple[str, dict[str, str]]:
        """The cookie of the role's browser, and a token for its forms."""
        one = browser(self.app)
        page = "/account/sign-in"
        if role != "nobody":
            fields = {"email": address(role), "password": PASSWORD, **token(one, page)}
            assert one.post(page, data=fields).status_code == 302
            page = "/account"
        field = token(one, page)
        cookie = one.get_cookie("samspel")
        assert cookie is not None
        return cookie.value, field

    def put_back(self) -> None:
        self.installation.database.dispose()
        kept = sqlite3.connect(self.path)
        self.before.backup(kept)
        kept.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, documents_once: None) -> Iterator[House]:
    found = House(tmp_path_factory.mktemp("house"))
    yield found
    found.close()


def outcome(answered: Response) -> str:
    if answered.status_code == 302 and re.match(r"(http://localhost)?/account/sign-in\?next=", answered.location or ""):
        return "sign-in"
    return "ok" if answered.status_code in (200, 204, 302, 409, 422) else str(answered.status_code)


@pytest.mark.parametrize("line", table(), ids=lambda line: f"{line.method} {line.address}")
def test_everybody_gets_what_the_table_says(house: House, line: Line) -> None:
    assert len(line.outcomes) == len(ROLES)
    found = []
    for role in ROLES:
        found.append(house.ask(role, line))
        if line.method != "GET":
            house.put_back()
    assert dict(zip(ROLES, found, strict=True)) == dict(zip(ROLES, line.outcomes, strict=True))


def test_every_address_and_method_stands_in_the_table(house: House) -> None:
    places = house.app.url_map.bind("localhost")
    walked = set()
    for line in table():
        rule, _ = places.match(
            line.address.format(**house.objects).partition("?")[0], method=line.method, return_rule=True
        )
        walked.add((rule.rule, line.method))
    rules = house.app.url_map.iter_rules()
    known = {(rule.rule, method) for rule in rules for method in METHODS & set(rule.methods or ())}
    assert sorted(known - walked) == []


def test_who_is_sent_to_sign_in_changes_nothing(house: House) -> None:
    """The walk itself would not notice an address that acts first and asks afterwards."""
    counted = [
        f"SELECT count(*), '{name}' FROM {name}"
        for name in ("accounts", "memberships", "viewers", "rounds", "messages", "audit", "collaborations")
    ]

    def state() -> list[tuple[object, ...]]:
        with sqlite3.connect(house.path) as kept:
            rows = [row for query in counted for row in kept.execute(query)]
            rows += kept.execute("SELECT state, code FROM rounds ORDER BY code").fetchall()
        kept.close()
        return rows

    before = state()
    for line in table():
        for role, expected in zip(ROLES, line.outcomes, strict=True):
            if line.method != "GET" and expected in ("sign-in", "403", "404"):
                house.ask(role, line)
    assert state() == before
    house.put_back()


def test_the_public_addresses_are_those_that_somebody_without_an_account_gets(house: House) -> None:
    places = house.app.url_map.bind("localhost")
    reached = set()
    for line in table():
        address = line.address.format(**house.objects).partition("?")[0]
        if line.outcomes[0] != "sign-in":
            reached.add(places.match(address, method=line.method)[0])
    assert reached == PUBLIC
