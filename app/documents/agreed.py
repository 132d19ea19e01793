"""What was agreed on, in words for a document: the record of a round, or of the round before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.documents.cover import cut
from app.domain.questionnaire import Questionnaire
from app.domain.record import Action, ActionState, Record, in_date_order
from app.domain.text import Language
from app.wording.dates import long_date
from app.wording.standings import standing_words

ROOM_IN_BRIEF = 190
"""Characters of one agreement on a factor's page, so that it stays on two lines."""
MOST_IN_BRIEF = 3
"""Agreements on a factor's page; there is a page for all of them."""


@dataclass(frozen=True)
class Recorded:
    """What documents need of a record: its round, and the names that its ids stand for."""

    round_title: str
    questionnaire: Questionnaire
    organisation_names: Mapping[str, str]
    record: Record


@dataclass(frozen=True)
class AgreedAction:
    """An action in words. `factor`: the title of its factor, empty for the whole. `state` says first that the date has
    passed where it has."""

    words: str
    factor: str
    responsible: str
    due: str
    state: str
    is_done: bool


@dataclass(frozen=True)
class AgreedPrinciple:
    """A guiding principle and the title of its factor."""

    words: str
    factor: str


@dataclass(frozen=True)
class AgreedFactor:
    """What was said and agreed on about a factor, or about the whole. `title` is empty for the whole."""

    id: str
    title: str
    notes: tuple[str, ...]
    principles: tuple[str, ...]
    actions: tuple[AgreedAction, ...]


@dataclass(frozen=True)
class Brief:
    """What was agreed on about one factor, so short that it stands on the factor's page. `cut`: there is more."""

    lines: tuple[str, ...]
    cut: bool


@dataclass(frozen=True)
class Agreed:
    """A whole record in words. `actions` in the order of their dates; `factors` those about which something is there,
    the whole first."""

    round_title: str
    principles: tuple[AgreedPrinciple, ...]
    actions: tuple[AgreedAction, ...]
    factors: tuple[AgreedFactor, ...]
    briefs: Mapping[str, Brief]


def without_dropped(recorded: Recorded) -> Recorded:
    """The record without actions that have been given up: what still is agreed on."""
    kept = tuple(one for one in recorded.record.actions if one.state is not ActionState.DROPPED)
    return replace(recorded, record=replace(recorded.record, actions=kept))


def agreed(recorded: Recorded, today: date, language: Language) -> Agreed:
    """The record in that language, with the states of its actions on that day."""
    titles = {factor.id: factor.title.into(language) for factor in recorded.questionnaire.factors}
    found = recorded.record

    def action(one: Action) -> AgreedAction:
        return _action(one, recorded.organisation_names, titles, today, language)

    return Agreed(
        round_title=recorded.round_title,
        principles=tuple(AgreedPrinciple(one.words, titles.get(one.factor_id or "", "")) for one in found.principles),
        actions=tuple(action(one) for one in in_date_order(found.actions)),
        factors=tuple(
            AgreedFactor(
                factor_id or "whole",
                titles.get(factor_id or "", ""),
                tuple(line for line in about.note(factor_id).words.splitlines() if line.strip()),
                tuple(one.words for one in about.principles),
                tuple(action(one) for one in about.actions),
            )
            for factor_id in (None, *titles)
            if not (about := found.about(factor_id)).is_empty
        ),
        briefs={
            factor_id: _brief(about, today, language)
            for factor_id in titles
            if (about := found.about(factor_id)).has_agreements
        },
    )


def _action(
    one: Action, names: Mapping[str, str], titles: Mapping[str, str], today: date, language: Language
) -> AgreedAction:
    organisation = names.get(one.organisation_id or "", "")
    return AgreedAction(
        words=one.words,
        factor=titles.get(one.factor_id or "", ""),
        responsible=f"{one.responsible}, {organisation}" if organisation else one.responsible,
        due=long_date(one.due_on, language) if one.due_on else "–",
        state=standing_words(one.standing(today), one.state, language),
        is_done=one.state is ActionState.DONE,
    )


def _brief(about: Record, today: date, language: Language) -> Brief:
    principles = [cut(one.words, ROOM_IN_BRIEF) for one in about.principles]
    actions = []
    for one in about.actions:
        standing = one.standing(today)
        words = standing_words(standing, one.state, language)
        actions.append(f"{cut(one.words, ROOM_IN_BRIEF - len(words) - 3)} ({words.lower()})")
    lines = _some_of_both(principles, actions)
    is_cut = len(lines) < len(principles) + len(actions) or any("…" in line for line in lines)
    return Brief(tuple(lines), is_cut)


def _some_of_both(principles: list[str], actions: list[str]) -> list[str]:
    """At most MOST_IN_BRIEF lines, with an action among them where there is one."""
    kept = principles[: MOST_IN_BRIEF - min(len(actions), 2)]
    return kept + actions[: MOST_IN_BRIEF - len(kept)]
