"""Accounts of those who sign in."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base


class AccountRow(Base):
    """Somebody who signs in. `email` is kept in lower case; `password_hash` is missing for those who sign in by link
    or by their municipality's own sign-in, whose name for the account is `subject`."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    subject: Mapped[str | None] = mapped_column(unique=True)
    is_administrator: Mapped[bool]
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


def add(connection: Connection, one: StoredAccount, today: date) -> None:
    """Stores an account. Raises Conflict when the e-mail address has one."""
    values = {
        "id": one.id,
        "email": one.email,
        "name": one.name,
        "password_hash": one.password_hash,
        "subject": one.subject,
        "is_administrator": one.is_administrator,
        "made_on": today,
    }
    connection.execute(insert(AccountRow), values)


def by_email(connection: Connection, email: str) -> StoredAccount | None:
    """The account of that e-mail address (in lower case)."""
    return _one(connection, AccountRow.email == email)


def by_id(connection: Connection, account_id: str) -> StoredAccount | None:
    """The account of that id."""
    return _one(connection, AccountRow.id == account_id)


def _one(connection: Connection, condition: ColumnElement[bool]) -> StoredAccount | None:
    columns = (
        AccountRow.id,
        AccountRow.email,
        AccountRow.name,
        AccountRow.password_hash,
        AccountRow.subject,
        AccountRow.is_administrator,
    )
    row = connection.execute(select(*columns).where(condition)).one_or_none()
    return StoredAccount(*row) if row else None
