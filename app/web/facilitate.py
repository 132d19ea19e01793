"""The facilitator's pages: rounds at a glance, a new round, one round and its opening and closing."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import rounds
from app.services.rounds import RoundView
from app.web.forms.round_form import RoundForm
from app.web.languages import language
from app.web.pages.confirmation import confirmation_page
from app.web.pages.one_round import round_page
from app.web.pages.overview import overview_page
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.errors import error_sentence

facilitate = Blueprint("facilitate", __name__, url_prefix="/facilitate")


@facilitate.before_request
@login_required
def only_signed_in() -> None:
    """Every page here is for those who are signed in."""


@facilitate.get("")
def overview() -> str:
    """The facilitator's collaborations and rounds."""
    found = rounds.list_rounds(this_installation(), this_account())
    return render_template("facilitate/overview.html", page=overview_page(found, language()))


@facilitate.get("/rounds/new")
def new_round() -> str:
    """A form for a new round; `?like=` fills in what an earlier one had."""
    like = request.args.get("like")
    model = _view(like) if like else None
    return _round_form(RoundForm(this_installation().library.questionnaires(), language(), model))


@facilitate.post("/rounds/new")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def make_round() -> str | Response | tuple[str, int]:
    """Makes the round; faults bring the form back with everything that was typed."""
    form = RoundForm(this_installation().library.questionnaires(), language())
    if not form.validate():
        return _round_form(form), 422
    try:
        view = rounds.create_round(this_installation(), this_account(), form.new_round(), date.today())
    except SamspelError as refused:
        return _round_form(form, error_sentence(refused, language())), 422
    return redirect(url_for("facilitate.one_round", code=view.round.code))


@facilitate.get("/rounds/<code>")
def one_round(code: str) -> str:
    """One round: the link to hand out, how many have answered, what to do next."""
    view = _view(code)
    link = f"{this_installation().settings.base_url}{url_for('respond.welcome', code=view.round.code)}"
    return render_template("facilitate/round.html", page=round_page(view, link, language()))


@facilitate.get("/rounds/<code>/<any(open,close):act>")
def confirm(code: str, act: str) -> str | Response:
    """Says in plain words what opening or closing means, before it is done."""
    page = confirmation_page(_view(code), act)
    if page is None:
        return redirect(url_for("facilitate.one_round", code=code))
    return render_template("facilitate/confirm.html", page=page)


@facilitate.post("/rounds/<code>/<any(open,close):act>")
def carry_out(code: str, act: str) -> Response:
    """Opens or closes the round."""
    change = rounds.open_round if act == "open" else rounds.close_round
    view = change(this_installation(), this_account(), code, date.today())
    return redirect(url_for("facilitate.one_round", code=view.round.code))


def _view(code: str) -> RoundView:
    return rounds.find_own_round(this_installation(), this_account(), code)


def _round_form(form: RoundForm, refused: str = "") -> str:
    return render_template("facilitate/new_round.html", form=form, refused=refused)
