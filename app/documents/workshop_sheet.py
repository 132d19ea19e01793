"""The working sheet of a workshop on paper: each cornerstone with its questions, and lines for the group's words."""

from dataclasses import dataclass

from app.documents.cover import running_name
from app.documents.press import write_pdf
from app.documents.reports import render
from app.domain.questionnaire import Factor, Questionnaire
from app.domain.text import Language, words_of

DOCUMENT = "workshop_sheet"
"""The folder in reports/."""
PRINCIPLES, NOTES = 6, 4
"""Lines to write on."""
MOST_EXAMPLES = 3
"""Examples on paper, so that each cornerstone stays on one page with room to write."""


@dataclass(frozen=True)
class WorkshopOccasion:
    """What a working sheet is made from, besides its questionnaire; empty where there is no round."""

    collaboration: str = ""
    round_title: str = ""


@dataclass(frozen=True)
class SheetCornerstone:
    """One page of the sheet."""

    number: int
    chapter: str
    title: str
    explanation: str
    strength: str
    weakness: str
    questions: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True)
class WorkshopSheetPage:
    """All that the template of the working sheet is given. `minutes`: how long the group needs in all."""

    language: Language
    running_name: str
    collaboration: str
    round_title: str
    title: str
    introduction: str
    minutes: int
    cornerstones: tuple[SheetCornerstone, ...]
    principle_lines: int = PRINCIPLES
    note_lines: int = NOTES


def build_workshop_sheet(questionnaire: Questionnaire, occasion: WorkshopOccasion, language: Language) -> bytes:
    """The sheet as PDF/UA-1."""
    return write_pdf(render_html(questionnaire, occasion, language), DOCUMENT)


def render_html(questionnaire: Questionnaire, occasion: WorkshopOccasion, language: Language) -> str:
    """The sheet's finished HTML, without styles."""
    title = questionnaire.title.into(language)
    placed = [(dimension, factor) for dimension in questionnaire.dimensions for factor in dimension.factors]
    page = WorkshopSheetPage(
        language=language,
        running_name=running_name(occasion.collaboration, occasion.round_title) if occasion.round_title else title,
        collaboration=occasion.collaboration,
        round_title=occasion.round_title,
        title=title,
        introduction=questionnaire.introduction.into(language),
        minutes=questionnaire.minutes,
        cornerstones=tuple(
            _cornerstone(number, dimension.title.into(language), factor, language)
            for number, (dimension, factor) in enumerate(placed, start=1)
        ),
    )
    return render(f"{DOCUMENT}/document.html", page, language)


def _cornerstone(number: int, chapter: str, factor: Factor, language: Language) -> SheetCornerstone:
    return SheetCornerstone(
        number=number,
        chapter=chapter,
        title=factor.title.into(language),
        explanation=words_of(factor.explanation, language),
        strength=words_of(factor.strength, language),
        weakness=words_of(factor.weakness, language),
        questions=tuple(one.into(language) for one in factor.dialogue_questions),
        examples=tuple(one.into(language) for one in factor.principles[:MOST_EXAMPLES]),
    )
