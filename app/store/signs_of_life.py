"""When a process that works by itself was last seen at work, on whichever machine it runs."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base, Moment


class SignOfLifeRow(Base):
    """The latest sign of one kind of process."""

    __tablename__ = "signs_of_life"

    name: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)


# What was noted last stands, also where a clock has been set back: it is the latest word all the same.
_NOTE = text(
    "INSERT INTO signs_of_life (name, seen_at) VALUES (:name, :at) ON CONFLICT (name) DO UPDATE SET seen_at = :at"
).bindparams(bindparam("at", type_=Moment()))


def note(connection: Connection, name: str, at: datetime) -> None:
    """Notes that the process is at work."""
    connection.execute(_NOTE, {"name": name, "at": at})


def latest(connection: Connection, name: str) -> datetime | None:
    """When it was last seen; None where it never was."""
    return connection.execute(select(SignOfLifeRow.seen_at).where(SignOfLifeRow.name == name)).scalar()
