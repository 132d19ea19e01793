"""Personal invitations of a round, what became of their mails, and addresses that want no more.

Whether somebody has answered is kept here and nowhere else, and never beside an answer (decision 0013)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, case, delete, func, insert, select, text, update

from app.store.messages import InvitationRow, MessageRow, SuppressionRow

UNSUBSCRIBED = "unsubscribed"
"""The error of a mail whose receiver has said no to more."""


@dataclass(frozen=True)
class StoredInvitation:
    """An invitation and what became of its mail. `state`: "unsent", "waiting", "sent", "refused" or "given_up";
    `error`: the server's last words, or UNSUBSCRIBED. It does not say whether it has been answered."""

    id: str
    address: str
    state: str
    error: str
    sent_at: datetime | None


@dataclass(frozen=True)
class InvitationCounts:
    """How many invitations there are, by what became of their mails. `removed`: of those invited, whose address has
    been deleted since. `answered` counts these too."""

    unsent: int = 0
    waiting: int = 0
    sent: int = 0
    refused: int = 0
    given_up: int = 0
    removed: int = 0
    answered: int = 0

    @property
    def invited(self) -> int:
        """Those who have got a mail."""
        return self.sent + self.removed


# A round's invitations are rewritten all at once: what PostgreSQL keeps of a change is then the same for each of them.
_MARK_ANSWERED = text("UPDATE invitations SET answered = (answered OR id = :id) WHERE round_id = :round")
_TOUCH_HANDED_IN = text(
    "WITH gone AS (DELETE FROM handed_in WHERE round_id = :round RETURNING token_hash, round_id) "
    "INSERT INTO handed_in (token_hash, round_id) SELECT token_hash, round_id FROM gone ORDER BY token_hash"
)
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:round, 0))")
_IS_ANSWERED = select(InvitationRow.answered)
_STATE = func.coalesce(MessageRow.state, "unsent")
_TROUBLE_FIRST = case(
    (MessageRow.error == UNSUBSCRIBED, 2),
    (MessageRow.state == "refused", 0),
    (MessageRow.state == "given_up", 1),
    ((MessageRow.state == "waiting") & (MessageRow.error != ""), 3),
    (MessageRow.state == "waiting", 4),
    (MessageRow.state == "sent", 6),
    else_=5,
)
_OF_INVITATION = (MessageRow.invitation_id == InvitationRow.id) & (MessageRow.kind == "invitation")


def insert_invitations(connection: Connection, round_id: str, ids_and_addresses: Iterable[tuple[str, str]]) -> None:
    """Adds addresses that are to be invited."""
    fresh = {"round_id": round_id, "answered": False}
    rows = [{"id": one, "address": address} | fresh for one, address in ids_and_addresses]
    if rows:
        connection.execute(insert(InvitationRow), rows)


def addresses(connection: Connection, round_id: str) -> set[str]:
    """Every address on the round's list."""
    of_round = select(InvitationRow.address).where(InvitationRow.round_id == round_id, InvitationRow.address != "")
    return set(connection.execute(of_round).scalars())


def listed(connection: Connection, round_id: str, offset: int, limit: int) -> list[StoredInvitation]:
    """Part of the round's list: those in trouble first, each kind by address."""
    statement = _selected(round_id).order_by(_TROUBLE_FIRST, InvitationRow.address).offset(offset).limit(limit)
    return [_invitation(row) for row in connection.execute(statement).mappings()]


def one_of(connection: Connection, round_id: str, invitation_id: str) -> StoredInvitation | None:
    """The invitation of that id on the round's list."""
    row = connection.execute(_selected(round_id).where(InvitationRow.id == invitation_id)).mappings().first()
    return _invitation(row) if row else None


def to_send(connection: Connection, round_id: str) -> list[tuple[str, str]]:
    """(id, address) of those who have not been mailed."""
    return _pairs(connection, round_id, MessageRow.id.is_(None))


def to_remind(connection: Connection, round_id: str, mailed_before: datetime) -> list[tuple[str, str]]:
    """(id, address) of those who got their mail before that moment and have not answered."""
    mailed = (MessageRow.state == "sent") & (MessageRow.sent_at <= mailed_before)
    return _pairs(connection, round_id, mailed & ~InvitationRow.answered)


def counts(connection: Connection, round_id: str) -> InvitationCounts:
    """How many invitations the round has."""
    kind = case((InvitationRow.address == "", "removed"), else_=_STATE).label("state")
    kinds = (
        select(kind).outerjoin(MessageRow, _OF_INVITATION).where(InvitationRow.round_id == round_id).subquery("kinds")
    )
    numbers = connection.execute(select(kinds.c.state, func.count()).group_by(kinds.c.state))
    found: dict[str, int] = {row[0]: row[1] for row in numbers}
    answered = select(func.count()).where(InvitationRow.round_id == round_id, InvitationRow.answered)
    return InvitationCounts(**found, answered=connection.execute(answered).scalar_one())


def round_of(connection: Connection, invitation_id: str) -> tuple[str, str, bool] | None:
    """(round's id, address, whether answered) of the invitation."""
    columns = (InvitationRow.round_id, InvitationRow.address, InvitationRow.answered)
    row = connection.execute(select(*columns).where(InvitationRow.id == invitation_id)).first()
    return (row[0], row[1], row[2]) if row else None


