"""Paper: the poster and the form to print, and the screen for keying in the forms that come back."""

import secrets

from flask import Blueprint, Response, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.domain.errors import SamspelError
from app.domain.round import State
from app.services import clock, printing, rounds, xlsforms
from app.services.responses import hand_in
from app.services.rounds import RoundView
from app.web.downloads import download
from app.web.forms.keyed_sheet import KeyedSheet, TokenForm, read_sheet
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.pages.paper_page import KeyingForm, keying_form, paper_page, with_check
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.errors import plain_sentence
from app.wording.translations import LANGUAGES

PDF = "application/pdf"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

paper = Blueprint("paper", __name__, url_prefix="/facilitate/rounds/<code>")


@paper.get("/poster.pdf")
def poster(code: str) -> Response:
    """The QR poster, in the language asked for."""
    view = _view(code)
    return download(printing.poster(this_installation(), view, _wanted()), PDF, f"samspel-{view.round.code}-poster.pdf")


@paper.get("/paper-form.pdf")
def form(code: str) -> Response:
    """The blank form, in the language asked for."""
    view = _view(code)
    pdf = printing.paper_form(this_installation(), view, _wanted())
    return download(pdf, PDF, f"samspel-{view.round.code}-{_wanted()}.pdf")


@paper.get("/form.xlsx")
def xlsform(code: str) -> Response:
    """The form for ODK and Kobo, with the round's organisations."""
    view = _view(code)
    return download(xlsforms.xlsform_of_round(view), WORKBOOK, f"samspel-{view.round.code}.xlsx")


@paper.get("/paper")
def key_in(code: str) -> str:
    """What there is to print and, while the round is open, an empty sheet to key in."""
    view = _view(code)
    blank = KeyedSheet(secrets.token_urlsafe(24), {}, {}, ())
    opened = view.round.state is State.OPEN
    return _page(view, keying_form(view, blank, [], language()) if opened else None)


@paper.post("/paper")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing that was typed
def store(code: str) -> str | AnyResponse | tuple[str, int]:
    """Stores the sheet and gives the next; a check, a fault or a stale page brings it back as it was typed."""
    view, stale = _view(code), not TokenForm().validate()
    sheet = read_sheet(view, request.form.get("once") or secrets.token_urlsafe(24), request.form)
    if stale or sheet.faults:
        return _page(view, _with_faults(view, sheet, stale)), 422
    if request.form.get("go") != "save":
        return _page(view, with_check(keying_form(view, sheet, [], language())))
    try:
        receipt = hand_in(this_installation(), view, f"paper {sheet.once}", clock.now(), sheet.raw)
    except SamspelError as refused:
        return _page(view, keying_form(view, sheet, [plain_sentence(refused, language())], language())), 409
    session[_counter(view)] = _keyed(view) + (not receipt.already)
    return redirect(url_for("paper.key_in", code=view.round.code))


def _view(code: str) -> RoundView:
    return rounds.find_answered_round(this_installation(), this_account(), code)


def _wanted() -> str:
    wanted = request.args.get("language", language())
    if wanted not in LANGUAGES:
        abort(404)
    return wanted


def _with_faults(view: RoundView, sheet: KeyedSheet, stale: bool) -> KeyingForm:
    words = _("The page had been open for a while. Nothing is lost: check and press the button again.")
    return keying_form(view, sheet, [words] if stale else [], language())


def _counter(view: RoundView) -> str:
    return f"keyed_{view.round.code}"


def _keyed(view: RoundView) -> int:
    """Sheets of the round that were keyed in since signing in. Only their number is kept, in the session's cookie."""
    return int(session.get(_counter(view), 0))


def _page(view: RoundView, form: KeyingForm | None) -> str:
    return render_template("paper/key_in.html", page=paper_page(view, form, _keyed(view), language()))
