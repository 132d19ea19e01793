"""Sessions: who is signed in on which device. The token is kept as a hash only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, ForeignKey, bindparam, delete, insert, null, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.accounts import COLUMNS, AccountRow, StoredAccount
from app.store.database import Base, Moment


class SessionRow(Base):
    """Somebody who is signed in on a device. `began_at` stays the same when the token is rotated and so names the
    session; `replaced_at`: when this token was rotated away; it is good for a moment more. `proved_at`: when whoever
    holds it last showed who it is. `typed`: the page and fields of a form that waits for such a proof."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    replaced_at: Mapped[datetime | None] = mapped_column(Moment)
    proved_at: Mapped[datetime | None] = mapped_column(Moment)
    typed: Mapped[list[Any] | None] = mapped_column(JSON)


@dataclass(frozen=True)
class StoredSession:
    """A session as it is kept. `began_at`: when somebody signed in; `made_at`: when the token was."""

    token_hash: str
    account_id: str
    began_at: datetime
    made_at: datetime
    seen_at: datetime
    replaced_at: datetime | None
    proved_at: datetime | None = None


_COLUMNS = (
    SessionRow.token_hash,
    SessionRow.account_id,
    SessionRow.began_at,
    SessionRow.made_at,
    SessionRow.seen_at,
    SessionRow.replaced_at,
    SessionRow.proved_at,
)
# Every page of those who are signed in asks for this, so the statement is built once.
_BY_TOKEN = (
    select(*_COLUMNS, *COLUMNS)
    .join(AccountRow, AccountRow.id == SessionRow.account_id)
    .where(SessionRow.token_hash == bindparam("wanted"))
)


def insert_session(connection: Connection, one: StoredSession) -> None:
    """Stores a session, or the next token of one."""
    connection.execute(insert(SessionRow), vars(one))


def by_token(connection: Connection, token_hash: str) -> tuple[StoredSession, StoredAccount] | None:
    """The session of that token, alive or not, and whose it is."""
    row = connection.execute(_BY_TOKEN, {"wanted": token_hash}).one_or_none()
    if row is None:
        return None
    values = tuple(row)
    return StoredSession(*values[: len(_COLUMNS)]), StoredAccount(*values[len(_COLUMNS) :])


def update_seen(connection: Connection, token_hash: str, now: datetime) -> None:
    """Notes that the session was used."""
    connection.execute(update(SessionRow).where(SessionRow.token_hash == token_hash), {"seen_at": now})


def replace_token(connection: Connection, token_hash: str, now: datetime) -> bool:
    """Marks the token as rotated away. False where somebody else has done so first, or the session has ended."""
    condition = (SessionRow.token_hash == token_hash) & SessionRow.replaced_at.is_(None)
    return connection.execute(update(SessionRow).where(condition), {"replaced_at": now}).rowcount == 1


def update_proved(connection: Connection, account_id: str, began_at: datetime, now: datetime) -> None:
    """Notes that whoever holds the session has shown who it is."""
    connection.execute(update(SessionRow).where(*_of(account_id, began_at)), {"proved_at": now})


Typed = tuple[str, list[tuple[str, str]]]
"""The page of a form, and its (name, value)s."""


def keep_typed(connection: Connection, account_id: str, began_at: datetime, typed: Typed | None) -> None:
    """Keeps the fields of a form with the session, or (None) forgets them."""
    # Not by a null of JSON, which would be a value of its own.
    kept = null() if typed is None else [typed[0], [list(one) for one in typed[1]]]
    connection.execute(update(SessionRow).where(*_of(account_id, began_at)).values(typed=kept))


def typed(connection: Connection, account_id: str, began_at: datetime) -> Typed | None:
    """The fields that are kept with the session, under whichever of its tokens."""
    statement = select(SessionRow.typed).where(*_of(account_id, began_at), SessionRow.typed.is_not(None))
    found = connection.execute(statement.limit(1)).scalar()
    return (found[0], [(one[0], one[1]) for one in found[1]]) if found else None


def end_session(connection: Connection, account_id: str, began_at: datetime) -> None:
    """Ends one session, whatever its tokens are by now."""
    connection.execute(delete(SessionRow).where(*_of(account_id, began_at)))


def end_sessions(connection: Connection, account_id: str, *, but: datetime | None = None) -> None:
    """Ends every session of the account, but the one that began at `but`."""
    statement = delete(SessionRow).where(SessionRow.account_id == account_id)
    connection.execute(statement if but is None else statement.where(SessionRow.began_at != but))


def delete_expired(
    connection: Connection, *, began_before: datetime, seen_before: datetime, replaced_before: datetime
) -> None:
    """Removes the sessions that are over."""
    over = (
        (SessionRow.began_at < began_before)
        | (SessionRow.seen_at < seen_before)
        | (SessionRow.replaced_at < replaced_before)
    )
    connection.execute(delete(SessionRow).where(over))


def _of(account_id: str, began_at: datetime) -> tuple[ColumnElement[bool], ...]:
    return SessionRow.account_id == account_id, SessionRow.began_at == began_at
