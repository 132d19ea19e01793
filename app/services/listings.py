"""Listings of questionnaires: all that they ask, for a decision or a political proposal."""

from datetime import date
from functools import partial

from app.documents.questionnaire_listing import build_questionnaire_listing
from app.documents.questionnaire_listing_docx import build_questionnaire_listing_docx
from app.domain.questionnaire import Questionnaire
from app.domain.text import Language
from app.services.kept_files import document_of


def listing_pdf(questionnaire: Questionnaire, language: Language, today: date) -> bytes:
    """The listing as PDF/UA-1."""
    make = partial(build_questionnaire_listing, questionnaire, language, today)
    return document_of(["listing", questionnaire, language, today], make)


def listing_docx(questionnaire: Questionnaire, language: Language, today: date) -> bytes:
    """The listing as a Word file."""
    make = partial(build_questionnaire_listing_docx, questionnaire, language, today)
    return document_of(["listing in Word", questionnaire, language, today], make)
