"""Accounts: making them, signing in."""

import uuid
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from app.domain.errors import SamspelError
from app.services.installation import Installation
from app.store import accounts
from app.store.database import Conflict

SHORTEST_PASSWORD = 12
_hasher = PasswordHasher()


@dataclass(frozen=True)
class Account:
    """Somebody who signs in."""

    id: str
    email: str
    name: str


def add_account(installation: Installation, email: str, name: str, password: str) -> Account:
    """Makes an account. Raises U001 (e-mail taken), U002 (password too short), U003 (not an e-mail address)."""
    email = email.strip().lower()
    if "@" not in email.strip("@") or any(letter.isspace() for letter in email):
        raise SamspelError("U003", value=email)
    if len(password) < SHORTEST_PASSWORD:
        raise SamspelError("U002", shortest=SHORTEST_PASSWORD)
    account = Account(uuid.uuid4().hex, email, name.strip() or email)
    try:
        with installation.database.writing() as connection:
            accounts.add(connection, account.id, email, account.name, _hasher.hash(password))
    except Conflict as taken:
        raise SamspelError("U001", value=email) from taken
    return account


def authenticate(installation: Installation, email: str, password: str) -> Account | None:
    """The account if the password is right; the same work is done for an e-mail address that has none."""
    with installation.database.reading() as connection:
        found = accounts.by_email(connection, email.strip().lower())
    try:
        _hasher.verify(found[3] if found else _hash_of_nobody(), password)
    except (Argon2Error, InvalidHashError):
        return None
    return Account(*found[:3]) if found else None


def find_account(installation: Installation, account_id: str) -> Account | None:
    """The account of that id."""
    with installation.database.reading() as connection:
        found = accounts.by_id(connection, account_id)
    return Account(*found[:3]) if found else None


def account_of(installation: Installation, email: str) -> Account | None:
    """The account of that e-mail address."""
    with installation.database.reading() as connection:
        found = accounts.by_email(connection, email.strip().lower())
    return Account(*found[:3]) if found else None


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash("nobody has this password")
