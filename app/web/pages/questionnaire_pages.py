"""The page values of templates/questionnaires/: the list, and one questionnaire."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.questionnaire import Dimension, Form, Questionnaire
from app.domain.text import Language, words_of
from app.web.languages import gettext as _
from app.web.languages import ngettext
from app.wording.languages import language_name
from app.wording.translations import LANGUAGES


@dataclass(frozen=True)
class QuestionnaireRow:
    """One questionnaire in the list. `facts`: version, length, languages in a line; `asks`: its dimensions."""

    id: str
    title: str
    facts: str
    introduction: str
    asks: str


@dataclass(frozen=True)
class QuestionnaireListPage:
    """Every questionnaire of the installation."""

    rows: tuple[QuestionnaireRow, ...]


@dataclass(frozen=True)
class AskedPart:
    """A factor, or (without title) what is asked besides the factors. `first`: the number of its first question."""

    title: str
    explanation: str
    questions: tuple[str, ...]
    first: int


@dataclass(frozen=True)
class AskedChapter:
    """One dimension."""

    title: str
    description: str
    parts: tuple[AskedPart, ...]


@dataclass(frozen=True)
class QuestionnairePage:
    """One questionnaire. `languages`: (code, name) in which there is a listing; `is_workshop`: nobody answers it, so
    there is no form of it for other tools."""

    row: QuestionnaireRow
    source: str
    is_workshop: bool
    languages: tuple[tuple[str, str], ...]
    chapters: tuple[AskedChapter, ...]


def questionnaire_list_page(found: Sequence[Questionnaire], language: Language) -> QuestionnaireListPage:
    """The questionnaires in the order given."""
    return QuestionnaireListPage(tuple(_row(one, language) for one in found))


def questionnaire_page(asked: Questionnaire, language: Language) -> QuestionnairePage:
    """What it asks, numbered as in the form."""
    chapters, number = [], 1
    for dimension in asked.dimensions:
        chapters.append(_chapter(dimension, number, language))
        number += len(dimension.all_items)
    return QuestionnairePage(
        row=_row(asked, language),
        source=asked.source.into(language) if asked.source else "",
        is_workshop=asked.form is Form.WORKSHOP,
        languages=tuple((one, language_name(one, language)) for one in LANGUAGES if one in asked.languages),
        chapters=tuple(chapters),
    )


def _chapter(dimension: Dimension, number: int, language: Language) -> AskedChapter:
    parts = []
    sources = [(one.title.into(language), words_of(one.explanation, language), one.items) for one in dimension.factors]
    for title, explanation, items in (*sources, ("", "", dimension.items)):
        if title or items:
            parts.append(AskedPart(title, explanation, tuple(one.text.into(language) for one in items), number))
            number += len(items)
    return AskedChapter(dimension.title.into(language), dimension.description.into(language), tuple(parts))


def _row(asked: Questionnaire, language: Language) -> QuestionnaireRow:
    minutes = ngettext("some %(num)d minute", "some %(num)d minutes", asked.minutes) % {"num": asked.minutes}
    facts = [_("Version %(number)d") % {"number": asked.version}, minutes]
    if number := len(asked.items):
        facts.append(ngettext("%(num)d question", "%(num)d questions", number) % {"num": number})
    facts.append(", ".join(language_name(one, language) for one in asked.languages))
    return QuestionnaireRow(
        id=asked.id,
        title=asked.title.into(language),
        facts=" · ".join(facts),
        introduction=asked.introduction.into(language),
        asks=" · ".join(one.title.into(language) for one in asked.dimensions),
    )
