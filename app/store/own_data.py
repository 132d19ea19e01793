"""What is stored about one account."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from app.store.accounts import AccountRow
from app.store.api_tokens import ApiTokenRow
from app.store.audit import AuditRow
from app.store.messages import MessageRow
from app.store.sessions import SessionRow
from app.store.sign_in_links import SignInLinkRow


@dataclass(frozen=True)
class StoredAboutAccount:
    """The account's row without its secrets: `has_password` says that there is a hash, `subject` is the name that the
    municipality's own sign-in has for it."""

    email: str
    name: str
    is_administrator: bool
    made_on: date
    has_password: bool
    subject: str | None
    makes_collaborations: bool


@dataclass(frozen=True)
class OwnDeed:
    """A line of the audit log."""

    at: datetime
    deed: str
    subject: str
    facts: dict[str, str]


def about(connection: Connection, account_id: str) -> StoredAboutAccount:
    """The account itself."""
    columns = (
        AccountRow.email,
        AccountRow.name,
        AccountRow.is_administrator,
        AccountRow.made_on,
        AccountRow.password_hash.is_not(None),
        AccountRow.subject,
        AccountRow.makes_collaborations,
    )
    return StoredAboutAccount(*connection.execute(select(*columns).where(AccountRow.id == account_id)).one())


def sessions(connection: Connection, account_id: str) -> list[tuple[datetime, datetime]]:
    """When each session began and was last seen, newest first."""
    statement = select(SessionRow.began_at, SessionRow.seen_at).where(SessionRow.account_id == account_id)
    return [(row[0], row[1]) for row in connection.execute(statement.order_by(SessionRow.seen_at.desc()))]


def links(connection: Connection, account_id: str) -> list[tuple[str, datetime]]:
    """What each mailed link is for, and until when it can be used."""
    statement = select(SignInLinkRow.purpose, SignInLinkRow.expires_at).where(SignInLinkRow.account_id == account_id)
    return [(row[0], row[1]) for row in connection.execute(statement.order_by(SignInLinkRow.expires_at))]


def tokens(connection: Connection, account_id: str) -> list[tuple[str, date, date, date | None]]:
    """Name of each token of the API, when it was made, its last day, the day it was last used on; newest first."""
    columns = (ApiTokenRow.name, ApiTokenRow.made_on, ApiTokenRow.expires_on, ApiTokenRow.last_used_on)
    statement = select(*columns).where(ApiTokenRow.account_id == account_id).order_by(ApiTokenRow.made_on.desc())
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(statement)]


def mails(connection: Connection, email: str) -> list[tuple[datetime, str, str]]:
    """When each mail to the account was made, its kind and what became of it."""
    to_account = (MessageRow.recipient == email) & MessageRow.round_id.is_(None) & MessageRow.invitation_id.is_(None)
    statement = select(MessageRow.made_at, MessageRow.kind, MessageRow.state).where(to_account)
    return [(row[0], row[1], row[2]) for row in connection.execute(statement.order_by(MessageRow.made_at.desc()))]


def deeds(connection: Connection, email: str) -> list[OwnDeed]:
    """What the account has done, and how somebody has tried to get into it, newest first."""
    tried = (AuditRow.actor == "") & (AuditRow.subject == email)
    statement = select(AuditRow.at, AuditRow.deed, AuditRow.subject, AuditRow.facts).where(
        (AuditRow.actor == email) | tried
    )
    return [OwnDeed(*row) for row in connection.execute(statement.order_by(AuditRow.at.desc(), AuditRow.id.desc()))]
