"""Passkeys of an account: which there are, who must have one, removing them; and recovery codes, which stand in for
them. What a device signs is checked in `passkey_proofs`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.errors import SamspelError
from app.services import audit
from app.services.access import require_administrator
from app.services.accounts import Account, account_from
from app.services.installation import Installation
from app.services.passkey_demand import is_demanded
from app.services.secret_tokens import hash_of
from app.services.sessions import Session
from app.store import accounts, passkeys, sessions
from app.store.database import Transaction

MOST_PASSKEYS = 20
LONGEST_PASSKEY_NAME = 60


@dataclass(frozen=True)
class Passkey:
    """A passkey as its owner sees it."""

    id: str
    name: str
    made_on: date
    last_used_on: date | None


@dataclass(frozen=True)
class OwnPasskeys:
    """`codes_left`: recovery codes that are still good. `demanded`: the last one cannot be removed."""

    passkeys: tuple[Passkey, ...]
    codes_left: int
    demanded: bool

    def one(self, passkey_id: str) -> Passkey:
        """The one of these. Raises U043."""
        for found in self.passkeys:
            if found.id == passkey_id:
                return found
        raise SamspelError("U043")


def own_passkeys(installation: Installation, account: Account) -> OwnPasskeys:
    """What the account has."""
    with installation.database.reading() as connection:
        found = passkeys.passkeys_of(connection, account.id)
        left = passkeys.codes_left(connection, account.id)
        demanded = is_demanded(installation, connection, account)
    shown = tuple(Passkey(one.id, one.name, one.made_on, one.last_used_on) for one in found)
    return OwnPasskeys(shown, left, demanded)


def remove_passkey(installation: Installation, session: Session, passkey_id: str, now: datetime) -> None:
    """Removes one of the own passkeys; all other sessions end. With the last one the recovery codes go. Raises U043,
    U044 (the last one of somebody of whom one is demanded)."""
    account = session.account
    with installation.database.writing() as connection:
        accounts.locked(connection, account.id)
        found = {one.id: one.name for one in passkeys.passkeys_of(connection, account.id)}
        if passkey_id not in found:
            raise SamspelError("U043")
        if len(found) == 1 and is_demanded(installation, connection, account):
            raise SamspelError("U044")
        passkeys.delete_passkey(connection, account.id, passkey_id)
        if len(found) == 1:
            passkeys.delete_all_of(connection, account.id)
        sessions.end_sessions(connection, account.id, but=session.began_at)
        audit.record(connection, now, account, "passkey_removed", None, account.email, passkey=found[passkey_id])


def make_codes(installation: Installation, account: Account, codes: Sequence[str], now: datetime) -> None:
    """Makes these the account's recovery codes; earlier ones are worth nothing. Raises U043 (no passkey to stand in
    for)."""
    with installation.database.writing() as connection:
        if not passkeys.has_passkeys(connection, account.id):
            raise SamspelError("U043")
        passkeys.replace_codes(connection, account.id, [hash_of_code(account, one) for one in codes])
        audit.record(connection, now, account, "recovery_codes_made", None, account.email)


def hash_of_code(account: Account, code: str) -> str:
    """What is kept of a recovery code: it has 120 random bits, so a plain hash tells nothing. Blanks, hyphens and case
    do not matter."""
    tidy = "".join(letter for letter in code.upper() if letter.isalnum())
    return hash_of(f"recovery {account.id} {tidy}")


def accounts_with_passkeys(installation: Installation, administrator: Account) -> frozenset[str]:
    """The ids of the accounts that have any. Raises P001."""
    require_administrator(administrator)
    with installation.database.reading() as connection:
        return frozenset(passkeys.accounts_with_passkeys(connection))


def reset_passkeys(installation: Installation, administrator: Account, account_id: str, now: datetime) -> None:
    """Removes all passkeys and recovery codes of an account, which is signed out everywhere: for somebody who has lost
    every device. Raises P001, P006."""
    require_administrator(administrator)
    with installation.database.writing() as connection:
        stored = accounts.locked(connection, account_id)
        if stored is None:
            raise SamspelError("P006")
        _reset(connection, account_from(stored), administrator, now)


def reset_passkeys_of(installation: Installation, email: str, now: datetime) -> None:
    """The same from the machine itself. Raises U010."""
    with installation.database.writing() as connection:
        stored = accounts.by_email(connection, email.strip().lower())
        if stored is None:
            raise SamspelError("U010", value=email)
        _reset(connection, account_from(stored), None, now)


def _reset(connection: Transaction, account: Account, actor: Account | None, now: datetime) -> None:
    passkeys.delete_all_of(connection, account.id)
    sessions.end_sessions(connection, account.id)
    audit.record(connection, now, actor, "passkeys_reset", None, account.email)
