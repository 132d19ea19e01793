"""All that a questionnaire asks, plain and printable: for a decision to use it, or a political proposal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from string import ascii_uppercase

from app.documents.cover import running_name
from app.documents.press import write_pdf
from app.documents.reports import render
from app.domain.items import Item, LevelItem, RatingItem
from app.domain.questionnaire import Dimension, Factor, Form, Questionnaire
from app.domain.round import DEFAULT_SMALLEST_GROUP, SMALLEST_GROUPS
from app.domain.scale import Scale
from app.domain.text import Language, words_of
from app.wording.dates import long_date
from app.wording.listing import answer_words, option_lines, way_out_words
from app.wording.numbers import tick
from app.wording.translations import translations

DOCUMENT = "questionnaire_listing"
"""The folder in reports/."""


@dataclass(frozen=True)
class ListedScale:
    """A response scale. `name`: what statements refer to it by, empty where there is only one. `aside`: what can
    be chosen instead of a point."""

    name: str
    points: tuple[str, ...]
    aside: tuple[str, ...]


@dataclass(frozen=True)
class ListedQuestion:
    """A question. `number` as in the form; `answered`: how, empty where the scale says it all; `options`: what there is
    to choose among; `otherwise`: the way out, empty where there is none or the scale has it; `help`: words below the
    question, empty for most."""

    number: str
    words: str
    answered: str
    options: tuple[str, ...] = ()
    otherwise: str = ""
    help: str = ""


@dataclass(frozen=True)
class ListedPart:
    """A factor, or (without title) what is asked besides the factors. `questions_to_talk_about` and `principles` are
    those of a workshop; in other questionnaires they belong to the documents of a round."""

    title: str
    explanation: str
    questions: tuple[ListedQuestion, ...]
    questions_to_talk_about: tuple[str, ...]
    principles: tuple[str, ...]


@dataclass(frozen=True)
class ListedChapter:
    """One dimension."""

    title: str
    description: str
    parts: tuple[ListedPart, ...]


@dataclass(frozen=True)
class QuestionnaireListingPage:
    """All that the template of the listing is given. `facts`: version, length and languages in a line; `privacy`: who
    sees what."""

    language: Language
    running_name: str
    title: str
    facts: str
    printed: str
    introduction: str
    source: str
    is_workshop: bool
    answering: tuple[str, ...]
    privacy: tuple[str, ...]
    background: tuple[ListedQuestion, ...]
    scales: tuple[ListedScale, ...]
    chapters: tuple[ListedChapter, ...]


def build_questionnaire_listing(questionnaire: Questionnaire, language: Language, today: date) -> bytes:
    """The listing as PDF/UA-1."""
    return write_pdf(render_html(questionnaire, language, today), DOCUMENT)


def render_html(questionnaire: Questionnaire, language: Language, today: date) -> str:
    """The listing's finished HTML, without styles."""
    return render(f"{DOCUMENT}/document.html", listing_page(questionnaire, language, today), language)


def listing_page(questionnaire: Questionnaire, language: Language, today: date) -> QuestionnaireListingPage:
    """What the listing says, on paper and in Word."""
    return _Lister(questionnaire, language).page(today)


