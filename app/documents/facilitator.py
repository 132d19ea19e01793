"""The facilitator's guide: a two-hour meeting made from the round's result, for somebody who has never led one."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.documents.cover import Cover, cover_of, cut
from app.documents.occasion import Occasion
from app.documents.painter import picture_of
from app.documents.picture import FactorPicture, Picture
from app.documents.press import write_pdf
from app.documents.reports import render
from app.documents.summary import in_brief
from app.domain.meeting_plan import MeetingPlan, Moment, Part, PartKind, meeting_plan
from app.domain.result import RoundResult
from app.domain.text import Language
from app.wording.meeting import (
    ExerciseWords,
    MomentWords,
    exercise_words,
    form_words,
    moment_words,
    on_the_clock,
    part_words,
)
from app.wording.translations import translations

DOCUMENT = "facilitator"
"""The folder in reports/."""
MOST_QUESTIONS, QUESTIONS_IN_SHORT = 3, 2
"""Questions for a factor, and for one that has less than 15 minutes."""
SHORT = 15
"""Minutes."""
ROOM_FOR_NAMES = 160
"""Characters of the name of a delicate moment."""


@dataclass(frozen=True)
class AgendaRow:
    """A line of the agenda: clock times from the beginning, what it is, and how many minutes."""

    clock: str
    minutes: int
    title: str
    what: str


@dataclass(frozen=True)
class StageWords:
    """A step of an exercise."""

    form: str
    minutes: int
    words: str


@dataclass(frozen=True)
class Conversation:
    """What is done about one factor. `factor` is None where the group chooses it; `title` then says which choice."""

    clock: str
    minutes: int
    title: str
    factor: FactorPicture | None
    reasons: str
    exercise: str
    stages: tuple[StageWords, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class DelicateMoment:
    """A moment in words, and the factors it may come up at."""

    words: MomentWords
    factors: tuple[str, ...]


@dataclass(frozen=True)
class FacilitatorPage:
    """All that the template of the guide is given. `left_over`: proposed factors that there is no time for.
    `organisations`: how many; one cannot mix its tables."""

    language: Language
    cover: Cover
    picture: Picture
    agenda: tuple[AgendaRow, ...]
    conversations: tuple[Conversation, ...]
    left_over: tuple[FactorPicture, ...]
    moments: tuple[DelicateMoment, ...]
    organisations: int


def build_facilitator_guide(result: RoundResult, occasion: Occasion, language: Language) -> bytes:
    """The document as PDF/UA-1."""
    return write_pdf(render_html(result, occasion, language), DOCUMENT, occasion.logo)


def render_html(result: RoundResult, occasion: Occasion, language: Language) -> str:
    """The document's finished HTML, without styles, of characters that our fonts can draw."""
    plan = meeting_plan(result)
    picture = picture_of(result, language)
    by_id = {factor.id: factor for factor in picture.factors}
    page = FacilitatorPage(
        language=language,
        cover=cover_of(occasion, language),
        picture=picture,
        agenda=tuple(_agenda_row(part, by_id, result, language) for part in plan.parts),
        conversations=_conversations(plan, by_id, language),
        left_over=tuple(by_id[one] for one in plan.left_over),
        moments=tuple(_moment(one, by_id, result, language) for one in plan.moments),
        organisations=len(occasion.organisations),
    )
    return render(f"{DOCUMENT}/document.html", page, language)


def _conversations(
    plan: MeetingPlan, by_id: Mapping[str, FactorPicture], language: Language
) -> tuple[Conversation, ...]:
    """What is done about each factor; where the group chooses them itself, once for all of them."""
    parts = plan.factor_parts if plan.factor_parts[0].factor_id else plan.factor_parts[:1]
    return tuple(_conversation(part, by_id, language) for part in parts)


def _agenda_row(part: Part, by_id: Mapping[str, FactorPicture], result: RoundResult, language: Language) -> AgendaRow:
    if part.kind is PartKind.FACTOR:
        title, what = _factor_title(part, by_id, language), _factor_line(part, by_id, language)
    else:
        title, what = part_words(part, result, language)
    return AgendaRow(_clock(part), part.minutes, title, what)


def _factor_title(part: Part, by_id: Mapping[str, FactorPicture], language: Language) -> str:
    if part.factor_id is None:
        return translations(language).gettext("The factor you chose as number %(number)d") % {"number": part.number}
    factor = by_id[part.factor_id]
    return f"{factor.number}. {factor.title}"


def _factor_line(part: Part, by_id: Mapping[str, FactorPicture], language: Language) -> str:
    words = _exercise(part, language).title
    return f"{by_id[part.factor_id].place_words} · {words}" if part.factor_id else words


def _conversation(part: Part, by_id: Mapping[str, FactorPicture], language: Language) -> Conversation:
    factor = by_id[part.factor_id] if part.factor_id else None
    exercise = _exercise(part, language)
    most = QUESTIONS_IN_SHORT if part.minutes < SHORT else MOST_QUESTIONS
    every = translations(language).gettext("Each of the factors you chose")
    return Conversation(
        clock=_clock(part),
        minutes=part.minutes,
        title=_factor_title(part, by_id, language) if factor else every,
        factor=factor,
        reasons=in_brief(factor) if factor else "",
        exercise=exercise.title,
        stages=tuple(
            StageWords(form_words(stage.form, language), stage.minutes, words)
            for stage, words in zip(part.stages, exercise.stages, strict=True)
        ),
        questions=factor.to_talk_about[:most] if factor else (),
    )


def _exercise(part: Part, language: Language) -> ExerciseWords:
    assert part.exercise is not None
    return exercise_words(part.exercise, language)


def _moment(
    moment: Moment, by_id: Mapping[str, FactorPicture], result: RoundResult, language: Language
) -> DelicateMoment:
    words = moment_words(moment, result, language)
    short = MomentWords(cut(words.title, ROOM_FOR_NAMES), words.looks, words.do, words.say)
    return DelicateMoment(short, tuple(f"{by_id[one].number}. {by_id[one].title}" for one in moment.factor_ids))


def _clock(part: Part) -> str:
    return f"{on_the_clock(part.begins)}–{on_the_clock(part.begins + part.minutes)}"
