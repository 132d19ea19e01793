"""A storm of answers while the disk is full, or the database is held by somebody else or silent."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.live.census import Census, close_and_count, open_a_round
from bench.live.postgresql import Cluster
from bench.live.served import Server, seen_from_here
from bench.live.waiting import eventually
from bench.torture.answers import server_on
from bench.torture.storm import Storm, storm

Hindrance = Callable[[Server, Cluster | None, Path, float], None]
ROOM = {"sqlite": "12m", "postgresql": "160m"}
"""How large the disk is that becomes full."""


@dataclass(frozen=True)
class Hindered:
    """What became of one storm. `recovered`: somebody then got through at the first attempt."""

    kind: str
    what: str
    seconds: float
    census: Census
    statuses: dict[str, int]
    strange: int
    not_through: int
    recovered: bool

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, doubled or mixed up, and the server was itself again."""
        return self.census.holds and self.recovered and not self.strange


def database_is_held(server: Server, database: Cluster | None, folder: Path, seconds: float) -> None:
    """On SQLite another program writes and does not finish; PostgreSQL is stopped (SIGSTOP): nothing answers."""
    if database:
        database.silence()
        time.sleep(seconds)
        database.wake()
        return
    other = sqlite3.connect(folder / "served" / "samspel.db", timeout=60, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    time.sleep(seconds)
    other.execute("ROLLBACK")
    other.close()


def disk_is_full(server: Server, database: Cluster | None, folder: Path, seconds: float) -> None:
    """Something else takes all the room there is, and goes again."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 65536):
                pass
        except OSError:
            pass
    time.sleep(seconds)
    ballast.unlink()
    if database:
        database.keep_running()


def answers_under(what: str, hindrance: Hindrance, kind: str, folder: Path, seconds: float) -> Hindered:
    """The storm has begun, the hindrance comes for so long, and the storm goes on for a while."""
    with server_on(kind, folder, "--workers", "2") as (server, database), seen_from_here(server.env) as installation:
        view = open_a_round(installation)
        installation.database.dispose()
        with storm(view, server.port, patience=90.0) as people:
            _some_have_answered(people, 3)
            hindrance(server, database, folder, seconds)
            _some_have_answered(people, 3)
        installation.database.dispose()
        recovered = people.answers_one()
        census = close_and_count(installation, view, people.everybody, people.promised)
    return Hindered(kind, what, seconds, census, people.statuses, len(people.strange), people.not_through, recovered)


def _some_have_answered(people: Storm, more: int) -> None:
    wanted = len(people.promised) + more
    eventually(lambda: len(people.promised) >= wanted, "somebody is through", 180)


@contextmanager
def small_disk(kind: str, folder: Path) -> Iterator[Path]:
    """A disk of its own with little room, where this process may make one (root). Raises PermissionError."""
    place = folder / "disk"
    place.mkdir(parents=True)
    if os.geteuid() or not shutil.which("mount"):
        raise PermissionError("only root makes a small disk")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM[kind]}", "tmpfs", place], check=False)
    if made.returncode:
        raise PermissionError("no small disk can be made here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)