class _Lister:
    def __init__(self, asked: Questionnaire, language: Language) -> None:
        self.asked, self.language = asked, language
        self.gettext = translations(language).gettext
        self.numbers = count(1)
        several = len(asked.scales) > 1
        self.scale_names: dict[Scale, str] = {
            scale: self.gettext("Scale %(letter)s") % {"letter": letter} if several else ""
            for scale, letter in zip(asked.scales, ascii_uppercase, strict=False)
        }

    def page(self, today: date) -> QuestionnaireListingPage:
        asked, language = self.asked, self.language
        title = asked.title.into(language)
        workshop = asked.form is Form.WORKSHOP
        return QuestionnaireListingPage(
            language=language,
            running_name=running_name(title, self.gettext("The questions in full")),
            title=title,
            facts=self._facts(),
            printed=long_date(today, language),
            introduction=asked.introduction.into(language),
            source=asked.source.into(language) if asked.source else "",
            is_workshop=workshop,
            answering=() if workshop else tuple(self._answering()),
            privacy=() if workshop else tuple(self._privacy()),
            background=tuple(self._background()),
            scales=tuple(self._scale(scale, name) for scale, name in self.scale_names.items()),
            chapters=tuple(self._chapter(dimension) for dimension in asked.dimensions),
        )

    def _facts(self) -> str:
        words = translations(self.language)
        version = self.gettext("Version %(number)d") % {"number": self.asked.version}
        minutes = words.ngettext("some %(num)d minute", "some %(num)d minutes", self.asked.minutes)
        facts = [version, minutes % {"num": self.asked.minutes}]
        if number := len(self.asked.items):
            facts.append(words.ngettext("%(num)d question", "%(num)d questions", number) % {"num": number})
        return " · ".join(facts)

    def _answering(self) -> Iterator[str]:
        yield self.gettext("The form is filled in on a phone, on a computer or on paper. No account is needed.")
        yield self.gettext("Every answer is voluntary, and any question can be passed over.")
        yield self.gettext(
            "Each person can answer, or each organisation can agree on one joint answer. "
            "That is decided for each round."
        )

    def _privacy(self) -> Iterator[str]:
        facts = {
            "least": SMALLEST_GROUPS.start,
            "most": SMALLEST_GROUPS.stop - 1,
            "usual": DEFAULT_SMALLEST_GROUP,
        }
        yield self.gettext("Where each person answers, no name is asked for, and nobody is shown single answers.")
        yield (
            self.gettext(
                "Results are shown when the round is closed, and only for groups of a smallest size. "
                "It is decided for each round, from %(least)d to %(most)d persons; %(usual)d if nothing else is said."
            )
            % facts
        )
        yield self.gettext("Figures that could tell what one person answered are withheld or put together with others.")
        yield self.gettext("Comments are read by the facilitator first, and shown without organisation and role.")
        yield self.gettext("Joint answers are shown openly, by the name of the organisation.")

    def _background(self) -> Iterator[ListedQuestion]:
        language = self.language
        if question := self.asked.organisation:
            words = self.gettext("The organisations that take part can be chosen, or the question is passed over.")
            yield ListedQuestion("", question.text.into(language), words)
        if question := self.asked.level:
            options = tuple(one.label.into(language) for one in question.options)
            yield ListedQuestion("", question.text.into(language), self.gettext("One of these is chosen:"), options)

    def _scale(self, scale: Scale, name: str) -> ListedScale:
        labels = [point.label.into(self.language) for point in scale.points]
        if scale.values:
            labels = [
                f"{label} ({tick(float(one), self.language)})" for label, one in zip(labels, scale.values, strict=True)
            ]
        return ListedScale(name, tuple(labels), tuple(label.into(self.language) for _, label in scale.ways_out))

    def _chapter(self, dimension: Dimension) -> ListedChapter:
        language = self.language
        parts = [self._factor(factor) for factor in dimension.factors]
        if dimension.items:
            parts.append(ListedPart("", "", self._questions(dimension.items), (), ()))
        return ListedChapter(dimension.title.into(language), dimension.description.into(language), tuple(parts))

    def _factor(self, factor: Factor) -> ListedPart:
        language = self.language
        workshop = self.asked.form is Form.WORKSHOP
        return ListedPart(
            title=factor.title.into(language),
            explanation=words_of(factor.explanation, language),
            questions=self._questions(factor.items),
            questions_to_talk_about=tuple(one.into(language) for one in factor.dialogue_questions) if workshop else (),
            principles=tuple(one.into(language) for one in factor.principles) if workshop else (),
        )

    def _questions(self, items: Sequence[Item]) -> tuple[ListedQuestion, ...]:
        return tuple(self._question(item) for item in items)

    def _question(self, item: Item) -> ListedQuestion:
        language = self.language
        rated = isinstance(item, RatingItem) and not isinstance(item, LevelItem)
        scale = self.scale_names[item.scale] if isinstance(item, RatingItem) and rated else ""
        said = (f"{scale}." if scale else "", answer_words(item, language))
        return ListedQuestion(
            number=str(next(self.numbers)),
            words=item.text.into(language),
            answered=" ".join(words for words in said if words),
            options=option_lines(item, language),
            otherwise=way_out_words(item, language),
            help=words_of(item.help, language),
        )
