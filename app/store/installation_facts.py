"""What the installation is, whichever machine asks: a name, its value, and since when it is so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base, Moment


class FactRow(Base):
    """One fact."""

    __tablename__ = "installation_facts"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    since: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class Fact:
    """A value, and the moment since when it holds."""

    value: str
    since: datetime


_MOMENT = bindparam("since", type_=Moment())
_FIRST = text(
    "INSERT INTO installation_facts (name, value, since) VALUES (:name, :value, :since) ON CONFLICT (name) DO NOTHING"
).bindparams(_MOMENT)
_CHANGE = text(
    "INSERT INTO installation_facts (name, value, since) VALUES (:name, :value, :since) "
    "ON CONFLICT (name) DO UPDATE SET value = :value, since = :since"
).bindparams(_MOMENT)


def note_first(connection: Connection, name: str, value: str, now: datetime) -> None:
    """Notes the fact where it is not known yet: of two who come at once, the first decides."""
    connection.execute(_FIRST, {"name": name, "value": value, "since": now})


def change(connection: Connection, name: str, value: str, now: datetime) -> None:
    """Notes what holds from now on."""
    connection.execute(_CHANGE, {"name": name, "value": value, "since": now})


def find(connection: Connection, name: str) -> Fact | None:
    """The fact; None where it is not known."""
    row = connection.execute(select(FactRow.value, FactRow.since).where(FactRow.name == name)).first()
    return None if row is None else Fact(row.value, row.since)
