"""Writers of an SQLite database queue, those of other processes too, and nobody waits for ever."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text

from app.config import ROOT
from app.store import database as database_module
from app.store.database import Database
from app.store.faults import BUSY, EXHAUSTED, Unavailable
from app.store.turns import Turns

PATIENT, HURRIED = 60.0, 0.05
HOLDS = """
import sys
from pathlib import Path
from app.store.turns import Turns
with Turns(Path(sys.argv[1])).taken(60):
    print("has it", flush=True)
    sys.stdin.read()
"""
ADDS = """
import sys
from sqlalchemy import text
from app.store.database import Database
database = Database(sys.argv[1])
for _ in range(50):
    with database.writing() as connection:
        number = connection.execute(text("SELECT number FROM counted")).scalar_one()
        connection.execute(text("UPDATE counted SET number = :number"), {"number": number + 1})
database.dispose()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Another process, which has the turn until its input ends."""
    one = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert one.stdout and one.stdout.readline() == "has it\n"
    return one


def test_a_writer_waits_for_the_turn_of_another_process_and_gets_it_when_that_is_killed(tmp_path: Path) -> None:
    other = holder(tmp_path)
    with pytest.raises(Unavailable, match=BUSY), Turns(tmp_path).taken(HURRIED):
        pass
    other.kill()
    with Turns(tmp_path).taken(PATIENT):
        pass
    other.communicate()


def test_threads_of_one_process_wait_for_each_other_no_longer_than_they_may(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    told: list[str] = []

    def hurries() -> None:
        try:
            with turns.taken(HURRIED):
                told.append("has it")
        except Unavailable as fault:
            told.append(fault.code)

    with turns.taken(PATIENT):
        one = Thread(target=hurries)
        one.start()
        one.join()
    hurries()
    assert told == [BUSY, "has it"]


def test_a_turn_that_was_waited_for_in_vain_is_not_kept(tmp_path: Path) -> None:
    turns, other = Turns(tmp_path), holder(tmp_path)
    for _ in range(2):
        with pytest.raises(Unavailable, match=BUSY), turns.taken(HURRIED):
            pass
    other.communicate("")
    with turns.taken(PATIENT):
        pass


def test_where_a_folder_cannot_be_locked_the_database_has_to_do(tmp_path: Path) -> None:
    with Turns(tmp_path / "not there").taken(HURRIED):
        pass


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    with Turns(tmp_path).taken(PATIENT):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_several_processes_write_at_once_is_all_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'counted.db'}"
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE counted (number INTEGER)"))
        connection.execute(text("INSERT INTO counted VALUES (0)"))
    writers = [subprocess.Popen([sys.executable, "-c", ADDS, url], cwd=ROOT) for _ in range(3)]
    assert [one.wait() for one in writers] == [0, 0, 0]
    with database.reading() as connection:
        assert connection.execute(text("SELECT number FROM counted")).scalar_one() == 150
    database.dispose()


def test_who_reads_waits_for_nobody_that_writes(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.db'}")
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE t (x)"))
    with database.writing() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
        with database.reading() as another:
            assert another.execute(text("SELECT count(*) FROM t")).scalar_one() == 0
    database.dispose()


def test_a_process_without_a_connection_left_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "POOL_TIMEOUT", HURRIED)
    database = Database(f"sqlite:///{tmp_path / 'one.db'}")
    with ExitStack() as held:
        for _ in range(15):
            held.enter_context(database.glancing())
        with pytest.raises(Unavailable, match=EXHAUSTED), database.glancing():
            pass
    with database.reading() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    database.dispose()
