"""Mails: those waiting, sent or refused, personal invitations, and addresses that want no more."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, ForeignKey, Text, delete, insert
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import UNORDERED, Base, Moment


class MessageRow(Base):
    """A mail. `state`: "waiting", "sent", "refused" (by the receiver's server, for good) or "given_up". `error` is what
    the server said last. `claimed_until`: a worker is at it."""

    __tablename__ = "messages"

    id: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str | None] = mapped_column(ForeignKey("rounds.id"), index=True)
    invitation_id: Mapped[str | None] = mapped_column(ForeignKey("invitations.id"), index=True)
    kind: Mapped[str]
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    headers: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(index=True)
    attempts: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(Moment)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    error: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)


class InvitationRow(Base):
    """Somebody who was invited by mail. `answered` says that, never what: nothing joins it to a response."""

    __tablename__ = "invitations"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    address: Mapped[str]
    answered: Mapped[bool]


class SuppressionRow(Base):
    """The hash of an address that wants no more mail."""

    __tablename__ = "suppressions"

    address_hash: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[date]


@dataclass(frozen=True)
class StoredMessage:
    """A mail that is to be sent at `due_at`. `headers`: what the mail has beside the usual ones, empty for nothing."""

    id: str
    round_id: str | None
    invitation_id: str | None
    kind: str
    recipient: str
    subject: str
    body: str
    headers: str
    due_at: datetime
    made_at: datetime


def insert_message(connection: Connection, one: StoredMessage) -> None:
    """Puts a mail into the outbox."""
    fresh = {"state": "waiting", "attempts": 0, "claimed_until": None, "error": "", "sent_at": None}
    connection.execute(insert(MessageRow), vars(one) | fresh)


def take_back(connection: Connection, message_id: str) -> None:
    """Removes a mail that nobody is to get."""
    connection.execute(delete(MessageRow).where(MessageRow.id == message_id))
