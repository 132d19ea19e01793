"""Who may what. Every use case that shows or changes something of a collaboration asks here."""

from app.domain.errors import SamspelError
from app.services.accounts import Account
from app.store.rounds import StoredRound


def may_facilitate(account: Account, stored: StoredRound) -> bool:
    """Whether the account facilitates the round's collaboration."""
    return stored.owner_id == account.id


def require_facilitator(account: Account, stored: StoredRound) -> None:
    """Raises R010, as for a round that does not exist: an outsider is not told which rounds there are."""
    if not may_facilitate(account, stored):
        raise SamspelError("R010", code=stored.round.code)
