"""Guessing codes and personal links. Only wrong ones are counted, by network: a whole town hall may answer from behind
one address, and of a right code nothing is noted. A network that has guessed too much is told the same of right codes
as of wrong ones; a device that has been let in before goes on."""

from datetime import timedelta
from math import ceil

from flask import Flask, Response, request
from werkzeug.exceptions import TooManyRequests

from app.services import clock
from app.services.attempts import Limit, count_attempt, wait_of
from app.web.draft_cookie import draft_token
from app.web.invitation_cookie import invitation_of
from app.web.signed_in import this_installation
from app.web.throttle import this_network
from app.web.vote_cookie import voting_token

PURPOSE = "codes"
DOORS = frozenset({"respond", "voting", "invited"})
"""Blueprints that whoever has a code or a link comes in by."""
WRONG = ((100, timedelta(hours=1)), (500, timedelta(days=1)))
"""How many wrong codes in how long a time. Of a code's 887 million a network tries 500 a day."""


def init_guesses(app: Flask) -> None:
    """Counts what leads nowhere, and stops who goes on."""

    @app.before_request
    def stop() -> None:
        if request.blueprint not in DOORS or _is_known():
            return
        wait = wait_of(this_installation(), PURPOSE, _limits(), clock.now())
        if wait is not None:
            raise TooManyRequests(retry_after=ceil(wait.total_seconds()))

    @app.after_request
    def count(response: Response) -> Response:
        if response.status_code == 404 and request.blueprint in DOORS:
            count_attempt(this_installation(), PURPOSE, _limits(), clock.now())
        return response


def _is_known() -> bool:
    """Whether this device has been let in with this code before."""
    code = str((request.view_args or {}).get("code", "")).upper()
    return bool(code and (draft_token(code) or invitation_of(code) or voting_token(code)))


def _limits() -> list[Limit]:
    return [Limit(most, window, f"network {this_network()}") for most, window in WRONG]
