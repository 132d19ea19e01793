"""Identities that the municipality's own sign-in vouches for, and the accounts they open."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import SamspelError
from app.services import audit
from app.services.accounts import Account, account_from, account_of, insert_account, tidy_address
from app.services.installation import Installation
from app.services.plain_names import name_for_mail
from app.store import accounts
from app.store.accounts import StoredAccount
from app.store.database import Transaction


@dataclass(frozen=True)
class Identity:
    """Who came, as the issuer proved it. `email`: empty unless the issuer has verified it. `has_shown_two`:
    the issuer says that it has asked for more than one thing."""

    issuer: str
    subject: str
    email: str
    name: str
    has_shown_two: bool = False

    @property
    def key(self) -> str:
        """What an account keeps: a subject means something only together with its issuer."""
        return f"{self.issuer} {self.subject}"


def account_of_identity(
    installation: Installation, identity: Identity, now: datetime, *, admits: bool = False
) -> Account:
    """The account that keeps the identity, else the one of its verified address (which keeps it from then on), else,
    where everybody is admitted whom the issuer knows, a new one. Raises U006, U009."""
    try:
        with installation.database.writing() as connection:
            return _account_of(connection, identity, now, admits=admits)
    except SamspelError as refused:
        if refused.code == "U009":
            _note_refusal(installation, identity, now)
        raise


def connect_identity(installation: Installation, account: Account, identity: Identity, now: datetime) -> None:
    """Lets the identity open the account of somebody who is signed in. Raises U009 where one of them has another."""
    with installation.database.writing() as connection:
        known = accounts.by_subject(connection, identity.key)
        if known is not None and known.id != account.id:
            raise SamspelError("U009")
        stored = accounts.locked(connection, account.id)
        assert stored is not None
        _connect(connection, stored, identity, now)


def _connect(connection: Transaction, stored: StoredAccount, identity: Identity, now: datetime) -> Account:
    account = account_from(stored)
    if stored.subject not in (None, identity.key):  # an address may pass from one person to another
        raise SamspelError("U009")
    if stored.subject is None:
        accounts.update_account(connection, stored.id, subject=identity.key)
        audit.record(connection, now, account, "identity_connected", None, account.email)
    return account


def _account_of(connection: Transaction, identity: Identity, now: datetime, *, admits: bool) -> Account:
    known = accounts.by_subject(connection, identity.key)
    if known is not None:
        return account_from(known)
    found = accounts.by_email(connection, identity.email.strip().lower()) if identity.email else None
    if found is not None:
        return _connect(connection, found, identity, now)
    if not (identity.email and admits):
        raise SamspelError("U006", value=identity.email or identity.name or identity.subject)
    made = insert_account(
        connection, tidy_address(identity.email), name_for_mail(identity.name), now.date(), subject=identity.key
    )
    audit.record(connection, now, made, "account_made", None, made.email)
    return made


def _note_refusal(installation: Installation, identity: Identity, now: datetime) -> None:
    """Only of an address that is an account's."""
    account = account_of(installation, identity.email)
    with installation.database.writing() as connection:
        audit.record_attempt(connection, now, account, "sign_in_refused")
