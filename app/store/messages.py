"""Mails: those waiting, sent or refused, personal invitations, and addresses that want no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import assert_never

from sqlalchemy import (
    ColumnElement,
    Connection,
    ForeignKey,
    RowMapping,
    Text,
    delete,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.store.attempts import CLOCKS_DIFFER
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
    """Somebody who was invited by mail. `answered`: noted before decision 0032; since then a mark says so."""

    __tablename__ = "invitations"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    address: Mapped[str]
    answered: Mapped[bool]


class ReminderRow(Base):
    """A time that the invited of a round were to be reminded. To whom a mail went then is kept nowhere."""

    __tablename__ = "reminders"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, primary_key=True)


class SuppressionRow(Base):
    """The hash of an address that wants no more mail."""

    __tablename__ = "suppressions"

    address_hash: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[date]


@dataclass(frozen=True)
class StoredMessage:
    """A mail that is to be sent at `due_at`. `headers`: what the mail has beside the usual ones, as lines
    "Name: value", empty for nothing."""

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


@dataclass(frozen=True)
class ClaimedMessage:
    """A mail that a worker has taken. `attempts` counts this one."""

    message: StoredMessage
    attempts: int


class Kinds(Enum):
    """Which mails are meant. Reminders go a way of their own: no other mail waits for one, so that no time tells
    whether one was sent."""

    ALL = "all"
    REMINDERS = "reminders"
    OTHERS = "others"


_FRESH = {"state": "waiting", "attempts": 0, "claimed_until": None, "error": "", "sent_at": None}


def insert_message(connection: Connection, one: StoredMessage) -> None:
    """Puts a mail into the outbox."""
    insert_messages(connection, [one])


def insert_messages(connection: Connection, many: Sequence[StoredMessage]) -> None:
    """Puts mails into the outbox."""
    if many:
        connection.execute(insert(MessageRow), [vars(one) | _FRESH for one in many])


def take_back(connection: Connection, message_id: str) -> None:
    """Removes a mail: nobody is to get it, or nobody is to see that somebody has."""
    connection.execute(delete(MessageRow).where(MessageRow.id == message_id))


def any_due(connection: Connection, now: datetime, kinds: Kinds) -> bool:
    """Whether a mail is due."""
    due = (MessageRow.state == "waiting") & (MessageRow.due_at <= now)
    return connection.execute(select(MessageRow.id).where(due, _of(kinds)).limit(1)).first() is not None


def claim(connection: Connection, now: datetime, until: datetime, kinds: Kinds) -> ClaimedMessage | None:
    """Takes one mail that is due and that nobody else is at, mails of accounts first; None where there is none.

    Until `until` nobody else takes it. On PostgreSQL rows that another transaction is taking are passed over; on SQLite
    there is one writer at a time."""
    wrong = until + CLOCKS_DIFFER  # no claim lasts so long: a clock that has been set right since was ahead
    free = or_(MessageRow.claimed_until.is_(None), MessageRow.claimed_until <= now, MessageRow.claimed_until > wrong)
    wanted = (
        select(MessageRow)
        .where(MessageRow.state == "waiting", MessageRow.due_at <= now, free, _of(kinds))
        .order_by(MessageRow.round_id.is_not(None), MessageRow.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(wanted).mappings().first()
    if row is None:
        return None
    attempts = row["attempts"] + 1
    _change(connection, row["id"], claimed_until=until, attempts=attempts)
    return ClaimedMessage(_stored(row), attempts)


def waiting(connection: Connection, message_id: str) -> StoredMessage | None:
    """The mail, as long as it is to be sent."""
    wanted = select(MessageRow).where(MessageRow.id == message_id, MessageRow.state == "waiting").with_for_update()
    row = connection.execute(wanted).mappings().first()
    return None if row is None else _stored(row)


def mark_sent(connection: Connection, message_id: str, now: datetime) -> None:
    """The mail has been handed over."""
    _change(connection, message_id, state="sent", sent_at=now, error="", claimed_until=None)


def mark_failed(connection: Connection, message_id: str, state: str, error: str) -> None:
    """The mail is not tried again. `state`: "refused" or "given_up"."""
    _change(connection, message_id, state=state, error=error, claimed_until=None)


def postpone(connection: Connection, message_id: str, due_at: datetime, error: str) -> None:
    """The mail is tried again at `due_at`."""
    _change(connection, message_id, due_at=due_at, error=error, claimed_until=None)


def postpone_due(connection: Connection, now: datetime, due_at: datetime, kinds: Kinds) -> None:
    """No mail that is due now is tried before `due_at`, and none of them has lost a try by it."""
    free = or_(MessageRow.claimed_until.is_(None), MessageRow.claimed_until <= now)
    waiting = (MessageRow.state == "waiting") & (MessageRow.due_at <= now) & free & _of(kinds)
    connection.execute(update(MessageRow).where(waiting).values(due_at=due_at))


def forget_words(connection: Connection, message_id: str) -> None:
    """Deletes what the mail said: it held a key that nobody is to find here."""
    _change(connection, message_id, body="")


def insert_reminder(connection: Connection, round_id: str, at: datetime) -> None:
    """Notes that the round's invited are to be reminded."""
    connection.execute(insert(ReminderRow), {"round_id": round_id, "at": at})


def reminders(connection: Connection, round_id: str) -> list[datetime]:
    """When the round's invited were to be reminded, the latest first."""
    statement = select(ReminderRow.at).where(ReminderRow.round_id == round_id).order_by(ReminderRow.at.desc())
    return list(connection.execute(statement).scalars())


def _stored(row: RowMapping) -> StoredMessage:
    return StoredMessage(**{name: row[name] for name in StoredMessage.__dataclass_fields__})


def _of(kinds: Kinds) -> ColumnElement[bool]:
    match kinds:
        case Kinds.ALL:
            return true()
        case Kinds.REMINDERS:
            return MessageRow.kind == "reminder"
        case Kinds.OTHERS:
            return MessageRow.kind != "reminder"
        case _:
            assert_never(kinds)


def _change(connection: Connection, message_id: str, **values: object) -> None:
    connection.execute(update(MessageRow).where(MessageRow.id == message_id).values(**values))


def is_late(connection: Connection, since: datetime) -> bool:
    """Whether a mail other than a reminder has been due since then, and has not been sent."""
    late = select(MessageRow.id).where(MessageRow.state == "waiting", MessageRow.due_at < since, _of(Kinds.OTHERS))
    return connection.execute(late.limit(1)).first() is not None


def due_since(connection: Connection) -> datetime | None:
    """Since when the mail that has waited longest has been due, reminders left out; None where none waits."""
    waiting = select(MessageRow.due_at).where(MessageRow.state == "waiting", _of(Kinds.OTHERS))
    return connection.execute(waiting.order_by(MessageRow.due_at).limit(1)).scalar()
