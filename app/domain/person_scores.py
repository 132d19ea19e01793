"""How far the persons of a group lie apart on a factor: the one figure that needs each person's answers together.

Only the whole group's number, mean and variance leave this module; they say nothing of which person is where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, sqrt

from scipy.special import stdtrit

from app.domain.items import RatingItem
from app.domain.published import Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.scale import DONT_KNOW, rescaled

WHOLE = "whole"
"""The id of the unit that all dimensions together are."""
CONFIDENCE = 0.95
TENTH = 1e-9
"""What arithmetic with floats may add to a bound before it counts as another tenth."""
Answered = Mapping[str, str]
"""Item id -> value of one person's ratings, as they are counted."""


@dataclass(frozen=True)
class Spread:
    """Persons with a score (at least the smallest group), the mean of their scores, 1..A, and the variance (n - 1),
    in squared scale steps."""

    n: int
    mean: float
    variance: float

    @property
    def error(self) -> float:
        """The squared standard error of the mean."""
        return self.variance / self.n


@dataclass(frozen=True)
class Interval:
    """A 95 % interval in scale steps, its bounds rounded outwards to tenths: it promises no more than it holds, what
    is decided by it is what is shown, and the variance cannot be worked out from it."""

    low: float
    high: float

    @property
    def leaves_out_zero(self) -> bool:
        """Whether the whole interval lies on one side of 0."""
        return self.low > 0 or self.high < 0


Spreads = Mapping[str, Spread | Withheld]
"""Unit id (a factor's, a dimension's, WHOLE) -> its spread."""


def spread_of(scores: Sequence[Fraction]) -> Spread | None:
    """The spread of some persons' scores; None for fewer than two."""
    n = len(scores)
    if n < 2:
        return None
    mean = sum(scores, Fraction(0)) / n
    variance = sum(((one - mean) ** 2 for one in scores), Fraction(0)) / (n - 1)
    return Spread(n, float(mean), float(variance))


def person_scores(
    questionnaire: Questionnaire, persons: Iterable[Answered], items: Mapping[str, Sequence[str]]
) -> dict[str, list[Fraction]]:
    """Unit id -> the scores of the persons who have one, in no order that means anything.

    A person's score of a factor is the weighted mean of the items answered, on the main scale, if these are at least
    half of `items[factor id]`; of a dimension, the mean of the factors, and of the whole, of the dimensions, by the
    same rule. Factors without items in `items` are left out."""
    found: dict[str, list[Fraction]] = {}
    for answered in persons:
        for unit, score in _scores(questionnaire, answered, items).items():
            found.setdefault(unit, []).append(score)
    return found


def mean_interval(mean: float, spread: Spread, length: int) -> Interval:
    """The interval of one round's mean on a scale 1..`length`, by Student's t."""
    margin = float(stdtrit(spread.n - 1, (1 + CONFIDENCE) / 2)) * sqrt(spread.error)
    outward = _outward(mean - margin, mean + margin)
    return Interval(max(outward.low, 1.0), min(outward.high, float(length)))


def difference_interval(difference: float, before: Spread, after: Spread) -> Interval:
    """Welch's interval of a difference of means of two independent groups. Source: Welch 1947, Biometrika 34(1-2)."""
    error = before.error + after.error
    if error == 0:
        return _outward(difference, difference)
    freedom = error**2 / (before.error**2 / (before.n - 1) + after.error**2 / (after.n - 1))
    margin = float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * sqrt(error)
    return _outward(difference - margin, difference + margin)


def _outward(low: float, high: float) -> Interval:
    return Interval(floor(low * 10 + TENTH) / 10, ceil(high * 10 - TENTH) / 10)


def _scores(
    questionnaire: Questionnaire, answered: Answered, items: Mapping[str, Sequence[str]]
) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    dimensions: list[Fraction | None] = []
    for dimension in questionnaire.dimensions:
        factors: list[tuple[Fraction, Fraction | None]] = []
        for factor in dimension.factors:
            wanted = [item for item in factor.ratings if item.id in items.get(factor.id, ())]
            if not wanted:
                continue
            score = _mean([(item.weight, _coded(item, answered, questionnaire.scale_length)) for item in wanted])
            factors.append((factor.weight, score))
            if score is not None:
                found[factor.id] = score
        score = _mean(factors) if factors else None
        if score is not None:
            found[dimension.id] = score
        if factors and questionnaire.makes_the_whole(dimension):
            dimensions.append(score)
    whole = _mean([(Fraction(1), one) for one in dimensions]) if dimensions else None
    if whole is not None:
        found[WHOLE] = whole
    return found


def _coded(item: RatingItem, answered: Answered, length: int) -> Fraction | None:
    value = answered.get(item.id)
    if value is None or value == DONT_KNOW:
        return None
    return rescaled(Fraction(item.coded(int(value))), item.scale.length, length)


def _mean(parts: Sequence[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """The weighted mean of what is there, if that is at least half of the parts."""
    there = [(weight, score) for weight, score in parts if score is not None]
    if not there or 2 * len(there) < len(parts):
        return None
    return sum((weight * score for weight, score in there), Fraction(0)) / sum(
        (weight for weight, _ in there), Fraction(0)
    )
