"""The audit log: who did what and when; never what somebody answered."""

from datetime import datetime

from sqlalchemy import JSON, Connection, insert, select
from sqlalchemy.orm import Mapped, mapped_column

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
) -> None:
    """Adds a line to the log."""
    values = {"at": at, "actor": actor, "deed": deed, "collaboration_id": collaboration_id}
    connection.execute(insert(AuditRow), values | {"subject": subject, "facts": facts})


def done_since(connection: Connection, since: datetime, actor: str, deed: str, subject: str) -> bool:
    """Whether the actor has a line of that deed, to the same subject, from that moment on."""
    condition = (AuditRow.actor == actor) & (AuditRow.deed == deed) & (AuditRow.subject == subject)
    statement = select(AuditRow.id).where(condition, AuditRow.at >= since).limit(1)
    return connection.execute(statement).first() is not None
