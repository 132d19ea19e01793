"""Counted attempts, in windows of time; the same for all processes of the installation."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base, Moment


class AttemptRow(Base):
    """Attempts counted in a window of time, under a hash of what they are counted by."""

    __tablename__ = "attempts"

    key_hash: Mapped[str] = mapped_column(primary_key=True)
    window_begins: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    window_ends: Mapped[datetime] = mapped_column(Moment)
    number: Mapped[int]


def count_once_more(connection: Connection, key_hash: str, now: datetime) -> tuple[int, datetime] | None:
    """Adds an attempt to the window that is running: how many it has now, and when it ends. None where none runs."""
    statement = (
        update(AttemptRow)
        .where(AttemptRow.key_hash == key_hash, AttemptRow.window_ends > now)
        .values(number=AttemptRow.number + 1)
        .returning(AttemptRow.number, AttemptRow.window_ends)
    )
    # Two processes may each have begun a window at the same time; the fuller one counts.
    return max(((row[0], row[1]) for row in connection.execute(statement)), default=None)


def running(connection: Connection, key_hashes: Sequence[str], now: datetime) -> list[tuple[str, int, datetime]]:
    """(key, how many attempts, when it ends) of the windows that are running."""
    columns = (AttemptRow.key_hash, AttemptRow.number, AttemptRow.window_ends)
    statement = select(*columns).where(AttemptRow.key_hash.in_(key_hashes), AttemptRow.window_ends > now)
    return [(row[0], row[1], row[2]) for row in connection.execute(statement)]


def begin_window(connection: Connection, key_hash: str, now: datetime, ends: datetime) -> None:
    """Begins a window with a first attempt, and forgets all windows that are over."""
    connection.execute(delete(AttemptRow).where(AttemptRow.window_ends <= now))
    values = {"key_hash": key_hash, "window_begins": now, "window_ends": ends, "number": 1}
    connection.execute(insert(AttemptRow), values)
