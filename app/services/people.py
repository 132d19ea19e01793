"""The people of a collaboration: those who lead it and those who were asked in to read."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import SamspelError
from app.services import audit
from app.services.access import Role, require_facilitator
from app.services.accounts import Account, account_from, insert_account, tidy_address
from app.services.installation import Installation
from app.services.mail_allowance import count_asked_in
from app.services.sign_in_links import Letter, invite
from app.services.sign_in_mails import Purpose, SignInMail, post_notice
from app.store import accounts, collaborations, memberships
from app.store.database import Transaction
from app.store.memberships import StoredMember

GIVEN = (Role.FACILITATOR, Role.GUEST)
"""The roles that a facilitator gives. Who follows an organisation is for the administrator to say."""

INVITED = {Role.FACILITATOR: "facilitator_invited", Role.GUEST: "guest_invited"}
MADE = {Role.FACILITATOR: "facilitator_made", Role.GUEST: "guest_made"}
"""What the audit log calls giving a role, to somebody new and to somebody who had another."""


@dataclass(frozen=True)
class Person:
    """Somebody with a role. `is_last_facilitator`: nobody else leads the collaboration."""

    account_id: str
    email: str
    name: str
    role: Role
    is_last_facilitator: bool


@dataclass(frozen=True)
class People:
    """Everybody with a role in a collaboration."""

    collaboration_id: str
    collaboration: str
    persons: tuple[Person, ...]

    def person(self, account_id: str) -> Person:
        """The person of that account. Raises P006."""
        found = next((one for one in self.persons if one.account_id == account_id), None)
        if found is None:
            raise SamspelError("P006")
        return found


def list_people(installation: Installation, account: Account, collaboration_id: str) -> People:
    """Everybody with a role. Raises C010."""
    with installation.database.reading() as connection:
        return _people(connection, account, collaboration_id)


def invite_person(
    installation: Installation, account: Account, collaboration_id: str, email: str, role: Role, letter: Letter
) -> None:
    """Gives a role to the account of that address, which is made where there is none; a mail tells of it.

    Raises C010, U003 (no address), P004 (has a role already), M051 (too many mails)."""
    address = tidy_address(email)
    with installation.database.writing() as connection:
        people = _people(connection, account, collaboration_id)
        if address in [one.email for one in people.persons]:
            raise SamspelError("P004", value=address)
        count_asked_in(installation, connection, account, letter.now)
        welcomed = _welcomed(installation, connection, account, address, letter, people.collaboration)
        collaborations.insert_membership(connection, welcomed.id, collaboration_id, role)
        audit.record(connection, letter.now, account, INVITED[role], collaboration_id, address)


def change_role(
    installation: Installation, account: Account, collaboration_id: str, account_id: str, role: Role, now: datetime
) -> None:
    """Gives a person another role. Raises C010, P006 (not there), P002 (nobody would lead)."""
    with installation.database.writing() as connection:
        person = _changeable(connection, account, collaboration_id, account_id)
        if person.role is role:
            return
        if person.is_last_facilitator:
            raise SamspelError("P002")
        memberships.update_role(connection, account_id, collaboration_id, role)
        audit.record(connection, now, account, MADE[role], collaboration_id, person.email)


def remove_person(
    installation: Installation, account: Account, collaboration_id: str, account_id: str, now: datetime
) -> None:
    """Takes the role away; the account stays. Raises C010, P006, P002."""
    with installation.database.writing() as connection:
        person = _changeable(connection, account, collaboration_id, account_id)
        if person.is_last_facilitator:
            raise SamspelError("P002")
        memberships.delete_membership(connection, account_id, collaboration_id)
        audit.record(connection, now, account, "person_removed", collaboration_id, person.email)


def _welcomed(
    installation: Installation,
    connection: Transaction,
    inviter: Account,
    address: str,
    letter: Letter,
    collaboration: str,
) -> Account:
    """The account of the address, told by mail that it was invited."""
    stored = accounts.by_email(connection, address)
    if stored is None:
        made = insert_account(connection, address, "", letter.now.date())
        invite(installation, connection, inviter, made, letter, collaboration)
        return made
    link = f"{installation.settings.base_url}/account"
    mail = SignInMail(Purpose.INVITATION, address, link, letter.language, inviter.name, collaboration)
    post_notice(connection, mail, letter.now)
    return account_from(stored)


def _changeable(connection: Transaction, account: Account, collaboration_id: str, account_id: str) -> Person:
    memberships.lock_collaboration(connection, collaboration_id)
    return _people(connection, account, collaboration_id).person(account_id)


def _people(connection: Transaction, account: Account, collaboration_id: str) -> People:
    require_facilitator(connection, account, collaboration_id)
    name = memberships.collaboration_name(connection, collaboration_id)
    if name is None:
        raise SamspelError("C010")
    found = memberships.members(connection, collaboration_id)
    leaders = [one for one in found if one.role == Role.FACILITATOR]
    return People(collaboration_id, name, tuple(_person(one, len(leaders) == 1) for one in found))


def _person(one: StoredMember, is_led_by_one: bool) -> Person:
    role = Role(one.role)
    return Person(one.account_id, one.email, one.name, role, is_led_by_one and role is Role.FACILITATOR)
