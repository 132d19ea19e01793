"""How a collaboration has developed over some of its closed rounds: the series of every figure, and the changes in it.

Everything is made of the rounds' results; no answer is looked at. Rules: docs/method.md, "Change between rounds"."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.change import Change, Direction, Drift, RoundChange, round_change
from app.domain.comparability import Comparability
from app.domain.published import Reason, Withheld
from app.domain.questionnaire import Factor, Questionnaire
from app.domain.result import Agreement, DimensionResult, FactorResult, RoundResult, Score
from app.domain.round import Kind
from app.domain.uncertainty import WHOLE, Interval, Spread, mean_interval, spreads

FEWEST, MOST = 2, 8
"""Rounds that are compared: one has nothing to be compared with, and more than eight are no picture any longer."""


@dataclass(frozen=True)
class Point:
    """A unit in one round. `score` on that round's main scale 1..`length`; `n`: (smallest, largest) number of valid
    answers behind it; `interval`: at least 95 %, on the same scale; `ad`: in its steps; `joined`: what was asked alike
    in this round and the one before, None for the first round."""

    score: Score | Withheld
    length: int
    n: tuple[int, int]
    interval: Interval | Withheld
    ad: float | Withheld
    joined: Comparability | None


@dataclass(frozen=True)
class Line:
    """A factor, dimension or the whole over the rounds, oldest first. `steps[i]`: the change from round i to i + 1,
    None where the later of them does not ask it; `overall`: from the first round to the last."""

    unit_id: str
    points: tuple[Point, ...]
    steps: tuple[Change | None, ...]
    overall: Change

    @property
    def is_sure(self) -> bool:
        """Whether something has surely changed from the first round to the last."""
        return self.overall.direction in (Direction.INCREASE, Direction.DECREASE)

    @property
    def has_gap(self) -> bool:
        """Whether two neighbouring rounds cannot be compared, or only in part."""
        return any(point.joined not in (None, Comparability.FULL) for point in self.points)


@dataclass(frozen=True)
class Development:
    """The rounds' results, oldest first, and what follows from them. Lines are of what the last round asks; `gone`:
    factors that only earlier rounds have asked, as they were asked last."""

    results: tuple[RoundResult, ...]
    steps: tuple[RoundChange, ...]
    overall: RoundChange
    whole: Line
    dimensions: tuple[Line, ...]
    factors: tuple[Line, ...]
    gone: tuple[Factor, ...]

    @property
    def last(self) -> RoundResult:
        """The newest round."""
        return self.results[-1]

    @property
    def scales_differ(self) -> bool:
        """Whether the rounds have scales of different length, so that figures are compared as an index 0..100."""
        return len({one.questionnaire.scale_length for one in self.results}) > 1

    @property
    def has_joint(self) -> bool:
        """Whether some round has one joint answer of each organisation, so that nothing can be tested."""
        return any(one.kind is Kind.JOINT for one in self.results)

    @property
    def few_sheets_apart(self) -> tuple[int, ...]:
        """Steps (i: from round i to i + 1) whose rounds differ by fewer sheets than the smallest group: if the same
        persons answered, and all but one as before, what that one answered can be guessed."""
        return tuple(
            at
            for at, (before, after) in enumerate(pairwise(self.results))
            if before.kind is after.kind is Kind.INDIVIDUAL
            and before.withheld is after.withheld is None
            and abs(before.persons - after.persons) < max(before.smallest_group, after.smallest_group)
        )

    def moved(self, direction: Direction) -> tuple[Line, ...]:
        """The factors that have moved so from the first round to the last, the largest difference first."""
        return by_difference(one for one in self.factors if one.overall.direction is direction)

    def drifted(self, drift: Drift) -> tuple[Line, ...]:
        """The factors on which the group has come closer together, or drifted apart, in the questionnaire's order."""
        return tuple(one for one in self.factors if one.overall.drift is drift)


Between = Callable[[Questionnaire, Questionnaire], Sequence[Questionnaire]]
"""The versions of a questionnaire that lie between two, oldest first."""


def neighbours(_earlier: Questionnaire, _later: Questionnaire) -> Sequence[Questionnaire]:
    """No version lies between."""
    return ()


