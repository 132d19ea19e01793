"""Attempts are counted, so that nobody can guess on and on. What they are counted by is kept as a keyed hash.

A count is a row, the same for all processes. It is made before the attempt is looked at, so that many at once count as
many, and taken back where the attempt was right (decision 0038)."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from app.services.installation import Installation
from app.store import attempts
from app.store.database import Transaction


@dataclass(frozen=True)
class Limit:
    """So many attempts in so long a time, counted by one thing: an address of the network, an e-mail address."""

    most: int
    window: timedelta
    counted_by: str


@dataclass(frozen=True)
class Standing:
    """Where a count stands: this was the `number`th of at most `most`; the window ends after `rest`."""

    number: int
    most: int
    rest: timedelta

    @property
    def is_passed(self) -> bool:
        """Whether the limit is passed."""
        return self.number > self.most

    @property
    def is_just_passed(self) -> bool:
        """Whether this is the first that is one too many."""
        return self.number == self.most + 1


def count_attempt(installation: Installation, purpose: str, limits: Sequence[Limit], now: datetime) -> timedelta | None:
    """Counts an attempt as `stopped` does: how long to wait where a limit is passed, None where none is."""
    with installation.database.writing() as connection:
        found = stopped(installation, connection, purpose, limits, now)
    return found.rest if found else None


def stopped(
    installation: Installation, connection: Transaction, purpose: str, limits: Sequence[Limit], now: datetime
) -> Standing | None:
    """Counts an attempt under each limit in turn, and no further than the first that is passed: that one, None where
    none is. So what is stopped for one reason uses up nothing of what others share. Callers keep to one order of
    limits, the narrowest first, so that transactions at the same time never wait for each other in a ring."""
    for limit in limits:
        standing = _count(installation, connection, purpose, limit, now, 1)
        if standing.is_passed:
            return standing
    return None


def wait_of(installation: Installation, purpose: str, limits: Sequence[Limit], now: datetime) -> timedelta | None:
    """How long to wait where one of the limits has been reached already, None where none has; counts nothing."""
    with installation.database.glancing() as connection:
        keyed = {_key(installation, purpose, limit): limit.most for limit in limits}
        running = attempts.running(connection, list(keyed), now)
    return max((ends - now for key, number, ends in running if number >= keyed[key]), default=None)


def count_use(installation: Installation, purpose: str, limit: Limit, now: datetime) -> Standing:
    """Counts one use under the limit, and tells where it stands."""
    with installation.database.writing() as connection:
        return count_uses(installation, connection, purpose, limit, 1, now)


def count_uses(
    installation: Installation, connection: Transaction, purpose: str, limit: Limit, number: int, now: datetime
) -> Standing:
    """Counts so many uses at once; they stay counted only if the transaction ends well."""
    return _count(installation, connection, purpose, limit, now, number)


def take_back(
    installation: Installation, connection: Transaction, purpose: str, limits: Sequence[Limit], now: datetime
) -> None:
    """Takes one attempt back from each count: it was right."""
    for limit in limits:
        attempts.count_once_less(connection, _key(installation, purpose, limit), now)


def forget(installation: Installation, connection: Transaction, purpose: str, limit: Limit) -> None:
    """Begins the count anew."""
    attempts.delete_windows(connection, _key(installation, purpose, limit))


def remember(installation: Installation, connection: Transaction, purpose: str, what: Limit, now: datetime) -> None:
    """Keeps in mind for the limit's window, from now on, that something was so."""
    key = _key(installation, purpose, what)
    attempts.delete_windows(connection, key)
    attempts.begin_window(connection, key, now, now + what.window)


def is_remembered(
    installation: Installation, connection: Transaction, purpose: str, what: Limit, now: datetime
) -> bool:
    """Whether it is kept in mind."""
    return attempts.is_running(connection, _key(installation, purpose, what), now)


def _count(
    installation: Installation, connection: Transaction, purpose: str, limit: Limit, now: datetime, number: int
) -> Standing:
    key = _key(installation, purpose, limit)
    counted = attempts.count_more(connection, key, now, number)
    if counted is None:
        attempts.begin_window(connection, key, now, now + limit.window, number)
    total, ends = counted or (number, now + limit.window)
    return Standing(total, limit.most, ends - now)


def _key(installation: Installation, purpose: str, limit: Limit) -> str:
    # Addresses can all be tried through a plain hash; the installation's secret prevents that.
    words = f"attempts {purpose} {limit.window.total_seconds():.0f} {limit.counted_by}"
    return hmac.new(installation.settings.secret_key.encode(), words.encode(), sha256).hexdigest()
