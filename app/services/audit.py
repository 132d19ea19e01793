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
