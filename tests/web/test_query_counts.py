"""How many statements a page asks the database: the same in a small installation and in a larger one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store import rounds
from tests.builders import NOW, opened_round
from tests.services.test_reference import country, held, made
from tests.web.conftest import token

PAGES = {
    "/": 0,
    "/collaborations": 10,
    "/collaborations/{collaboration}": 9,
    "/collaborations/{collaboration}/actions": 9,
    "/collaborations/{collaboration}/reference": 4,
    "/facilitate/rounds/{code}": 5,
    "/rounds/{code}/results": 17,
    "/rounds/{code}/results.csv": 10,
    "/rounds/{code}/results.json": 10,
    "/rounds/{code}/documents": 5,
}
"""Address -> SELECTs. A page that needs more has begun to ask for each of several: mend that first."""


@contextmanager
def counted(installation: Installation) -> Iterator[list[str]]:
    """The SELECTs that are run meanwhile."""
    found: list[str] = []

    def note(*arguments: object) -> None:
        words = str(arguments[2])
        if words.lstrip().upper().startswith(("SELECT", "WITH")):
            found.append(words)

    event.listen(installation.database.engine, "before_cursor_execute", note)
    yield found
    event.remove(installation.database.engine, "before_cursor_execute", note)


def asked(installation: Installation, browser: FlaskClient, view: RoundView) -> dict[str, int]:
    facts = {"collaboration": view.collaboration_id, "code": view.round.code}
    table = {}
    for page in PAGES:
        address = page.format(**facts)
        assert browser.get(address).status_code == 200, address
        with counted(installation) as found:
            browser.get(address)
        table[page] = len(found)
    return table


@pytest.fixture
def view(installation: Installation) -> RoundView:
    return held(installation, "own", [4, 4, 5, 5, 3, 3], leader="kim")


def test_a_page_asks_as_often_in_a_larger_installation(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    country(installation, 6)
    made(installation)
    small = asked(installation, signed_in, view)
    for days in (100, 200, 300):
        later = NOW + timedelta(days=days)
        last = held(installation, "own", [4] * 6, leader="kim", now=later, collaboration_id=view.collaboration_id)
    country(installation, 6, first=6)
    made(installation)
    with installation.database.reading() as connection:
        assert len(rounds.every(connection)) == 16
    assert asked(installation, signed_in, last) == small
    assert small == PAGES


def test_a_page_of_the_form_asks_once_whether_one_is_new_resumes_or_has_handed_in(
    client: FlaskClient, installation: Installation
) -> None:
    view = opened_round(installation)
    step, receipt = f"/r/{view.round.code}/2", f"/r/{view.round.code}/receipt"

    def statements(page: str) -> int:
        client.get(page)  # the first visitor of all has the questionnaire read
        with counted(installation) as found:
            client.get(page)
        return len(found)

    client.post(f"/r/{view.round.code}")
    assert statements(step) == 1
    item = next(item for item in view.questionnaire.items if item.kind == "rating")
    fields = {f"item_{item.id}": "4", **token(client, step)}
    assert client.post(step, data=fields).status_code == 302
    assert b" checked" in client.get(step).data
    assert statements(step) == 1
    answered = client.post(f"/r/{view.round.code}/review", data=token(client, step))
    assert answered.headers["Location"] == receipt
    assert statements(step) == statements(receipt) == 1
