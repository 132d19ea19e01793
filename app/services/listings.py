"""Listings of questionnaires: all that they ask, for a decision or a political proposal."""

from datetime import date

from app.documents.questionnaire_listing import build_questionnaire_listing
from app.documents.questionnaire_listing_docx import build_questionnaire_listing_docx
from app.domain.questionnaire import Questionnaire
from app.domain.text import Language


def listing_pdf(questionnaire: Questionnaire, language: Language, today: date) -> bytes:
    """The listing as PDF/UA-1."""
    return build_questionnaire_listing(questionnaire, language, today)


def listing_docx(questionnaire: Questionnaire, language: Language, today: date) -> bytes:
    """The listing as a Word file."""
    return build_questionnaire_listing_docx(questionnaire, language, today)
