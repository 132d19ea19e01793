"""A fault is noted by its code and its place in the program; what a visitor sent is nowhere in the log."""

import logging
import re

import pytest
from flask import Flask

from app.cli.server_log import ServerLog
from app.services.installation import Installation
from app.web.answering import StoredAnswering
from app.web.logs import fault_words
from tests.builders import opened_round
from tests.web.conftest import browser, token

MARK = "kvarglömd formulering"


class BrokenAnswering(StoredAnswering):
    """A place for answers whose disk is full: the error quotes what it could not store, as databases do."""

    def save(self, view: object, token: str, answers: object, page: object) -> None:
        raise RuntimeError(f"cannot store {answers} of {token}") from ValueError(str(answers))


@pytest.fixture
def broken(app: Flask, installation: Installation) -> Flask:
    app.config["TESTING"] = False
    app.extensions["answering"] = BrokenAnswering(installation)
    return app


def test_a_fault_in_the_form_is_noted_without_a_word_of_what_was_answered(
    broken: Flask, installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    view = opened_round(installation)
    one = browser(broken)
    page = f"/r/{view.round.code}"
    one.post(page)
    fields = {"item_puls_kommentar": MARK, "item_riktning_puls": "4", **token(one, f"{page}/4")}
    failed = one.post(f"{page}/4", data=fields, environ_overrides={"REMOTE_ADDR": "203.0.113.77"})
    assert failed.status_code == 500
    noted = caplog.text
    assert MARK not in noted
    assert "203.0.113.77" not in noted
    assert view.round.code not in noted
    code = re.search(r"Felkod: ([A-Z2-9]{8})", failed.text)
    assert code
    assert code[1] in noted
    assert "POST respond.save_step: builtins.RuntimeError from builtins.ValueError at" in noted
    assert "web/respond.py" in noted


def test_the_error_of_a_statement_does_not_tell_its_values(any_installation: Installation) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    with pytest.raises(SQLAlchemyError) as failed, any_installation.database.writing() as connection:
        connection.execute(text("INSERT INTO nosuch (words) VALUES (:words)"), {"words": MARK})
    assert MARK not in str(failed.value)


def test_the_way_through_the_code_is_told_without_the_errors_words() -> None:
    try:
        raise KeyError(MARK)
    except KeyError as error:
        words = fault_words(type(error), error, error.__traceback__)
    assert words.startswith("builtins.KeyError at ")
    assert "test_logs.py" in words
    assert MARK not in words


class TestGunicornsLog:
    @pytest.fixture
    def log(self, caplog: pytest.LogCaptureFixture) -> ServerLog:
        from gunicorn.config import Config

        found = ServerLog(Config())
        found.error_log.addHandler(caplog.handler)
        return found

    def test_a_request_that_cannot_be_read_is_noted_without_its_address(
        self, log: ServerLog, caplog: pytest.LogCaptureFixture
    ) -> None:
        log.warning(f"Invalid request from ip=203.0.113.77: {MARK}")
        log.warning("Worker with pid %s was terminated", 7)
        assert "203.0.113.77" not in caplog.text
        assert MARK not in caplog.text
        assert "A request could not be read" in caplog.text
        assert "Worker with pid 7" in caplog.text

    def test_a_fault_is_noted_without_the_address_of_the_page(
        self, log: ServerLog, caplog: pytest.LogCaptureFixture
    ) -> None:
        try:
            raise OSError(MARK)
        except OSError:
            log.exception("Error handling request %s %s", "POST", f"/r/ABCDEF?words={MARK}")
        assert "builtins.OSError" in caplog.text
        assert MARK not in caplog.text
        assert "ABCDEF" not in caplog.text
