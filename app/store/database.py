"""The connection to SQLite or PostgreSQL, and the tables' common base."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, DateTime, Dialect, Engine, TypeDecorator, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase

from app.store.faults import EXHAUSTED, PatientConnection, Unavailable, tell_unavailable
from app.store.turns import Turns

BUSY_TIMEOUT = 10_000
"""Milliseconds that a writer waits for another on SQLite."""
STATEMENT_TIMEOUT, LOCK_TIMEOUT, IDLE_TIMEOUT = 15_000, 8_000, 60_000
"""Milliseconds that PostgreSQL works at a statement, waits for a lock, keeps a transaction in which nothing happens."""
PATIENCE = 20.0
"""Seconds that a statement is waited for: longer than the server itself would work at it, which may have stopped."""
CONNECT_TIMEOUT = 5
"""Seconds that a connection may take to be made."""
POOL_TIMEOUT = 10
"""Seconds that a thread waits for a connection that another one has."""
UPGRADE_LOCK = 7_303_014
"""Number of the lock under which PostgreSQL's tables are changed; any, but always the same."""
LIMITS: dict[str, Any] = {
    "connect_timeout": CONNECT_TIMEOUT,
    "options": f"-c statement_timeout={STATEMENT_TIMEOUT} -c lock_timeout={LOCK_TIMEOUT}"
    f" -c idle_in_transaction_session_timeout={IDLE_TIMEOUT}",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": int(PATIENCE * 1000),
}


_engines: WeakSet[Engine] = WeakSet()


def _leave_to_parent() -> None:
    """In a process that has just been forked: connections made before belong to the parent. Used by both, one would get
    the other's rows. They are left open, since closing them would say good-bye to the server in the parent's name."""
    for engine in list(_engines):
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_leave_to_parent)


class Base(DeclarativeBase):
    """Base of all tables. Names of constraints are fixed, so that migrations can speak of them."""


Base.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

