"""The development of one collaboration over its rounds, and its neighbours: the document, the table."""

from flask import Blueprint, Response, abort, render_template, request

from app.domain.errors import SamspelError
from app.services import clock, comparisons, documents
from app.services.comparisons import ChosenRounds
from app.services.development_table import development_file
from app.web.downloads import download
from app.web.languages import language
from app.web.pages.development_page import DevelopmentPage, choosing_page, development_page
from app.web.signed_in import this_account, this_installation
from app.wording.errors import error_sentence
from app.wording.translations import LANGUAGES

development = Blueprint("development", __name__, url_prefix="/collaborations/<collaboration_id>")


@development.get("/development")
def show(collaboration_id: str) -> str | tuple[str, int]:
    """What has become of the collaboration; a choice that cannot be compared is sent back with its reason."""
    try:
        return _rendered(_page(_chosen(collaboration_id, request.args.getlist("rounds"))))
    except SamspelError as fault:
        if not fault.code.startswith("J"):
            raise
        page = choosing_page(_chosen(collaboration_id, ()), language(), error_sentence(fault, language()))
        return _rendered(page), 422


@development.get("/development.pdf")
def document(collaboration_id: str) -> Response:
    """The same as a document for management and politicians, in the language asked for."""
    wanted = request.args.get("language", language())
    if wanted not in LANGUAGES:
        abort(404)
    chosen = _chosen(collaboration_id, request.args.getlist("rounds"))
    pdf = documents.development_document(this_installation(), chosen, wanted, clock.today())
    return download(pdf, "application/pdf", f"samspel-development-{wanted}.pdf")


@development.get("/development.csv")
def table(collaboration_id: str) -> Response:
    """The same as a table for spreadsheets."""
    chosen = _chosen(collaboration_id, request.args.getlist("rounds"))
    content = development_file(this_installation(), chosen, language())
    return download(content, "text/csv; charset=utf-8", "samspel-development.csv")


def _chosen(collaboration_id: str, codes: list[str] | tuple[str, ...]) -> ChosenRounds:
    return comparisons.choose_rounds(this_installation(), this_account(), collaboration_id, codes)


def _page(chosen: ChosenRounds) -> DevelopmentPage:
    if not chosen.chosen:
        return choosing_page(chosen, language())
    compared = comparisons.compare_rounds(this_installation(), chosen)
    picture = documents.screen_development(compared, language(), clock.today())
    return development_page(compared, chosen, picture, language())


def _rendered(page: DevelopmentPage) -> str:
    return render_template("development/show.html", page=page)
