"""The audit log: who did what. Never what somebody answered."""

from datetime import datetime

from app.services.accounts import Account
from app.store import audit
from app.store.database import Transaction


def record(
    connection: Transaction,
    now: datetime,
    actor: Account | None,
    deed: str,
    collaboration_id: str | None,
    subject: str,
    **facts: str,
) -> None:
    """Writes a deed down, in the transaction that does it. `actor`: None for what Samspel does by itself.

    `deed` is a key of `app.wording.deeds.DEEDS`; `subject` and `facts` fill the places in its sentence."""
    audit.insert_deed(connection, now, actor.email if actor else "", deed, collaboration_id, subject, facts)


def record_attempt(connection: Transaction, now: datetime, account: Account | None, deed: str) -> None:
    """Writes down that somebody tried to get into the account, in the transaction that counts it. For an address that
    is no account's (None) the line is taken out again: it is not kept, and takes as long."""
    line = audit.insert_deed(connection, now, "", deed, None, account.email if account else "", {})
    if account is None:
        audit.delete_line(connection, line)
