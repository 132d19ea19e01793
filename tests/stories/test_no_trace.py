"""Whatever is done with a round, what somebody answered is in the tables of answers and nowhere else."""

import io
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from app.application import create_app
from app.services.answer_files import import_file
from app.services.installation import Installation
from app.services.retention import delete_expired
from app.services.rounds import RoundView
from app.store.database import Base
from tests.builders import EMAIL, NOW, PASSWORD, facilitator, fresh, opened_round
from tests.web.conftest import browser, token

ITEM, VALUE = "item_riktning_puls", "marked-7391"
COMMENT, UNFINISHED, IMPORTED = "bortkommen formulering", "oavslutad tanke", "instoppad mening"
# Plain letters: they look the same however a text is written.
MARKS = (VALUE, COMMENT, UNFINISHED, IMPORTED)
HOME = {"responses", "answers", "comments", "drafts"}


@pytest.fixture
def home(any_installation: Installation, tmp_path: Path) -> Installation:
    return replace(any_installation, settings=replace(any_installation.settings, instance=tmp_path / "instance"))


@pytest.fixture
def people(home: Installation) -> tuple[FlaskClient, FlaskClient]:
    """One who answers, and the facilitator."""
    app = create_app(home)
    facilitator(home)
    leader = browser(app)
    fields = {"email": EMAIL, "password": PASSWORD, **token(leader, "/account/sign-in")}
    leader.post("/account/sign-in", data=fields)
    return browser(app), leader


def fill_in(one: FlaskClient, view: RoundView, **fields: str) -> None:
    link = f"/r/{view.round.code}"
    one.post(link, data={"as": "another"})
    one.post(f"{link}/2", data={"item_nytta_puls": "4", **token(one, f"{link}/2")})
    data = {"step": "4", **fields, **token(one, f"{link}/4")}
    one.post(f"{link}/draft", data=data)
    one.post(f"{link}/4", data=data)


def hand_in(one: FlaskClient, view: RoundView) -> None:
    link = f"/r/{view.round.code}"
    one.post(f"{link}/review", data=token(one, f"{link}/review"))


def press(one: FlaskClient, page: str, **fields: str) -> bytes:
    answer = one.post(page, data={**fields, **token(one, page)})
    assert answer.status_code in {200, 302}, page
    return bytes(answer.data)


def everything_is_done(home: Installation, people: tuple[FlaskClient, FlaskClient], folder: Path) -> list[bytes]:
    """Answers, faults, an import, closing, results, exports, the log, deletion and restoring; gives the exports
    that are not results."""
    one, leader = people
    view = opened_round(home)
    for _ in range(3):
        fill_in(one, view, item_puls_kommentar=COMMENT)
        hand_in(one, view)
    fill_in(one, view, **{ITEM: VALUE})
    hand_in(one, view)
    fill_in(one, view, item_puls_kommentar=UNFINISHED)
    sheet = folder / "sheet.csv"
    sheet.write_text(f"nytta_puls,puls_kommentar\n4,{IMPORTED}\n")
    import_file(home, view, sheet, NOW, actor=facilitator(home), dry_run=False)
    sheet.unlink()
    round_page, place = f"/facilitate/rounds/{view.round.code}", f"/collaborations/{view.collaboration_id}"
    press(leader, f"{round_page}/close")
    assert fresh(home, view).received == 4
    exported = zipfile.ZipFile(io.BytesIO(press(leader, f"{place}/export")))
    given = [exported.read(name) for name in ("collaboration.json", "record.json", "log.json")]
    press(leader, f"{round_page}/open")
    press(leader, f"{round_page}/close")
    press(leader, f"{place}/delete", name=view.round.collaboration)
    leader.post(f"{place}/restore", data=token(leader, "/collaborations"))
    given += [leader.get(page).data for page in (f"{place}/log", f"{place}/log.csv", "/account/data.json")]
    delete_expired(home, NOW + timedelta(days=1))
    return given


def elsewhere(home: Installation) -> Iterator[tuple[str, str]]:
    """(table, row) of every table but those for answers."""
    with home.database.reading() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name not in HOME:
                for row in connection.execute(text(f"SELECT * FROM {table.name}")):
                    yield table.name, str(tuple(row))


def test_marked_answers_are_in_no_other_table_no_log_no_file_and_no_export(
    home: Installation,
    people: tuple[FlaskClient, FlaskClient],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    given = everything_is_done(home, people, tmp_path)
    with home.database.reading() as connection:
        kept = str([tuple(row) for table in sorted(HOME) for row in connection.execute(text(f"SELECT * FROM {table}"))])
    assert [mark for mark in (COMMENT, IMPORTED) if mark not in kept] == [], "the marks were never stored"
    assert UNFINISHED not in kept, "a draft is sealed by what only its device has"
    found = list(elsewhere(home))
    assert {table for table, _ in found} >= {"audit", "rounds", "handed_in", "accounts"}
    captured = capfd.readouterr()
    files = [path for path in home.settings.instance.rglob("*") if path.is_file()]
    for mark in MARKS:
        assert [table for table, row in found if mark in row] == []
        assert mark not in caplog.text + captured.out + captured.err
        assert [path.name for path in files if mark.encode() in path.read_bytes()] == []
        assert [one for one in given if mark.encode() in one] == []


def test_the_log_of_the_whole_story_tells_who_did_what(
    home: Installation, people: tuple[FlaskClient, FlaskClient], tmp_path: Path
) -> None:
    everything_is_done(home, people, tmp_path)
    with home.database.reading() as connection:
        deeds = list(connection.execute(text("SELECT deed FROM audit ORDER BY id")).scalars())
    wanted = ["answers_imported", "collaboration_exported", "collaboration_deleted", "collaboration_restored"]
    assert [deed for deed in deeds if deed in wanted] == wanted
