"""Guessing at codes: only wrong ones count, a network at a time, and nobody who came rightly is stopped."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.services.installation import Installation
from app.web.guesses import WRONG
from tests.builders import opened_round
from tests.web.conftest import browser, token

MOST = WRONG[0][0]
ATTACKER, HALL = "203.0.113.9", "192.0.2.1"


def from_network(app: Flask, address: str) -> FlaskClient:
    one = browser(app)
    one.environ_base["REMOTE_ADDR"] = address
    return one


def guess(client: FlaskClient, number: int, page: str = "/r/NOSUCH") -> list[int]:
    return [client.get(page).status_code for _ in range(number)]


@pytest.mark.parametrize("page", ["/r/NOSUCH", "/r/NOSUCH/1", "/r/NOSUCH/review", "/v/NOSUCH", "/i/no", "/u/no"])
def test_wrong_codes_and_links_are_stopped_by_every_door(app: Flask, page: str) -> None:
    assert guess(from_network(app, ATTACKER), MOST, page) == [404] * MOST
    stopped = from_network(app, ATTACKER).get(page)
    assert stopped.status_code == 429
    assert 0 < int(stopped.headers["Retry-After"]) <= 3600
    assert "För många försök" in stopped.text


def test_then_a_right_code_looks_the_same_as_a_wrong_one(app: Flask, installation: Installation) -> None:
    code = opened_round(installation).round.code
    guess(from_network(app, ATTACKER), MOST)
    pages = [(one, from_network(app, ATTACKER).get(f"/r/{one}")) for one in (code, "NOSUCH")]
    answers = {(page.status_code, page.text.replace(one, "CODE")) for one, page in pages}
    assert len(answers) == 1
    assert from_network(app, HALL).get(f"/r/{code}").status_code == 200


def test_a_town_hall_behind_one_address_is_never_stopped(app: Flask, installation: Installation) -> None:
    code = opened_round(installation).round.code
    for person in range(2 * MOST):
        one = from_network(app, HALL)
        if person % 3 == 0 and person < MOST:  # somebody mistypes
            one.get("/r/NOSUCH")
        assert one.get(f"/r/{code}").status_code == 200
    with installation.database.reading() as connection:
        counted = connection.execute(text("SELECT max(number) FROM attempts")).scalar()
    assert counted == len(range(0, MOST, 3)), "right codes leave no trace"


def test_who_is_answering_goes_on_while_somebody_beside_guesses(app: Flask, installation: Installation) -> None:
    code = opened_round(installation).round.code
    answering = from_network(app, HALL)
    answering.post(f"/r/{code}")
    guess(from_network(app, HALL), MOST + 1)
    assert from_network(app, HALL).get(f"/r/{code}").status_code == 429
    page = f"/r/{code}/1"
    assert answering.get(page).status_code == 200
    assert answering.post(page, data=token(answering, page)).status_code == 302


def test_the_cookie_of_one_round_opens_no_guessing_at_others(app: Flask, installation: Installation) -> None:
    code = opened_round(installation).round.code
    cheat = from_network(app, ATTACKER)
    cheat.post(f"/r/{code}")
    cookie = cheat.get_cookie(f"samspel_{code}", path=f"/r/{code}")
    assert cookie
    guess(from_network(app, ATTACKER), MOST)
    for name in ("samspel_NOSUCH", "samspel_vote_NOSUCH", "samspel_invited_NOSUCH"):
        cheat.set_cookie(name, cookie.value)
    assert cheat.get("/r/NOSUCH").status_code == 429
    assert cheat.get("/v/NOSUCH").status_code == 429


def test_other_pages_that_are_not_there_count_for_nothing(app: Flask) -> None:
    guess(from_network(app, ATTACKER), MOST, "/nothing")
    assert guess(from_network(app, ATTACKER), 1) == [404]


def test_guessing_from_another_address_of_the_same_64_is_stopped_too(app: Flask) -> None:
    guess(from_network(app, "2001:db8:1:2::1"), MOST)
    assert from_network(app, "2001:db8:1:2:dead:beef::1").get("/r/NOSUCH").status_code == 429
    assert from_network(app, "2001:db8:1:3::1").get("/r/NOSUCH").status_code == 404
