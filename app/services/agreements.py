"""Changing the record of the dialogue. Every change carries the version that the facilitator saw, so that nobody
overwrites what somebody else has written meanwhile (decision 0015)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from app.domain.errors import SamspelError
from app.domain.record import MOST_AGREEMENTS, Action, ActionState, Agreement, Note, Overtaken, Principle, say_the_same
from app.services import audit
from app.services.accounts import Account
from app.services.installation import Installation
from app.services.record import require_closed
from app.services.rounds import RoundView, find_own_round
from app.store import audit as deeds
from app.store import record, rounds
from app.store.database import Transaction

DEED = "record_changed"
ONE_LINE_FOR = timedelta(hours=1)
"""The page saves by itself while somebody writes; the audit log gets one line an hour for it, not a hundred."""
Written = TypeVar("Written", bound=Note | Principle | Action)
Agreed = TypeVar("Agreed", bound=Principle | Action)


@dataclass(frozen=True)
class Removed:
    """What was removed, and where it stood, so that it can be put back."""

    agreement: Agreement
    position: int


def save_note(installation: Installation, account: Account, code: str, note: Note, now: datetime) -> Note:
    """Keeps what was said. Raises R010, G001, G005, Overtaken."""
    view = _round_of(installation, account, code, note)
    with installation.database.writing() as connection:
        if not record.write_note(connection, view.round.id, note):
            return _unless_overtaken(note, record.record_of(connection, view.round.id).note(note.factor_id))
        _log(connection, account, view, now)
    return replace(note, version=note.version + 1)


def add(installation: Installation, account: Account, code: str, one: Agreed, now: datetime) -> Agreed:
    """Adds a principle or an action as the last one, under an id of its own.

    Raises R010, G001, G005, G006, G009 (there are too many)."""
    view = _round_of(installation, account, code, one)
    new = replace(one, id=uuid.uuid4().hex, version=1)
    with installation.database.writing() as connection:
        rounds.locked(connection, view.round.id)  # two who add at once get a place each
        _require_room(connection, view, new)
        position = record.last_position(connection, view.round.id, new) + 1
        record.insert_agreement(connection, view.collaboration_id, view.round.id, new, position)
        _log(connection, account, view, now)
    return new


def change(installation: Installation, account: Account, code: str, one: Agreed, now: datetime) -> Agreed:
    """Keeps other words of a principle or an action, or an action's other state.

    Raises R010, G001, G005, G006, Overtaken."""
    view = _round_of(installation, account, code, one)
    with installation.database.writing() as connection:
        if not record.update_agreement(connection, view.round.id, one):
            return _unless_overtaken(one, _stored(connection, view, one))
        _log(connection, account, view, now)
    return replace(one, version=one.version + 1)


def set_state(
    installation: Installation, account: Account, code: str, seen: tuple[str, int], state: ActionState, now: datetime
) -> Action:
    """Ticks an action off, or takes it up again. `seen`: its id, and the version that the facilitator saw.

    Raises R010, G001, G010 (it has been removed), Overtaken."""
    view = find_own_round(installation, account, code)
    with installation.database.reading() as connection:
        stored = record.record_of(connection, view.round.id)
    found = next((one for one in stored.actions if one.id == seen[0]), None)
    if found is None:
        raise SamspelError("G010")
    return change(installation, account, code, replace(found, state=state, version=seen[1]), now)


def move(installation: Installation, account: Account, code: str, one: Agreed, steps: int, now: datetime) -> None:
    """Moves a principle or an action up (-1) or down (1) among those of its factor; at either end nothing happens.

    No words change, so no version is asked for. Raises R010, G001, G005, G006."""
    view = _round_of(installation, account, code, one)
    with installation.database.writing() as connection:
        rounds.locked(connection, view.round.id)
        order = _all_like(connection, view, one)
        beside = [other.id for other in order if other.factor_id == one.factor_id]
        target = beside.index(one.id) + steps if one.id in beside else -1
        if 0 <= target < len(beside):
            record.put_in_order(connection, _swapped(order, one.id, beside[target]))
            _log(connection, account, view, now)


def remove(installation: Installation, account: Account, code: str, one: Agreed, now: datetime) -> Removed | None:
    """Removes a principle or an action and says how to put it back; None when it was gone already.

    Raises R010, G001, G005, G006, Overtaken."""
    view = _round_of(installation, account, code, one)
    with installation.database.writing() as connection:
        stored, position = _stored(connection, view, one), record.position_of(connection, one)
        if stored is None:
            return None
        if not record.delete_agreement(connection, view.round.id, one):
            raise Overtaken(one, _stored(connection, view, one))
        _log(connection, account, view, now)
    return Removed(stored, position)


def put_back(installation: Installation, account: Account, code: str, removed: Removed, now: datetime) -> Agreement:
    """Puts back what was removed, where it stood; nothing happens when it is there.

    Raises R010, G001, G005, G006, G009."""
    view = _round_of(installation, account, code, removed.agreement)
    again = replace(removed.agreement, version=removed.agreement.version + 1)
    with installation.database.writing() as connection:
        rounds.locked(connection, view.round.id)
        _require_room(connection, view, again)
        record.insert_agreement(connection, view.collaboration_id, view.round.id, again, removed.position)
        _log(connection, account, view, now)
    return again


def _round_of(installation: Installation, account: Account, code: str, one: Note | Agreement) -> RoundView:
    """The round that is recorded. Raises R010, G001 (it has not been closed), G005 and G006 (no such factor, no such
    organisation)."""
    view = find_own_round(installation, account, code)
    require_closed(view)
    if one.factor_id is not None and one.factor_id not in {factor.id for factor in view.questionnaire.factors}:
        raise SamspelError("G005")
    known = {organisation.id for organisation in view.round.organisations}
    if isinstance(one, Action) and one.organisation_id is not None and one.organisation_id not in known:
        raise SamspelError("G006")
    return view


def _require_room(connection: Transaction, view: RoundView, one: Agreement) -> None:
    if len(_all_like(connection, view, one)) >= MOST_AGREEMENTS:
        raise SamspelError("G009", most=MOST_AGREEMENTS)


def _all_like(connection: Transaction, view: RoundView, one: Agreement) -> Sequence[Agreement]:
    """The round's principles, or its actions, in their order."""
    found = record.record_of(connection, view.round.id)
    return found.principles if isinstance(one, Principle) else found.actions


def _stored(connection: Transaction, view: RoundView, one: Agreed) -> Agreed | None:
    """What is stored under its id now."""
    found = next((other for other in _all_like(connection, view, one) if other.id == one.id), None)
    return found if isinstance(found, type(one)) else None


def _unless_overtaken(mine: Written, theirs: Written | None) -> Written:
    """What is stored, if that is what was to be stored: a page that saves again because it heard no answer has not
    been overtaken. Raises Overtaken otherwise."""
    if theirs is None or not say_the_same(mine, theirs):
        raise Overtaken(mine, theirs)
    return theirs


def _swapped(order: Sequence[Agreement], one: str, other: str) -> list[Agreement]:
    by_id = {agreement.id: agreement for agreement in order}
    swap = {one: other, other: one}
    return [by_id[swap.get(agreement.id, agreement.id)] for agreement in order]


def _log(connection: Transaction, account: Account, view: RoundView, now: datetime) -> None:
    if not deeds.done_since(connection, now - ONE_LINE_FOR, account.email, DEED, view.round.code):
        audit.record(connection, now, account, DEED, view.collaboration_id, view.round.code)
