"""Taking the latest import back: while the round is open, since nothing of it has been shown to anybody then."""

from datetime import datetime

from app.domain.errors import SamspelError
from app.domain.round import Kind
from app.domain.swedish_time import day_of
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.services.responses import StoredSheets, free_organisations
from app.services.rounds import RoundView
from app.store import imports
from app.store.database import Transaction
from app.store.imports import LatestImport

__all__ = ["LatestImport", "can_be_taken_back", "latest_import", "remember_import", "take_back_import"]


def can_be_taken_back(view: RoundView, number: int) -> bool:
    """Whether an import of so many sheets is remembered as one.

    While it is, a reader of the database can tell its sheets and its comments from others; of fewer than the smallest
    group that would point at somebody. In a joint round sheets belong to organisations, and there is no such limit."""
    return view.round.rules.kind is Kind.JOINT or number >= view.round.rules.smallest_group


def remember_import(connection: Transaction, view: RoundView, stored: StoredSheets, now: datetime) -> None:
    """Remembers what an import stored, in the transaction that stored it, and no longer what an earlier one did."""
    number = len(stored.responses)
    if can_be_taken_back(view, number):
        one = LatestImport(day_of(now), number)
        imports.put_latest(connection, view.round.id, one, (*stored.responses, *stored.comments))
    else:
        imports.forget_latest(connection, view.round.id)


def latest_import(installation: Installation, view: RoundView) -> LatestImport | None:
    """The import that can be taken back, None where there is none (`view` comes from `find_answered_round`)."""
    with installation.database.reading() as connection:
        return imports.latest(connection, view.round.id)


def take_back_import(installation: Installation, view: RoundView, now: datetime, actor: Account) -> int:
    """Deletes what the latest import stored; how many sheets that was. Raises R004 (the round is closed), I021 (there
    is no import to take back)."""
    with installation.database.writing() as connection:
        free_organisations(connection, view, ())
        one = imports.latest(connection, view.round.id, locked=True)
        if one is None:
            raise SamspelError("I021")
        organisations = imports.take_back(connection, view.round.id, one)
        if view.round.rules.kind is Kind.JOINT:
            free_organisations(connection, view, organisations)
        number = str(one.number)
        record(connection, now, actor, "import_taken_back", view.collaboration_id, view.round.code, number=number)
    installation.database.forget()
    return one.number
