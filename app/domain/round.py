"""A round: one questionnaire put to one group during one period, and what may happen to it in each state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from app.domain.errors import SamspelError
from app.domain.swedish_time import day_of
from app.domain.text import Language

DEFAULT_SMALLEST_GROUP = 5
SMALLEST_GROUPS = range(3, 11)
"""The sizes k that a facilitator may choose. Swedish practice for staff surveys lies between 3 and 10."""


class Kind(StrEnum):
    """Individual: anonymous, several per organisation. Joint: one agreed sheet per organisation, shown by name.
    Workshop: the group writes together and nobody answers (decision 0019)."""

    INDIVIDUAL = "individual"
    JOINT = "joint"
    WORKSHOP = "workshop"


ANSWERED = (Kind.INDIVIDUAL, Kind.JOINT)
"""The kinds of rounds that take answers; a facilitator chooses between them."""


class State(StrEnum):
    """Answers are taken only while open; results exist only once closed. Archived: closed, and out of the way."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"

    @property
    def shows_results(self) -> bool:
        """Whether results may be worked out at all."""
        return self in (State.CLOSED, State.ARCHIVED)


class Layout(StrEnum):
    """One dimension a step, or everything on one page."""

    STEPS = "steps"
    PAGE = "page"


class Setting(StrEnum):
    """Something that a facilitator decides about a round."""

    TITLE = "title"
    QUESTIONNAIRE = "questionnaire"
    ORGANISATIONS = "organisations"
    LANGUAGES = "languages"
    KIND = "kind"
    SMALLEST_GROUP = "smallest_group"
    LAYOUT = "layout"
    OPENS_AT = "opens_at"
    CLOSES_AT = "closes_at"
    EXPECTED = "expected"


class Step(StrEnum):
    """Something that a facilitator does with a round as a whole."""

    OPEN = "open"
    CLOSE = "close"
    ARCHIVE = "archive"
    TAKE_BACK = "take-back"
    DELETE = "delete"


@dataclass(frozen=True)
class Allowed:
    """What may be changed, and what may be done."""

    settings: frozenset[Setting]
    steps: frozenset[Step]


RULES: Mapping[State, Allowed] = {
    State.DRAFT: Allowed(frozenset(Setting), frozenset({Step.OPEN, Step.DELETE})),
    State.OPEN: Allowed(
        frozenset({Setting.TITLE, Setting.CLOSES_AT, Setting.EXPECTED}),
        frozenset({Step.CLOSE}),
    ),
    State.CLOSED: Allowed(frozenset({Setting.TITLE, Setting.EXPECTED}), frozenset({Step.OPEN, Step.ARCHIVE})),
    State.ARCHIVED: Allowed(frozenset(), frozenset({Step.TAKE_BACK})),
}
"""From the first answer on, what was asked, of whom, and what they were promised stays as it was."""

