"""A database as one file, taken while others use it, and put back into an empty one."""

import os
import sqlite3
import subprocess
import tarfile
from contextlib import ExitStack, closing
from heapq import merge
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

from alembic.migration import MigrationContext
from sqlalchemy import inspect

from app.store.database import Database

CONTENTS = "toc.dat"
"""What a dump says of itself, beside a file for each table."""
END_OF_ROWS = b"\\.\n"
RUN = 200_000
"""Rows that are sorted in memory at a time."""


class ProgramFailed(Exception):
    """One of PostgreSQL's programs is not there or ended with a fault: its name, and what it said."""

    def __init__(self, program: str, said: str) -> None:
        super().__init__(program, said)
        self.program, self.said = program, said


class FaultyCopy(Exception):
    """A copy of an SQLite database that is no whole database, or whose rows point at nothing."""


def shape_of(database: Database) -> str | None:
    """The name of the last migration that the database has seen; None where there are no tables."""
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_empty(database: Database) -> bool:
    """Whether there are no tables at all."""
    with database.reading() as connection:
        return not inspect(connection).get_table_names()


def take(database: Database, target: Path) -> None:
    """Writes the database as it is at one moment to the file, which may be there only if it is empty. Of SQLite it has
    neither the log nor the pages of what has been deleted. Raises ProgramFailed."""
    if database.is_sqlite:
        with database.glancing() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
        return
    with TemporaryDirectory(prefix=".samspel-dump-", dir=target.parent) as folder:
        dump = Path(folder, "dump")
        way = ("--format=directory", "--compress=0", "--no-owner", "--no-privileges")
        _program(database, "pg_dump", *way, f"--file={dump}")
        for table in dump.glob("*.dat"):
            if table.name != CONTENTS:
                _forget_order(table)
        with tarfile.open(target, "w") as whole:
            whole.add(dump, dump.name)


def put_back(database: Database, source: Path) -> None:
    """Fills the empty database with what `take` has written: whole, or not at all. Raises ProgramFailed, FaultyCopy."""
    if not database.is_sqlite:
        rights = ("--no-owner", "--no-privileges")
        with TemporaryDirectory(prefix=".samspel-dump-", dir=source.parent) as folder:
            _unpack(source, Path(folder))
            _program(database, "pg_restore", "--single-transaction", "--exit-on-error", *rights, folder)
        return
    with closing(sqlite3.connect(source)) as copy, database.glancing() as connection:
        _require_whole(copy)
        raw: Any = connection.connection.driver_connection
        copy.backup(raw)


def _forget_order(table: Path) -> None:
    """Sorts the rows of a table as they stand in the dump. PostgreSQL writes them as they lie: of an open round, in the
    order in which people handed in (decision 0032). The first columns are random keys."""
    with ExitStack() as opened:
        runs: list[IO[bytes]] = []
        rows = opened.enter_context(table.open("rb"))
        until_end = iter(rows.readline, END_OF_ROWS)
        while several := list(islice(until_end, RUN)):
            if not several[-1]:
                raise ProgramFailed("pg_dump", "a table that does not end")
            # On disk, without a name: a country's answers are millions of rows.
            run = opened.enter_context(TemporaryFile(dir=table.parent))
            run.writelines(sorted(several))
            run.seek(0)
            runs.append(run)
        rest = rows.read()
        table.unlink()  # what is open stays readable
        with table.open("xb") as ordered:
            ordered.writelines(merge(*runs))
            ordered.write(END_OF_ROWS + rest)


def _unpack(source: Path, folder: Path) -> None:
    """Files lie side by side in a dump; whatever else their names say, they are written nowhere else."""
    with tarfile.open(source) as whole:
        for one in whole:
            found = whole.extractfile(one)
            if found is not None:
                with found, Path(folder, Path(one.name).name).open("wb") as file:
                    copyfileobj(found, file)


def _require_whole(copy: sqlite3.Connection) -> None:
    try:
        whole = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        broken = copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as fault:
        raise FaultyCopy from fault
    if broken or not whole:
        raise FaultyCopy


def _program(database: Database, name: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs on the database. The password goes by the environment: who lists the machine's
    processes reads their command lines."""
    # Only here: SQLite needs none of it.
    from psycopg.conninfo import make_conninfo

    _, found = database.engine.dialect.create_connect_args(database.engine.url)
    found.pop("context", None)  # the driver's own, no word of an address
    password = str(found.pop("password", ""))
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    command = [name, f"--dbname={make_conninfo(**found)}", "--no-password", *arguments]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as fault:
        raise ProgramFailed(name, "") from fault
    if done.returncode:
        said = done.stderr.strip() or str(done.returncode)
        raise ProgramFailed(name, said.splitlines()[0])
