"""Who may what. Every use case that shows or changes something asks here; nothing else decides.

Whoever may not is told the same as if the thing did not exist (R010, C010, E001, P001): an outsider learns nothing."""

from collections.abc import Sequence
from enum import StrEnum

from app.domain.collaboration import Collaboration
from app.domain.errors import SamspelError
from app.services.accounts import Account
from app.services.installation import Installation
from app.store import collaborations, memberships
from app.store.database import Transaction
from app.store.rounds import StoredRound


class Role(StrEnum):
    """What an account is to one collaboration."""

    FACILITATOR = "facilitator"
    """Leads it: all of its rounds, mails, records, people."""
    VIEWER = "viewer"
    """Follows one of its organisations: reads results and documents of rounds that the organisation took part in."""
    GUEST = "guest"
    """Was asked in: reads results and documents."""


class Act(StrEnum):
    """What somebody wants to do with a collaboration or one of its rounds."""

    LEAD = "lead"
    READ = "read"


MAY = {
    Role.FACILITATOR: frozenset({Act.LEAD, Act.READ}),
    Role.VIEWER: frozenset({Act.READ}),
    Role.GUEST: frozenset({Act.READ}),
}


def acts(connection: Transaction, account: Account, stored: StoredRound) -> frozenset[Act]:
    """All that the account may do with the round."""
    found = collaborations.role_of(connection, account.id, stored.collaboration_id)
    if found is not None:
        return MAY[Role(found)]
    parties = [one.id for one in stored.round.organisations]
    return MAY[Role.VIEWER] if collaborations.views_a_party(connection, account.id, parties) else frozenset()


def acts_with_all(connection: Transaction, account: Account, several: Sequence[StoredRound]) -> list[frozenset[Act]]:
    """The same for each of several rounds, in their order, at the cost of one."""
    roles = collaborations.roles_of(connection, account.id)
    followed = collaborations.followed_by(connection, account.id)
    found = []
    for stored in several:
        role = roles.get(stored.collaboration_id)
        if role is None and any(one.id in followed for one in stored.round.organisations):
            role = Role.VIEWER
        found.append(MAY[Role(role)] if role is not None else frozenset())
    return found


def own_acts(connection: Transaction, account: Account) -> dict[str, frozenset[Act]]:
    """Collaboration id -> what the account's own role lets it do there; a viewer's rounds are for `acts` to say."""
    return {one: MAY[Role(role)] for one, role in collaborations.roles_of(connection, account.id).items()}


def require(connection: Transaction, account: Account, act: Act, stored: StoredRound) -> frozenset[Act]:
    """All that the account may do with the round. Raises R010, as for a round that does not exist, unless `act` is
    among it."""
    found = acts(connection, account, stored)
    if act not in found:
        raise SamspelError("R010", code=stored.round.code)
    return found


def collaboration_acts(connection: Transaction, account: Account, collaboration_id: str) -> frozenset[Act]:
    """All that the account's own role lets it do with a collaboration; a viewer's rounds are for `acts` to say."""
    found = collaborations.role_of(connection, account.id, collaboration_id)
    return MAY[Role(found)] if found is not None else frozenset()


def require_part(connection: Transaction, account: Account, act: Act, one: Collaboration) -> frozenset[Act]:
    """All that the account may do with the collaboration, as a viewer of one of its organisations too. Raises C010, as
    for a collaboration that does not exist, unless `act` is among it."""
    found = collaboration_acts(connection, account, one.id)
    if not found and collaborations.views_a_party(connection, account.id, [party.id for party in one.parties]):
        found = MAY[Role.VIEWER]
    if act not in found:
        raise SamspelError("C010")
    return found


def require_facilitator(connection: Transaction, account: Account, collaboration_id: str) -> None:
    """Raises C010, as for a collaboration that does not exist."""
    if collaborations.role_of(connection, account.id, collaboration_id) != Role.FACILITATOR:
        raise SamspelError("C010")


def require_own_organisation(connection: Transaction, account: Account, organisation_id: str) -> str:
    """The name of the organisation, for those who follow it. Raises E001, as for an organisation that does not
    exist."""
    if not collaborations.views_a_party(connection, account.id, [organisation_id]):
        raise SamspelError("E001")
    return memberships.organisation_name(connection, organisation_id) or organisation_id


def may_make(installation: Installation, connection: Transaction, account: Account) -> bool:
    """Whether the account may make collaborations: an administrator lets it, or the installation lets all who lead
    one."""
    if account.makes_collaborations or not installation.settings.facilitators_make:
        return account.makes_collaborations
    return Role.FACILITATOR in collaborations.roles_of(connection, account.id).values()


def require_maker(installation: Installation, connection: Transaction, account: Account) -> None:
    """Raises P009 unless the account may make collaborations."""
    if not may_make(installation, connection, account):
        raise SamspelError("P009")


def require_administrator(account: Account) -> None:
    """Raises P001, as for a page that does not exist."""
    if not account.is_administrator:
        raise SamspelError("P001")
