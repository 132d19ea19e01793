"""Deleting a collaboration: undone within thirty days, for good after that (`app.services.retention`)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.errors import SamspelError
from app.domain.swedish_time import ZONE
from app.services.access import require_facilitator
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.services.made_files import forget_made_files
from app.services.retention import UNDO_DAYS
from app.store import removal
from app.store.database import Transaction
from app.store.removal import Extent, StoredCollaboration


@dataclass(frozen=True)
class Removal:
    """A collaboration that is deleted, or may be: all that goes with it, but for the number of answer sheets, which
    could tell who has answered (decision 0032). `erased_on`: the day from which the deletion can no longer be undone,
    None while it is not deleted."""

    id: str
    name: str
    extent: Extent
    erased_on: date | None


def find_removal(installation: Installation, account: Account, collaboration_id: str) -> Removal:
    """What the deletion of the collaboration means, done or not. Raises C010."""
    with installation.database.reading() as connection:
        found = _own(connection, account, collaboration_id)
        return Removal(
            id=found.id,
            name=found.name,
            extent=removal.extent(connection, found.id),
            erased_on=_erased_on(found),
        )


def deleted_collaborations(installation: Installation, account: Account) -> tuple[tuple[str, str, date], ...]:
    """(id, name, day of erasure) of the collaborations that the account can still restore."""
    with installation.database.reading() as connection:
        found = removal.deleted_of(connection, account.id)
    return tuple((one.id, one.name, day) for one in found if (day := _erased_on(one)) is not None)


def delete_collaboration(
    installation: Installation, account: Account, collaboration_id: str, typed_name: str, now: datetime
) -> None:
    """Deletes the collaboration; its links lead nowhere from now on, and mails that wait are not sent.

    `typed_name` shows that it is meant. Raises C010, V002 (another name), V003 (deleted already)."""
    with installation.database.writing() as connection:
        found = _own(connection, account, collaboration_id)
        if _plain(typed_name) != _plain(found.name):
            raise SamspelError("V002", value=found.name)
        if found.deleted_on is not None:
            raise SamspelError("V003")
        removal.set_deleted_on(connection, found.id, now.astimezone(ZONE).date())
        removal.give_up_mails(connection, found.id)
        record(connection, now, account, "collaboration_deleted", found.id, found.name, days=str(UNDO_DAYS))
    forget_made_files(installation)


def restore_collaboration(installation: Installation, account: Account, collaboration_id: str, now: datetime) -> None:
    """Undoes the deletion. Raises C010 (also when it has been erased); restoring twice does nothing more."""
    with installation.database.writing() as connection:
        found = _own(connection, account, collaboration_id)
        if found.deleted_on is not None:
            removal.set_deleted_on(connection, found.id, None)
            record(connection, now, account, "collaboration_restored", found.id, found.name)


def round_is_gone(installation: Installation, code: str) -> bool:
    """Whether the code led to a round whose collaboration is deleted."""
    tidy = "".join(letter for letter in code.upper() if letter.isalnum())
    with installation.database.reading() as connection:
        return removal.was_deleted(connection, tidy)


def _own(connection: Transaction, account: Account, collaboration_id: str) -> StoredCollaboration:
    require_facilitator(connection, account, collaboration_id)
    found = removal.collaboration(connection, collaboration_id)
    if found is None:
        raise SamspelError("C010")
    return found


def _erased_on(one: StoredCollaboration) -> date | None:
    return one.deleted_on + timedelta(days=UNDO_DAYS) if one.deleted_on else None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
