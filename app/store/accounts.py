"""Accounts of those who sign in."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base


class AccountRow(Base):
    """Somebody who signs in. `email` is kept in lower case; `password_hash` is missing for those who sign in by link
    or by their municipality's own sign-in, whose name for the account is `subject`. `makes_collaborations`: whether an
    administrator lets it make collaborations."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    subject: Mapped[str | None] = mapped_column(unique=True)
    is_administrator: Mapped[bool]
    makes_collaborations: Mapped[bool]
    made_on: Mapped[date]


@dataclass(frozen=True)
class StoredAccount:
    """An account as it is kept."""

    id: str
    email: str
    name: str
    password_hash: str | None
    subject: str | None
    is_administrator: bool
    makes_collaborations: bool = False


COLUMNS = (
    AccountRow.id,
    AccountRow.email,
    AccountRow.name,
    AccountRow.password_hash,
    AccountRow.subject,
    AccountRow.is_administrator,
    AccountRow.makes_collaborations,
)
"""What a StoredAccount is made of."""


def add(connection: Connection, one: StoredAccount, today: date) -> None:
    """Stores an account. Raises Conflict when the e-mail address has one."""
    values = {
        "id": one.id,
        "email": one.email,
        "name": one.name,
        "password_hash": one.password_hash,
        "subject": one.subject,
        "is_administrator": one.is_administrator,
        "makes_collaborations": one.makes_collaborations,
        "made_on": today,
    }
    connection.execute(insert(AccountRow), values)


def by_email(connection: Connection, email: str) -> StoredAccount | None:
    """The account of that e-mail address (in lower case)."""
    return _one(connection, AccountRow.email == email)


def by_id(connection: Connection, account_id: str) -> StoredAccount | None:
    """The account of that id."""
    return _one(connection, AccountRow.id == account_id)


def by_subject(connection: Connection, subject: str) -> StoredAccount | None:
    """The account that somebody else's sign-in knows by that name."""
    return _one(connection, AccountRow.subject == subject)


def locked(connection: Connection, account_id: str) -> StoredAccount | None:
    """The account of that id, kept from changing until the transaction ends."""
    return _one(connection, AccountRow.id == account_id, for_update=True)


def every(connection: Connection) -> list[StoredAccount]:
    """Every account, by e-mail address."""
    return [StoredAccount(*row) for row in connection.execute(select(*COLUMNS).order_by(AccountRow.email))]


def administrators_locked(connection: Connection) -> list[str]:
    """The ids of the administrators, kept from changing until the transaction ends."""
    statement = select(AccountRow.id).where(AccountRow.is_administrator).order_by(AccountRow.id).with_for_update()
    return list(connection.execute(statement).scalars())


def update_account(connection: Connection, account_id: str, **values: str | bool | None) -> None:
    """Changes these columns of the account. Raises Conflict when a subject belongs to another account."""
    connection.execute(update(AccountRow).where(AccountRow.id == account_id), values)


def delete_account(connection: Connection, account_id: str) -> None:
    """Removes the account; what points at it must be gone."""
    connection.execute(delete(AccountRow).where(AccountRow.id == account_id))


def _one(connection: Connection, condition: ColumnElement[bool], *, for_update: bool = False) -> StoredAccount | None:
    statement = select(*COLUMNS).where(condition)
    row = connection.execute(statement.with_for_update() if for_update else statement).one_or_none()
    return StoredAccount(*row) if row else None
