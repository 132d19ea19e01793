"""Signing in by password, and what stops those who guess. The reckoning stands in docs/decisions/0038."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from app.domain.errors import SamspelError
from app.services import attempts
from app.services.accounts import Account, account_of, authenticate
from app.services.attempts import Limit
from app.services.audit import record_attempt
from app.services.installation import Installation

PURPOSE = "sign in"
QUARTER = timedelta(minutes=15)
"""No count lasts longer, so that nobody is kept out longer by what somebody else does."""
MOST_HERE, MOST_OF_NETWORK, MOST_ELSEWHERE = 10, 60, 20
"""Wrong tries in a quarter of an hour: for one address from one network; from one network, whatever the address; for
one address, from all networks together where it has not signed in before."""
KNOWN_FOR = timedelta(days=90)
"""How long a network is known to be one where the address signs in."""


class Stopped(SamspelError):
    """Too many wrong tries: how long no password is looked at. Other ways in stay open."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("U030", minutes=ceil(wait / timedelta(minutes=1)))
        self.wait = wait


def sign_in(installation: Installation, email: str, password: str, network: str, now: datetime) -> Account:
    """The account whose password this is. `network`: where the visitor comes from, as `network_of` has it.

    Raises U031 (address and password do not fit together) and Stopped (U030). Whether the address has an account can be
    told neither from which it is nor from the time it takes."""
    address = email.strip().lower()
    limits = _limits(installation, address, network, now)
    stopped = _stopped(installation, address, limits, now)
    if stopped is not None:
        raise Stopped(stopped)
    found = authenticate(installation, address, password)
    if found is None:
        _note(installation, address, "sign_in_failed", now)
        raise SamspelError("U031")
    with installation.database.writing() as connection:
        # What was right is no guess: others behind the same address of the network have their tries left.
        attempts.take_back(installation, connection, PURPOSE, limits[1:], now)
        attempts.forget(installation, connection, PURPOSE, limits[0])
        attempts.remember(installation, connection, "signs in", _known(address, network), now)
    return found


def _limits(installation: Installation, address: str, network: str, now: datetime) -> Sequence[Limit]:
    """The narrowest first. Where the address has signed in from this network before, what others try from elsewhere
    does not count against it."""
    here = Limit(MOST_HERE, QUARTER, f"email {address} network {network}")
    whole_network = Limit(MOST_OF_NETWORK, QUARTER, f"network {network}")
    with installation.database.reading() as connection:
        if attempts.is_remembered(installation, connection, "signs in", _known(address, network), now):
            return here, whole_network
    return here, whole_network, Limit(MOST_ELSEWHERE, QUARTER, f"email {address}")


def _known(address: str, network: str) -> Limit:
    return Limit(1, KNOWN_FOR, f"email {address} network {network}")


def _stopped(installation: Installation, address: str, limits: Sequence[Limit], now: datetime) -> timedelta | None:
    """How long to wait; the first time that a limit is passed, the log is told."""
    with installation.database.writing() as connection:
        found = attempts.stopped(installation, connection, PURPOSE, limits, now)
    if found is not None and found.is_just_passed:
        _note(installation, address, "sign_in_stopped", now)
    return found.rest if found else None


def _note(installation: Installation, address: str, deed: str, now: datetime) -> None:
    account = account_of(installation, address)
    with installation.database.writing() as connection:
        record_attempt(connection, now, account, deed)
