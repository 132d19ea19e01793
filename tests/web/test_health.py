"""What whoever watches over the server is told: whether it can do its work, and nothing about anybody."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.services.installation import Installation
from app.services.readiness import LATE_AFTER, SILENT_AFTER, readiness, show_sign_of_life
from app.store.messages import StoredMessage, insert_message
from app.worker import SignOfLife
from tests.builders import NOW

WHAT = ("database", "tables", "worker", "mail", "servers")


def mail(kind: str, due: datetime) -> StoredMessage:
    return StoredMessage(kind, None, None, kind, "kim@norrdal.example", "S", "T", "", due, due)


def test_an_installation_whose_worker_works_is_ready(any_installation: Installation) -> None:
    show_sign_of_life(any_installation, NOW)
    found = readiness(any_installation, NOW + timedelta(seconds=30))
    assert found.is_ready
    assert found.found == {"database": "ok", "tables": "ok", "worker": "ok", "mail": "ok", "servers": "ok"}


def test_a_worker_that_was_never_seen_or_not_for_long_is_told(any_installation: Installation) -> None:
    assert readiness(any_installation, NOW).found["worker"] == "not at work"
    show_sign_of_life(any_installation, NOW)
    show_sign_of_life(any_installation, NOW + timedelta(hours=1))
    assert readiness(any_installation, NOW + timedelta(hours=1)).is_ready
    late = NOW + timedelta(hours=1) + SILENT_AFTER
    assert readiness(any_installation, late).found["worker"] == "not at work"


@pytest.mark.parametrize(("kind", "told"), [("notice", "late"), ("reminder", "ok")])
def test_mail_that_is_long_due_is_told_but_never_of_reminders(
    any_installation: Installation, kind: str, told: str
) -> None:
    show_sign_of_life(any_installation, NOW)
    with any_installation.database.writing() as connection:
        insert_message(connection, mail(kind, NOW - LATE_AFTER - timedelta(minutes=1)))
    assert readiness(any_installation, NOW).found["mail"] == told


def test_tables_of_another_version_are_told(any_installation: Installation) -> None:
    with any_installation.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    found = readiness(any_installation, NOW)
    with any_installation.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0015'"))
    assert found.found == {"database": "ok", "tables": "of another version of Samspel"}


def test_a_database_that_is_away_is_told_in_words(app: Flask, installation: Installation) -> None:
    installation.database.dispose()
    installation.database.files[0].unlink()
    installation.database.files[0].mkdir()
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"ready": False, "database": "database away"}
    assert app.test_client().get("/healthz").text == "ok\n"


def test_the_page_tells_it_and_is_never_kept(app: Flask, installation: Installation) -> None:
    assert app.test_client().get("/readyz").status_code == 503
    show_sign_of_life(installation, datetime.now(UTC))
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {
        "ready": True,
        "database": "ok",
        "tables": "ok",
        "worker": "ok",
        "mail": "ok",
        "servers": "ok",
    }
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_the_worker_shows_itself_between_mails_but_not_at_each(installation: Installation) -> None:
    moments = iter([0.0, 0.0, 0.0, 1.0, 25.0, 25.0])
    sign = SignOfLife(installation, lambda: next(moments))
    for seen in (True, False, True):
        with installation.database.writing() as connection:
            connection.execute(text("DELETE FROM signs_of_life"))
        sign.show()
        assert (readiness(installation, datetime.now(UTC)).found["worker"] == "ok") is seen


def test_prometheus_is_told_the_same_and_no_number_that_somebodys_deed_moves(
    app: Flask, installation: Installation
) -> None:
    show_sign_of_life(installation, datetime.now(UTC))
    told = [one for one in app.test_client().get("/metrics").text.splitlines() if not one.startswith("#")]
    assert told == [f'samspel_in_order{{what="{what}"}} 1' for what in WHAT]
    show_sign_of_life(installation, datetime.now(UTC) - timedelta(hours=1))
    assert 'samspel_in_order{what="worker"} 0' in app.test_client().get("/metrics").text
