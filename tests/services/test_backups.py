"""A backup is taken while the database is in use, and brings back the same results, or is refused as a whole."""

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest

from app.config import Settings
from app.domain.errors import SamspelError
from app.services.audit import record
from app.services.backups import back_up, restore
from app.services.exports.collecting import exported_round
from app.services.exports.files import Wanted, data_file
from app.services.installation import Installation
from app.services.rounds import find_round
from app.store import backup
from tests.builders import NOW, answer, closed, opened_round
from tests.conftest import settings
from tests.postgres import PROGRAMS

FORMS = ("csv", "long", "json")


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def elsewhere(any_installation: Installation, tmp_path: Path) -> Iterator[Settings]:
    """Settings of an installation with an empty database of the same kind and the same key."""
    here = replace(any_installation.settings, instance=tmp_path / "elsewhere")
    if any_installation.database.is_sqlite:
        yield replace(here, database_url=f"sqlite:///{here.instance / 'samspel.db'}")
        return
    url = any_installation.database.engine.url
    plain = url.set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS restored")
        connection.execute("CREATE DATABASE restored")
    yield replace(here, database_url=plain.set(database="restored").render_as_string(hide_password=False))


def closed_round(installation: Installation) -> str:
    view = opened_round(installation)
    for number in range(8):
        answer(installation, view, number, value=1 + number % 5)
    return closed(installation, view).round.code


def files_of(installation: Installation, code: str) -> list[bytes]:
    exported = exported_round(installation, find_round(installation, code))
    return [data_file(exported, form, Wanted("sv", NOW, False)).content for form in FORMS]


def refused(empty: Settings, path: Path) -> str:
    with pytest.raises(SamspelError) as why:
        restore(empty, path)
    return why.value.code


def test_results_come_back_byte_for_byte_from_a_backup_taken_amid_a_transaction(
    any_installation: Installation, elsewhere: Settings, tmp_path: Path
) -> None:
    code = closed_round(any_installation)
    before = files_of(any_installation, code)
    path = tmp_path / "backup.zip"
    with any_installation.database.writing() as connection:
        record(connection, NOW, None, "round_opened", None, "half done")
        back_up(any_installation.settings, path, NOW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir() if "samspel-backup" in one.name] == []
    found = restore(elsewhere, path)
    assert found.has_same_key
    other = Installation.open(elsewhere)
    try:
        assert files_of(other, code) == before
        with other.database.reading() as connection:
            log = connection.exec_driver_sql("SELECT count(*) FROM audit WHERE subject = 'half done'").scalar_one()
            assert log == 0
            if other.database.is_sqlite:
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
                assert connection.exec_driver_sql("PRAGMA freelist_count").scalar_one() == 0
        assert refused(elsewhere, path) == "D051"
        assert files_of(other, code) == before
    finally:
        other.database.dispose()


def test_a_backup_of_an_open_round_does_not_tell_in_which_order_people_handed_in(
    any_installation: Installation, elsewhere: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "RUN", 5)  # rows are sorted in several runs
    view, came = opened_round(any_installation), list[str]()
    for number in range(12):
        answer(any_installation, view, 1, puls_kommentar=f"Kommentar {number}")
        came += set(column(any_installation, "id", "responses")) - set(came)
    path = tmp_path / "backup.zip"
    back_up(any_installation.settings, path, NOW)
    restore(elsewhere, path)
    other = Installation.open(elsewhere)
    try:
        for table, first in (("responses", "id"), ("sealed_comments", None), ("handed_in", "token_hash")):
            rows = column(other, first or "*", table)
            assert len(rows) == 12
            assert rows == sorted(rows), table
        assert set(column(other, "id", "responses")) == set(came)
    finally:
        other.database.dispose()


def column(installation: Installation, name: str, table: str) -> list[str]:
    """Its values as they lie in the table: as who reads the whole file meets them."""
    with installation.database.reading() as connection:
        return [str(row[0]) for row in connection.exec_driver_sql(f"SELECT {name} FROM {table}")]


def test_a_backup_that_is_cut_or_changed_is_refused_and_nothing_is_stored(
    any_installation: Installation, elsewhere: Settings, tmp_path: Path
) -> None:
    path, broken = tmp_path / "backup.zip", tmp_path / "broken.zip"
    back_up(any_installation.settings, path, NOW)
    whole = path.read_bytes()
    for content in (b"", whole[: len(whole) // 2], whole[:-1], b"no backup at all"):
        broken.write_bytes(content)
        assert refused(elsewhere, broken) == "D050"
    with ZipFile(path) as whole_file:
        manifest, database = json.loads(whole_file.read("manifest.json")), whole_file.read("database")
    for change, code in (
        ({"sha256": "0" * 64}, "D050"),
        ({"shape": "of_tomorrow"}, "D054"),
        ({"kind": "another"}, "D055"),
        ({"unknown": ""}, "D050"),
    ):
        with ZipFile(broken, "w") as whole_file:
            whole_file.writestr("manifest.json", json.dumps({**manifest, **change}))
            whole_file.writestr("database", database)
        assert refused(elsewhere, broken) == code
    restore(elsewhere, path)


def test_another_key_is_told_and_the_key_itself_is_not_in_the_backup(
    any_installation: Installation, elsewhere: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "backup.zip"
    back_up(any_installation.settings, path, NOW)
    with ZipFile(path) as whole_file:
        assert any_installation.settings.secret_key.encode() not in whole_file.read("manifest.json")
    assert not restore(replace(elsewhere, secret_key="another"), path).has_same_key


def test_an_empty_database_is_not_backed_up_and_what_was_there_stays(
    any_installation: Installation, elsewhere: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "backup.zip"
    path.write_bytes(b"the one before")
    with pytest.raises(SamspelError, match="D056"):
        back_up(elsewhere, path, NOW)
    with pytest.raises(SamspelError, match="D001"):
        back_up(any_installation.settings, tmp_path / "nowhere" / "backup.zip", NOW)
    assert path.read_bytes() == b"the one before"


def test_without_postgresqls_programs_a_sentence_says_which(
    any_installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "backup.zip"
    if any_installation.database.is_sqlite:
        back_up(any_installation.settings, path, NOW)
        assert path.exists()
        return
    with pytest.raises(SamspelError, match="D052") as told:
        back_up(any_installation.settings, path, NOW)
    assert told.value.facts["program"] == "pg_dump"
    assert not path.exists()


def test_a_password_goes_by_the_environment_and_never_on_a_command_line(
    postgres_model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program's place is taken by one that tells how it was called."""
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$PGPASSWORD and $*" | tr "\\n" " " >&2\nexit 1\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    address = postgres_model.replace("postgres:@", "postgres:hidden%40word@")
    assert address != postgres_model
    with pytest.raises(SamspelError, match="D053") as told:
        back_up(settings(address, tmp_path), tmp_path / "backup.zip", NOW)
    environment, _, line = str(told.value.facts["detail"]).partition(" and ")
    assert environment == "hidden@word"
    assert "--dbname=" in line
    assert "hidden" not in line
