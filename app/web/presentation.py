"""The presentation in the meeting room: one thing a screen, each with an address of its own."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import clock, documents, meeting, rounds
from app.services import record as reading
from app.services import voting as votes
from app.services.access import Act
from app.services.documents import Picture
from app.services.record import require_closed
from app.services.results import round_result
from app.services.rounds import RoundView
from app.web.languages import language
from app.web.pages.presentation_frame import Screen, screens, talked_about
from app.web.pages.presentation_screens import agreed_screen, choose_screen, factor_page, overview_screen
from app.web.pages.vote_screen import VoteScreen, vote_screen
from app.web.signed_in import this_account, this_installation
from app.wording.errors import plain_sentence

presentation = Blueprint("presentation", __name__, url_prefix="/rounds/<code>/presentation")
STEPS = {"open": votes.open_vote, "close": votes.close_vote, "take": votes.take_leading}


@presentation.get("")
def overview(code: str) -> str:
    """The group's picture, and what the meeting talks about."""
    view, picture, chosen = _shown(code)
    factors = talked_about(picture, chosen)
    page = overview_screen(view, picture, _order(view, picture, chosen), factors, is_proposal=not chosen)
    return render_template("presentation/overview.html", page=page)


@presentation.get("/factors/<factor_id>")
def factor(code: str, factor_id: str) -> str:
    """One factor: figures, questions, what is noted and agreed on."""
    view, picture, chosen = _shown(code)
    record = reading.round_record(this_installation(), view)
    order = _order(view, picture, chosen)
    page = factor_page(view, picture, order, factor_id, record, clock.today(), language())
    return render_template("presentation/factor.html", page=page)


@presentation.get("/agreed")
def agreed(code: str) -> str:
    """What the group agreed on."""
    view, picture, chosen = _shown(code)
    record = reading.round_record(this_installation(), view)
    page = agreed_screen(view, picture, _order(view, picture, chosen), record, clock.today(), language())
    return render_template("presentation/agreed.html", page=page)


@presentation.get("/vote")
def vote(code: str) -> str:
    """The link to the vote, how many have voted, and the result once it is closed."""
    return render_template("presentation/vote.html", page=_vote(code))


@presentation.get("/vote/figures")
def figures(code: str) -> str:
    """What changes on that screen, for the script that keeps it fresh."""
    return render_template("presentation/vote_figures.html", page=_vote(code))


@presentation.post("/vote/<any(open,close,take):step>")
def change_vote(code: str, step: str) -> Response:
    """Opens a vote, closes it, or takes the factors with most votes."""
    STEPS[step](this_installation(), this_account(), code, clock.now())
    return redirect(url_for("presentation.vote", code=code))


@presentation.get("/choose")
def choose(code: str) -> str:
    """The factors, to choose the meeting's by hand."""
    view, picture, chosen = _shown(code, Act.LEAD)
    ticked = [one.id for one in talked_about(picture, chosen)] if chosen or picture.proposal else []
    page = choose_screen(view, picture, _order(view, picture, chosen), ticked, "")
    return render_template("presentation/choose.html", page=page)


@presentation.post("/choose")
def keep_choice(code: str) -> Response | tuple[str, int]:
    """Keeps the choice, and goes to the first screen."""
    view, picture, chosen = _shown(code, Act.LEAD)
    try:
        wanted = request.form.getlist("factor")
        meeting.choose_factors(this_installation(), this_account(), code, wanted, clock.now())
    except SamspelError as refused:
        page = choose_screen(view, picture, _order(view, picture, chosen), wanted, plain_sentence(refused, language()))
        return render_template("presentation/choose.html", page=page), 422
    return redirect(url_for("presentation.overview", code=view.round.code))


def _shown(code: str, act: Act = Act.READ) -> tuple[RoundView, Picture, tuple[str, ...]]:
    """The round, its picture, and the factors that were chosen. Raises R010, G001 (it is not closed)."""
    view = rounds.find_answered_round(this_installation(), this_account(), code, act)
    require_closed(view)
    picture = documents.room_picture(round_result(this_installation(), view), language())
    return view, picture, meeting.meeting_factors(this_installation(), view)


def _order(view: RoundView, picture: Picture, chosen: tuple[str, ...]) -> tuple[Screen, ...]:
    with_vote = votes.find_vote(this_installation(), view) is not None
    return screens(view, talked_about(picture, chosen), with_vote=with_vote)


def _vote(code: str) -> VoteScreen:
    view, picture, chosen = _shown(code)
    found = votes.find_vote(this_installation(), view)
    link = this_installation().settings.base_url.rstrip("/") + url_for("voting.show", code=view.round.code)
    here = url_for("presentation.vote", code=view.round.code)
    return vote_screen(view, picture, _order(view, picture, chosen), here, found, chosen, link)