def development(results: Sequence[RoundResult], between: Between = neighbours) -> Development:
    """What has become of a collaboration over these rounds of one questionnaire in whatever versions, oldest first.

    Raises ValueError for fewer than two."""
    if len(results) < FEWEST:
        raise ValueError("a development needs two rounds")

    def change(before: RoundResult, after: RoundResult) -> RoundChange:
        return round_change(before, after, between(before.questionnaire, after.questionnaire))

    steps = tuple(change(before, after) for before, after in pairwise(results))
    series = _Series(tuple(results), steps, change(results[0], results[-1]))
    return Development(
        results=series.results,
        steps=steps,
        overall=series.overall,
        whole=series.line(WHOLE),
        dimensions=tuple(series.line(one.unit_id) for one in series.overall.dimensions),
        factors=tuple(series.line(one.unit_id) for one in series.overall.factors),
        gone=_gone(results, steps),
    )


def by_difference(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Those with a difference, the largest first; equal ones keep their order."""
    found = [(abs(one.overall.difference), one) for one in lines if not isinstance(one.overall.difference, Withheld)]
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))


class _Series:
    """The results with all that their points need, looked up once."""

    def __init__(self, results: tuple[RoundResult, ...], steps: tuple[RoundChange, ...], overall: RoundChange) -> None:
        self.results, self.steps, self.overall = results, steps, overall
        self.spreads = [spreads(one) for one in results]

    def line(self, unit_id: str) -> Line:
        ids = _ids(unit_id, self.steps)
        steps = tuple(_of(one, here) for one, here in zip(self.steps, ids[1:], strict=True))
        joined = (None, *(one.comparability if one else Comparability.NONE for one in steps))
        points = tuple(
            _point(result, found, here, joint)
            for result, found, here, joint in zip(self.results, self.spreads, ids, joined, strict=True)
        )
        return Line(unit_id, points, steps, self.overall.of(unit_id))


def _ids(unit_id: str, steps: Sequence[RoundChange]) -> list[str]:
    """The id that the last round's unit had in each round, oldest first; a dimension and the whole keep theirs."""
    ids = [unit_id]
    for step in reversed(steps):
        found = {one.factor_id: one.earlier for one in step.versions.factors}
        earlier = found.get(ids[0])
        ids.insert(0, earlier.id if earlier else ids[0])
    return ids


def _of(change: RoundChange, unit_id: str) -> Change | None:
    try:
        return change.of(unit_id)
    except KeyError:
        return None


def _point(
    result: RoundResult, found: Mapping[str, Spread | Withheld], unit_id: str, joined: Comparability | None
) -> Point:
    unit = _unit(result, unit_id)
    length = result.questionnaire.scale_length
    if unit is None:
        missing = Withheld(Reason.NOT_ASKED)
        return Point(missing, length, (0, 0), missing, missing, joined)
    if isinstance(unit, RoundResult):
        n, agreement = (unit.persons, unit.persons), _ad_of_whole(unit)
    else:
        n, agreement = unit.n, unit.agreement.ad if isinstance(unit.agreement, Agreement) else unit.agreement
    return Point(unit.score, length, n, _interval(unit.score, found.get(unit_id), length), agreement, joined)


def _interval(score: Score | Withheld, spread: Spread | Withheld | None, length: int) -> Interval | Withheld:
    if isinstance(score, Withheld):
        return score
    if not isinstance(spread, Spread):
        return spread or Withheld(Reason.TOO_FEW_ANSWERS)
    return mean_interval(score.value, spread, length)


def _unit(result: RoundResult, unit_id: str) -> RoundResult | DimensionResult | FactorResult | None:
    if unit_id == WHOLE:
        return result
    units: tuple[DimensionResult | FactorResult, ...] = (*result.dimensions, *result.factors)
    return next((one for one in units if _id(one) == unit_id), None)


def _id(unit: DimensionResult | FactorResult) -> str:
    return unit.dimension.id if isinstance(unit, DimensionResult) else unit.factor.id


def _ad_of_whole(result: RoundResult) -> float | Withheld:
    """A result states no agreement about the whole."""
    return Withheld(Reason.NOT_ASKED) if result.withheld is None else result.withheld


def _gone(results: Sequence[RoundResult], steps: Sequence[RoundChange]) -> tuple[Factor, ...]:
    """Scored factors that a later version asks no more, and that no later one has taken up again."""
    kept = {one.factor.id for one in results[-1].factors}
    found = {one.id: one for step in steps for one in step.versions.gone if one.ratings}
    return tuple(one for factor_id, one in found.items() if factor_id not in kept)
