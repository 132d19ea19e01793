"""Links that were mailed to accounts, each for one use. The secret is kept as a hash only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base, Moment


class SignInLinkRow(Base):
    """A link that was mailed to an account, for one use. `purpose`: "sign_in", "reset" or "invitation"."""

    __tablename__ = "sign_in_links"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    purpose: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class StoredLink:
    """A link as it is kept."""

    token_hash: str
    account_id: str
    purpose: str
    expires_at: datetime


def insert_link(connection: Connection, one: StoredLink) -> None:
    """Stores a link."""
    connection.execute(insert(SignInLinkRow), vars(one))


def by_token(connection: Connection, token_hash: str) -> StoredLink | None:
    """The link of that token, expired or not."""
    columns = (SignInLinkRow.token_hash, SignInLinkRow.account_id, SignInLinkRow.purpose, SignInLinkRow.expires_at)
    row = connection.execute(select(*columns).where(SignInLinkRow.token_hash == token_hash)).one_or_none()
    return StoredLink(*row) if row else None


def delete_link(connection: Connection, token_hash: str) -> bool:
    """Uses the link up. False where it had been used already."""
    return connection.execute(delete(SignInLinkRow).where(SignInLinkRow.token_hash == token_hash)).rowcount == 1


def delete_links_of(connection: Connection, account_id: str) -> None:
    """Makes every link of the account worthless."""
    connection.execute(delete(SignInLinkRow).where(SignInLinkRow.account_id == account_id))


def delete_expired(connection: Connection, now: datetime) -> None:
    """Removes the links whose time is over."""
    connection.execute(delete(SignInLinkRow).where(SignInLinkRow.expires_at <= now))
