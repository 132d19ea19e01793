"""The questionnaires that new rounds may use, on every server: the texts of the files that servers have brought."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Text, bindparam, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base, Moment

OFFER_LOCK = 7_303_015
"""Number of the lock under which PostgreSQL's offers are changed; any, but always the same."""


class OfferedRow(Base):
    """One version. `file`: the name of its file, by which they are listed. `since`: when its text came."""

    __tablename__ = "offered_questionnaires"

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    source: Mapped[str] = mapped_column(Text)
    file: Mapped[str]
    since: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class Offer:
    """A version that is offered, without its text."""

    id: str
    version: int
    fingerprint: str
    file: str
    since: datetime


_OFFERS = select(OfferedRow.id, OfferedRow.version, OfferedRow.fingerprint, OfferedRow.file, OfferedRow.since).order_by(
    OfferedRow.id, OfferedRow.version
)
_OFFER = text(
    "INSERT INTO offered_questionnaires (id, version, fingerprint, source, file, since) "
    "VALUES (:id, :version, :fingerprint, :source, :file, :since) "
    "ON CONFLICT (id, version) DO UPDATE SET fingerprint = :fingerprint, source = :source, file = :file, since = :since"
).bindparams(bindparam("since", type_=Moment()))


def offers(connection: Connection) -> list[Offer]:
    """All of them."""
    return [Offer(**row) for row in connection.execute(_OFFERS).mappings()]


def source_of(connection: Connection, questionnaire_id: str, version: int) -> str | None:
    """The text; None where it is not offered any more."""
    wanted = (OfferedRow.id == questionnaire_id) & (OfferedRow.version == version)
    return connection.execute(select(OfferedRow.source).where(wanted)).scalar()


def one_at_a_time(connection: Connection) -> None:
    """On PostgreSQL: whoever changes offers next waits until this transaction ends, as on SQLite anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({OFFER_LOCK})")


def offer(connection: Connection, one: Offer, source: str) -> None:
    """Offers the version from now on, in place of another text of it."""
    connection.execute(_OFFER, {**vars(one), "source": source})


def withdraw(connection: Connection, questionnaire_id: str, version: int) -> None:
    """Offers the version no longer; rounds that use it keep it."""
    wanted = (OfferedRow.id == questionnaire_id) & (OfferedRow.version == version)
    connection.execute(delete(OfferedRow).where(wanted))
