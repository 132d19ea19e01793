"""The workshop: a group goes through its cornerstones and words its principles, round one screen or on a wall."""

from dataclasses import replace

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.services import printing
from app.services.access import Act
from app.services.rounds import RoundView
from app.web.downloads import download
from app.web.languages import language
from app.web.pages.record_entries import empty_fields
from app.web.pages.undo import offered_undo
from app.web.pages.workshop_page import read_example, with_wording
from app.web.recording import own_round, show_workshop
from app.web.security import csrf
from app.wording.translations import LANGUAGES

workshop = Blueprint("workshop", __name__, url_prefix="/rounds/<code>")


@workshop.get("/workshop")
def show(code: str) -> str | AnyResponse:
    """Every cornerstone with what is written down about it. A round with answers has its conversation instead."""
    view = own_round(code, Act.READ)
    if not view.round.is_workshop:
        return redirect(url_for("record.overview", code=view.round.code))
    return show_workshop(view, undo=offered_undo())


@workshop.post("/workshop/wording")
@csrf.exempt  # nothing is stored: what was sent comes back in the box
def wording(code: str) -> str:
    """Puts an example into the box for a new principle, after what was typed there."""
    view = _workshop(code)
    example = read_example(view, request.form.get("factor", ""), request.form.get("example", -1, type=int), language())
    empty = empty_fields(view.round.code, "principles", request.form["factor"])
    typed = replace(empty, words=with_wording(request.form.get("words", ""), example))
    return show_workshop(view, typed=typed)


@workshop.get("/workshop.pdf")
def sheet(code: str) -> Response:
    """The working sheet on paper, in the language asked for."""
    view, wanted = _workshop(code, Act.READ), request.args.get("language", language())
    if wanted not in LANGUAGES:
        abort(404)
    pdf = printing.workshop_sheet(view, wanted)
    return download(pdf, "application/pdf", f"samspel-{view.round.code}-workshop-{wanted}.pdf")


def _workshop(code: str, act: Act = Act.LEAD) -> RoundView:
    view = own_round(code, act)
    return view if view.round.is_workshop else abort(404)
