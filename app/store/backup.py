"""A database as one file, taken while others use it, and put back into an empty one."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import inspect

from app.store.database import Database


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
    _program(database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def put_back(database: Database, source: Path) -> None:
    """Fills the empty database with what `take` has written: whole, or not at all. Raises ProgramFailed, FaultyCopy."""
    if not database.is_sqlite:
        rights = ("--no-owner", "--no-privileges")
        _program(database, "pg_restore", "--single-transaction", "--exit-on-error", *rights, str(source))
        return
    with closing(sqlite3.connect(source)) as copy, database.glancing() as connection:
        _require_whole(copy)
        raw: Any = connection.connection.driver_connection
        copy.backup(raw)


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