WORKSHOP_RULES: Mapping[State, Allowed] = {
    State.CLOSED: Allowed(frozenset({Setting.TITLE}), frozenset({Step.ARCHIVE, Step.DELETE})),
    State.ARCHIVED: Allowed(frozenset(), frozenset({Step.TAKE_BACK})),
}
"""A workshop is never a draft and never open: there is nothing to hand in."""


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
    reopening show nothing that the difference to the earlier results would give away.

    `opens_at`: when a draft opens by itself; `closes_at`: from when no answers are taken; both None where the
    facilitator does it by hand. `expected`: persons expected in all; `expected_of`: (organisation id, persons) for
    those where it was stated. `version` counts the changes of the settings. `further`: (id, version) of the
    questionnaires that are asked after the main one, in order."""

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
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    expected_of: tuple[tuple[str, int], ...] = ()
    version: int = 1
    further: tuple[tuple[str, int], ...] = ()

    @property
    def state(self) -> State:
        """Draft, open, closed or archived."""
        return self.rules.state

    @property
    def is_workshop(self) -> bool:
        """Whether the group writes together and nobody answers."""
        return self.rules.kind is Kind.WORKSHOP

    @property
    def allowed(self) -> Allowed:
        """What may be changed and done in the round's state."""
        return (WORKSHOP_RULES if self.is_workshop else RULES)[self.state]

    def may_change(self, setting: Setting) -> bool:
        """Whether the setting may be changed in the round's state."""
        return setting in self.allowed.settings

    def may(self, step: Step) -> bool:
        """Whether this may be done with the round in its state."""
        return step in self.allowed.steps

    def takes_answers(self, now: datetime) -> bool:
        """Whether it is open and its closing time has not come."""
        return self.state is State.OPEN and (self.closes_at is None or now < self.closes_at)

    def due(self, now: datetime) -> Step | None:
        """What the period says should have happened by now. A draft whose whole period has passed stays a draft."""
        over = self.closes_at is not None and self.closes_at <= now
        if self.state is State.DRAFT and self.opens_at is not None and self.opens_at <= now and not over:
            return Step.OPEN
        return Step.CLOSE if self.state is State.OPEN and over else None

    def changed(self, wanted: "Round") -> "Round":
        """The round with the settings of `wanted`. Raises R012 where one differs that may not be changed any more."""
        for setting in Setting:
            if _value(self, setting) != _value(wanted, setting) and not self.may_change(setting):
                raise SamspelError("R012", setting.value, title=self.title)
        return replace(
            self,
            title=wanted.title,
            organisations=wanted.organisations,
            questionnaire_id=wanted.questionnaire_id,
            questionnaire_version=wanted.questionnaire_version,
            further=wanted.further,
            languages=wanted.languages,
            rules=replace(wanted.rules, state=self.state),
            layout=wanted.layout,
            expected=wanted.expected,
            expected_of=wanted.expected_of,
            opens_at=wanted.opens_at,
            closes_at=wanted.closes_at,
            version=self.version + 1,
        )

    def as_workshop(self, now: datetime) -> "Round":
        """The round as a conversation without answers, which can be held and recorded at once."""
        rules = replace(self.rules, kind=Kind.WORKSHOP, state=State.CLOSED)
        day = day_of(now)
        return replace(
            self,
            rules=rules,
            opened_on=day,
            closed_on=day,
            opens_at=None,
            closes_at=None,
            expected=None,
            expected_of=(),
        )

    def require_answers(self) -> None:
        """Raises R025 for a workshop: it has no answers, and nothing that comes of them."""
        if self.is_workshop:
            raise SamspelError("R025", self.title)

    def opened(self, now: datetime) -> "Round":
        """The round open for answers, first time or again. A closing time that has passed is no longer one.

        Raises R002 when it is open already, R013 when it is archived, R025 for a workshop."""
        self.require_answers()
        if self.state is State.OPEN:
            raise SamspelError("R002", self.title)
        self._require(Step.OPEN, "R013")
        return replace(
            self._in(State.OPEN),
            wave=self.wave + 1 if self.state is State.CLOSED else self.wave,
            opened_on=self.opened_on or day_of(now),
            closed_on=None,
            opens_at=None,
            closes_at=None if self.closes_at is not None and self.closes_at <= now else self.closes_at,
        )

    def closed(self, now: datetime) -> "Round":
        """The round closed, so that its results may show. Raises R003 unless it is open, R025 for a workshop."""
        self.require_answers()
        self._require(Step.CLOSE, "R003")
        return replace(self._in(State.CLOSED), closed_on=day_of(now))

    def archived(self) -> "Round":
        """The round out of the way, its results kept. Raises R014 unless it is closed."""
        self._require(Step.ARCHIVE, "R014")
        return self._in(State.ARCHIVED)

    def taken_back(self) -> "Round":
        """The round closed as before it was archived. Raises R015 unless it is archived."""
        self._require(Step.TAKE_BACK, "R015")
        return self._in(State.CLOSED)

    def require_deletable(self) -> None:
        """Raises R016 unless it is a draft, which nobody has answered, or a workshop."""
        self._require(Step.DELETE, "R016")

    def _require(self, step: Step, code: str) -> None:
        if not self.may(step):
            raise SamspelError(code, self.title)

    def _in(self, state: State) -> "Round":
        return replace(self, rules=replace(self.rules, state=state))


def _value(one: Round, setting: Setting) -> object:
    """What the round has decided there."""
    return {
        Setting.TITLE: one.title,
        Setting.QUESTIONNAIRE: (one.questionnaire_id, one.questionnaire_version, one.further),
        Setting.ORGANISATIONS: one.organisations,
        Setting.LANGUAGES: one.languages,
        Setting.KIND: one.rules.kind,
        Setting.SMALLEST_GROUP: one.rules.smallest_group,
        Setting.LAYOUT: one.layout,
        Setting.OPENS_AT: one.opens_at,
        Setting.CLOSES_AT: one.closes_at,
        Setting.EXPECTED: (one.expected, one.expected_of),
    }[setting]
