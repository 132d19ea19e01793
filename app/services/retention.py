"""Retention: what has been kept its time is deleted for good, and the audit log says how much it was.

What is deleted when, and why, stands in docs/decisions/0016-retention.md."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.config import Retention
from app.domain.swedish_time import ZONE
from app.services.audit import record
from app.services.installation import Installation
from app.services.made_files import forget_made_files
from app.services.responses import DRAFT_DAYS
from app.store import expiry
from app.store.database import Transaction
from app.store.expiry import DueCollaboration, DueRound, Rows

UNDO_DAYS = 30
"""Days in which the deletion of a collaboration can be undone."""


@dataclass(frozen=True)
class Expired:
    """How much had been kept its time. `sheets` are the answer sheets of those of the `rounds` rounds that had at least
    their smallest group. Of drafts and reminders no number is told: it says who has begun, and who has not answered."""

    invitations: int = 0
    mails: int = 0
    rounds: int = 0
    sheets: int = 0
    collaborations: int = 0
    log_lines: int = 0


@dataclass(frozen=True)
class Limits:
    """The last day (in Stockholm) from which each thing is no longer kept; `log` is the first moment still kept."""

    today: date
    drafts_closed: date
    drafts_saved: date
    addresses_closed: date
    addresses_made: datetime
    answers_closed: date
    collaborations_deleted: date
    log: datetime

    @classmethod
    def at(cls, now: datetime, keep: Retention) -> "Limits":
        """The limits of a day."""
        today = now.astimezone(ZONE).date()
        first_kept = months_before(today, keep.audit_months)
        return cls(
            today=today,
            drafts_closed=today - timedelta(days=keep.drafts_days),
            drafts_saved=today - timedelta(days=DRAFT_DAYS),
            addresses_closed=today - timedelta(days=keep.addresses_days),
            addresses_made=now - timedelta(days=keep.addresses_days),
            answers_closed=months_before(today, keep.answers_months),
            collaborations_deleted=today - timedelta(days=UNDO_DAYS),
            log=datetime.combine(first_kept, time(), ZONE),
        )


def delete_expired(installation: Installation, now: datetime, *, dry_run: bool = False) -> Expired:
    """Deletes everything that has been kept its time; running it again deletes nothing more. `dry_run` only counts.

    A round's answers go in a transaction of their own, so that those who answer meanwhile need not wait long."""
    limits = Limits.at(now, installation.settings.privacy.retention)
    with installation.database.reading() as connection:
        rounds = expiry.rounds_due(connection, limits.answers_closed)
        collaborations = expiry.collaborations_due(connection, limits.collaborations_deleted)
    found = _small_things(installation, now, limits, dry_run)
    sheets = [_answers_of(installation, now, limits, one, dry_run) for one in rounds]
    erased = [_whole(installation, now, limits, one, dry_run) for one in collaborations]
    taken = [number for number in sheets if number is not None]
    if not dry_run:
        installation.database.forget()
        if taken or any(erased):
            forget_made_files(installation)
    return replace(found, rounds=len(taken), sheets=sum(taken), collaborations=sum(erased))


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier; the month's last where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _small_things(installation: Installation, now: datetime, limits: Limits, dry_run: bool) -> Expired:
    act = expiry.count if dry_run else expiry.remove
    reminders = expiry.reminders(limits.addresses_closed)
    with installation.database.writing() as connection:
        for rows in (expiry.drafts(limits.drafts_closed, limits.drafts_saved), *reminders):
            act(connection, rows)
        found = Expired(
            mails=act(connection, expiry.mails(limits.addresses_closed, limits.addresses_made)),
            invitations=act(connection, expiry.invitations(limits.addresses_closed)),
            log_lines=act(connection, expiry.log_lines(limits.log)),
        )
        for rows in expiry.spent(now):
            act(connection, rows)
        if not dry_run and found != Expired():
            _record_run(connection, now, found)
    return found


def _record_run(connection: Transaction, now: datetime, found: Expired) -> None:
    record(
        connection,
        now,
        None,
        "retention_run",
        None,
        "",
        invitations=str(found.invitations),
        mails=str(found.mails),
        lines=str(found.log_lines),
    )


def _answers_of(installation: Installation, now: datetime, limits: Limits, one: DueRound, dry_run: bool) -> int | None:
    """How many sheets the round had; None where it has been opened again meanwhile."""
    with installation.database.writing() as connection:
        if not expiry.is_round_due(connection, one.id, limits.answers_closed):
            return None
        number = expiry.count(connection, expiry.sheets([one.id]))
        enough = number >= one.smallest_group
        if not dry_run:
            _remove_all(connection, expiry.answers([one.id]))
            expiry.mark_answers_deleted(connection, one.id, limits.today)
            told = str(number) if enough else f"< {one.smallest_group}"
            record(connection, now, None, "answers_deleted", one.collaboration_id, one.code, number=told)
    return number if enough else 0


def _whole(installation: Installation, now: datetime, limits: Limits, one: DueCollaboration, dry_run: bool) -> bool:
    """Whether it went; it may have been restored meanwhile."""
    with installation.database.writing() as connection:
        if not expiry.is_collaboration_due(connection, one.id, limits.collaborations_deleted):
            return False
        if not dry_run:
            _remove_all(connection, expiry.whole_collaboration(one.id))
            record(connection, now, None, "collaboration_erased", one.id, one.name)
    return True


def _remove_all(connection: Transaction, several: tuple[Rows, ...]) -> None:
    for rows in several:
        expiry.remove(connection, rows)
