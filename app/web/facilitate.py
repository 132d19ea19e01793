"""The facilitator's pages of one round: what to do next, its opening, closing, archiving, deleting."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.domain.round import Step
from app.services import clock, plans, rounds
from app.services.rounds import RoundView
from app.web.languages import language
from app.web.pages.confirmation import confirmation_page
from app.web.pages.one_round import round_page
from app.web.signed_in import this_account, this_installation

facilitate = Blueprint("facilitate", __name__, url_prefix="/facilitate")
CHANGES = {
    Step.OPEN: rounds.open_round,
    Step.CLOSE: rounds.close_round,
    Step.ARCHIVE: rounds.archive_round,
    Step.TAKE_BACK: rounds.take_back_round,
}


@facilitate.get("")
def overview() -> Response:
    """The facilitator's start page."""
    return redirect(url_for("collaborations.index"))


@facilitate.get("/rounds/<code>")
def one_round(code: str) -> str:
    """One round: the link to hand out, how many have answered, what to do next."""
    view = _view(code)
    link = f"{this_installation().settings.base_url}{url_for('respond.welcome', code=view.round.code)}"
    return render_template("facilitate/round.html", page=round_page(view, link, clock.now(), language()))


@facilitate.get("/rounds/<code>/<any(open,close,delete):act>")
def confirm(code: str, act: str) -> str | Response:
    """Says in plain words what opening, closing or deleting means, before it is done."""
    page = confirmation_page(_view(code), act, clock.now())
    if page is None:
        return redirect(url_for("facilitate.one_round", code=code))
    return render_template("facilitate/confirm.html", page=page)


@facilitate.post("/rounds/<code>/<any(open,close,archive,'take-back'):act>")
def carry_out(code: str, act: str) -> Response:
    """Opens, closes, archives the round, or takes it back."""
    view = CHANGES[Step(act)](this_installation(), this_account(), code, clock.now())
    return redirect(url_for("facilitate.one_round", code=view.round.code))


@facilitate.post("/rounds/<code>/delete")
def delete(code: str) -> Response:
    """Deletes a draft."""
    collaboration_id = plans.delete_round(this_installation(), this_account(), code, clock.now())
    return redirect(url_for("collaborations.show", collaboration_id=collaboration_id))


def _view(code: str) -> RoundView:
    return rounds.find_own_round(this_installation(), this_account(), code)
