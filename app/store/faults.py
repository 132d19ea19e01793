"""What is wrong when a database does not do what it is asked, told from what its driver says."""

import sqlite3
from collections.abc import Generator, Mapping
from time import monotonic
from typing import Any

import psycopg
from psycopg import errors
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

BUSY, FULL, AWAY, SILENT, READ_ONLY, EXHAUSTED = "D040", "D041", "D042", "D043", "D044", "D045"
REASONS: Mapping[str, str] = {
    BUSY: "database locked",
    FULL: "disk full",
    AWAY: "database away",
    SILENT: "database silent",
    READ_ONLY: "database read-only",
    EXHAUSTED: "no database connection left",
}
"""The reason by code, in the words of the log."""
RETRY_AFTER = 10
"""Seconds after which whoever asked may ask again."""

OF_SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: AWAY,  # a disk that fails; one that is full says so
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
}
OF_POSTGRESQL: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.QueryCanceled, SILENT),
    (errors.LockNotAvailable, BUSY),
    (errors.DeadlockDetected, BUSY),
    (errors.SerializationFailure, BUSY),
    (errors.DiskFull, FULL),
    (errors.OutOfMemory, BUSY),
    (errors.TooManyConnections, BUSY),
    (errors.ReadOnlySqlTransaction, READ_ONLY),
)


class Unavailable(Exception):
    """The database cannot do what it is asked just now. Nothing of what was under way has been stored.

    `code`, whose sentence users read: D040 (locked by others), D041 (no room left), D042 (gone), D043 (does not answer
    in time), D044 (may not be written), D045 (all connections are taken). Not a SamspelError: no use case can mend it,
    or go on."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code} {REASONS[code]}")
        self.code = code


class Silent(psycopg.OperationalError):
    """The server has taken a statement and says nothing."""


def code_of(fault: BaseException | None) -> str | None:
    """Which kind of unavailability it is; None for what is none: a fault of ours, a constraint."""
    if isinstance(fault, sqlite3.OperationalError):
        return OF_SQLITE.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(fault, Silent | psycopg.errors.ConnectionTimeout):
        return SILENT
    if isinstance(fault, psycopg.Error):
        known = next((code for kind, code in OF_POSTGRESQL if isinstance(fault, kind)), None)
        # Without a state it is the client that speaks: the connection could not be made, or was lost.
        gone = isinstance(fault, psycopg.OperationalError) and (
            not fault.sqlstate or fault.sqlstate[:2] in ("08", "57")
        )
        return known or (AWAY if gone else None)
    return None


def tell_unavailable(engine: Engine) -> None:
    """From now on the engine raises `Unavailable` for what it is, and SQLAlchemy's own error for everything else."""

    @event.listens_for(engine, "handle_error", retval=True)
    def tell(context: ExceptionContext) -> Unavailable | None:
        code = None if context.is_pre_ping else code_of(context.original_exception)
        return Unavailable(code) if code else None


class PatientConnection(psycopg.Connection[Any]):
    """A connection that waits for an answer of the server no longer than `patience` seconds; None: without end.

    A time limit of the server's own cannot help where it has stopped altogether."""

    patience: float | None = None

    def wait(self, gen: Generator[Any, Any, Any], interval: float = 0.5, timeout: float | None = None) -> Any:
        """Raises Silent; the connection is closed then, since what it would still bring belongs to nobody."""
        patience = self.patience if timeout is None else timeout
        if patience is None:
            return super().wait(gen, interval)
        last = monotonic() + patience
        try:
            return super().wait(gen, interval, patience)
        except psycopg.OperationalError as fault:
            if fault.sqlstate or monotonic() < last:
                raise
            self.pgconn.finish()
            raise Silent("the server does not answer") from fault
