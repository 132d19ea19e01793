"""The record of the dialogue: what was said, the principles that were agreed on, and what is to be done."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.domain.errors import SamspelError

LONGEST_NOTE = 10_000
LONGEST_AGREEMENT = 500
"""Characters of a principle or an action: what is longer is nothing that a group remembers."""
LONGEST_RESPONSIBLE = 120
MOST_AGREEMENTS = 100
"""Principles, and actions, of one round."""
SOON = timedelta(days=30)


class ActionState(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    BEGUN = "begun"
    DONE = "done"
    DROPPED = "dropped"


class Standing(StrEnum):
    """Where an action stands on a certain day: what needs attention first comes first."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Note:
    """What was said about a factor, or (`factor_id` None) about the whole. `version` is 0 before the first words."""

    factor_id: str | None
    words: str
    version: int = 0

    def __post_init__(self) -> None:
        """Raises G003 when the note is too long."""
        check_length(self.words, LONGEST_NOTE)


@dataclass(frozen=True)
class Principle:
    """A guiding principle that was agreed on, about a factor or (None) about the whole."""

    id: str
    factor_id: str | None
    words: str
    version: int = 1

    def __post_init__(self) -> None:
        """Raises G002 (no words), G003 (too many)."""
        check_agreement(self.words)


@dataclass(frozen=True)
class Action:
    """What is to be done, about a factor or (None) about the whole. `responsible` is a function rather than a person;
    `organisation_id` one of the round's organisations; `due_on` the day by which it is to be done."""

    id: str
    factor_id: str | None
    words: str
    responsible: str
    organisation_id: str | None = None
    due_on: date | None = None
    state: ActionState = ActionState.PLANNED
    version: int = 1

    def __post_init__(self) -> None:
        """Raises G002 (no words), G003 (too many), G004 (nobody responsible)."""
        check_agreement(self.words)
        check_responsible(self.responsible)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state in (ActionState.PLANNED, ActionState.BEGUN)

    def standing(self, today: date) -> Standing:
        """Where the action stands today; the day it is due is not yet too late."""
        if not self.is_open:
            return Standing(self.state.value)
        if self.due_on is None:
            return Standing.UNDATED
        if self.due_on < today:
            return Standing.OVERDUE
        return Standing.SOON if self.due_on <= today + SOON else Standing.LATER


Agreement = Principle | Action


def say_the_same(one: Note | Agreement, other: Note | Agreement) -> bool:
    """Whether the two differ in nothing but their version."""
    return replace(one, version=other.version) == other


@dataclass(frozen=True)
class Record:
    """All that was recorded after one round; principles and actions in the order that the facilitator gave them."""

    notes: tuple[Note, ...] = ()
    principles: tuple[Principle, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written down."""
        return not self.has_agreements and not any(note.words for note in self.notes)

    @property
    def has_agreements(self) -> bool:
        """Whether there is a principle or an action."""
        return bool(self.principles or self.actions)

    def about(self, factor_id: str | None) -> "Record":
        """What belongs to that factor, or (None) to none of them."""
        return Record(
            tuple(one for one in self.notes if one.factor_id == factor_id),
            tuple(one for one in self.principles if one.factor_id == factor_id),
            tuple(one for one in self.actions if one.factor_id == factor_id),
        )

    def note(self, factor_id: str | None) -> Note:
        """What was said about the factor; an empty note where nothing has been written."""
        return next((one for one in self.notes if one.factor_id == factor_id), Note(factor_id, ""))


class Overtaken(SamspelError):
    """Somebody else has changed the same thing since it was shown; nothing was stored.

    `mine` is what was to be stored, `theirs` what is stored now, None when it has been removed."""

    def __init__(self, mine: Note | Agreement, theirs: Note | Agreement | None) -> None:
        super().__init__("G020")
        self.mine = mine
        self.theirs = theirs


def tidy_lines(words: str) -> str:
    """The words without space around them and without characters that cannot be seen; lines stay lines."""
    lines = "".join(one for one in words.replace("\r\n", "\n") if one == "\n" or unicodedata.category(one) != "Cc")
    return lines.strip()


def tidy(words: str) -> str:
    """The words on one line."""
    return " ".join(tidy_lines(words.replace("\t", " ")).split())


def check_agreement(words: str) -> None:
    """Raises G002 (no words), G003 (too many)."""
    if not words:
        raise SamspelError("G002")
    check_length(words, LONGEST_AGREEMENT)


def check_responsible(words: str) -> None:
    """Raises G004 (nobody), G003 (too many words)."""
    if not words:
        raise SamspelError("G004")
    check_length(words, LONGEST_RESPONSIBLE)


def check_length(words: str, longest: int) -> None:
    """Raises G003 for more characters than that."""
    if len(words) > longest:
        raise SamspelError("G003", length=len(words), longest=longest)


def in_date_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Earliest first, those without a date last; actions of one day keep their order."""
    return tuple(sorted(actions, key=lambda one: one.due_on or date.max))
