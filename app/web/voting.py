"""Voting on a phone: which three factors the meeting shall talk about. No account; once a device."""

import secrets

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import voting as votes
from app.services.rounds import RoundView, find_round_to_answer
from app.web.forms.ballot_form import BallotForm
from app.web.languages import gettext as _
from app.web.languages import language, restrict_language
from app.web.pages.ballot_page import ballot_page
from app.web.security import csrf
from app.web.signed_in import this_installation
from app.web.throttle import throttled
from app.web.vote_cookie import remember_voter, voting_token
from app.wording.errors import plain_sentence

voting = Blueprint("voting", __name__, url_prefix="/v/<code>")
TO_MEND = frozenset({"T001", "T002", "T003"})


@voting.get("")
def show(code: str) -> Response:
    """The ballot; after voting, and when no vote is open, what happens now."""
    view = _view(code)
    token = voting_token(view.round.code)
    if not votes.takes_votes(this_installation(), view):
        return make_response(_said("voting/closed.html", view))
    if token and votes.has_voted(this_installation(), view, token):
        return make_response(_said("voting/voted.html", view))
    return _ballot(view, token or _new_token(), [], "")


@voting.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
@throttled("600 per hour")  # a whole meeting may share one address of the network
def cast(code: str) -> Response:
    """Counts the vote. Pressing twice counts once."""
    view, form = _view(code), BallotForm()
    token = voting_token(view.round.code)
    if not form.validate() or token is None:
        return _again(view, token, form)
    try:
        votes.cast_vote(this_installation(), view, token, form.chosen)
    except SamspelError as refused:
        if refused.code in TO_MEND:
            return _ballot(view, token, form.chosen, plain_sentence(refused, language()), 422)
    return redirect(url_for("voting.show", code=view.round.code))


def _again(view: RoundView, token: str | None, form: BallotForm) -> Response:
    """A device without its cookie could vote any number of times, and a form of somebody else's page comes without."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return redirect(url_for("voting.show", code=view.round.code))
    stale = _("The page had been open for a while. Nothing is lost: check and press the button again.")
    cookies = _("Your browser did not keep the cookie that is needed to vote once. Allow cookies and vote again.")
    return _ballot(view, token or _new_token(), form.chosen, stale if token else cookies, 400)


def _view(code: str) -> RoundView:
    view = find_round_to_answer(this_installation(), code)
    restrict_language(view.round.languages)
    return view


def _new_token() -> str:
    return secrets.token_urlsafe(24)


def _ballot(view: RoundView, token: str, chosen: list[str], fault: str, status: int = 200) -> Response:
    page = ballot_page(view, chosen, fault, language())
    response = make_response(render_template("voting/ballot.html", page=page), status)
    return remember_voter(view.round.code, token, response)


def _said(template: str, view: RoundView) -> str:
    return render_template(template, page=ballot_page(view, (), "", language()))
