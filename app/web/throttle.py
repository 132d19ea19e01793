"""Limits on how often a form may be sent. What is sent is counted in the database, for all processes together."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from math import ceil
from typing import ParamSpec, TypeVar

from flask import make_response, request
from werkzeug.exceptions import TooManyRequests

from app.services import clock
from app.services.attempts import Limit, count_attempt, take_back
from app.services.networks import network_of
from app.web.signed_in import this_installation

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}


def throttled(
    by_network: str, *, faults_only: bool = False
) -> Callable[[Callable[Arguments, Answer]], Callable[Arguments, Answer]]:
    """Lets a view take so many POSTs ("10 per minute; 60 per hour") from one network. Answers 429 beyond, and says how
    long to wait. `faults_only`: what is answered with a redirect was right and is not counted, so that many behind one
    address of the network take nothing from each other.

    A decorator rather than a hook: pages without a limit, the form above all, pay nothing for it."""
    _parsed(by_network)  # a limit that cannot be read is found when the application starts

    def decorate(view: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        @wraps(view)
        def limited(*arguments: Arguments.args, **options: Arguments.kwargs) -> Answer:
            if request.method != "POST":
                return view(*arguments, **options)
            purpose, limits = f"{view.__module__}.{view.__qualname__}", [*_limits(by_network)]
            _count(purpose, limits)
            answer = view(*arguments, **options)
            if faults_only and make_response(answer).status_code < 400:
                _take_back(purpose, limits)
            return answer

        return limited

    return decorate


def this_network() -> str:
    """Where the visitor comes from, as attempts are counted."""
    return network_of(request.remote_addr)


def _count(purpose: str, limits: list[Limit]) -> None:
    wait = count_attempt(this_installation(), purpose, limits, clock.now())
    if wait is not None:
        raise TooManyRequests(retry_after=ceil(wait.total_seconds()))


def _take_back(purpose: str, limits: list[Limit]) -> None:
    installation = this_installation()
    with installation.database.writing() as connection:
        take_back(installation, connection, purpose, limits, clock.now())


def _limits(by_network: str) -> Iterator[Limit]:
    for most, window in _parsed(by_network):
        yield Limit(most, window, f"network {this_network()}")


def _parsed(words: str) -> list[tuple[int, timedelta]]:
    found = []
    for part in filter(None, map(str.strip, words.split(";"))):
        match = re.fullmatch(r"(\d+) per (?:(\d+) )?(minute|hour|day)s?", part)
        if match is None:
            raise ValueError(f"not a limit: {part!r}; write “10 per minute” or “5 per 15 minutes”")
        found.append((int(match[1]), int(match[2] or 1) * UNITS[match[3]]))
    return found
