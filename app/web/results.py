"""The results of a round, and their neighbours: the documents."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import Markup

from app.services import clock, comparisons, documents, rounds
from app.services.access import Act
from app.services.documents import Picture
from app.services.kept import Kept
from app.services.reference import others_of
from app.services.results import round_result
from app.services.rounds import RoundView
from app.web.downloads import download
from app.web.languages import language
from app.web.pages.documents_page import documents_page
from app.web.pages.results_page import results_page, shared_part
from app.web.signed_in import this_account, this_installation
from app.wording.translations import LANGUAGES

results = Blueprint("results", __name__, url_prefix="/rounds/<code>")
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@results.get("/results")
def show(code: str) -> str:
    """The whole result on one page."""
    view = _view(code)
    result = round_result(this_installation(), view)
    others = others_of(this_installation(), view)
    picture = documents.screen_picture(result, language(), others.references)
    before = comparisons.code_before(this_installation(), this_account(), view)
    page = results_page(view, result, picture, others.absent, language(), before)
    return render_template("results/show.html", page=page, written=_shared(view, picture))


@results.get("/documents")
def all_documents(code: str) -> str:
    """Every document of the round, with what it is for."""
    return render_template("results/documents.html", page=documents_page(_view(code)))


@results.get("/dialogue.pdf")
def dialogue_document(code: str) -> Response:
    """The dialogue document, in the language asked for, with the data inside where that is asked for."""
    view, wanted = _view(code), _wanted_language()
    attached = request.args.get("attachments") == "yes"
    pdf = documents.dialogue_document(
        this_installation(), view, wanted, clock.today(), reader=this_account(), attached=attached
    )
    return download(pdf, PDF, f"samspel-{view.round.code}-{wanted}.pdf")


@results.get("/<any(summary,facilitator,agreement):kind>.pdf")
def further_document(code: str, kind: str) -> Response:
    """The summary, the guide for the meeting or the agreement, in the language asked for."""
    view, wanted = _agreed_on(code) if kind == "agreement" else _view(code), _wanted_language()
    pdf = documents.DOCUMENTS[kind](this_installation(), view, wanted, clock.today())
    return download(pdf, PDF, f"samspel-{view.round.code}-{kind}-{wanted}.pdf")


@results.get("/dialogue.docx")
def dialogue_docx(code: str) -> Response:
    """The dialogue document's text to edit in Word, in the language asked for."""
    view, wanted = _view(code), _wanted_language()
    file = documents.dialogue_docx(this_installation(), view, wanted, clock.today(), reader=this_account())
    return download(file, DOCX, f"samspel-{view.round.code}-{wanted}.docx")


@results.get("/wall-poster.pdf")
def wall_poster(code: str) -> Response:
    """The dialogue map on A3 for the wall, in the language asked for."""
    view, wanted = _view(code), _wanted_language()
    pdf = documents.wall_poster(this_installation(), view, wanted, clock.today())
    return download(pdf, PDF, f"samspel-{view.round.code}-wall-{wanted}.pdf")


@dataclass(frozen=True)
class _Written:
    """Most of the page by far, as HTML. `of` is held so that no other picture can come to have its identity."""

    of: Picture
    overview: Markup
    levels: Markup
    factors: Markup


_written: Kept[_Written] = Kept(50)


def _shared(view: RoundView, picture: Picture) -> _Written:
    """What all who may read the round see alike, written once for a picture that is the same thing as before."""

    def write() -> _Written:
        page = shared_part(view, picture, language())
        parts = (Markup(render_template(f"results/{one}.html", page=page)) for one in ("overview", "levels", "factors"))
        return _Written(picture, *parts)

    return _written.get((id(picture), view.round.code, language()), write)


def _view(code: str) -> RoundView:
    return rounds.find_answered_round(this_installation(), this_account(), code, Act.READ)


def _agreed_on(code: str) -> RoundView:
    """A workshop has an agreement too."""
    return rounds.find_own_round(this_installation(), this_account(), code, Act.READ)


def _wanted_language() -> str:
    wanted = request.args.get("language", language())
    return wanted if wanted in LANGUAGES else abort(404)
