"""Collaborations: made, changed, listed."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.collaboration import Collaboration, Form, Stage
from app.domain.errors import SamspelError
from app.domain.swedish_time import day_of
from app.services.access import Act, Role, may_make, own_acts, require_facilitator, require_maker, require_part
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.services.organisations import distinct, settled
from app.services.plain_names import plain_name
from app.services.rounds import RoundView, rounds_of
from app.store import collaborations, organisations
from app.store.database import Transaction


@dataclass(frozen=True)
class NewCollaboration:
    """What a facilitator says about a collaboration. `organisations` are names as they were typed."""

    name: str
    organisations: tuple[str, ...]
    purpose: str = ""
    form: Form = Form.OTHER
    stage: Stage = Stage.START


@dataclass(frozen=True)
class CollaborationView:
    """A collaboration with its rounds that the account may see, newest first; `acts`: what the account may do with
    it."""

    collaboration: Collaboration
    rounds: tuple[RoundView, ...]
    acts: frozenset[Act]


class ChangedMeanwhile(SamspelError):
    """Somebody else has changed the collaboration since the form was shown; `theirs` is how it is now."""

    def __init__(self, theirs: Collaboration) -> None:
        super().__init__("C004")
        self.theirs = theirs


def create_collaboration(
    installation: Installation, account: Account, new: NewCollaboration, now: datetime
) -> Collaboration:
    """Makes a collaboration that the account leads. Raises P009 (may not), C001 (no name), C003 (no organisations),
    U037 (an address in the name), R006."""
    with installation.database.writing() as connection:
        require_maker(installation, connection, account)
        one = _described(connection, Collaboration(uuid.uuid4().hex, "", "", new.form, new.stage, ()), new)
        collaborations.insert_collaboration(connection, one, day_of(now), account.id)
        collaborations.insert_membership(connection, account.id, one.id, Role.FACILITATOR)
        organisations.take_part(connection, one.id, one.parties)
        record(connection, now, account, "collaboration_made", one.id, one.name)
    return one


def may_make_collaborations(installation: Installation, account: Account) -> bool:
    """Whether the account may make collaborations."""
    with installation.database.reading() as connection:
        return may_make(installation, connection, account)


def change_collaboration(
    installation: Installation,
    account: Account,
    collaboration_id: str,
    version: int,
    new: NewCollaboration,
    now: datetime,
) -> Collaboration:
    """Changes what is said about the collaboration, if it still is the version that the account saw. Rounds keep the
    organisations that they were made with.

    Raises C010, ChangedMeanwhile, and what `create_collaboration` does."""
    with installation.database.writing() as connection:
        require_facilitator(connection, account, collaboration_id)
        before = _found(connection, collaboration_id)
        one = _described(connection, before, new)
        if not collaborations.update_collaboration(connection, one, version):
            raise ChangedMeanwhile(before)
        organisations.take_part(connection, one.id, one.parties)
        record(connection, now, account, "collaboration_changed", one.id, one.name)
    return replace(one, version=version + 1)


def list_collaborations(installation: Installation, account: Account) -> tuple[CollaborationView, ...]:
    """All that the account leads, was asked into, or sees an organisation of; by name."""
    with installation.database.reading() as connection:
        found = collaborations.open_to(connection, account.id)
        own = own_acts(connection, account)
        acts = {one.id: own.get(one.id, frozenset({Act.READ})) for one in found}
    rounds = rounds_of(installation, account, [one.id for one in found])
    return tuple(CollaborationView(one, rounds[one.id], acts[one.id]) for one in found)


def find_collaboration(
    installation: Installation, account: Account, collaboration_id: str, act: Act = Act.LEAD
) -> CollaborationView:
    """The collaboration if the account may do this with it. Raises C010 otherwise."""
    with installation.database.reading() as connection:
        one = _found(connection, collaboration_id)
        acts = require_part(connection, account, act, one)
    return CollaborationView(one, rounds_of(installation, account, [one.id])[one.id], acts)


def _found(connection: Transaction, collaboration_id: str) -> Collaboration:
    one = collaborations.by_id(connection, collaboration_id)
    if one is None:
        raise SamspelError("C010")
    return one


def _described(connection: Transaction, before: Collaboration, new: NewCollaboration) -> Collaboration:
    name = " ".join(new.name.split())
    if not name:
        raise SamspelError("C001")
    if name != before.name:
        plain_name(name)
    if not distinct(new.organisations):
        raise SamspelError("C003")
    parties = settled(connection, new.organisations)
    return replace(before, name=name, purpose=new.purpose.strip(), form=new.form, stage=new.stage, parties=parties)
