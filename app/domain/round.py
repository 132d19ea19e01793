"""A round: one questionnaire put to one group during one period, and what may happen to it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.errors import SamspelError
from app.domain.text import Language

DEFAULT_SMALLEST_GROUP = 5
SMALLEST_GROUPS = range(3, 11)
"""The sizes k that a facilitator may choose. Swedish practice for staff surveys lies between 3 and 10."""


class Kind(StrEnum):
    """Individual: anonymous, several per organisation. Joint: one agreed sheet per organisation, shown by name."""

    INDIVIDUAL = "individual"
    JOINT = "joint"


class State(StrEnum):
    """Answers are taken only while open; results exist only while closed."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Layout(StrEnum):
    """One dimension a step, or everything on one page."""

    STEPS = "steps"
    PAGE = "page"


@dataclass(frozen=True)
class Organisation:
    """A party of the collaboration."""

    id: str
    name: str


@dataclass(frozen=True)
class RoundRules:
    """What disclosure control must know of a round. `smallest_group` is k (ignored in a joint round)."""

    kind: Kind
    smallest_group: int
    state: State

    def __post_init__(self) -> None:
        """Raises R001 for a k outside 3..10."""
        if self.smallest_group not in SMALLEST_GROUPS:
            raise SamspelError("R001", given=self.smallest_group)


@dataclass(frozen=True)
class Round:
    """One round. `wave` counts the reopenings: answers carry the wave they came in, so that results after a
    reopening show nothing that the difference to the earlier results would give away."""

    id: str
    code: str
    title: str
    collaboration: str
    organisations: tuple[Organisation, ...]
    questionnaire_id: str
    questionnaire_version: int
    languages: tuple[Language, ...]
    rules: RoundRules
    layout: Layout
    expected: int | None
    opened_on: date | None
    closed_on: date | None
    wave: int = 0

    @property
    def state(self) -> State:
        """Draft, open or closed."""
        return self.rules.state

    def opened(self, today: date) -> "Round":
        """The round open for answers, first time or again. Raises R002 when it is open already."""
        if self.state is State.OPEN:
            raise SamspelError("R002", self.title)
        wave = self.wave + 1 if self.state is State.CLOSED else self.wave
        return replace(
            self,
            rules=replace(self.rules, state=State.OPEN),
            wave=wave,
            opened_on=self.opened_on or today,
            closed_on=None,
        )

    def closed(self, today: date) -> "Round":
        """The round closed, so that its results may show. Raises R003 unless it is open."""
        if self.state is not State.OPEN:
            raise SamspelError("R003", self.title)
        return replace(self, rules=replace(self.rules, state=State.CLOSED), closed_on=today)
