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
    collaborations: dict[str, list[RoundView]] = {}
    for view in found:
        collaborations.setdefault(view.round.collaboration, []).append(view)
    return render_template("facilitate/overview.html", collaborations=collaborations)


@facilitate.route("/rounds/new", methods=["GET", "POST"])
def new_round() -> str | Response | tuple[str, int]:
    """A form for a new round; faults bring it back with everything that was typed."""
    library = this_installation().library.questionnaires()
    form = RoundForm(library, language())
    if request.method == "GET":
        return _round_form(form)
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
    view = rounds.find_own_round(this_installation(), this_account(), code)
    link = f"{this_installation().settings.base_url}{url_for('respond.welcome', code=view.round.code)}"
    return render_template("facilitate/round.html", view=view, link=link)


@facilitate.get("/rounds/<code>/<any(open,close):act>")
def confirm(code: str, act: str) -> str:
    """Says in plain words what opening or closing means, before it is done."""
    view = rounds.find_own_round(this_installation(), this_account(), code)
    return render_template("facilitate/confirm.html", view=view, act=act)


@facilitate.post("/rounds/<code>/<any(open,close):act>")
def carry_out(code: str, act: str) -> Response:
    """Opens or closes the round."""
    change = rounds.open_round if act == "open" else rounds.close_round
    view = change(this_installation(), this_account(), code, date.today())
    return redirect(url_for("facilitate.one_round", code=view.round.code))


def _round_form(form: RoundForm, fault: str = "") -> str:
    return render_template("facilitate/new_round.html", form=form, fault=fault)
