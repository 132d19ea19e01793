"""The plan of a two-hour meeting made from a round's result: timed parts, exercises, what may get delicate."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.dialogue import Place, PlaceReason, ReasonKind
from app.domain.highlights import MOST, highlights
from app.domain.published import OTHER, Cell
from app.domain.questionnaire import UNSTATED
from app.domain.result import CellScore, FactorResult, RoundResult
from app.domain.round import Kind

LENGTH = 120
"""Minutes."""
WELCOME, READING, CHOOSING, BREAK, AGREEING, CLOSING = 5, 10, 15, 10, 20, 5
"""Minutes; choosing takes the place of reading where there is nothing to read."""
ON_A_STRENGTH = 10
"""Minutes: long enough to say what makes it work, short enough to leave the time to what does not."""
STEP = 5
"""Minutes that the time for factors is dealt out in."""


class PartKind(StrEnum):
    """What a part of the meeting is for."""

    WELCOME = "welcome"
    READING = "reading"
    CHOOSING = "choosing"
    FACTOR = "factor"
    BREAK = "break"
    AGREEING = "agreeing"
    CLOSING = "closing"


class Exercise(StrEnum):
    """How a factor is talked about."""

    WHAT_MAKES_IT_WORK = "what_makes_it_work"
    LISTEN_ACROSS_ORGANISATIONS = "listen_across_organisations"
    LISTEN_ACROSS_ROLES = "listen_across_roles"
    HIGHEST_AND_LOWEST = "highest_and_lowest"
    SMALLEST_STEP = "smallest_step"
    NEXT_STEP = "next_step"
    WHO_KNOWS = "who_knows"
    OWN_CHOICE = "own_choice"
    WHAT_FOLLOWS = "what_follows"
    MOVE_THE_WEIGHT = "move_the_weight"
    EACH_TELLS_WHY = "each_tells_why"


WEIGHED = {
    Place.STRENGTH: Exercise.WHAT_FOLLOWS,
    Place.CHALLENGE: Exercise.MOVE_THE_WEIGHT,
    Place.DEVELOP: Exercise.MOVE_THE_WEIGHT,
}
"""What suits a factor that is weighed and that the group sees alike."""


class Form(StrEnum):
    """Who talks with whom."""

    ALONE = "alone"
    PAIRS = "pairs"
    ALL = "all"


class MomentKind(StrEnum):
    """What may get delicate."""

    TWO_CAMPS = "two_camps"
    ORGANISATION_APART = "organisation_apart"
    ORGANISATIONS_DIFFER = "organisations_differ"
    ROLES_DIFFER = "roles_differ"
    ROLES_WEIGH_DIFFERENTLY = "roles_weigh_differently"
    MOSTLY_DONT_KNOW = "mostly_dont_know"
    ALL_ALIKE = "all_alike"
    NO_FIGURES = "no_figures"
    GUESSING = "guessing"
    BY_NAME = "by_name"


@dataclass(frozen=True)
class Stage:
    """One step of an exercise, in minutes."""

    form: Form
    minutes: int


@dataclass(frozen=True)
class Part:
    """A part of the meeting: its first minute from the beginning, its length in minutes.

    `factor_id` and `exercise` belong to a part about a factor; `factor_id` is None where the group chooses the factor
    itself, `number` then says which of its choices it is (from 1). `stages` add up to the minutes of the part."""

    kind: PartKind
    begins: int
    minutes: int
    factor_id: str | None = None
    number: int = 0
    exercise: Exercise | None = None
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class Moment:
    """Something that may get delicate, and the planned factors it is about.

    `cell`: the organisation that stands apart. `lowest`, `highest`: the roles that differ most in the first of the
    factors. None where the kind has none."""

    kind: MomentKind
    factor_ids: tuple[str, ...] = ()
    cell: Cell | None = None
    lowest: Cell | None = None
    highest: Cell | None = None


@dataclass(frozen=True)
class MeetingPlan:
    """The parts in order, LENGTH minutes together; what may get delicate; and the proposed factors that the meeting
    has no time for."""

    parts: tuple[Part, ...]
    moments: tuple[Moment, ...]
    left_over: tuple[str, ...]

    @property
    def factor_parts(self) -> tuple[Part, ...]:
        """The parts about a factor."""
        return tuple(part for part in self.parts if part.kind is PartKind.FACTOR)


def meeting_plan(result: RoundResult) -> MeetingPlan:
    """The meeting for that result. One strength opens it, at most three further factors of the proposal follow in
    their order; where nothing may be shown, the group chooses three factors itself. The break comes between two
    factors, as near to the middle as can be."""
    planned = _planned(result)
    opening = [(PartKind.WELCOME, WELCOME), (PartKind.READING, READING)]
    if not planned:
        opening = [(PartKind.WELCOME, WELCOME), (PartKind.CHOOSING, CHOOSING)]
    parts = [Part(kind, 0, minutes) for kind, minutes in opening]
    parts += _factor_parts(planned, result, LENGTH - sum(part.minutes for part in parts) - BREAK - AGREEING - CLOSING)
    parts.insert(_place_of_break(parts), Part(PartKind.BREAK, 0, BREAK))
    parts += [Part(PartKind.AGREEING, 0, AGREEING), Part(PartKind.CLOSING, 0, CLOSING)]
    left_over = tuple(one for one in result.proposal if one not in {factor.factor.id for factor in planned})
    return MeetingPlan(_on_the_clock(parts), _moments(planned, result), left_over)


def exercise_for(factor: FactorResult, result: RoundResult) -> Exercise:
    """What suits the factor's place. Where pictures differ, listening comes first: across organisations, or across
    roles where only those differ or there is only one organisation. In a joint round the answers stand by name, so
    those with the highest and the lowest say themselves what lies behind. What is weighed has a wanted shift in place
    of a level, and organisations that give it different weight tell why."""
    if not factor.is_scored and factor.place in WEIGHED:
        return WEIGHED[factor.place]
    if factor.place is not Place.DIVIDED:
        return {
            Place.STRENGTH: Exercise.WHAT_MAKES_IT_WORK,
            Place.CHALLENGE: Exercise.SMALLEST_STEP,
            Place.DEVELOP: Exercise.NEXT_STEP,
            Place.FIND_OUT_MORE: Exercise.WHO_KNOWS,
        }[factor.place]
    if result.kind is Kind.JOINT:
        return Exercise.HIGHEST_AND_LOWEST if factor.is_scored else Exercise.EACH_TELLS_WHY
    gaps = {reason.kind for reason in factor.reasons}
    only_roles = ReasonKind.LEVEL_GAP in gaps and ReasonKind.ORGANISATION_GAP not in gaps
    if only_roles or len(result.organisation_names) < 2:
        return Exercise.LISTEN_ACROSS_ROLES
    return Exercise.LISTEN_ACROSS_ORGANISATIONS if factor.is_scored else Exercise.EACH_TELLS_WHY


def _planned(result: RoundResult) -> tuple[FactorResult, ...]:
    """One strength, three others at most, and further strengths where there are not three others."""
    if result.withheld:
        return ()
    found = highlights(result)
    room = max(1, MOST - len(found.to_talk_about))
    return (*found.strengths[:1], *found.to_talk_about, *found.strengths[1:room])


def _factor_parts(planned: Sequence[FactorResult], result: RoundResult, minutes: int) -> list[Part]:
    if not planned:
        lengths = _dealt(minutes, MOST)
        return [
            Part(PartKind.FACTOR, 0, length, None, number, Exercise.OWN_CHOICE, stages(length))
            for number, length in enumerate(lengths, start=1)
        ]
    opens = planned[0].place is Place.STRENGTH and any(one.place is not Place.STRENGTH for one in planned)
    lengths = [ON_A_STRENGTH] if opens else []
    lengths += _dealt(minutes - sum(lengths), len(planned) - len(lengths))
    return [
        Part(PartKind.FACTOR, 0, length, one.factor.id, number, exercise_for(one, result), stages(length))
        for number, (one, length) in enumerate(zip(planned, lengths, strict=True), start=1)
    ]


def stages(minutes: int) -> tuple[Stage, ...]:
    """A few minutes alone, a third in pairs, the rest all together."""
    alone, pairs = (2 if minutes < 20 else 3), round(minutes / 3)
    return Stage(Form.ALONE, alone), Stage(Form.PAIRS, pairs), Stage(Form.ALL, minutes - alone - pairs)


def _dealt(minutes: int, shares: int) -> list[int]:
    """The minutes in so many shares of whole steps; what is over goes to the first."""
    whole, over = divmod(minutes // STEP, shares)
    return [STEP * (whole + (share < over)) for share in range(shares)]


def _place_of_break(parts: Sequence[Part]) -> int:
    """After the part about a factor whose end lies nearest to the middle, but before the last of several."""
    ends = [sum(part.minutes for part in parts[: place + 1]) for place in range(len(parts))]
    factors = [place for place, part in enumerate(parts) if part.kind is PartKind.FACTOR]
    return min(factors[:-1] or factors, key=lambda place: abs(ends[place] - LENGTH / 2)) + 1


def _on_the_clock(parts: Sequence[Part]) -> tuple[Part, ...]:
    placed, begins = [], 0
    for part in parts:
        placed.append(replace(part, begins=begins))
        begins += part.minutes
    return tuple(placed)


def _moments(planned: Sequence[FactorResult], result: RoundResult) -> tuple[Moment, ...]:
    joint = result.kind is Kind.JOINT
    last = Moment(MomentKind.BY_NAME if joint else MomentKind.GUESSING)
    if not planned:
        return Moment(MomentKind.NO_FIGURES), last
    found = [*_camps(planned), *_organisations(planned), *_roles(planned), *_unknown(result)]
    if not found and all(one.place in (Place.STRENGTH, Place.DEVELOP, Place.CHALLENGE) for one in result.factors):
        found = [Moment(MomentKind.ALL_ALIKE)]
    return (*found, last)


def _camps(planned: Sequence[FactorResult]) -> list[Moment]:
    ids = _with_reason(planned, ReasonKind.TWO_CAMPS)
    return [Moment(MomentKind.TWO_CAMPS, ids)] if ids else []


def _organisations(planned: Sequence[FactorResult]) -> list[Moment]:
    """One organisation apart where the same one stands alone in at least half of the factors in which organisations
    differ; else, that they differ."""
    ids = _with_reason(planned, ReasonKind.ORGANISATION_GAP)
    if not ids:
        return []
    alone = Counter(cell for one in planned if one.factor.id in ids and (cell := _apart(one)) is not None)
    for cell, times in alone.most_common(1):
        if 2 * times >= len(ids):
            apart = tuple(one.factor.id for one in planned if one.factor.id in ids and _apart(one) == cell)
            return [Moment(MomentKind.ORGANISATION_APART, apart, cell)]
    return [Moment(MomentKind.ORGANISATIONS_DIFFER, ids)]


def _apart(factor: FactorResult) -> Cell | None:
    """The one organisation among three or more that is at least half of the gap away from the next; those who did not
    state theirs, and several merged, are no organisation."""
    cells = factor.organisations
    if not isinstance(cells, tuple) or len(cells) < 3 or factor.organisation_gap is None:
        return None
    ordered: list[CellScore] = sorted(cells, key=lambda one: one.value)
    below, above = ordered[1].value - ordered[0].value, ordered[-1].value - ordered[-2].value
    found = ordered[0] if below >= above else ordered[-1]
    if 2 * max(below, above) < factor.organisation_gap or found.cell.id in (OTHER, UNSTATED):
        return None
    return found.cell


def _roles(planned: Sequence[FactorResult]) -> list[Moment]:
    ids = _with_reason(planned, ReasonKind.LEVEL_GAP)
    gaps = [one for factor in planned for one in factor.reasons if one.kind is ReasonKind.LEVEL_GAP]
    return [_roles_moment(ids, min(gaps, key=lambda one: one.item_id is not None))] if gaps else []


def _roles_moment(ids: tuple[str, ...], reason: PlaceReason) -> Moment:
    """Where only what is weighed differs there is no lowest and no highest: neither pole is the strong one."""
    if reason.item_id is not None:
        return Moment(MomentKind.ROLES_WEIGH_DIFFERENTLY, ids)
    return Moment(MomentKind.ROLES_DIFFER, ids, None, reason.lowest, reason.highest)


def _unknown(result: RoundResult) -> list[Moment]:
    """Where half of all factors or more have too many who do not know."""
    unknown = _with_reason(result.factors, ReasonKind.DONT_KNOW)
    return [Moment(MomentKind.MOSTLY_DONT_KNOW)] if 2 * len(unknown) >= len(result.factors) else []


def _with_reason(factors: Sequence[FactorResult], kind: ReasonKind) -> tuple[str, ...]:
    return tuple(one.factor.id for one in factors if any(reason.kind is kind for reason in one.reasons))
