"""Deleting a collaboration in a way that can be undone, and an account in a way that cannot."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, func, select, update

from app.store import passkeys
from app.store.accounts import AccountRow
from app.store.api_tokens import ApiTokenRow
from app.store.collaborations import CollaborationRow, MembershipRow, OrganisationRow, ViewerRow
from app.store.imports import ImportDraftRow
from app.store.messages import InvitationRow, MessageRow
from app.store.record import ActionRow, NoteRow, PrincipleRow
from app.store.rounds import RoundRow
from app.store.sessions import SessionRow
from app.store.sign_in_links import SignInLinkRow


@dataclass(frozen=True)
class StoredCollaboration:
    """A collaboration's name, and since when it is deleted."""

    id: str
    name: str
    deleted_on: date | None


@dataclass(frozen=True)
class Extent:
    """How much a collaboration holds, besides the answers of its rounds."""

    rounds: int
    open_rounds: int
    invitations: int
    notes: int
    principles: int
    actions: int
    people: int


def collaboration(connection: Connection, collaboration_id: str) -> StoredCollaboration | None:
    """The collaboration, deleted or not; kept from changing until the transaction ends."""
    statement = select(CollaborationRow.id, CollaborationRow.name, CollaborationRow.deleted_on)
    row = connection.execute(statement.where(CollaborationRow.id == collaboration_id).with_for_update()).one_or_none()
    return StoredCollaboration(*row) if row else None


def deleted_of(connection: Connection, account_id: str) -> list[StoredCollaboration]:
    """The deleted collaborations that the account leads, latest first."""
    statement = (
        select(CollaborationRow.id, CollaborationRow.name, CollaborationRow.deleted_on)
        .join(MembershipRow, MembershipRow.collaboration_id == CollaborationRow.id)
        .where(MembershipRow.account_id == account_id, MembershipRow.role == "facilitator")
        .where(CollaborationRow.deleted_on.is_not(None))
        .order_by(CollaborationRow.deleted_on.desc(), CollaborationRow.name)
    )
    return [StoredCollaboration(*row) for row in connection.execute(statement)]


def set_deleted_on(connection: Connection, collaboration_id: str, day: date | None) -> None:
    """Deletes the collaboration from that day, or (None) restores it."""
    connection.execute(update(CollaborationRow).where(CollaborationRow.id == collaboration_id), {"deleted_on": day})


def give_up_mails(connection: Connection, collaboration_id: str) -> None:
    """Nothing that waits is sent any more."""
    ids = select(RoundRow.id).where(RoundRow.collaboration_id == collaboration_id)
    waiting = MessageRow.round_id.in_(ids) & (MessageRow.state == "waiting")
    connection.execute(delete(MessageRow).where(waiting, MessageRow.kind == "reminder"))
    connection.execute(update(MessageRow).where(waiting).values(state="given_up"))


def extent(connection: Connection, collaboration_id: str) -> Extent:
    """How much the collaboration holds."""
    ids = select(RoundRow.id).where(RoundRow.collaboration_id == collaboration_id)
    wanted = (
        (RoundRow, RoundRow.collaboration_id == collaboration_id),
        (RoundRow, (RoundRow.collaboration_id == collaboration_id) & (RoundRow.state == "open")),
        (InvitationRow, InvitationRow.round_id.in_(ids)),
        (NoteRow, NoteRow.round_id.in_(ids)),
        (PrincipleRow, PrincipleRow.collaboration_id == collaboration_id),
        (ActionRow, ActionRow.collaboration_id == collaboration_id),
        (MembershipRow, MembershipRow.collaboration_id == collaboration_id),
    )
    counts = [select(func.count()).select_from(table).where(condition).scalar_subquery() for table, condition in wanted]
    return Extent(*connection.execute(select(*counts)).one())


def was_deleted(connection: Connection, code: str) -> bool:
    """Whether there was a round of that code in a collaboration that is deleted."""
    statement = (
        select(RoundRow.id)
        .join(CollaborationRow, CollaborationRow.id == RoundRow.collaboration_id)
        .where(RoundRow.code == code, CollaborationRow.deleted_on.is_not(None))
    )
    return connection.execute(statement).first() is not None


def led_alone(connection: Connection, account_id: str) -> list[str]:
    """The names of collaborations that nobody but the account leads."""
    leaders = (
        select(MembershipRow.collaboration_id)
        .where(MembershipRow.role == "facilitator")
        .group_by(MembershipRow.collaboration_id)
        .having(func.count() == 1)
    )
    statement = (
        select(CollaborationRow.name)
        .join(MembershipRow, MembershipRow.collaboration_id == CollaborationRow.id)
        .where(MembershipRow.account_id == account_id, MembershipRow.role == "facilitator")
        .where(CollaborationRow.id.in_(leaders), CollaborationRow.deleted_on.is_(None))
        .order_by(CollaborationRow.name)
    )
    return list(connection.execute(statement).scalars())


def is_last_administrator(connection: Connection, account_id: str) -> bool:
    """Whether the account is the installation's only administrator."""
    found = select(AccountRow.id).where(AccountRow.is_administrator.is_(True)).limit(2)
    return list(connection.execute(found).scalars()) == [account_id]


def lock_leaders(connection: Connection, account_id: str) -> None:
    """Keeps others from leaving the account's collaborations at the same moment."""
    led = select(MembershipRow.collaboration_id).where(MembershipRow.account_id == account_id)
    connection.execute(
        select(MembershipRow.account_id).where(MembershipRow.collaboration_id.in_(led)).with_for_update()
    )


def remove_account(connection: Connection, account_id: str, email: str) -> None:
    """Deletes the account and all that hangs on it; the audit log stays."""
    for row in (SessionRow, SignInLinkRow, ApiTokenRow, ImportDraftRow, MembershipRow, ViewerRow):
        connection.execute(delete(row).where(row.account_id == account_id))
    passkeys.delete_all_of(connection, account_id)
    to_account = (MessageRow.recipient == email) & MessageRow.round_id.is_(None) & MessageRow.invitation_id.is_(None)
    connection.execute(delete(MessageRow).where(to_account))
    connection.execute(delete(AccountRow).where(AccountRow.id == account_id))


def roles(connection: Connection, account_id: str) -> list[tuple[str, str]]:
    """(role, name) of each collaboration and organisation that the account may see something of."""
    in_collaborations = (
        select(MembershipRow.role, CollaborationRow.name)
        .join(CollaborationRow, CollaborationRow.id == MembershipRow.collaboration_id)
        .where(MembershipRow.account_id == account_id)
        .order_by(CollaborationRow.name)
    )
    as_viewer = (
        select(OrganisationRow.name)
        .join(ViewerRow, ViewerRow.organisation_id == OrganisationRow.id)
        .where(ViewerRow.account_id == account_id)
        .order_by(OrganisationRow.name)
    )
    found = [(row[0], row[1]) for row in connection.execute(in_collaborations)]
    return found + [("viewer", name) for name in connection.execute(as_viewer).scalars()]
