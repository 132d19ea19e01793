"""Accounts of those who sign in."""

from sqlalchemy import ColumnElement, Connection, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base


class AccountRow(Base):
    """Somebody who signs in. `email` is kept in lower case."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]


def add(connection: Connection, account_id: str, email: str, name: str, password_hash: str) -> None:
    """Stores an account. Raises Conflict when the e-mail address has one."""
    connection.execute(
        insert(AccountRow), {"id": account_id, "email": email, "name": name, "password_hash": password_hash}
    )


def by_email(connection: Connection, email: str) -> tuple[str, str, str, str] | None:
    """(id, email, name, password hash) or None."""
    return _one(connection, AccountRow.email == email)


def by_id(connection: Connection, account_id: str) -> tuple[str, str, str, str] | None:
    """(id, email, name, password hash) or None."""
    return _one(connection, AccountRow.id == account_id)


def _one(connection: Connection, condition: ColumnElement[bool]) -> tuple[str, str, str, str] | None:
    columns = (AccountRow.id, AccountRow.email, AccountRow.name, AccountRow.password_hash)
    row = connection.execute(select(*columns).where(condition)).one_or_none()
    return (row[0], row[1], row[2], row[3]) if row else None
