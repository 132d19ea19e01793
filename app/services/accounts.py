"""Accounts: making them, finding them, passwords."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from app.config import PasswordWork
from app.domain.errors import SamspelError
from app.services.installation import Installation
from app.store import accounts
from app.store.accounts import StoredAccount
from app.store.database import Conflict, Transaction

SHORTEST_PASSWORD = 12
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
    password: str,
    today: date,
    *,
    is_administrator: bool = False,
    makes_collaborations: bool = True,
) -> Account:
    """Makes an account, for whoever has the machine itself.

    Raises U001 (e-mail taken), U002 (password too short), U003 (not an e-mail address)."""
    address, password_hash = tidy_address(email), hash_password(installation, password)
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
    """The account if the password is right; the same work is done for an e-mail address that has none."""
    with installation.database.reading() as connection:
        found = accounts.by_email(connection, email.strip().lower())
    right = is_password(installation, found.password_hash if found else None, password)
    return account_from(found) if right else None


def is_password(installation: Installation, password_hash: str | None, password: str) -> bool:
    """Whether this is the password; never where there is none, after as long a time."""
    work = installation.settings.password_work
    try:
        _hasher(work).verify(password_hash or _hash_of_nobody(work), password)
    except (Argon2Error, InvalidHashError):
        return False
    return password_hash is not None


def hash_password(installation: Installation, password: str) -> str:
    """The password as it is kept. Raises U002 where it is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise SamspelError("U002", shortest=SHORTEST_PASSWORD)
    return _hasher(installation.settings.password_work).hash(password)


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


def _hasher(work: PasswordWork) -> PasswordHasher:
    return PasswordHasher(work.passes, work.kibibytes, work.lanes)


@cache
def _hash_of_nobody(work: PasswordWork) -> str:
    return _hasher(work).hash("nobody has this password")
