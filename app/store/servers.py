"""The servers and workers of the installation, on whichever machine: what each was started with, and when it was last
seen. Nothing here tells of those who visit them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, bindparam, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base, Moment


class ServerRow(Base):
    """A server or a worker. `has_left`: it was told to end, and did."""

    __tablename__ = "servers"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    machine: Mapped[str]
    base_url: Mapped[str]
    version: Mapped[str]
    questionnaires: Mapped[dict[str, Any]] = mapped_column(JSON)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    has_left: Mapped[bool]


@dataclass(frozen=True)
class StoredServer:
    """What is known of it. `questionnaires`: "id version" -> fingerprint of the files in its folder."""

    id: str
    kind: str
    machine: str
    base_url: str
    version: str
    questionnaires: Mapping[str, str]
    seen_at: datetime
    has_left: bool


_NOTE = text(
    "INSERT INTO servers (id, kind, machine, base_url, version, questionnaires, seen_at, has_left) "
    "VALUES (:id, :kind, :machine, :base_url, :version, :questionnaires, :seen_at, :has_left) "
    "ON CONFLICT (id) DO UPDATE SET kind = :kind, machine = :machine, base_url = :base_url, version = :version, "
    "questionnaires = :questionnaires, seen_at = :seen_at, has_left = :has_left"
).bindparams(bindparam("seen_at", type_=Moment()), bindparam("questionnaires", type_=JSON()))


def note(connection: Connection, one: StoredServer) -> None:
    """Notes that it is there, or that it has left."""
    connection.execute(_NOTE, {**vars(one), "questionnaires": dict(one.questionnaires)})


def every(connection: Connection) -> list[StoredServer]:
    """All that are remembered, by machine and kind."""
    found = select(ServerRow).order_by(ServerRow.machine, ServerRow.kind, ServerRow.id)
    return [StoredServer(**row) for row in connection.execute(found).mappings()]


def clock_of(connection: Connection) -> datetime | None:
    """The time of day where the database is; None for SQLite, which has the clock of this machine."""
    if connection.dialect.name != "postgresql":
        return None
    found: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    return found


def forget(connection: Connection, seen_before: datetime) -> None:
    """Deletes those that have not been seen for so long."""
    connection.execute(delete(ServerRow).where(ServerRow.seen_at < seen_before))
