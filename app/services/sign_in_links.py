"""One-time links: asked for, looked at, used up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.errors import SamspelError
from app.domain.text import Language
from app.services import audit
from app.services.accounts import Account, account_from
from app.services.installation import Installation
from app.services.passwords import hash_password, require_passwords
from app.services.secret_tokens import hash_of
from app.services.sign_in_mails import Purpose, SignInMail, post
from app.store import accounts, messages, sessions, sign_in_links
from app.store.database import Transaction
from app.store.sign_in_links import StoredLink

GOOD_FOR = {
    Purpose.SIGN_IN: timedelta(minutes=15),
    Purpose.RESET: timedelta(minutes=15),
    Purpose.INVITATION: timedelta(days=14),
}
NOBODY = "nobody@samspel.invalid"


@dataclass(frozen=True)
class Letter:
    """What a mailed link needs to know: when it is written, its fresh token, the language of its words."""

    now: datetime
    token: str
    language: Language


@dataclass(frozen=True)
class Link:
    """A link that is still good: what it is for, and whose it is."""

    purpose: Purpose
    account: Account


def ask_for_link(installation: Installation, email: str, purpose: Purpose, letter: Letter) -> None:
    """Mails a link where the address has an account. Where it has none the same work is done for nobody, so that the
    time it takes tells nothing either."""
    with installation.database.writing() as connection:
        found = accounts.by_email(connection, email.strip().lower())
        link = _address(installation, letter.token)
        mail = SignInMail(purpose, found.email if found else NOBODY, link, letter.language)
        message_id = post(connection, mail, letter.now)
        if found is None:
            messages.take_back(connection, message_id)
        else:
            _keep(connection, found.id, purpose, letter)


def invite(
    installation: Installation,
    connection: Transaction,
    inviter: Account,
    account: Account,
    letter: Letter,
    collaboration: str = "",
) -> None:
    """Mails a link to somebody whose account was made by another, in the transaction that made it."""
    link = _address(installation, letter.token)
    mail = SignInMail(Purpose.INVITATION, account.email, link, letter.language, inviter.name, collaboration)
    post(connection, mail, letter.now)
    _keep(connection, account.id, Purpose.INVITATION, letter)


def look_at_link(installation: Installation, token: str, now: datetime) -> Link:
    """What the link is for; it stays good. Raises U004 when it is not good any more."""
    with installation.database.reading() as connection:
        return _good(connection, token, now)


def sign_in_by_link(installation: Installation, token: str, now: datetime) -> Account:
    """Uses the link up: whose it was. Raises U004, also for a link that is there to choose a new password."""
    with installation.database.writing() as connection:
        link = _good(connection, token, now)
        if link.purpose is Purpose.RESET or not sign_in_links.delete_link(connection, hash_of(token)):
            raise SamspelError("U004")
    return link.account


def set_password_by_link(installation: Installation, token: str, password: str, now: datetime) -> Account:
    """Sets the password, uses up this link and every other, and ends all sessions. Raises U004, U033 (passwords are
    not used here), U002, U030 to U032 (the password is no good)."""
    require_passwords(installation)
    account = look_at_link(installation, token, now).account
    password_hash = hash_password(installation, password, account.email, account.name)
    with installation.database.writing() as connection:
        link = _good(connection, token, now)
        if link.purpose is Purpose.SIGN_IN or not sign_in_links.delete_link(connection, hash_of(token)):
            raise SamspelError("U004")
        accounts.update_account(connection, link.account.id, password_hash=password_hash)
        sign_in_links.delete_links_of(connection, link.account.id)
        sessions.end_sessions(connection, link.account.id)
        audit.record(connection, now, link.account, "password_changed", None, link.account.email)
    return link.account


def _good(connection: Transaction, token: str, now: datetime) -> Link:
    stored = sign_in_links.by_token(connection, hash_of(token))
    if stored is None or stored.expires_at <= now:
        raise SamspelError("U004")
    return Link(Purpose(stored.purpose), account_from(accounts.by_id(connection, stored.account_id)))


def _keep(connection: Transaction, account_id: str, purpose: Purpose, letter: Letter) -> None:
    sign_in_links.delete_expired(connection, letter.now)
    expires_at = letter.now + GOOD_FOR[purpose]
    sign_in_links.insert_link(connection, StoredLink(hash_of(letter.token), account_id, purpose.value, expires_at))


def _address(installation: Installation, token: str) -> str:
    return f"{installation.settings.base_url}/account/link/{token}"
