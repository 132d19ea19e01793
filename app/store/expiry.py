"""What has been kept its time: rows to be counted or deleted, chosen by dates alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select, update
from sqlalchemy.engine import CursorResult

from app.domain.round import Kind
from app.store.api_tokens import ApiTokenRow
from app.store.attempts import AttemptRow
from app.store.audit import AuditRow
from app.store.collaborations import CollaborationRow, MembershipRow, PartyRow
from app.store.comment_reviews import CommentReviewRow
from app.store.database import Base
from app.store.imports import ImportDraftRow, ImportedRow, ImportMappingRow, ImportRow
from app.store.marks import HandedInRow
from app.store.messages import InvitationRow, MessageRow, ReminderRow
from app.store.participation import ParticipationRow
from app.store.passkeys import CeremonyRow
from app.store.record import ActionRow, NoteRow, PrincipleRow
from app.store.reference import ReferenceRow
from app.store.responses import AnswerRow, CommentRow, DailyCountRow, DraftRow, ResponseRow, SealedCommentsRow
from app.store.rounds import FurtherQuestionnaireRow, RoundPartyRow, RoundRow
from app.store.sign_in_links import SignInLinkRow
from app.store.stored_results import RoundScoreRow, StoredResultRow
from app.store.voting import MeetingRow, VoteCountRow, VoteMarkRow, VoteRow

Ids = Sequence[str] | Select[str]
TOKENS_SHOWN = timedelta(days=30)
"""An expired token is kept for so long yet, so that its owner sees why a report has stopped."""


@dataclass(frozen=True)
class Rows:
    """Rows of one table."""

    table: type[Base]
    condition: ColumnElement[bool]


@dataclass(frozen=True)
class DueRound:
    """A round whose answers have been kept their time."""

    id: str
    code: str
    collaboration_id: str
    smallest_group: int


@dataclass(frozen=True)
class DueCollaboration:
    """A collaboration whose deletion can no longer be undone."""

    id: str
    name: str


def count(connection: Connection, rows: Rows) -> int:
    """How many rows those are."""
    return int(connection.execute(select(func.count()).select_from(rows.table).where(rows.condition)).scalar_one())


def remove(connection: Connection, rows: Rows) -> int:
    """Deletes the rows; how many they were."""
    return cast("CursorResult[object]", connection.execute(delete(rows.table).where(rows.condition))).rowcount


def drafts(closed_until: date, saved_until: date) -> Rows:
    """Drafts of rounds that had been closed by then, and those that nobody has touched since then."""
    old = DraftRow.saved_on <= saved_until
    return Rows(DraftRow, DraftRow.round_id.in_(_closed(closed_until)) | old)


def invitations(closed_until: date) -> Rows:
    """Personal invitations to rounds that had been closed by then."""
    return Rows(InvitationRow, InvitationRow.round_id.in_(_closed(closed_until)))


def mails(closed_until: date, made_until: datetime) -> Rows:
    """Mails of rounds that had been closed by then, and mails to accounts that are as old as that."""
    to_accounts = MessageRow.round_id.is_(None) & MessageRow.invitation_id.is_(None)
    old = to_accounts & (MessageRow.state != "waiting") & (MessageRow.made_at <= made_until)
    no_reminder = _mails_of_rounds(_closed(closed_until)) & (MessageRow.kind != "reminder")
    return Rows(MessageRow, no_reminder | old)


def reminders(closed_until: date) -> tuple[Rows, ...]:
    """What is left of reminders of rounds that had been closed by then. They are never counted: decision 0032."""
    closed = _closed(closed_until)
    left = _mails_of_rounds(closed) & (MessageRow.kind == "reminder")
    return (Rows(MessageRow, left), Rows(ReminderRow, ReminderRow.round_id.in_(closed)))


def log_lines(until: datetime) -> Rows:
    """Lines of the audit log from before then."""
    return Rows(AuditRow, AuditRow.at < until)


def spent(now: datetime) -> tuple[Rows, ...]:
    """Links, counted attempts, tokens, proofs under way and files on their way in that mean nothing any more."""
    return (
        Rows(SignInLinkRow, SignInLinkRow.expires_at < now),
        Rows(AttemptRow, AttemptRow.window_ends < now),
        Rows(ApiTokenRow, ApiTokenRow.expires_on < (now - TOKENS_SHOWN).date()),
        Rows(ImportDraftRow, ImportDraftRow.expires_at < now),
        Rows(CeremonyRow, CeremonyRow.expires_at < now),
    )


def rounds_due(connection: Connection, closed_until: date) -> list[DueRound]:
    """Rounds that had been closed by then and whose answers are still there; a workshop never had any."""
    statement = (
        select(RoundRow.id, RoundRow.code, RoundRow.collaboration_id, RoundRow.smallest_group)
        .where(
            RoundRow.closed_on <= closed_until,
            RoundRow.answers_deleted_on.is_(None),
            RoundRow.kind != Kind.WORKSHOP.value,
        )
        .order_by(RoundRow.code)
    )
    return [DueRound(*row) for row in connection.execute(statement)]


def collaborations_due(connection: Connection, deleted_until: date) -> list[DueCollaboration]:
    """Collaborations that had been deleted by then."""
    statement = select(CollaborationRow.id, CollaborationRow.name).where(CollaborationRow.deleted_on <= deleted_until)
    return [DueCollaboration(*row) for row in connection.execute(statement.order_by(CollaborationRow.id))]


def is_round_due(connection: Connection, round_id: str, closed_until: date) -> bool:
    """Whether that still holds for the round; nobody can open it again before the transaction ends."""
    due = (RoundRow.id == round_id) & (RoundRow.closed_on <= closed_until) & RoundRow.answers_deleted_on.is_(None)
    return connection.execute(select(RoundRow.id).where(due).with_for_update()).first() is not None


def is_collaboration_due(connection: Connection, collaboration_id: str, deleted_until: date) -> bool:
    """Whether that still holds for the collaboration; nobody can restore it before the transaction ends."""
    due = (CollaborationRow.id == collaboration_id) & (CollaborationRow.deleted_on <= deleted_until)
    return connection.execute(select(CollaborationRow.id).where(due).with_for_update()).first() is not None


def sheets(round_ids: Ids) -> Rows:
    """The responses of these rounds."""
    return Rows(ResponseRow, ResponseRow.round_id.in_(round_ids))


def answers(round_ids: Ids) -> tuple[Rows, ...]:
    """All that was answered in these rounds, what points at something first."""
    of_sheets = select(ResponseRow.id).where(ResponseRow.round_id.in_(round_ids))
    return (
        Rows(ImportDraftRow, ImportDraftRow.round_id.in_(round_ids)),
        Rows(ImportedRow, ImportedRow.round_id.in_(round_ids)),
        Rows(ImportRow, ImportRow.round_id.in_(round_ids)),
        Rows(AnswerRow, AnswerRow.response_id.in_(of_sheets)),
        sheets(round_ids),
        Rows(RoundScoreRow, RoundScoreRow.round_id.in_(round_ids)),
        Rows(StoredResultRow, StoredResultRow.round_id.in_(round_ids)),
        Rows(CommentRow, CommentRow.round_id.in_(round_ids)),
        Rows(SealedCommentsRow, SealedCommentsRow.round_id.in_(round_ids)),
        Rows(CommentReviewRow, CommentReviewRow.round_id.in_(round_ids)),
        Rows(DraftRow, DraftRow.round_id.in_(round_ids)),
        Rows(HandedInRow, HandedInRow.round_id.in_(round_ids)),
        Rows(DailyCountRow, DailyCountRow.round_id.in_(round_ids)),
        Rows(ParticipationRow, ParticipationRow.round_id.in_(round_ids)),
        Rows(VoteMarkRow, VoteMarkRow.round_id.in_(round_ids)),
        Rows(VoteCountRow, VoteCountRow.round_id.in_(round_ids)),
        Rows(VoteRow, VoteRow.round_id.in_(round_ids)),
    )


def whole_collaboration(collaboration_id: str) -> tuple[Rows, ...]:
    """Everything of a collaboration but its lines in the audit log, what points at something first."""
    ids = select(RoundRow.id).where(RoundRow.collaboration_id == collaboration_id)
    return (
        *answers(ids),
        Rows(MessageRow, _mails_of_rounds(ids)),
        Rows(ReminderRow, ReminderRow.round_id.in_(ids)),
        Rows(InvitationRow, InvitationRow.round_id.in_(ids)),
        Rows(MeetingRow, MeetingRow.round_id.in_(ids)),
        Rows(NoteRow, NoteRow.round_id.in_(ids)),
        Rows(PrincipleRow, PrincipleRow.collaboration_id == collaboration_id),
        Rows(ActionRow, ActionRow.collaboration_id == collaboration_id),
        Rows(ReferenceRow, ReferenceRow.collaboration_id == collaboration_id),
        Rows(FurtherQuestionnaireRow, FurtherQuestionnaireRow.round_id.in_(ids)),
        Rows(RoundPartyRow, RoundPartyRow.round_id.in_(ids)),
        Rows(RoundRow, RoundRow.collaboration_id == collaboration_id),
        Rows(ImportMappingRow, ImportMappingRow.collaboration_id == collaboration_id),
        Rows(PartyRow, PartyRow.collaboration_id == collaboration_id),
        Rows(MembershipRow, MembershipRow.collaboration_id == collaboration_id),
        Rows(CollaborationRow, CollaborationRow.id == collaboration_id),
    )


def mark_answers_deleted(connection: Connection, round_id: str, today: date) -> None:
    """Lets the round say what has become of its answers."""
    connection.execute(update(RoundRow).where(RoundRow.id == round_id), {"answers_deleted_on": today})


def answers_deleted_on(connection: Connection, round_id: str) -> date | None:
    """When retention took the round's answers."""
    return connection.execute(select(RoundRow.answers_deleted_on).where(RoundRow.id == round_id)).scalar()


def _closed(until: date) -> Select[str]:
    return select(RoundRow.id).where(RoundRow.closed_on <= until)


def _mails_of_rounds(round_ids: Ids) -> ColumnElement[bool]:
    invited = select(InvitationRow.id).where(InvitationRow.round_id.in_(round_ids))
    return MessageRow.round_id.in_(round_ids) | MessageRow.invitation_id.in_(invited)
