"""The audit log: who did what and when; never what somebody answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, ColumnElement, Connection, delete, func, insert, select, true
from sqlalchemy.orm import Mapped, mapped_column

from app.store.collaborations import CollaborationRow
from app.store.database import Base, Moment


class AuditRow(Base):
    """One deed. `actor` is the account's address at the time, so that the log outlives the account; `subject` is what
    it was done to, in words that a reader knows (a round's code, an address); `facts` what else is to be known."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor: Mapped[str]
    deed: Mapped[str]
    collaboration_id: Mapped[str | None] = mapped_column(index=True)
    subject: Mapped[str]
    facts: Mapped[dict[str, str]] = mapped_column(JSON)


def insert_deed(
    connection: Connection,
    at: datetime,
    actor: str,
    deed: str,
    collaboration_id: str | None,
    subject: str,
    facts: dict[str, str],
) -> int:
    """Adds a line to the log: its number."""
    values = {"at": at, "actor": actor, "deed": deed, "collaboration_id": collaboration_id}
    statement = insert(AuditRow).values(**values, subject=subject, facts=facts).returning(AuditRow.id)
    return connection.execute(statement).scalar_one()


def delete_line(connection: Connection, number: int) -> None:
    """Takes a line out again, in the transaction that wrote it."""
    connection.execute(delete(AuditRow).where(AuditRow.id == number))


def done_since(connection: Connection, since: datetime, actor: str, deed: str, subject: str) -> bool:
    """Whether the actor has a line of that deed, to the same subject, from that moment on."""
    condition = (AuditRow.actor == actor) & (AuditRow.deed == deed) & (AuditRow.subject == subject)
    statement = select(AuditRow.id).where(condition, AuditRow.at >= since).limit(1)
    return connection.execute(statement).first() is not None


@dataclass(frozen=True)
class Wanted:
    """Which lines are looked for; None and empty for any. `person` is part of an address: of who did it, or of
    whose account somebody tried to get into; from `since`, before `until`."""

    collaboration_id: str | None = None
    person: str = ""
    deed: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class StoredLine:
    """A line of the log. `collaboration`: the name, None where it belongs to none that is still there."""

    at: datetime
    actor: str
    deed: str
    collaboration_id: str | None
    collaboration: str | None
    subject: str
    facts: dict[str, str]


def lines(connection: Connection, wanted: Wanted, most: int | None, skipped: int = 0) -> Iterator[StoredLine]:
    """The lines, newest first."""
    columns = (
        AuditRow.at,
        AuditRow.actor,
        AuditRow.deed,
        AuditRow.collaboration_id,
        CollaborationRow.name,
        AuditRow.subject,
        AuditRow.facts,
    )
    statement = (
        select(*columns)
        .outerjoin(CollaborationRow, CollaborationRow.id == AuditRow.collaboration_id)
        .where(_condition(wanted))
        .order_by(AuditRow.at.desc(), AuditRow.id.desc())
        .limit(most)
        .offset(skipped)
    )
    return (StoredLine(*row) for row in connection.execute(statement))


def count_lines(connection: Connection, wanted: Wanted) -> int:
    """How many lines those are."""
    statement = select(func.count()).select_from(AuditRow).where(_condition(wanted))
    return int(connection.execute(statement).scalar_one())


def collaborations_named(connection: Connection) -> dict[str, str]:
    """Id -> name of the collaborations that the log speaks of and that are still there."""
    spoken_of = select(AuditRow.collaboration_id).distinct()
    statement = select(CollaborationRow.id, CollaborationRow.name).where(CollaborationRow.id.in_(spoken_of))
    return {row[0]: row[1] for row in connection.execute(statement)}


def _condition(wanted: Wanted) -> ColumnElement[bool]:
    found: ColumnElement[bool] = true()
    if wanted.collaboration_id is not None:
        found &= AuditRow.collaboration_id == wanted.collaboration_id
    if wanted.person:
        # Who tried to get into an account is not known; whose account it is stands as what it was done to.
        tried = (AuditRow.actor == "") & AuditRow.subject.icontains(wanted.person, autoescape=True)
        found &= AuditRow.actor.icontains(wanted.person, autoescape=True) | tried
    if wanted.deed:
        found &= AuditRow.deed == wanted.deed
    if wanted.since is not None:
        found &= AuditRow.at >= wanted.since
    if wanted.until is not None:
        found &= AuditRow.at < wanted.until
    return found