def mark_answered(connection: Connection, round_id: str, invitation_id: str) -> bool:
    """Notes that the invitation has been answered, in the transaction that stores the answer. False, and nothing is
    noted, when it has been already.

    Nothing in the database may join the two. So every invitation of the round is written anew, and every mark of a
    device in an order that says nothing: on PostgreSQL all of them then carry the same transaction, not one of them."""
    is_postgresql = connection.dialect.name == "postgresql"
    if is_postgresql:
        connection.execute(_LOCK, {"round": round_id})
    of_round = (InvitationRow.id == invitation_id) & (InvitationRow.round_id == round_id)
    if connection.execute(_IS_ANSWERED.where(of_round)).scalar():
        return False
    connection.execute(_MARK_ANSWERED, {"id": invitation_id, "round": round_id})
    if is_postgresql:
        connection.execute(_TOUCH_HANDED_IN, {"round": round_id})
    return True


def change_address(connection: Connection, invitation_id: str, address: str, now: datetime) -> None:
    """Mends the address; the mail waits to be sent to it from the first try on."""
    connection.execute(update(InvitationRow).where(InvitationRow.id == invitation_id).values(address=address))
    _send_again(connection, MessageRow.invitation_id == invitation_id, now, recipient=address)


def send_given_up_again(connection: Connection, round_id: str, now: datetime) -> int:
    """Puts the round's mails that were given up back into the outbox. How many they were."""
    of_round = (MessageRow.round_id == round_id) & (MessageRow.state == "given_up")
    return _send_again(connection, of_round & (MessageRow.kind == "invitation"), now)


def remove(connection: Connection, invitation_id: str) -> None:
    """Deletes the address everywhere. Of somebody who has got a mail the bare row stays: the number of those who have
    answered then does not move, and so tells nothing about the one who was removed."""
    messages = MessageRow.invitation_id == invitation_id
    sent = connection.execute(select(MessageRow.id).where(messages, MessageRow.state == "sent").limit(1)).first()
    connection.execute(delete(MessageRow).where(messages))
    one = InvitationRow.id == invitation_id
    if sent:
        connection.execute(update(InvitationRow).where(one).values(address=""))
    else:
        connection.execute(delete(InvitationRow).where(one))


def remove_unsent(connection: Connection, round_id: str) -> int:
    """Deletes the round's addresses that have not been mailed; how many they were."""
    mailed = select(MessageRow.id).where(MessageRow.invitation_id == InvitationRow.id).exists()
    unsent = (InvitationRow.round_id == round_id) & (InvitationRow.address != "") & ~mailed
    return connection.execute(delete(InvitationRow).where(unsent)).rowcount


def suppressed(connection: Connection, hashes: Sequence[str]) -> set[str]:
    """Those of the hashes whose address wants no more mail."""
    found: set[str] = set()
    for start in range(0, len(hashes), 500):
        wanted = SuppressionRow.address_hash.in_(hashes[start : start + 500])
        found |= set(connection.execute(select(SuppressionRow.address_hash).where(wanted)).scalars())
    return found


def suppress(connection: Connection, address_hash: str, address: str, today: date) -> None:
    """Mails nothing more of a round to the address: what waits is stopped, and its invitations say so."""
    if not suppressed(connection, [address_hash]):
        connection.execute(insert(SuppressionRow), {"address_hash": address_hash, "since": today})
    mails = (MessageRow.recipient == address) & MessageRow.invitation_id.is_not(None)
    connection.execute(delete(MessageRow).where(mails, MessageRow.kind == "reminder", MessageRow.state == "waiting"))
    stopped = {"error": UNSUBSCRIBED, "state": case((MessageRow.state == "waiting", "refused"), else_=MessageRow.state)}
    connection.execute(update(MessageRow).where(mails, MessageRow.kind == "invitation").values(stopped))


def _send_again(connection: Connection, condition: ColumnElement[bool], now: datetime, **other: object) -> int:
    fresh = {"state": "waiting", "attempts": 0, "due_at": now, "claimed_until": None, "error": "", **other}
    return connection.execute(update(MessageRow).where(condition).values(fresh)).rowcount


def _pairs(connection: Connection, round_id: str, condition: ColumnElement[bool]) -> list[tuple[str, str]]:
    statement = (
        select(InvitationRow.id, InvitationRow.address)
        .outerjoin(MessageRow, _OF_INVITATION)
        .where(InvitationRow.round_id == round_id, InvitationRow.address != "", condition)
        .order_by(InvitationRow.address)
    )
    return [(row[0], row[1]) for row in connection.execute(statement)]


def _selected(round_id: str) -> Select[str, str, str, str, datetime | None]:
    error = func.coalesce(MessageRow.error, "")
    columns = (InvitationRow.id, InvitationRow.address, _STATE.label("state"), error.label("error"), MessageRow.sent_at)
    return (
        select(*columns)
        .outerjoin(MessageRow, _OF_INVITATION)
        .where(InvitationRow.round_id == round_id, InvitationRow.address != "")
    )


def _invitation(row: RowMapping) -> StoredInvitation:
    return StoredInvitation(row["id"], row["address"], row["state"], row["error"], row["sent_at"])
