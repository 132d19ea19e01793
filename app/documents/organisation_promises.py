"""What an organisation is to do in all its collaborations, and the days to come, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.organisation_picture import ComingDate, Promise
from app.domain.record import Standing, in_date_order
from app.domain.text import Language
from app.wording.dates import long_date
from app.wording.standings import standing_name, standing_words
from app.wording.translations import translations


@dataclass(frozen=True)
class PromisedAction:
    """An action of the organisation's. `state` says first that the date has passed where it has."""

    words: str
    factor: str
    responsible: str
    due: str
    state: str
    collaboration_id: str
    collaboration: str
    round_title: str


@dataclass(frozen=True)
class PromisedGroup:
    """The actions that stand alike, in the order of their dates."""

    standing: Standing
    title: str
    actions: tuple[PromisedAction, ...]


@dataclass(frozen=True)
class ComingWords:
    """A day on which a round closes."""

    day: str
    what: str
    collaboration_id: str
    collaboration: str


def promised(promises: Sequence[Promise], today: date, language: Language) -> tuple[PromisedGroup, ...]:
    """What needs attention first comes first."""
    return tuple(_groups(promises, today, language))


def coming(dates: Sequence[ComingDate], language: Language) -> tuple[ComingWords, ...]:
    """The days and what happens then."""
    return tuple(
        ComingWords(long_date(one.day, language), _what(one, language), one.collaboration_id, one.collaboration)
        for one in dates
    )


def next_words(one: ComingDate, language: Language) -> str:
    """The next day and what happens then, in a sentence."""
    facts = {"what": _what(one, language), "day": long_date(one.day, language), "name": one.collaboration}
    return translations(language).gettext("Next: %(what)s on %(day)s (%(name)s).") % facts


def _groups(promises: Sequence[Promise], today: date, language: Language) -> Iterator[PromisedGroup]:
    by_id = {one.action.id: one for one in promises}
    ordered = [by_id[action.id] for action in in_date_order(one.action for one in promises)]
    for standing in Standing:
        found = [one for one in ordered if one.action.standing(today) is standing]
        if found and standing is not Standing.DROPPED:
            actions = tuple(_action(one, today, language) for one in found)
            yield PromisedGroup(standing, standing_name(standing, language), actions)


def _action(one: Promise, today: date, language: Language) -> PromisedAction:
    action = one.action
    return PromisedAction(
        words=action.words,
        factor=one.factor.into(language) if one.factor else "",
        responsible=action.responsible,
        due=long_date(action.due_on, language) if action.due_on else "–",
        state=standing_words(action.standing(today), action.state, language),
        collaboration_id=one.collaboration_id,
        collaboration=one.collaboration,
        round_title=one.round_title,
    )


def _what(one: ComingDate, language: Language) -> str:
    gettext = translations(language).gettext
    words = gettext("the round “%(round)s” closes")
    return words % {"round": one.round_title}
