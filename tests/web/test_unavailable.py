"""A database that cannot store just now: an honest page that keeps what was sent, and goes on by itself."""

import html
import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.installation import Installation, Unavailable
from app.store import database as database_module
from tests.builders import EMAIL, opened_round
from tests.web.conftest import browser, token

WORDS = 'Vi "möts" <sällan>'


@contextmanager
def others_store(installation: Installation) -> Iterator[None]:
    """While another program holds the database's lock for writing."""
    with pytest.MonkeyPatch.context() as hurried:
        hurried.setattr(database_module, "BUSY_TIMEOUT", 20)
        installation.database.dispose()
        other = sqlite3.connect(str(installation.database.files[0]), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture
def answering(app: Flask, installation: Installation) -> tuple[FlaskClient, str]:
    """A respondent who has begun, and the address of a step with a free text."""
    one, view = browser(app), opened_round(installation)
    one.post(f"/r/{view.round.code}")
    return one, f"/r/{view.round.code}/4"


def hidden(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return [(html.unescape(name), html.unescape(value)) for name, value in found]


def test_a_step_that_cannot_be_stored_is_kept_on_the_page_and_stored_when_it_is_sent_again(
    answering: tuple[FlaskClient, str], installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    one, page = answering
    fields = {"item_puls_kommentar": WORDS, "item_riktning_puls": "4", **token(one, page)}
    with others_store(installation):
        refused = one.post(page, data=fields)
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "10"
    assert refused.headers["Cache-Control"] == "no-store"
    assert dict(hidden(refused.text)) == fields
    assert f'action="{page}"' in refused.text
    assert "POST respond.save_step: database locked" in caplog.text
    assert "möts" not in caplog.text
    again = one.post(page, data=dict(hidden(refused.text)))
    assert again.status_code == 302
    assert html.escape(WORDS, quote=True).replace("&#x27;", "&#39;") in one.get(page).text.replace("&#34;", "&quot;")


def test_a_page_that_only_reads_is_offered_again(
    answering: tuple[FlaskClient, str], app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_code: str, _token: str) -> None:
        raise Unavailable("D042")

    one, page = answering
    monkeypatch.setattr(app.extensions["answering"], "begun", gone)
    refused = one.get(f"{page}?language=en")
    assert refused.status_code == 503
    assert f'href="{page}?language=en"' in refused.text
    assert "cannot be reached" in refused.text


def test_a_password_is_never_sent_back(app: Flask, installation: Installation) -> None:
    one = browser(app)
    fields = {"email": EMAIL, "password": "ett hemligt ord", **token(one, "/account/sign-in")}
    with others_store(installation):
        refused = one.post("/account/sign-in", data=fields)
    assert refused.status_code == 503
    assert "hemligt" not in refused.text


def test_programs_are_told_when_to_ask_again(app: Flask, installation: Installation) -> None:
    with others_store(installation):
        answer = app.test_client().get("/api/v1/questionnaires", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert answer.json
    assert answer.json["code"] == "D040"


@pytest.fixture(autouse=True)
def _logs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
