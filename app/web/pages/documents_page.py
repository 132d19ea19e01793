"""The page value of templates/results/documents.html: every document of a round, what it is for, where it lies."""

from dataclasses import dataclass

from app.services.rounds import RoundView
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.pages.round_tabs import Tab, round_tabs
from app.wording.languages import language_name
from app.wording.translations import LANGUAGES

PDF, WORD = "PDF", "Word"
"""Names of forms, the same in every language."""


@dataclass(frozen=True)
class DocumentRow:
    """One document. `endpoint` and `kind` make its address; `kind` is empty for one with an address of its own.
    `form`: PDF or Word."""

    title: str
    purpose: str
    form: str
    endpoint: str
    kind: str = ""


@dataclass(frozen=True)
class DocumentsPage:
    """A round's documents. `closed`: there are none before. `languages`: (code, name) of those they can be had in."""

    code: str
    collaboration: str
    title: str
    closed: bool
    tabs: tuple[Tab, ...]
    documents: tuple[DocumentRow, ...]
    languages: tuple[tuple[str, str], ...]


def documents_page(view: RoundView) -> DocumentsPage:
    """The round and its documents, in the order in which they are needed."""
    one = view.round
    return DocumentsPage(
        code=one.code,
        collaboration=one.collaboration,
        title=one.title,
        closed=one.state.shows_results,
        tabs=round_tabs(view),
        documents=_documents(),
        languages=tuple((one, language_name(one, language()).capitalize()) for one in LANGUAGES),
    )


def _documents() -> tuple[DocumentRow, ...]:
    return (
        DocumentRow(
            _("Summary"),
            _("Two pages for management and politicians. Send it out before the meeting."),
            PDF,
            "results.further_document",
            "summary",
        ),
        DocumentRow(
            _("Guide for the meeting"),
            _("For the one who leads the meeting: two hours with times, exercises and questions, from this result."),
            PDF,
            "results.further_document",
            "facilitator",
        ),
        DocumentRow(
            _("Dialogue document"),
            _("The whole result with questions and space for notes. Put a copy on each table."),
            PDF,
            "results.dialogue_document",
        ),
        DocumentRow(
            _("Wall poster"),
            _("The dialogue map on A3, to stand around and point at."),
            PDF,
            "results.wall_poster",
        ),
        DocumentRow(
            _("Dialogue document to edit"),
            _("The text and the tables of the dialogue document, without charts, to change or shorten in Word."),
            WORD,
            "results.dialogue_docx",
        ),
        DocumentRow(
            _("Agreement document"),
            _("Your principles and actions, with a line for each organisation to sign on."),
            PDF,
            "results.further_document",
            "agreement",
        ),
        DocumentRow(
            _("Follow-up document"),
            _("What was said and agreed on, with boxes to tick when you meet again."),
            PDF,
            "record.follow_up",
        ),
    )
