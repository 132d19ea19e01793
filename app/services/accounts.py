"""Accounts: making them, finding them, passwords."""

import uuid
from dataclasses import dataclass
from datetime import date

from app.domain.errors import SamspelError
from app.services.installation import Installation
from app.services.passwords import hash_known_password, hash_password, is_password
from app.store import accounts
from app.store.accounts import StoredAccount
from app.store.database import Conflict, Transaction

LONGEST_ADDRESS = 254
"""Characters that fit in an envelope (RFC 5321)."""
LONGEST_NAME = 120


@dataclass(frozen=True)
class Account:
    """Somebody who signs in. `makes_collaborations`: an administrator lets it."""

    id: str
    email: str
    name: str
    is_administrator: bool = False
    makes_collaborations: bool = False


def add_account(
    installation: Installation,
    email: str,
    name: str,
    password: str | None,
    today: date,
    *,
    is_administrator: bool = False,
    makes_collaborations: bool = True,
    of_demo: bool = False,
) -> Account:
    """Makes an account, for whoever has the machine itself; without a password it is entered in another way. `of_demo`:
    everybody may know the password.

    Raises U001 (e-mail taken), U003 (not an e-mail address), U002, U050 to U052 (a password that is no good)."""
    address = tidy_address(email)
    if password is None:
        password_hash = None
    elif of_demo:
        password_hash = hash_known_password(installation, password)
    else:
        password_hash = hash_password(installation, password, address, name)
    with installation.database.writing() as connection:
        return insert_account(
            connection,
            address,
            name,
            today,
            password_hash=password_hash,
            is_administrator=is_administrator,
            makes_collaborations=makes_collaborations,
        )


def insert_account(
    connection: Transaction,
    address: str,
    name: str,
    today: date,
    *,
    password_hash: str | None = None,
    subject: str | None = None,
    is_administrator: bool = False,
    makes_collaborations: bool = False,
) -> Account:
    """Stores an account of a tidy address; without a password it is entered by a mailed link. Raises U001."""
    tidy = " ".join(name.split())[:LONGEST_NAME] or address
    account = Account(uuid.uuid4().hex, address, tidy, is_administrator, makes_collaborations)
    stored = StoredAccount(
        account.id, address, account.name, password_hash, subject, is_administrator, makes_collaborations
    )
    try:
        accounts.add(connection, stored, today)
    except Conflict as taken:
        raise SamspelError("U001", value=address) from taken
    return account


def authenticate(installation: Installation, email: str, password: str) -> Account | None:
    """The account if the password is right, where passwords let anybody in; the same work is done for an e-mail address
    that has none."""
    with installation.database.reading() as connection:
        found = accounts.by_email(connection, email.strip().lower())
    right = is_password(installation, found.password_hash if found else None, password)
    return account_from(found) if right and installation.settings.password_sign_in else None


def tidy_address(email: str) -> str:
    """The e-mail address as it is kept. Raises U003 where it is none."""
    address = email.strip().lower()
    if "@" not in address.strip("@") or len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        raise SamspelError("U003", value=address[:LONGEST_ADDRESS])
    return address


def find_account(installation: Installation, account_id: str) -> Account | None:
    """The account of that id."""
    with installation.database.reading() as connection:
        found = accounts.by_id(connection, account_id)
    return account_from(found) if found else None


def account_of(installation: Installation, email: str) -> Account | None:
    """The account of that e-mail address."""
    with installation.database.reading() as connection:
        found = accounts.by_email(connection, email.strip().lower())
    return account_from(found) if found else None


def account_from(stored: StoredAccount | None) -> Account:
    """The account as services hand it on, without what is secret. Only for one that is there."""
    assert stored is not None
    return Account(stored.id, stored.email, stored.name, stored.is_administrator, stored.makes_collaborations)
