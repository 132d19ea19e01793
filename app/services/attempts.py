"""Attempts are counted, so that nobody can guess on and on. What they are counted by is kept as a keyed hash."""

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


def count_attempt(installation: Installation, purpose: str, limits: Sequence[Limit], now: datetime) -> timedelta | None:
    """Counts an attempt under each limit: how long to wait where one of them is passed, None where none is."""
    keyed = sorted((_key(installation, purpose, limit), limit) for limit in limits)
    with installation.database.writing() as connection:
        waits = [_count(connection, key, limit, now) for key, limit in keyed]
    return max((wait for wait in waits if wait is not None), default=None)


def wait_of(installation: Installation, purpose: str, limits: Sequence[Limit], now: datetime) -> timedelta | None:
    """How long to wait where one of the limits has been reached already, None where none has; counts nothing."""
    with installation.database.glancing() as connection:
        keyed = {_key(installation, purpose, limit): limit.most for limit in limits}
        running = attempts.running(connection, list(keyed), now)
    return max((ends - now for key, number, ends in running if number >= keyed[key]), default=None)


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


def count_use(installation: Installation, purpose: str, limit: Limit, now: datetime) -> Standing:
    """Counts one use under the limit, and tells where it stands."""
    key = _key(installation, purpose, limit)
    with installation.database.writing() as connection:
        counted = attempts.count_once_more(connection, key, now)
        if counted is None:
            attempts.begin_window(connection, key, now, now + limit.window)
    number, ends = counted or (1, now + limit.window)
    return Standing(number, limit.most, ends - now)


def _count(connection: Transaction, key: str, limit: Limit, now: datetime) -> timedelta | None:
    counted = attempts.count_once_more(connection, key, now)
    if counted is None:
        attempts.begin_window(connection, key, now, now + limit.window)
        return None
    number, ends = counted
    return ends - now if number > limit.most else None


def _key(installation: Installation, purpose: str, limit: Limit) -> str:
    # Addresses can all be tried through a plain hash; the installation's secret prevents that.
    words = f"attempts {purpose} {limit.window.total_seconds():.0f} {limit.counted_by}"
    return hmac.new(installation.settings.secret_key.encode(), words.encode(), sha256).hexdigest()
