"""Accounts: making them, signing in."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from app.domain.errors import SamspelError
from app.services.installation import Installation
from app.store import accounts
from app.store.accounts import StoredAccount
from app.store.database import Conflict

SHORTEST_PASSWORD = 12
_hasher = PasswordHasher()


@dataclass(frozen=True)
class Account:
    """Somebody who signs in."""

    id: str
    email: str
    name: str
    is_administrator: bool = False


def add_account(
    installation: Installation, email: str, name: str, password: str, today: date, *, is_administrator: bool = False
) -> Account:
    """Makes an account. Raises U001 (e-mail taken), U002 (password too short), U003 (not an e-mail address)."""
    email = email.strip().lower()
    if "@" not in email.strip("@") or any(letter.isspace() for letter in email):
        raise SamspelError("U003", value=email)
    if len(password) < SHORTEST_PASSWORD:
        raise SamspelError("U002", shortest=SHORTEST_PASSWORD)
    account = Account(uuid.uuid4().hex, email, name.strip() or email, is_administrator)
    stored = StoredAccount(account.id, email, account.name, _hasher.hash(password), None, is_administrator)
    try:
        with installation.database.writing() as connection:
            accounts.add(connection, stored, today)
    except Conflict as taken:
        raise SamspelError("U001", value=email) from taken
    return account


def authenticate(installation: Installation, email: str, password: str) -> Account | None:
    """The account if the password is right; the same work is done for an e-mail address that has none."""
    with installation.database.reading() as connection:
        found = accounts.by_email(connection, email.strip().lower())
    try:
        _hasher.verify((found.password_hash if found else None) or _hash_of_nobody(), password)
    except (Argon2Error, InvalidHashError):
        return None
    return _account(found) if found and found.password_hash else None


def find_account(installation: Installation, account_id: str) -> Account | None:
    """The account of that id."""
    with installation.database.reading() as connection:
        found = accounts.by_id(connection, account_id)
    return _account(found)


def account_of(installation: Installation, email: str) -> Account | None:
    """The account of that e-mail address."""
    with installation.database.reading() as connection:
        found = accounts.by_email(connection, email.strip().lower())
    return _account(found)


def _account(found: StoredAccount | None) -> Account | None:
    return Account(found.id, found.email, found.name, found.is_administrator) if found else None


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash("nobody has this password")