UNORDERED: dict[str, Any] = {"sqlite_with_rowid": False}
"""Table arguments for rows that must not keep the order in which they came: SQLite then stores them by their random
key. On PostgreSQL, `responses.forget_arrival` does the same when a round closes."""


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone: given and taken as an aware datetime, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite keeps no zone, so UTC is put back."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """One database. `reading()` and `writing()` give a connection in a transaction that commits on success."""

    def __init__(self, url: str) -> None:
        """Raises ArgumentError for an address that is neither SQLite's nor PostgreSQL's; connects to nothing yet."""
        parsed = make_url(url)
        if parsed.get_backend_name() in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        elif parsed.drivername != "sqlite":
            raise ArgumentError(f"{parsed.drivername} is neither sqlite nor postgresql")
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        # Errors of statements never tell their values: those may be somebody's answers.
        self.engine: Engine = create_engine(
            parsed,
            hide_parameters=True,
            **(_of_sqlite(parsed) if self.is_sqlite else _of_postgresql(parsed)),
        )
        _engines.add(self.engine)
        tell_unavailable(self.engine)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            event.listen(self.engine, "do_connect", _connect_patiently)
        self._turns = Turns(self.files[0].absolute().parent if self.files else None)
        self._writer = self.engine.execution_options(samspel_begins="BEGIN IMMEDIATE")
        self._glancer = (
            self.engine.execution_options(samspel_begins="")
            if self.is_sqlite
            else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads."""
        with self._connected(self.engine) as connection, connection.begin():
            yield connection

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """For a single SELECT: no transaction around it, which saves two round trips."""
        with self._connected(self._glancer) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: on SQLite it takes the write lock at once, so that it cannot fail half way, and
        leaves no log behind as far as no reader needs it."""
        with self._turn(), self._connected(self._writer) as connection:
            with connection.begin():
                yield connection
            if self.is_sqlite:
                _empty_log(connection)

    def empty_log(self) -> None:
        """On SQLite: empties the log of the latest transactions where nobody reads just now. Nobody waits for it."""
        if self.is_sqlite:
            with self.glancing() as connection:
                _empty_log(connection)

    def settle(self) -> None:
        """On SQLite: moves the log of the latest transactions, in order, into the database and empties it."""
        if self.is_sqlite:
            with self.glancing() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def reshaping(self) -> Iterator[Connection]:
        """A transaction in which tables may be rebuilt, of one process at a time, however long it takes. SQLite would
        count a rebuilt table's rows as deleted, so its foreign keys are checked at the end instead. Raises
        ForeignKeysBroken, and nothing is changed."""
        with self._turn(), self._connected(self._writer) as connection:
            if not self.is_sqlite:
                with _without_limits(connection), connection.begin():
                    # Two servers that start at once would both find the tables missing.
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
                    yield connection
                return
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys = OFF")
            try:
                with connection.begin():
                    yield connection
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                    if broken:
                        raise ForeignKeysBroken(sorted({f"{row[0]} -> {row[2]}" for row in broken}))
            finally:
                raw.execute("PRAGMA foreign_keys = ON")

    def forget(self) -> None:
        """Takes what has been deleted out of SQLite's journal too, as far as no reader still needs it (the database
        file itself is overwritten at once). PostgreSQL sees to that by itself."""
        if self.is_sqlite:
            with self.glancing() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _turn(self) -> AbstractContextManager[None]:
        """PostgreSQL's writers do not wait for each other."""
        return self._turns.taken(BUSY_TIMEOUT / 1000) if self.is_sqlite else nullcontext()

    @staticmethod
    @contextmanager
    def _connected(engine: Engine) -> Iterator[Connection]:
        """Raises Unavailable (D045) where the process has no connection left."""
        try:
            connection = engine.connect()
        except PoolTimeout as fault:
            raise Unavailable(EXHAUSTED) from fault
        with connection:
            yield connection

    @property
    def files(self) -> tuple[Path, ...]:
        """The file of an SQLite database, its log, the log's index and its journal; nothing of PostgreSQL."""
        path = self.engine.url.database if self.is_sqlite else None
        if not path or path == ":memory:":
            return ()
        return tuple(Path(f"{path}{ending}") for ending in ("", "-wal", "-shm", "-journal"))

    def dispose(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


class ForeignKeysBroken(Exception):
    """A change of the tables' shape that would leave rows pointing at nothing."""


Transaction = Connection
"""A connection inside `reading()` or `writing()`: what services hand on to the store."""
Conflict = IntegrityError
"""Raised by a statement that would break a constraint."""


def _of_sqlite(url: URL) -> dict[str, Any]:
    """One in memory has one connection a thread, and nothing to wait for."""
    return {"pool_timeout": POOL_TIMEOUT} if url.database and url.database != ":memory:" else {}


def _of_postgresql(url: URL) -> dict[str, Any]:
    """How connections are made and kept. What the address says of a limit goes before ours."""
    limits = {name: found for name, found in LIMITS.items() if name not in url.query}
    return {"pool_pre_ping": True, "pool_timeout": POOL_TIMEOUT, "connect_args": limits}


def _connect_patiently(_dialect: Dialect, _record: object, arguments: Any, settings: Any) -> PatientConnection:
    made = PatientConnection.connect(*arguments, **settings)
    made.patience = PATIENCE
    return made


@contextmanager
def _without_limits(connection: Connection) -> Iterator[None]:
    """While tables are changed, PostgreSQL takes the time that it needs."""
    raw: Any = connection.connection.driver_connection
    names = ("statement_timeout", "lock_timeout")
    with connection.begin():
        before = [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names]
        for name in names:
            connection.exec_driver_sql(f"SET {name} = 0")
    raw.patience = None
    try:
        yield
    finally:
        raw.patience = PATIENCE
        with connection.begin():
            for name, value in zip(names, before, strict=True):
                connection.exec_driver_sql(f"SET {name} = '{value}'")


def _prepare_sqlite(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.isolation_level = None  # transactions are begun by _begin_sqlite
    cursor = dbapi_connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT}",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _empty_log(connection: Connection) -> None:
    """Every transaction leaves its pages in the log, one after the other: whoever copies it could replay which rows
    came together (decision 0032). It is not waited for readers: a hand-in must not, and the next one tries again. What
    has been committed is kept whatever becomes of this."""
    raw: Any = connection.connection.driver_connection
    with suppress(sqlite3.Error):
        raw.execute("PRAGMA busy_timeout = 0")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")


def _begin_sqlite(connection: Connection) -> None:
    begins = connection.get_execution_options().get("samspel_begins", "BEGIN")
    if begins:
        connection.exec_driver_sql(begins)
