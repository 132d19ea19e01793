"""Sessions of those who sign in: begun, found, rotated, ended. Respondents have none."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.services import audit
from app.services.accounts import Account, account_from
from app.services.installation import Installation
from app.services.passkey_demand import lacks_passkey
from app.services.secret_tokens import hash_of
from app.store import api_tokens, sessions, sign_in_links
from app.store.database import Transaction
from app.store.sessions import StoredSession

IDLE = timedelta(hours=12)
"""A session ends when nothing has been done with it for so long,"""
WHOLE = timedelta(days=7)
"""and at the latest so long after signing in."""
ROTATION = timedelta(hours=1)
"""A token is replaced when it is so old."""
GRACE = timedelta(minutes=1)
"""A replaced token is good for so long yet, because pages may be asked for side by side."""
NOTED = timedelta(minutes=5)
"""Use is noted so seldom, because every note is a write."""


class Entrance(StrEnum):
    """What somebody has shown first who signs in, as the log says it."""

    PASSWORD = "signed_in_by_password"
    LINK = "signed_in_by_link"
    OPENID = "signed_in_by_openid"


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in. `token` is what the browser is to hold from now on; `began_at` names the session
    among those of the account; `proved_at`: when whoever holds it last showed who it is, None if that is not known."""

    token: str
    account: Account
    began_at: datetime
    proved_at: datetime | None = None


def begin_session(
    installation: Installation, account: Account, now: datetime, token: str, entrance: Entrance | None = None
) -> Session:
    """Begins a session under a fresh token, and forgets those that are over. Signing in shows who it is. `entrance`:
    how it was entered, which goes into the log; None where nothing is to stand there."""
    with installation.database.writing() as connection:
        sessions.delete_expired(
            connection, began_before=now - WHOLE, seen_before=now - IDLE, replaced_before=now - GRACE
        )
        sessions.insert_session(connection, StoredSession(hash_of(token), account.id, now, now, now, None, now))
        if entrance is not None:
            audit.record(connection, now, account, entrance.value, None, account.email)
    return Session(token, account, now, now)


def find_session(installation: Installation, token: str, now: datetime, fresh_token: str) -> Session | None:
    """The session of that token, None when it is over, or when a passkey is demanded of the account
    and it has none. An old token is replaced by the fresh one."""
    with installation.database.glancing() as connection:
        found = sessions.by_token(connection, hash_of(token))
    if found is None or not _is_alive(found[0], now):
        return None
    stored, account = found[0], account_from(found[1])
    if lacks_passkey(installation, account):  # the demand may be younger than the session
        return None
    is_due = stored.replaced_at is None and now - stored.made_at >= ROTATION
    if is_due and _rotate(installation, stored, now, fresh_token):
        return Session(fresh_token, account, stored.began_at, stored.proved_at)
    if now - stored.seen_at >= NOTED:
        with installation.database.writing() as connection:
            sessions.update_seen(connection, stored.token_hash, now)
    return Session(token, account, stored.began_at, stored.proved_at)


def end_session(installation: Installation, session: Session) -> None:
    """Ends this session: none of its tokens is good any more."""
    with installation.database.writing() as connection:
        sessions.end_session(connection, session.account.id, session.began_at)


def end_all_sessions(installation: Installation, account: Account, now: datetime) -> int:
    """Ends every session of the account, on all devices, and revokes its tokens; how many tokens they were."""
    with installation.database.writing() as connection:
        revoked = close_doors(connection, account.id)
        audit.record(connection, now, account, "signed_out_everywhere", None, account.email, tokens=str(revoked))
    return revoked


def close_doors(connection: Transaction, account_id: str, *, but: datetime | None = None) -> int:
    """Ends all that lets somebody in without asking again: sessions (but the one that began at `but`), mailed links and
    tokens of the API; how many tokens they were. For whatever says that somebody else may have got hold of them."""
    sign_in_links.delete_links_of(connection, account_id)
    sessions.end_sessions(connection, account_id, but=but)
    return api_tokens.delete_tokens_of(connection, account_id)


def _is_alive(stored: StoredSession, now: datetime) -> bool:
    is_replaced = stored.replaced_at is not None and now - stored.replaced_at >= GRACE
    return not is_replaced and now - stored.seen_at < IDLE and now - stored.began_at < WHOLE


def _rotate(installation: Installation, stored: StoredSession, now: datetime, fresh_token: str) -> bool:
    """False where a request at the same time has done it, or the session was just ended."""
    with installation.database.writing() as connection:
        if not sessions.replace_token(connection, stored.token_hash, now):
            return False
        typed = sessions.typed(connection, stored.account_id, stored.began_at)
        fresh = StoredSession(
            hash_of(fresh_token), stored.account_id, stored.began_at, now, now, None, stored.proved_at
        )
        sessions.insert_session(connection, fresh)
        if typed is not None:
            sessions.keep_typed(connection, stored.account_id, stored.began_at, typed)
    return True
