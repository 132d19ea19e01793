"""The questionnaires of the installation: what they ask, in forms for other tools and other readers."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, abort, render_template, request

from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.services import clock, listings, xlsforms
from app.services.csv_file import FaultyFile
from app.services.offered import library_of
from app.web.downloads import download
from app.web.forms.workbook_form import MOST_BYTES, WorkbookForm
from app.web.languages import language
from app.web.pages.form_draft_page import FormDraftPage, draft_page, empty_draft_page, faulty_draft_page
from app.web.pages.questionnaire_pages import questionnaire_list_page, questionnaire_page
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.translations import LANGUAGES

library = Blueprint("questionnaires", __name__, url_prefix="/questionnaires")
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@library.before_request
def only_signed_in() -> None:
    """Every page here is for those who are signed in."""
    this_account()


@library.get("")
def index() -> str:
    """Every questionnaire, newest version."""
    found = library_of(this_installation()).offered()
    return render_template("questionnaires/index.html", page=questionnaire_list_page(found, language()))


@library.get("/<questionnaire_id>")
def show(questionnaire_id: str) -> str:
    """What one questionnaire asks, by dimension and factor, and what of it can be downloaded."""
    return render_template("questionnaires/show.html", page=questionnaire_page(_found(questionnaire_id), language()))


@library.get("/<questionnaire_id>/form.xlsx")
def xlsform(questionnaire_id: str) -> Response:
    """The questionnaire as an XLSForm."""
    return download(xlsforms.xlsform(_found(questionnaire_id)), WORKBOOK, f"{questionnaire_id}.xlsx")


@library.get("/<questionnaire_id>/listing.pdf")
def listing_pdf(questionnaire_id: str) -> Response:
    """All that it asks, as PDF in the language asked for."""
    return _listing(questionnaire_id, listings.listing_pdf, PDF, "pdf")


@library.get("/<questionnaire_id>/listing.docx")
def listing_docx(questionnaire_id: str) -> Response:
    """The same as a Word file."""
    return _listing(questionnaire_id, listings.listing_docx, WORD, "docx")


@library.get("/from-form")
def choose_form() -> str:
    """A place to send an XLSForm."""
    return _draft(WorkbookForm(), empty_draft_page())


@library.post("/from-form")
@csrf.exempt  # the form checks its token itself: workbooks may be larger than other requests
def read_form() -> str | tuple[str, int]:
    """The draft that the form became and what was lost, or its faults. Nothing is stored."""
    request.max_content_length = MOST_BYTES
    form = WorkbookForm()
    if not form.validate():
        return _draft(form, empty_draft_page()), 422
    try:
        found = xlsforms.draft_of_form(form.content(), form.file_name, language(), language())
    except FaultyFile as faulty:
        return _draft(form, faulty_draft_page(faulty.faults, language())), 422
    except SamspelError as fault:
        return _draft(form, faulty_draft_page([fault], language())), 422
    return _draft(form, draft_page(found))


def _found(questionnaire_id: str) -> Questionnaire:
    return library_of(this_installation()).find(questionnaire_id)


def _draft(form: WorkbookForm, page: FormDraftPage) -> str:
    return render_template("questionnaires/from_form.html", form=form, page=page)


def _listing(
    questionnaire_id: str, make: Callable[[Questionnaire, str, date], bytes], content_type: str, ending: str
) -> Response:
    wanted = request.args.get("language", language())
    if wanted not in LANGUAGES:
        abort(404)
    content = make(_found(questionnaire_id), wanted, clock.today())
    return download(content, content_type, f"{questionnaire_id}-{wanted}.{ending}")
