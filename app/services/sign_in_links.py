"""One-time links: asked for, looked at, used up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.errors import SamspelError
from app.domain.text import Language
from app.services import audit
from app.services.accounts import Account, account_from
from app.services.attempts import Limit, forget, stopped
from app.services.installation import Installation
from app.services.passwords import hash_password, require_passwords
from app.services.secret_tokens import hash_of
from app.services.sessions import close_doors
from app.services.sign_in_mails import Purpose, SignInMail, post, tell_of_password
from app.store import accounts, messages, sign_in_links
from app.store.database import Transaction
from app.store.sign_in_links import StoredLink

GOOD_FOR = {
    Purpose.SIGN_IN: timedelta(minutes=15),
    Purpose.RESET: timedelta(minutes=15),
    Purpose.INVITATION: timedelta(days=14),
}
PROOF = "proof"
"""The purpose of a row that keeps a code instead (`app.services.proofs`)."""
NOBODY = "nobody@samspel.invalid"
MOST_LINKS = 3
"""Links of one purpose that an address is mailed in a quarter of an hour."""


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
    time it takes tells nothing either.

    Whoever asks, an address gets MOST_LINKS in a quarter of an hour and no more: those that it has got are good for as
    long, so that nobody else can keep its owner out by asking, nor fill its mailbox."""
    address = email.strip().lower()
    with installation.database.writing() as connection:
        is_enough = stopped(installation, connection, "links", [_limit(purpose, address)], letter.now)
        found = None if is_enough else accounts.by_email(connection, address)
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


def mail_reset(installation: Installation, connection: Transaction, account: Account, letter: Letter) -> None:
    """Mails a link to choose a new password, in the transaction that took the old one away; where passwords are not
    used, one to sign in by."""
    purpose = Purpose.RESET if installation.settings.password_sign_in else Purpose.SIGN_IN
    link = _address(installation, letter.token)
    post(connection, SignInMail(purpose, account.email, link, letter.language), letter.now)
    _keep(connection, account.id, purpose, letter)


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
        _begin_anew(installation, connection, link)
    return link.account


def note_refused_link(installation: Installation, token: str, now: datetime) -> None:
    """Writes down that somebody came with a link whose time is over; nothing where nobody knows whose it was."""
    with installation.database.writing() as connection:
        stored = sign_in_links.by_token(connection, hash_of(token))
        if stored is not None and stored.expires_at <= now:
            account = account_from(accounts.by_id(connection, stored.account_id))
            audit.record_attempt(connection, now, account, "sign_in_refused")


def set_password_by_link(
    installation: Installation, token: str, password: str, language: Language, now: datetime
) -> Account:
    """Sets the password, uses up this link and every other, ends all sessions, revokes all tokens, and a mail tells of
    it. Raises U004, U053 (passwords are not used here), U002, U050 to U052 (the password is no good)."""
    require_passwords(installation)
    account = look_at_link(installation, token, now).account
    password_hash = hash_password(installation, password, account.email, account.name)
    with installation.database.writing() as connection:
        link = _good(connection, token, now)
        if link.purpose is Purpose.SIGN_IN or not sign_in_links.delete_link(connection, hash_of(token)):
            raise SamspelError("U004")
        accounts.update_account(connection, link.account.id, password_hash=password_hash)
        revoked = close_doors(connection, link.account.id)
        _begin_anew(installation, connection, link)
        email = link.account.email
        audit.record(connection, now, link.account, "password_changed", None, email, tokens=str(revoked))
        tell_of_password(installation, connection, email, revoked, language, now)
    return link.account


def _good(connection: Transaction, token: str, now: datetime) -> Link:
    stored = sign_in_links.by_token(connection, hash_of(token))
    if stored is None or stored.expires_at <= now or stored.purpose == PROOF:
        raise SamspelError("U004")
    return Link(Purpose(stored.purpose), account_from(accounts.by_id(connection, stored.account_id)))


def _limit(purpose: Purpose, address: str) -> Limit:
    return Limit(MOST_LINKS, GOOD_FOR[Purpose.SIGN_IN], f"{purpose} {address}")


def _begin_anew(installation: Installation, connection: Transaction, link: Link) -> None:
    """Whoever has read the mail is the owner, and may ask again."""
    for purpose in (Purpose.SIGN_IN, Purpose.RESET):
        forget(installation, connection, "links", _limit(purpose, link.account.email))


def _keep(connection: Transaction, account_id: str, purpose: Purpose, letter: Letter) -> None:
    sign_in_links.delete_expired(connection, letter.now)
    expires_at = letter.now + GOOD_FOR[purpose]
    sign_in_links.insert_link(connection, StoredLink(hash_of(letter.token), account_id, purpose.value, expires_at))


def _address(installation: Installation, token: str) -> str:
    return f"{installation.settings.base_url}/account/link/{token}"
