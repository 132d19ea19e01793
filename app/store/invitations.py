"""Personal invitations of a round, what became of their mails, and addresses that want no more.

Whether somebody has answered is not kept here: a mark says so, and only who has the secret key can tell whose it is
(`store.marks`, decision 0032)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, case, delete, func, insert, select, update

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
    been deleted since. How many have answered is not among them."""

    unsent: int = 0
    waiting: int = 0
    sent: int = 0
    refused: int = 0
    given_up: int = 0
    removed: int = 0

    @property
    def invited(self) -> int:
        """Those who have got a mail."""
        return self.sent + self.removed


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


def mailed(connection: Connection, round_id: str, before: datetime) -> list[tuple[str, str]]:
    """(id, address) of those who got their mail before that moment, whether they have answered or not."""
    return _pairs(connection, round_id, (MessageRow.state == "sent") & (MessageRow.sent_at <= before))


def counts(connection: Connection, round_id: str) -> InvitationCounts:
    """How many invitations the round has."""
    kind = case((InvitationRow.address == "", "removed"), else_=_STATE).label("state")
    kinds = (
        select(kind).outerjoin(MessageRow, _OF_INVITATION).where(InvitationRow.round_id == round_id).subquery("kinds")
    )
    numbers = connection.execute(select(kinds.c.state, func.count()).group_by(kinds.c.state))
    found: dict[str, int] = {row[0]: row[1] for row in numbers}
    return InvitationCounts(**found)


def mailed_rounds(connection: Connection, round_ids: Sequence[str]) -> set[str]:
    """Those of the rounds in which somebody has been mailed a link of their own, whatever has become of the mail."""
    mailed = (InvitationRow.address == "") | select(MessageRow.id).where(_OF_INVITATION).exists()
    found: set[str] = set()
    for start in range(0, len(round_ids), 500):
        wanted = InvitationRow.round_id.in_(round_ids[start : start + 500])
        found |= set(connection.execute(select(InvitationRow.round_id).where(wanted, mailed).distinct()).scalars())
    return found


def round_of(connection: Connection, invitation_id: str) -> tuple[str, str] | None:
    """(round's id, address) of the invitation."""
    columns = (InvitationRow.round_id, InvitationRow.address)
    row = connection.execute(select(*columns).where(InvitationRow.id == invitation_id)).first()
    return (row[0], row[1]) if row else None


def is_noted(connection: Connection, round_id: str, invitation_id: str) -> bool:
    """Whether the invitation was noted as answered before decision 0032; since then a mark says so (`store.marks`)."""
    of_round = (InvitationRow.id == invitation_id) & (InvitationRow.round_id == round_id) & InvitationRow.answered
    return connection.execute(select(InvitationRow.id).where(of_round)).first() is not None


def answers_noted(connection: Connection, round_id: str) -> list[tuple[str, bool]]:
    """(id, whether it was noted as answered before decision 0032) of all of the round's invitations."""
    found = select(InvitationRow.id, InvitationRow.answered).where(InvitationRow.round_id == round_id)
    return [(row[0], row[1]) for row in connection.execute(found)]


def change_address(
    connection: Connection, round_id: str, invitation_id: str, fresh_id: str, address: str, now: datetime
) -> None:
    """Puts another invitation, with a link of its own, in place of one whose address was wrong; its mail waits to be
    sent from the first try on. The link of before, should it have arrived after all, would tell its new receiver
    whether somebody has used it."""
    insert_invitations(connection, round_id, [(fresh_id, address)])
    of_before = MessageRow.invitation_id == invitation_id
    _send_again(connection, of_before, now, recipient=address, invitation_id=fresh_id)
    connection.execute(delete(InvitationRow).where(InvitationRow.id == invitation_id))


def send_given_up_again(connection: Connection, round_id: str, now: datetime) -> int:
    """Puts the round's mails that were given up back into the outbox. How many they were."""
    of_round = (MessageRow.round_id == round_id) & (MessageRow.state == "given_up")
    return _send_again(connection, of_round & (MessageRow.kind == "invitation"), now)


def remove(connection: Connection, invitation_id: str) -> None:
    """Deletes the address everywhere. Of somebody who may have got a mail the bare row stays: what is told of how many
    have answered then does not move, and so tells nothing about the one who was removed."""
    messages = MessageRow.invitation_id == invitation_id
    may_have_come = (MessageRow.attempts > 0) & (MessageRow.state != "refused")
    sent = connection.execute(select(MessageRow.id).where(messages, may_have_come).limit(1)).first()
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
