"""Showing again who one is, before something that a stolen session must not do. Signing in counts as showing it.

Whatever shows it (a password, a code, another's sign-in) ends in `prove`."""

import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from app.config import Settings
from app.domain.errors import SamspelError
from app.domain.text import Language
from app.services import attempts
from app.services.attempts import Limit
from app.services.audit import record, record_attempt
from app.services.identities import Identity
from app.services.installation import Installation
from app.services.mails import is_set_up
from app.services.passwords import is_password, require_passwords
from app.services.sessions import Session
from app.services.sign_in_links import PROOF
from app.services.sign_in_mails import post_code
from app.store import accounts, sessions, sign_in_links
from app.store.accounts import StoredAccount
from app.store.database import Transaction
from app.store.sessions import Typed
from app.store.sign_in_links import StoredLink

FRESH = timedelta(minutes=10)
"""How long it counts that somebody has shown who it is."""
CODE_GOOD_FOR = timedelta(minutes=10)
DIGITS = 8
MOST_TRIES, MOST_CODES, QUARTER = 10, 3, timedelta(minutes=15)
"""Wrong tries, and mailed codes, of one account in a quarter of an hour."""
MOST_TYPED = 50_000
"""Characters of a form that are kept while somebody shows who it is."""


class Way(StrEnum):
    """How an account can show that it is itself."""

    PASSWORD = "password"
    CODE = "code"
    OPENID = "openid"


def is_proved(session: Session, now: datetime) -> bool:
    """Whether whoever holds the session has shown who it is a short time ago."""
    return session.proved_at is not None and now - session.proved_at < FRESH


def ways(installation: Installation, session: Session) -> frozenset[Way]:
    """The ways that are open to the account: its password; where none lets it in, a mailed code and the sign-in that
    it is connected with."""
    with installation.database.reading() as connection:
        return _ways(installation.settings, accounts.by_id(connection, session.account.id))


def prove(installation: Installation, session: Session, now: datetime) -> None:
    """Notes that whoever holds the session has shown who it is."""
    with installation.database.writing() as connection:
        _prove(installation, connection, session, now)


def prove_by_password(installation: Installation, session: Session, password: str, now: datetime) -> None:
    """Raises U032 (not the password), U036 (too many wrong tries), U053 (passwords are not used here)."""
    require_passwords(installation)
    _count_try(installation, session, now)
    with installation.database.reading() as connection:
        stored = accounts.by_id(connection, session.account.id)
    if stored is None or not is_password(installation, stored.password_hash, password):
        _refuse(installation, session, "U032", now)
    prove(installation, session, now)


def send_code(installation: Installation, session: Session, code: str, language: Language, now: datetime) -> None:
    """Mails the code to the account; it is good once, for this session. Raises U034 (too many codes), U035 (this way is
    not open)."""
    account = session.account
    with installation.database.writing() as connection:
        if Way.CODE not in _ways(installation.settings, accounts.by_id(connection, account.id)):
            raise SamspelError("U035")
        codes = Limit(MOST_CODES, QUARTER, f"account {account.id}")
        if attempts.stopped(installation, connection, "codes", [codes], now):
            raise SamspelError("U034", most=MOST_CODES)
        sign_in_links.delete_expired(connection, now)
        kept = StoredLink(_hash(installation, session, code), account.id, PROOF, now + CODE_GOOD_FOR)
        sign_in_links.insert_link(connection, kept)
        post_code(connection, account.email, code, language, now)


def prove_by_code(installation: Installation, session: Session, code: str, now: datetime) -> None:
    """Raises U033 (not the code, or its time is over), U036 (too many wrong tries)."""
    _count_try(installation, session, now)
    hashed = _hash(installation, session, "".join(code.split()))
    with installation.database.writing() as connection:
        stored = sign_in_links.by_token(connection, hashed)
        is_right = stored is not None and stored.expires_at > now and sign_in_links.delete_link(connection, hashed)
        if is_right:
            _prove(installation, connection, session, now)
    if not is_right:
        _refuse(installation, session, "U033", now)


def prove_by_identity(installation: Installation, session: Session, identity: Identity, now: datetime) -> None:
    """By the sign-in that the account is connected with, just now. Raises U009 where it vouches for somebody else."""
    with installation.database.reading() as connection:
        stored = accounts.by_id(connection, session.account.id)
    if stored is None or stored.subject != identity.key:
        _refuse(installation, session, "U009", now)
    prove(installation, session, now)


def new_code() -> str:
    """A random code that can be typed."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def keep_typed(installation: Installation, session: Session, typed: Typed) -> None:
    """Keeps a form while somebody shows who it is; never a password, and nothing that is overlong."""
    page, fields = typed
    kept = [(name, value) for name, value in fields if "password" not in name and name != "csrf_token"]
    if sum(len(name) + len(value) for name, value in kept) <= MOST_TYPED:
        with installation.database.writing() as connection:
            sessions.keep_typed(connection, session.account.id, session.began_at, (page, kept))


def typed_before(installation: Installation, session: Session, page: str) -> list[tuple[str, str]]:
    """What was typed on that page before it asked who one is; given once."""
    with installation.database.reading() as connection:
        found = sessions.typed(connection, session.account.id, session.began_at)
    if found is None or found[0] != page:
        return []
    with installation.database.writing() as connection:
        sessions.keep_typed(connection, session.account.id, session.began_at, None)
    return found[1]


def _ways(settings: Settings, stored: StoredAccount | None) -> frozenset[Way]:
    if stored is None:
        return frozenset()
    if stored.password_hash is not None and settings.password_sign_in:
        return frozenset({Way.PASSWORD})
    mailed = {Way.CODE} if is_set_up(settings) else set()
    connected = {Way.OPENID} if stored.subject is not None and settings.openid is not None else set()
    return frozenset(mailed | connected)


def _prove(installation: Installation, connection: Transaction, session: Session, now: datetime) -> None:
    sessions.update_proved(connection, session.account.id, session.began_at, now)
    attempts.forget(installation, connection, "proof", _tries(session))
    record(connection, now, session.account, "proof_given", None, session.account.email)


def _count_try(installation: Installation, session: Session, now: datetime) -> None:
    wait = attempts.count_attempt(installation, "proof", [_tries(session)], now)
    if wait is not None:
        raise SamspelError("U036", minutes=-(-wait // timedelta(minutes=1)))


def _refuse(installation: Installation, session: Session, code: str, now: datetime) -> None:
    with installation.database.writing() as connection:
        record_attempt(connection, now, session.account, "proof_failed")
    raise SamspelError(code)


def _tries(session: Session) -> Limit:
    return Limit(MOST_TRIES, QUARTER, f"account {session.account.id}")


def _hash(installation: Installation, session: Session, code: str) -> str:
    """A code is short, so a plain hash of it could be turned round by trying them all."""
    words = f"proof {session.account.id} {session.began_at.isoformat()} {code}"
    return hmac.new(installation.settings.secret_key.encode(), words.encode(), sha256).hexdigest()
