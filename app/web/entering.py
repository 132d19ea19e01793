"""Letting somebody in who has shown a first thing: at once, or by way of a passkey."""

from flask import redirect, session, url_for
from werkzeug.wrappers import Response

from app.services import clock
from app.services.accounts import Account
from app.services.ceremonies import Purpose, begin_ceremony, next_step
from app.services.secret_tokens import new_token
from app.services.sessions import Entrance
from app.web.signed_in import end_this_session, page_inside, sign_in_as, this_installation

CEREMONY, ONWARD, ENTRANCE = "ceremony", "onward_after", "entrance"
"""Where the cookie keeps the token of a proof under way, the page that was asked for, and what the first step was."""


def enter(account: Account, entrance: Entrance, onward: str | None = None, *, has_shown_two: bool = False) -> Response:
    """Signs the account in and goes on; first asks for a passkey where the account has one or must have one.
    `entrance`: what has been shown, which the log is told once the session begins. `has_shown_two`: another sign-in has
    seen to a second thing already, so that a passkey that is there is not asked for."""
    step = next_step(this_installation(), account)
    if step is None or (step is Purpose.SIGN_IN and has_shown_two):
        sign_in_as(account, entrance)
        return redirect(page_inside(onward))
    end_this_session()
    begin(account, step)
    session[ONWARD], session[ENTRANCE] = onward or "", entrance.value
    return redirect(url_for("second_step.show"))


def begin(account: Account, purpose: Purpose) -> None:
    """Begins a proof in this browser."""
    session[CEREMONY] = new_token()
    begin_ceremony(this_installation(), account, purpose, clock.now(), session[CEREMONY])


def ceremony_token() -> str:
    """The token of the proof under way in this browser; empty where there is none."""
    return str(session.get(CEREMONY, ""))


def let_in(account: Account) -> str:
    """Signs the account in whose proof has been given: where to go on to."""
    onward = page_inside(session.get(ONWARD))
    sign_in_as(account, Entrance(session[ENTRANCE]))
    return onward
