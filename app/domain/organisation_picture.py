"""One organisation in all its collaborations: its own published scores, what recurs in them, and what it promised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.questionnaire import Dimension, Factor
from app.domain.record import Action
from app.domain.recurring import Leaning, Recurrence
from app.domain.result import Score
from app.domain.round import Kind
from app.domain.scale import Span
from app.domain.text import Text


class Missing(StrEnum):
    """Why an organisation's own score is not shown."""

    PROTECTED = "protected"
    """Fewer from the organisation answered than the smallest group, or the figure could point at somebody."""
    NO_ANSWER = "no_answer"
    """A joint round in which the organisation gave no answer to it."""
    NOT_EVEN_THE_GROUP = "not_even_the_group"
    """The collaboration's own figure is withheld, too."""
    NOT_ASKED = "not_asked"
    """The round's questionnaire does not ask it."""
    DELETED = "deleted"
    """The answers were deleted, and nothing had been kept of what might be shown."""


@dataclass(frozen=True)
class OwnScore:
    """An organisation's published score of a factor or dimension, on the main scale `span`, with the smallest number
    of answers behind it, beside the whole collaboration's (two decimals). `leaning` is that of a factor."""

    score: Score
    span: Span
    n: int
    group: float | None
    leaning: Leaning


@dataclass(frozen=True)
class NoScore:
    """There is none to show. `group`: the whole collaboration's, where that is published."""

    missing: Missing
    group: float | None = None
    span: Span | None = None


@dataclass(frozen=True)
class PicturedRound:
    """A closed round with the organisation's scores: unit id -> score. `alike`: the units that are asked word by word
    as in the questionnaire's newest version; only these may be set beside each other as the same."""

    id: str
    code: str
    title: str
    closed_on: date | None
    kind: Kind
    smallest_group: int
    scores: Mapping[str, OwnScore | NoScore]
    alike: frozenset[str]

    @property
    def shows_something(self) -> bool:
        """Whether some score of the organisation's own is published."""
        return any(isinstance(one, OwnScore) for one in self.scores.values())


@dataclass(frozen=True)
class PicturedCollaboration:
    """The closed rounds of one collaboration with one questionnaire, the earliest first; there is at least one."""

    id: str
    name: str
    rounds: tuple[PicturedRound, ...]

    @property
    def latest(self) -> PicturedRound:
        """The round that was closed last."""
        return self.rounds[-1]


@dataclass(frozen=True)
class QuestionnairePicture:
    """All that the organisation's collaborations answered with one questionnaire. `dimensions`: those with a score, as
    in its newest version. `span`: of the main scale, None where the versions differ in it. `recurring`: what recurs
    in the latest rounds; `compared`: in how many of these anything of the organisation's own is published."""

    id: str
    title: Text
    dimensions: tuple[Dimension, ...]
    span: Span | None
    collaborations: tuple[PicturedCollaboration, ...]
    recurring: tuple[Recurrence, ...]
    compared: int

    @property
    def factors(self) -> Mapping[str, Factor]:
        """Every factor with a score, by its id."""
        return {factor.id: factor for one in self.dimensions for factor in one.factors if factor.ratings}


@dataclass(frozen=True)
class Promise:
    """An action that the organisation is to carry out, with the round after which it was agreed on."""

    action: Action
    collaboration_id: str
    collaboration: str
    round_title: str
    factor: Text | None


@dataclass(frozen=True)
class ComingDate:
    """An open round that closes on that day."""

    day: date
    round_title: str
    collaboration_id: str
    collaboration: str


@dataclass(frozen=True)
class OrganisationPicture:
    """The whole picture. `collaborations`: how many the organisation takes or took part in; `rounds`: its closed rounds
    with answers, and in how many of them (`shown`) something of its own is published."""

    id: str
    name: str
    collaborations: int
    rounds: int
    shown: int
    questionnaires: tuple[QuestionnairePicture, ...]
    promises: tuple[Promise, ...]
    dates: tuple[ComingDate, ...]
