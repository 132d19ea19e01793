"""Tokens by which other programs read for an account. The token itself is kept as a hash only."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, ForeignKey, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.accounts import COLUMNS, AccountRow, StoredAccount
from app.store.database import Base


class ApiTokenRow(Base):
    """A token of an account. `scope`: what it may read, in the words of `app.services.token_scope`; `expires_on`: the
    last day on which it is good; `last_used_on`: the day, never the moment."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str]
    scope: Mapped[str]
    made_on: Mapped[date]
    expires_on: Mapped[date]
    last_used_on: Mapped[date | None]


@dataclass(frozen=True)
class StoredToken:
    """A token as it is kept, without its hash."""

    id: str
    account_id: str
    name: str
    scope: str
    made_on: date
    expires_on: date
    last_used_on: date | None = None


_COLUMNS = (
    ApiTokenRow.id,
    ApiTokenRow.account_id,
    ApiTokenRow.name,
    ApiTokenRow.scope,
    ApiTokenRow.made_on,
    ApiTokenRow.expires_on,
    ApiTokenRow.last_used_on,
)


def insert_token(connection: Connection, one: StoredToken, token_hash: str) -> None:
    """Stores a token."""
    connection.execute(insert(ApiTokenRow), {**vars(one), "token_hash": token_hash})


def by_hash(connection: Connection, token_hash: str) -> tuple[StoredToken, StoredAccount] | None:
    """The token of that hash, expired or not, and whose it is."""
    joined = select(*_COLUMNS, *COLUMNS).join(AccountRow, AccountRow.id == ApiTokenRow.account_id)
    row = connection.execute(joined.where(ApiTokenRow.token_hash == token_hash)).one_or_none()
    if row is None:
        return None
    values = tuple(row)
    return StoredToken(*values[: len(_COLUMNS)]), StoredAccount(*values[len(_COLUMNS) :])


def of_account(connection: Connection, account_id: str) -> list[StoredToken]:
    """The account's tokens, newest first."""
    statement = select(*_COLUMNS).where(ApiTokenRow.account_id == account_id)
    ordered = statement.order_by(ApiTokenRow.made_on.desc(), ApiTokenRow.name, ApiTokenRow.id)
    return [StoredToken(*row) for row in connection.execute(ordered)]


def number_of(connection: Connection, account_id: str) -> int:
    """How many tokens the account has."""
    counted = select(func.count()).select_from(ApiTokenRow).where(ApiTokenRow.account_id == account_id)
    return connection.execute(counted).scalar_one()


def note_use(connection: Connection, token_id: str, day: date) -> None:
    """Notes the day of use."""
    connection.execute(update(ApiTokenRow).where(ApiTokenRow.id == token_id), {"last_used_on": day})


def delete_token(connection: Connection, account_id: str, token_id: str) -> str | None:
    """Makes one token of the account worthless: its name, None where the account has no such token."""
    one = (ApiTokenRow.id == token_id) & (ApiTokenRow.account_id == account_id)
    return connection.execute(delete(ApiTokenRow).where(one).returning(ApiTokenRow.name)).scalar()


def delete_tokens_of(connection: Connection, account_id: str) -> int:
    """Makes every token of the account worthless; how many they were."""
    return connection.execute(delete(ApiTokenRow).where(ApiTokenRow.account_id == account_id)).rowcount
