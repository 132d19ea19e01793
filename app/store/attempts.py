"""Counted attempts, in windows of time; the same for all processes of the installation."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base, Moment

CLOCKS_DIFFER = timedelta(minutes=2)
"""By so much, at most, the clocks of several machines are apart."""


class AttemptRow(Base):
    """Attempts counted in a window of time, under a hash of what they are counted by."""

    __tablename__ = "attempts"

    key_hash: Mapped[str] = mapped_column(primary_key=True)
    window_begins: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    window_ends: Mapped[datetime] = mapped_column(Moment)
    number: Mapped[int]


def count_more(connection: Connection, key_hash: str, now: datetime, number: int) -> tuple[int, datetime] | None:
    """Adds so many attempts to the window that is running: how many it has now, and when it ends. None where none
    runs; then whoever else counts under the key waits until this transaction has begun one."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.execute(select(func.pg_advisory_xact_lock(int(key_hash[:15], 16))))
    statement = (
        update(AttemptRow)
        .where(AttemptRow.key_hash == key_hash, _runs(now))
        .values(number=AttemptRow.number + number)
        .returning(AttemptRow.number, AttemptRow.window_ends)
    )
    row = connection.execute(statement).first()
    return (row[0], row[1]) if row else None


def running(connection: Connection, key_hashes: Sequence[str], now: datetime) -> list[tuple[str, int, datetime]]:
    """(key, how many attempts, when it ends) of the windows that are running."""
    columns = (AttemptRow.key_hash, AttemptRow.number, AttemptRow.window_ends)
    statement = select(*columns).where(AttemptRow.key_hash.in_(key_hashes), _runs(now))
    return [(row[0], row[1], row[2]) for row in connection.execute(statement)]


def count_once_less(connection: Connection, key_hash: str, now: datetime) -> None:
    """Takes an attempt out of the window that is running."""
    running = (AttemptRow.key_hash == key_hash) & _runs(now) & (AttemptRow.number > 0)
    connection.execute(update(AttemptRow).where(running).values(number=AttemptRow.number - 1))


def begin_window(connection: Connection, key_hash: str, now: datetime, ends: datetime, number: int = 1) -> None:
    """Begins a window with its first attempts, and forgets all windows that do not run."""
    connection.execute(delete(AttemptRow).where(~_runs(now)))
    values = {"key_hash": key_hash, "window_begins": now, "window_ends": ends, "number": number}
    connection.execute(insert(AttemptRow), values)


def is_running(connection: Connection, key_hash: str, now: datetime) -> bool:
    """Whether a window is running under the key."""
    running = (AttemptRow.key_hash == key_hash) & _runs(now)
    return connection.execute(select(AttemptRow.number).where(running).limit(1)).first() is not None


def _runs(now: datetime) -> ColumnElement[bool]:
    """One that begins in the time to come was begun by a clock that has been set right since: it would not end for as
    long as that was wrong."""
    return (AttemptRow.window_ends > now) & (AttemptRow.window_begins <= now + CLOCKS_DIFFER)


def delete_windows(connection: Connection, key_hash: str) -> None:
    """Forgets what was counted under the key."""
    connection.execute(delete(AttemptRow).where(AttemptRow.key_hash == key_hash))
