"""Proofs under way: somebody has shown one thing (a password, a mailed link) and is to show another. One browser holds
the token; a challenge is good for one try."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.errors import SamspelError
from app.services.accounts import Account, account_from
from app.services.installation import Installation
from app.services.passkey_demand import is_demanded
from app.services.secret_tokens import hash_of
from app.store import accounts, passkeys
from app.store.database import Transaction
from app.store.passkeys import StoredCeremony

GOOD_FOR = timedelta(minutes=10)


class Purpose(StrEnum):
    """What the proof is for."""

    SIGN_IN = "sign_in"
    """A passkey, after a password or a mailed link."""
    FIRST = "first"
    """Registering a first passkey, which is demanded, before anything else."""
    FURTHER = "further"
    """Registering a passkey while signed in."""


@dataclass(frozen=True)
class Ceremony:
    """A proof under way."""

    purpose: Purpose
    account: Account


def next_step(installation: Installation, account: Account) -> Purpose | None:
    """What is missing when the first thing has been shown; None where nothing is."""
    with installation.database.reading() as connection:
        if passkeys.has_passkeys(connection, account.id):
            return Purpose.SIGN_IN
        return Purpose.FIRST if is_demanded(installation, connection, account) else None


def begin_ceremony(installation: Installation, account: Account, purpose: Purpose, now: datetime, token: str) -> None:
    """Begins a proof under a fresh token, and forgets those that are over."""
    with installation.database.writing() as connection:
        passkeys.delete_expired(connection, now)
        one = StoredCeremony(hash_of(token), account.id, purpose.value, "", now + GOOD_FOR)
        passkeys.insert_ceremony(connection, one)


def find_ceremony(installation: Installation, token: str, now: datetime) -> Ceremony:
    """The proof under way of that token. Raises U054 when it is over."""
    with installation.database.reading() as connection:
        return alive(connection, token, now)[0]


def alive(connection: Transaction, token: str, now: datetime) -> tuple[Ceremony, str]:
    """The proof under way of that token, and its challenge (base64url; empty where none is given). Raises U054."""
    stored = passkeys.ceremony(connection, hash_of(token))
    if stored is None or stored.expires_at <= now:
        raise SamspelError("U054")
    account = account_from(accounts.by_id(connection, stored.account_id))
    return Ceremony(Purpose(stored.purpose), account), stored.challenge


def end_ceremony(connection: Transaction, token: str) -> None:
    """Ends a proof that has been given. Raises U054 where another window was faster."""
    if not passkeys.delete_ceremony(connection, hash_of(token)):
        raise SamspelError("U054")
