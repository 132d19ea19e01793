"""The page value of templates/workshop/show.html: the cornerstones that a group goes through and words together."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.errors import SamspelError
from app.domain.questionnaire import Dimension, Factor
from app.domain.record import Record
from app.domain.text import Language, words_of
from app.services.access import Act
from app.services.rounds import RoundView
from app.web.languages import ngettext
from app.web.pages.record_entries import ActionLine, EntryFields, action_line, empty_fields, fields_of
from app.web.pages.round_tabs import Tab, round_tabs
from app.web.pages.undo import Undo


@dataclass(frozen=True)
class Cornerstone:
    """One thing to talk about and word. `examples`: (number, words) of those that the group has not taken over."""

    id: str
    number: int
    title: str
    explanation: str
    strength: str
    weakness: str
    questions: tuple[str, ...]
    note: EntryFields
    principles: tuple[EntryFields, ...]
    new_principle: EntryFields
    examples: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Chapter:
    """Cornerstones that belong together."""

    title: str
    description: str
    cornerstones: tuple[Cornerstone, ...]


@dataclass(frozen=True)
class WorkshopPage:
    """A workshop. `worded` of `of` cornerstones have a principle, which `progress` says in words. `actions`: what is
    to be done, about the whole. `notice`: why something was not done; `faults`: (id of the field, what is to be mended)
    of a form that came back."""

    code: str
    collaboration: str
    collaboration_id: str
    title: str
    heading: str
    introduction: str
    tabs: tuple[Tab, ...]
    may_change: bool
    worded: int
    of: int
    progress: str
    chapters: tuple[Chapter, ...]
    actions: tuple[ActionLine, ...]
    undo: Undo | None
    notice: str
    faults: tuple[tuple[str, str], ...]


def workshop_page(
    view: RoundView,
    record: Record,
    today: date,
    language: Language,
    *,
    typed: EntryFields | None = None,
    undo: Undo | None = None,
    notice: str = "",
) -> WorkshopPage:
    """The workshop and what is written down from it. `typed`: a form that came back, shown as it was sent."""
    asked = view.questionnaire
    numbers = {factor.id: number for number, factor in enumerate(asked.factors, start=1)}
    typed = replace(typed, key=_key(typed.key, typed.factor)) if typed else None
    worded = sum(bool(record.about(factor_id).principles) for factor_id in numbers)
    names = {one.id: one.name for one in view.round.organisations}

    def chapter(dimension: Dimension) -> Chapter:
        found = (_cornerstone(view, one, numbers[one.id], record, language, typed) for one in dimension.factors)
        return Chapter(dimension.title.into(language), dimension.description.into(language), tuple(found))

    return WorkshopPage(
        code=view.round.code,
        collaboration=view.round.collaboration,
        collaboration_id=view.collaboration_id,
        title=view.round.title,
        heading=asked.title.into(language),
        introduction=asked.introduction.into(language),
        tabs=round_tabs(view),
        may_change=Act.LEAD in view.acts,
        worded=worded,
        of=len(numbers),
        progress=progress_words(worded, len(numbers)),
        chapters=tuple(chapter(dimension) for dimension in asked.dimensions),
        actions=tuple(
            action_line(one, names.get(one.organisation_id or "", ""), today, language) for one in record.actions
        ),
        undo=undo,
        notice=notice,
        faults=tuple((f"{typed.key}-{name}", words) for name, words in typed.faults.items()) if typed else (),
    )


def progress_words(worded: int, of: int) -> str:
    """How many cornerstones have a principle."""
    words = ngettext(
        "%(worded)d of %(num)d cornerstone has a principle", "%(worded)d of %(num)d cornerstones have a principle", of
    )
    return words % {"worded": worded, "num": of}


def with_wording(typed: str, example: str) -> str:
    """What stands in the box when an example is put into it: nothing that was typed goes away."""
    mine = " ".join(typed.split())
    return mine if example in mine else f"{mine} {example}".strip()


def read_example(view: RoundView, factor_id: str, number: int, language: Language) -> str:
    """The words of an example. Raises G005 where there is none of that cornerstone and number."""
    factor = next((one for one in view.questionnaire.factors if one.id == factor_id), None)
    if factor is None or not 0 <= number < len(factor.principles):
        raise SamspelError("G005")
    return factor.principles[number].into(language)


def _cornerstone(
    view: RoundView, factor: Factor, number: int, record: Record, language: Language, typed: EntryFields | None
) -> Cornerstone:
    code, about = view.round.code, record.about(factor.id)
    taken = {one.words for one in about.principles}

    def shown(fields: EntryFields) -> EntryFields:
        fields = replace(fields, key=_key(fields.key, factor.id))
        return typed if typed and typed.key == fields.key else fields

    examples = enumerate(one.into(language) for one in factor.principles)
    return Cornerstone(
        id=factor.id,
        number=number,
        title=factor.title.into(language),
        explanation=words_of(factor.explanation, language),
        strength=words_of(factor.strength, language),
        weakness=words_of(factor.weakness, language),
        questions=tuple(one.into(language) for one in factor.dialogue_questions),
        note=shown(fields_of(code, record.note(factor.id))),
        principles=tuple(shown(fields_of(code, one)) for one in about.principles),
        new_principle=shown(empty_fields(code, "principles", factor.id)),
        examples=tuple((at, words) for at, words in examples if words not in taken),
    )


def _key(key: str, factor_id: str) -> str:
    """The id of a form on a page that holds those of all cornerstones; what is stored has an id of its own already."""
    return key if key.startswith("e-") else f"{key}-{factor_id}"
