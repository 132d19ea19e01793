"""Limits on how often a form may be sent. What is sent is counted in the database, for all processes together."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import wraps
from math import ceil
from typing import ParamSpec, TypeVar

from flask import request
from werkzeug.exceptions import TooManyRequests

from app.services.attempts import Limit, count_attempt
from app.web.signed_in import this_installation

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}


def throttled(
    by_network: str, *, by_email: str = ""
) -> Callable[[Callable[Arguments, Answer]], Callable[Arguments, Answer]]:
    """Lets a view take so many POSTs ("10 per minute; 60 per hour") from one address of the network, and so many with
    one e-mail address in the field `email`, wherever they come from. Answers 429 beyond, and says how long to wait.

    A decorator rather than a hook: pages without a limit, the form above all, pay nothing for it."""
    _parsed(f"{by_network}; {by_email}")  # a limit that cannot be read is found when the application starts

    def decorate(view: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        @wraps(view)
        def limited(*arguments: Arguments.args, **options: Arguments.kwargs) -> Answer:
            if request.method == "POST":
                _count(f"{view.__module__}.{view.__qualname__}", [*_limits(by_network, by_email)])
            return view(*arguments, **options)

        return limited

    return decorate


def _count(purpose: str, limits: list[Limit]) -> None:
    wait = count_attempt(this_installation(), purpose, limits, datetime.now(UTC))
    if wait is not None:
        raise TooManyRequests(retry_after=ceil(wait.total_seconds()))


def _limits(by_network: str, by_email: str) -> Iterator[Limit]:
    for most, window in _parsed(by_network):
        yield Limit(most, window, f"network {request.remote_addr}")
    email = request.form.get("email", "").strip().lower()
    for most, window in _parsed(by_email) if email else ():
        yield Limit(most, window, f"email {email}")


def _parsed(words: str) -> list[tuple[int, timedelta]]:
    found = []
    for part in filter(None, map(str.strip, words.split(";"))):
        match = re.fullmatch(r"(\d+) per (?:(\d+) )?(minute|hour|day)s?", part)
        if match is None:
            raise ValueError(f"not a limit: {part!r}; write “10 per minute” or “5 per 15 minutes”")
        found.append((int(match[1]), int(match[2] or 1) * UNITS[match[3]]))
    return found
