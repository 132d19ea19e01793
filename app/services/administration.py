"""What an administrator of the installation does: accounts, and who follows which organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import SamspelError
from app.services import audit
from app.services.access import require_administrator
from app.services.accounts import Account, account_from, account_of, insert_account, tidy_address
from app.services.installation import Installation
from app.services.mail_allowance import count_asked_in
from app.services.mails import is_set_up
from app.services.passwords import hash_password, require_passwords
from app.services.plain_names import plain_name
from app.services.sessions import close_doors
from app.services.sign_in_links import Letter, invite, mail_reset
from app.store import accounts, memberships, passkeys
from app.store.database import Conflict, Transaction


@dataclass(frozen=True)
class Viewer:
    """An account that follows an organisation."""

    account_id: str
    email: str
    organisation_id: str
    organisation: str


@dataclass(frozen=True)
class Viewers:
    """Who follows which organisation. `organisations`: (id, name) of all that could be followed."""

    viewers: tuple[Viewer, ...]
    organisations: tuple[tuple[str, str], ...]

    def viewer(self, account_id: str, organisation_id: str) -> Viewer:
        """The one of these. Raises P006."""
        for one in self.viewers:
            if (one.account_id, one.organisation_id) == (account_id, organisation_id):
                return one
        raise SamspelError("P006")


def every_account(installation: Installation) -> tuple[Account, ...]:
    """All accounts, by e-mail address; for whoever has the machine itself."""
    with installation.database.reading() as connection:
        return tuple(account_from(one) for one in accounts.every(connection))


def list_accounts(installation: Installation, administrator: Account) -> tuple[Account, ...]:
    """All accounts, by e-mail address. Raises P001."""
    require_administrator(administrator)
    return every_account(installation)


def look_at_account(installation: Installation, administrator: Account, account_id: str) -> Account:
    """One account. Raises P001, P006."""
    require_administrator(administrator)
    with installation.database.reading() as connection:
        return _account(connection, account_id)


def make_account(
    installation: Installation,
    administrator: Account,
    email: str,
    name: str,
    letter: Letter,
    *,
    is_administrator: bool = False,
    makes_collaborations: bool = False,
) -> Account:
    """Makes an account without a password and mails a link to begin with. Raises P001, U001, U003, U037, M051."""
    require_administrator(administrator)
    address = tidy_address(email)
    with installation.database.writing() as connection:
        count_asked_in(installation, connection, administrator, letter.now)
        made = insert_account(
            connection,
            address,
            plain_name(name),
            letter.now.date(),
            is_administrator=is_administrator,
            makes_collaborations=makes_collaborations,
        )
        invite(installation, connection, administrator, made, letter)
        given = {"account_made": True, "administrator_made": is_administrator, "maker_made": makes_collaborations}
        for deed in (one for one, is_so in given.items() if is_so):
            audit.record(connection, letter.now, administrator, deed, None, address)
    return made


def set_making(
    installation: Installation, administrator: Account, account_id: str, *, makes: bool, now: datetime
) -> None:
    """Lets an account make collaborations, or no longer. Raises P001, P006."""
    require_administrator(administrator)
    with installation.database.writing() as connection:
        account = _account(connection, account_id)
        if account.makes_collaborations == makes:
            return
        accounts.update_account(connection, account_id, makes_collaborations=makes)
        deed = "maker_made" if makes else "maker_unmade"
        audit.record(connection, now, administrator, deed, None, account.email)


def set_administrator(
    installation: Installation, administrator: Account, account_id: str, *, is_administrator: bool, now: datetime
) -> None:
    """Makes an account an administrator, or no longer one. Raises P001, P006, P003 (nobody would be)."""
    require_administrator(administrator)
    with installation.database.writing() as connection:
        account = _account(connection, account_id)
        if account.is_administrator == is_administrator:
            return
        if not is_administrator:
            _require_another(connection, account_id)
        accounts.update_account(connection, account_id, is_administrator=is_administrator)
        deed = "administrator_made" if is_administrator else "administrator_unmade"
        audit.record(connection, now, administrator, deed, None, account.email)


def reset_account(installation: Installation, administrator: Account, account_id: str, letter: Letter) -> int:
    """Takes the password away, ends all that lets somebody into the account, and mails its owner a link to choose
    another; how many tokens were revoked. Raises P001, P006, U039 (mail is not set up)."""
    require_administrator(administrator)
    with installation.database.writing() as connection:
        account = _account(connection, account_id)
        if not is_set_up(installation.settings):
            raise SamspelError("U039")
        accounts.update_account(connection, account_id, password_hash=None)
        revoked = close_doors(connection, account_id)
        mail_reset(installation, connection, account, letter)
        audit.record(connection, letter.now, administrator, "account_reset", None, account.email, tokens=str(revoked))
    return revoked


def remove_account(installation: Installation, administrator: Account, account_id: str, now: datetime) -> None:
    """Removes an account with its roles, sessions and links. Raises P001, P006, P003, P005 (leads alone)."""
    require_administrator(administrator)
    with installation.database.writing() as connection:
        account = _account(connection, account_id)
        if account.is_administrator:
            _require_another(connection, account_id)
        alone = memberships.led_alone(connection, account_id)
        if alone:
            raise SamspelError("P005", value=account.email, names=", ".join(alone))
        memberships.delete_roles_of(connection, account_id)
        close_doors(connection, account_id)
        passkeys.delete_all_of(connection, account_id)
        accounts.delete_account(connection, account_id)
        audit.record(connection, now, administrator, "account_removed", None, account.email)


def list_viewers(installation: Installation, administrator: Account) -> Viewers:
    """Who follows which organisation. Raises P001."""
    require_administrator(administrator)
    with installation.database.reading() as connection:
        found = tuple(Viewer(**vars(one)) for one in memberships.viewers(connection))
        return Viewers(found, tuple(memberships.organisations(connection)))


def add_viewer(
    installation: Installation, administrator: Account, email: str, organisation_id: str, letter: Letter
) -> None:
    """Lets the account of that address, which is made where there is none, follow an organisation.

    Raises P001, U003, P007 (no such organisation), P008 (follows it already), M051 (too many mails)."""
    require_administrator(administrator)
    address = tidy_address(email)
    with installation.database.writing() as connection:
        organisation = memberships.organisation_name(connection, organisation_id)
        if organisation is None:
            raise SamspelError("P007")
        account = _found_or_made(installation, connection, administrator, address, letter)
        try:
            memberships.insert_viewer(connection, account.id, organisation_id)
        except Conflict as twice:
            raise SamspelError("P008", value=address, organisation=organisation) from twice
        audit.record(connection, letter.now, administrator, "viewer_added", None, address, organisation=organisation)


def remove_viewer(
    installation: Installation, administrator: Account, account_id: str, organisation_id: str, now: datetime
) -> None:
    """The account follows the organisation no more. Raises P001, P006."""
    viewer = list_viewers(installation, administrator).viewer(account_id, organisation_id)
    with installation.database.writing() as connection:
        memberships.delete_viewer(connection, account_id, organisation_id)
        organisation = viewer.organisation
        audit.record(connection, now, administrator, "viewer_removed", None, viewer.email, organisation=organisation)


def set_password_of(installation: Installation, email: str, password: str, now: datetime) -> None:
    """Sets a password from the machine itself; all sessions, links and tokens of the account end. Raises U010, U053
    (passwords are not used here), U002, U050 to U052 (the password is no good)."""
    require_passwords(installation)
    account = account_of(installation, email)
    if account is None:
        raise SamspelError("U010", value=email)
    password_hash = hash_password(installation, password, account.email, account.name)
    with installation.database.writing() as connection:
        found = accounts.by_email(connection, email.strip().lower())
        if found is None:
            raise SamspelError("U010", value=email)
        accounts.update_account(connection, found.id, password_hash=password_hash)
        revoked = close_doors(connection, found.id)
        audit.record(connection, now, None, "password_changed", None, found.email, tokens=str(revoked))


def _found_or_made(
    installation: Installation, connection: Transaction, administrator: Account, address: str, letter: Letter
) -> Account:
    stored = accounts.by_email(connection, address)
    if stored is not None:
        return account_from(stored)
    count_asked_in(installation, connection, administrator, letter.now)
    made = insert_account(connection, address, "", letter.now.date())
    invite(installation, connection, administrator, made, letter)
    return made


def _account(connection: Transaction, account_id: str) -> Account:
    stored = accounts.locked(connection, account_id)
    if stored is None:
        raise SamspelError("P006")
    return account_from(stored)


def _require_another(connection: Transaction, account_id: str) -> None:
    others: Sequence[str] = [one for one in accounts.administrators_locked(connection) if one != account_id]
    if not others:
        raise SamspelError("P003")
