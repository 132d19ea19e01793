"""Who calls: a token in the header Authorization, and how often it may."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from flask import g, request

from app.domain.errors import SamspelError
from app.services.api_tokens import Bearer, find_bearer
from app.services.attempts import Limit, Standing, count_use
from app.services.installation import Installation
from app.services.networks import network_of

BEARER = re.compile(r"Bearer +([A-Za-z0-9_\-.~+/]{1,200}=*)", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """Calls in a minute: of one token, and, without a token that is good, of one address of the network."""

    of_token: int = 240
    of_network: int = 60


MINUTE = timedelta(minutes=1)


def caller(installation: Installation, limits: Limits, now: datetime) -> Bearer:
    """Who calls. Raises H001 (no token that is good), H006 (too often).

    Only calls without a good token are counted by the network's address, so that nobody behind the same address is shut
    out by another's mistakes."""
    found = BEARER.fullmatch(request.headers.get("Authorization", ""))
    bearer = find_bearer(installation, found[1], now) if found else None
    if bearer is None:
        network = Limit(limits.of_network, MINUTE, f"network {network_of(request.remote_addr)}")
        _within(count_use(installation, "api without a token", network, now))
        raise SamspelError("H001", "Authorization")
    _within(count_use(installation, "api", Limit(limits.of_token, MINUTE, f"token {bearer.token_id}"), now))
    return bearer


def standing_headers() -> dict[str, str]:
    """How the caller stands with its limit; nothing where nothing was counted."""
    found: Standing | None = g.get("standing")
    if found is None:
        return {}
    seconds = str(_seconds(found))
    headers = {
        "RateLimit-Limit": str(found.most),
        "RateLimit-Remaining": str(max(0, found.most - found.number)),
        "RateLimit-Reset": seconds,
    }
    return {**headers, "Retry-After": seconds} if found.is_passed else headers


def _within(found: Standing) -> None:
    g.standing = found
    if found.is_passed:
        raise SamspelError("H006", "Authorization", seconds=_seconds(found))


def _seconds(found: Standing) -> int:
    return max(1, ceil(found.rest.total_seconds()))
