"""The audit log on screen and as a table: who may read it, what is found, nothing taken for a formula."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.services.accounts import Account, add_account
from app.services.audit import record
from app.services.installation import Installation
from app.services.retention import delete_expired
from tests.builders import EMAIL, NOW, PASSWORD, TODAY, facilitator, opened_round
from tests.web.conftest import browser, token

WHOLE = "/administration/log"


def write(installation: Installation, at: datetime, actor: Account | None, subject: str, place: str | None) -> None:
    with installation.database.writing() as connection:
        record(connection, at, actor, "round_opened", place, subject)


@pytest.fixture
def administrator(app: Flask, installation: Installation) -> FlaskClient:
    add_account(installation, "admin@norrdal.example", "Admin", PASSWORD, TODAY, is_administrator=True)
    one = browser(app)
    fields = {"email": "admin@norrdal.example", "password": PASSWORD, **token(one, "/account/sign-in")}
    one.post("/account/sign-in", data=fields)
    return one


@pytest.fixture
def place(installation: Installation) -> str:
    """A collaboration with a line of its own; another line belongs to none."""
    account, view = facilitator(installation), opened_round(installation)
    with installation.database.writing() as connection:
        record(connection, NOW, account, "round_opened", view.collaboration_id, "OWNONE")
        record(connection, NOW + timedelta(days=1), None, "round_closed", None, "OTHERS")
    return view.collaboration_id


def test_the_whole_is_for_administrators(administrator: FlaskClient, signed_in: FlaskClient, place: str) -> None:
    page = administrator.get(WHOLE).text
    assert page.index("Stängde omgången OTHERS") < page.index("Öppnade omgången OWNONE")
    assert "2 mars 2026 09.00" in page
    for address in (WHOLE, f"{WHOLE}.csv"):
        assert signed_in.get(address).status_code == 404
        assert browser(signed_in.application).get(address).status_code == 302


def test_a_facilitator_sees_the_own_collaboration_and_no_more(signed_in: FlaskClient, place: str) -> None:
    for address in (f"/collaborations/{place}/log", f"/collaborations/{place}/log?collaboration=other"):
        page = signed_in.get(address).text
        assert "OWNONE" in page
        assert "OTHERS" not in page
    assert "OTHERS" not in signed_in.get(f"/collaborations/{place}/log.csv").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("person=KIM", {"OWNONE"}),
        ("person=%25", set()),
        ("deed=round_closed", {"OTHERS"}),
        ("since=2026-03-03", {"OTHERS"}),
        ("until=2026-03-02", {"OWNONE"}),
        ("since=2026-03-02&until=2026-03-03", {"OWNONE", "OTHERS"}),
    ],
)
def test_lines_are_looked_for(administrator: FlaskClient, place: str, query: str, found: set[str]) -> None:
    for address in (f"{WHOLE}?{query}", f"{WHOLE}.csv?{query}"):
        page = administrator.get(address).text
        assert {one for one in ("OWNONE", "OTHERS") if one in page} == found, address


def test_lines_of_one_collaboration_are_looked_for(administrator: FlaskClient, place: str) -> None:
    page = administrator.get(f"{WHOLE}?collaboration={place}").text
    assert "OWNONE" in page
    assert "OTHERS" not in page
    assert f'<option value="{place}" selected>Samverkan Älvdalen</option>' in page


@pytest.mark.parametrize("day", ["soon", "9999-12-31", "0001-01-01", "2026-02-30"])
def test_a_day_that_cannot_be_read_is_said_so(administrator: FlaskClient, place: str, day: str) -> None:
    page = administrator.get(f"{WHOLE}?until={day}").text
    assert "Skriv dagen så här" in page
    assert f'value="{day}"' in page
    assert "OWNONE" in page


def test_many_lines_stand_on_several_pages(administrator: FlaskClient, installation: Installation) -> None:
    for minute in range(120):
        write(installation, NOW + timedelta(minutes=minute), None, f"CODE{minute:03}", None)
    first, last = (
        administrator.get(f"{WHOLE}?deed=round_opened").text,
        administrator.get(f"{WHOLE}?page=3&deed=round_opened").text,
    )
    assert "120 rader · Sida 1 av 3" in first
    assert "CODE119" in first
    assert "CODE000" in last
    assert "deed=round_opened&amp;page=2" in last
    for odd in ("0", "-3", "99", "x"):
        assert administrator.get(f"{WHOLE}?page={odd}").status_code == 200


def test_the_table_opens_in_excel_and_no_cell_is_a_formula(
    administrator: FlaskClient, installation: Installation
) -> None:
    account = Account("x", "=cmd@norrdal.example", "X")
    write(installation, datetime(2026, 7, 1, 22, 30, tzinfo=UTC), account, "ABCDEF", None)
    found = administrator.get(f"{WHOLE}.csv?deed=round_opened")
    assert found.text.startswith("\ufeff")
    head, line = csv.reader(found.text.removeprefix("\ufeff").splitlines(), delimiter=";")
    assert head == ["when", "who", "collaboration", "deed", "what"]
    assert line == ["2026-07-02 00:30:00", "'=cmd@norrdal.example", "", "round_opened", "Öppnade omgången ABCDEF"]


def test_an_empty_log_and_an_empty_find_say_what_is_so(administrator: FlaskClient, installation: Installation) -> None:
    with installation.database.writing() as connection:
        connection.execute(text("DELETE FROM audit"))
    assert "Inget har hänt än" in administrator.get(WHOLE).text
    assert "Ingen rad stämmer" in administrator.get(f"{WHOLE}?person=nobody").text


def test_the_log_shows_who_signs_in_and_who_is_tried(administrator: FlaskClient, installation: Installation) -> None:
    facilitator(installation)
    one, page = browser(administrator.application), "/account/sign-in"
    for email in (EMAIL, "nobody@norrdal.example"):
        one.post(page, data={"email": email, "password": "hemlig gissning", **token(one, page)})
    one.post(page, data={"email": EMAIL, "password": PASSWORD, **token(one, page)})
    shown = administrator.get(WHOLE).text
    assert f"Någon prövade fel lösenord för {EMAIL}" in shown
    assert f"Loggade in på {EMAIL} med lösenord" in shown
    assert "nobody@norrdal.example" not in shown and "hemlig gissning" not in shown
    found = administrator.get(f"{WHOLE}?person=kim").text
    assert "Någon prövade fel lösenord" in found and "admin@norrdal.example med lösenord" not in found
    assert "prövade fel" in one.get("/account/data").text, "whose account it is sees it too"


def test_visits_of_those_who_answer_are_not_in_the_log(administrator: FlaskClient, installation: Installation) -> None:
    code = opened_round(installation).round.code
    before = lines(installation)
    one = browser(administrator.application)
    one.post(f"/r/{code}")
    for page in (f"/r/{code}", f"/r/{code}/1", f"/r/{code}/review", "/"):
        one.get(page)
    assert lines(installation) == before


def test_lines_of_signing_in_are_kept_no_longer_than_others(
    administrator: FlaskClient, installation: Installation
) -> None:
    assert lines(installation) > 0
    delete_expired(installation, datetime.now(UTC) + timedelta(days=25 * 31))
    with installation.database.reading() as connection:
        assert list(connection.execute(text("SELECT deed FROM audit")).scalars()) == ["retention_run"]


def lines(installation: Installation) -> int:
    with installation.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM audit")).scalar_one())
