"""All that a collaboration holds besides answers, for taking it along."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Select, func, select

from app.store.collaborations import CollaborationRow, MembershipRow, OrganisationRow, PartyRow
from app.store.messages import InvitationRow, MessageRow
from app.store.record import ActionRow, NoteRow, PrincipleRow
from app.store.rounds import RoundRow


@dataclass(frozen=True)
class StoredFrame:
    """The collaboration itself."""

    name: str
    purpose: str
    form: str
    stage: str
    logo: bytes | None
    made_on: date


@dataclass(frozen=True)
class StoredParty:
    """An organisation that takes part."""

    id: str
    name: str
    municipality_code: str | None


@dataclass(frozen=True)
class StoredNote:
    """What was said about a factor after a round (its code)."""

    round: str
    factor_id: str
    words: str


@dataclass(frozen=True)
class StoredPrinciple:
    """A guiding principle that was agreed on after a round (its code)."""

    round: str
    factor_id: str | None
    words: str


@dataclass(frozen=True)
class StoredAction:
    """An action that was agreed on after a round (its code)."""

    round: str
    factor_id: str | None
    words: str
    responsible: str
    organisation_id: str | None
    due_on: date | None
    state: str


def frame(connection: Connection, collaboration_id: str) -> StoredFrame | None:
    """The collaboration, None when it is not there or deleted."""
    columns = (
        CollaborationRow.name,
        CollaborationRow.purpose,
        CollaborationRow.form,
        CollaborationRow.stage,
        CollaborationRow.logo,
        CollaborationRow.made_on,
    )
    there = (CollaborationRow.id == collaboration_id) & CollaborationRow.deleted_on.is_(None)
    row = connection.execute(select(*columns).where(there)).one_or_none()
    return StoredFrame(*row) if row else None


def parties(connection: Connection, collaboration_id: str) -> list[StoredParty]:
    """The organisations that take part, in their order."""
    statement = (
        select(OrganisationRow.id, OrganisationRow.name, OrganisationRow.municipality_code)
        .join(PartyRow, PartyRow.organisation_id == OrganisationRow.id)
        .where(PartyRow.collaboration_id == collaboration_id)
        .order_by(PartyRow.position)
    )
    return [StoredParty(*row) for row in connection.execute(statement)]


def people(connection: Connection, collaboration_id: str) -> dict[str, int]:
    """Role -> how many have it."""
    statement = select(MembershipRow.role, func.count()).where(MembershipRow.collaboration_id == collaboration_id)
    return {row[0]: row[1] for row in connection.execute(statement.group_by(MembershipRow.role))}


def invited(connection: Connection, collaboration_id: str) -> dict[str, int]:
    """Round id -> how many were invited by mail."""
    statement = (
        select(InvitationRow.round_id, func.count())
        .where(InvitationRow.round_id.in_(_round_ids(collaboration_id)))
        .group_by(InvitationRow.round_id)
    )
    return {row[0]: row[1] for row in connection.execute(statement)}


def mails(connection: Connection, collaboration_id: str) -> dict[tuple[str, str, str], int]:
    """(round id, kind, state) -> how many mails. No reminders: to whom one waits is who has not answered."""
    what = (MessageRow.round_id, MessageRow.kind, MessageRow.state)
    of_rounds = MessageRow.round_id.in_(_round_ids(collaboration_id)) & (MessageRow.kind != "reminder")
    statement = select(*what, func.count()).where(of_rounds)
    return {
        (str(row[0]), row[1], row[2]): row[3] for row in connection.execute(statement.group_by(*what).order_by(*what))
    }


def answers_deleted(connection: Connection, collaboration_id: str) -> dict[str, date]:
    """Round id -> when retention took its answers."""
    statement = select(RoundRow.id, RoundRow.answers_deleted_on).where(
        RoundRow.collaboration_id == collaboration_id, RoundRow.answers_deleted_on.is_not(None)
    )
    return {row[0]: row[1] for row in connection.execute(statement) if row[1] is not None}


def notes(connection: Connection, collaboration_id: str) -> list[StoredNote]:
    """What was said, by round and factor."""
    statement = (
        select(RoundRow.code, NoteRow.factor_id, NoteRow.words)
        .join(RoundRow, RoundRow.id == NoteRow.round_id)
        .where(RoundRow.collaboration_id == collaboration_id)
        .order_by(RoundRow.made_on, RoundRow.code, NoteRow.factor_id)
    )
    return [StoredNote(*row) for row in connection.execute(statement)]


def principles(connection: Connection, collaboration_id: str) -> list[StoredPrinciple]:
    """Guiding principles in their order."""
    statement = (
        select(RoundRow.code, PrincipleRow.factor_id, PrincipleRow.words)
        .join(RoundRow, RoundRow.id == PrincipleRow.round_id)
        .where(PrincipleRow.collaboration_id == collaboration_id)
        .order_by(RoundRow.made_on, RoundRow.code, PrincipleRow.position)
    )
    return [StoredPrinciple(*row) for row in connection.execute(statement)]


def actions(connection: Connection, collaboration_id: str) -> list[StoredAction]:
    """Actions in their order."""
    statement = (
        select(
            RoundRow.code,
            ActionRow.factor_id,
            ActionRow.words,
            ActionRow.responsible,
            ActionRow.organisation_id,
            ActionRow.due_on,
            ActionRow.state,
        )
        .join(RoundRow, RoundRow.id == ActionRow.round_id)
        .where(ActionRow.collaboration_id == collaboration_id)
        .order_by(RoundRow.made_on, RoundRow.code, ActionRow.position)
    )
    return [StoredAction(*row) for row in connection.execute(statement)]


def _round_ids(collaboration_id: str) -> Select[str]:
    return select(RoundRow.id).where(RoundRow.collaboration_id == collaboration_id)
