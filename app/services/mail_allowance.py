"""How many mails an account lets Samspel send in a day: invitations, reminders, people asked in, accounts made."""

from datetime import datetime, timedelta

from app.domain.errors import SamspelError
from app.domain.swedish_time import ZONE
from app.services.accounts import Account
from app.services.attempts import Limit, count_uses
from app.services.installation import Installation
from app.store.database import Transaction

DAY = timedelta(days=1)
MOST_ASKED_IN = 50
"""People that one account asks in, and accounts that it makes, in a day."""


def count_mails(
    installation: Installation, connection: Transaction, account: Account, number: int, now: datetime
) -> None:
    """Counts mails to those who are to answer, in the transaction that decides them. Raises M050, and then nothing is
    sent. `number`: for reminders, how many they could be at most, so that a refusal tells nothing of who has
    answered."""
    limit = Limit(installation.settings.mails_a_day, DAY, f"account {account.id}")
    _count(installation, connection, "M050", limit, number, now)


def count_asked_in(installation: Installation, connection: Transaction, account: Account, now: datetime) -> None:
    """Counts a mail to somebody who is asked in, or for whom an account is made. Raises M051, and then nothing is
    done."""
    _count(installation, connection, "M051", Limit(MOST_ASKED_IN, DAY, f"account {account.id}"), 1, now)


def _count(
    installation: Installation, connection: Transaction, code: str, limit: Limit, number: int, now: datetime
) -> None:
    found = count_uses(installation, connection, f"mails {code}", limit, number, now)
    if found.is_passed:
        left = max(0, found.most - (found.number - number))
        again = (now + found.rest).astimezone(ZONE)
        raise SamspelError(code, most=found.most, number=number, left=left, again=f"{again:%Y-%m-%d %H:%M}")
