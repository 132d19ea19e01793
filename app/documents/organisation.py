"""The document of one organisation: its picture over all collaborations, for the management group at home."""

from dataclasses import dataclass
from datetime import date

from app.documents.medium import PRINT
from app.documents.organisation_words import OrganisationWords, all_reasons, organisation_words
from app.documents.press import write_pdf
from app.documents.reports import render
from app.domain.organisation_picture import OrganisationPicture
from app.domain.text import Language

DOCUMENT = "organisation"
"""The folder in reports/."""
MOST_TALKED_ABOUT = 3
"""Factors of each sort that get their questions; the others are named."""
MOST_QUESTIONS = 2
MOST_ACTIONS = 6
"""Actions that stand alike; the others are counted, and stand on the organisation's page."""


@dataclass(frozen=True)
class OrganisationPage:
    """All that the template of the document is given. `reasons`: why something is missing, in sentences."""

    language: Language
    words: OrganisationWords
    reasons: tuple[str, ...]
    most_talked_about: int = MOST_TALKED_ABOUT
    most_questions: int = MOST_QUESTIONS
    most_actions: int = MOST_ACTIONS


def build_organisation_document(picture: OrganisationPicture, today: date, language: Language) -> bytes:
    """The document as PDF/UA-1."""
    return write_pdf(render_html(picture, today, language), DOCUMENT)


def render_html(picture: OrganisationPicture, today: date, language: Language) -> str:
    """The document's finished HTML, without styles, of characters that our fonts can draw."""
    words = organisation_words(picture, today, language, PRINT)
    page = OrganisationPage(language, words, all_reasons(words.questionnaires))
    return render(f"{DOCUMENT}/document.html", page, language)
