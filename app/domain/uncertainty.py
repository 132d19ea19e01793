"""How sure a mean is: intervals from what is published of each statement, and from nothing else.

How far persons' scores lie apart depends on which answers belong to the same person. That is not used: even rounded, it
can tell what somebody answered (docs/decisions/0022). The standard deviation of a mean of several answers is at most
the mean of their standard deviations, so the intervals here are at least as wide as those from persons' scores."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, sqrt

from app.domain.agreement import Distribution
from app.domain.published import Reason, Withheld
from app.domain.result import ItemResult, RoundResult
from app.domain.round import Kind
from app.domain.scale import Span

WHOLE = "whole"
"""The id of the unit that all dimensions together are."""
CONFIDENCE = 0.95
ROUNDING_ERROR = 1e-9
"""What arithmetic with floats may add to a bound before it counts as another tenth."""


@dataclass(frozen=True)
class Spread:
    """At most so far do persons' scores lie apart: `deviation` is a standard deviation (n - 1) in the numbers
    of the questionnaire's main scale, `n` the smallest number of valid answers behind it."""

    n: int
    deviation: float

    @property
    def error(self) -> float:
        """The squared standard error of the mean."""
        return self.deviation**2 / self.n


@dataclass(frozen=True)
class Interval:
    """An interval of at least 95 % in the numbers of the scale. Its bounds are rounded outwards to tenths, so that
    what is decided by it is what is shown."""

    low: float
    high: float

    @property
    def leaves_out_zero(self) -> bool:
        """Whether the whole interval lies on one side of 0."""
        return self.low > 0 or self.high < 0


def spreads(result: RoundResult) -> dict[str, Spread | Withheld]:
    """The spread of every scored unit of a round. Withheld where nothing is published, and in a joint round, whose
    sheets are no sample of persons."""
    main = result.questionnaire.span
    found: dict[str, Spread | Withheld] = {}
    dimensions: list[tuple[Fraction, Spread | Withheld]] = []
    for dimension in result.dimensions:
        factors = [one for one in dimension.factors if one.is_scored]
        for one in factors:
            found[one.factor.id] = spread_of_items([(item.item.weight, item) for item in one.items], main)
        if factors:
            of_factors = [(one.factor.weight, found[one.factor.id]) for one in factors]
            found[dimension.dimension.id] = spread_together(of_factors)
            if result.questionnaire.makes_the_whole(dimension.dimension):
                dimensions.append((dimension.dimension.weight, found[dimension.dimension.id]))
    if dimensions:
        found[WHOLE] = spread_together(dimensions)
    return dict.fromkeys(found, Withheld(Reason.JOINT)) if result.kind is Kind.JOINT else found


def spread_of_items(items: Iterable[tuple[Fraction, ItemResult]], main: Span) -> Spread | Withheld:
    """The spread of a factor from its items and their weights, each in the numbers of that main scale."""
    parts: list[tuple[Fraction, Spread | Withheld]] = []
    for weight, one in items:
        if isinstance(one.distribution, Withheld):
            parts.append((weight, one.distribution))
        elif one.n < 2:
            parts.append((weight, Withheld(Reason.TOO_FEW_ANSWERS)))
        else:
            places = one.item.places
            steps = float(main.high - main.low) / (places[-1] - 1)
            parts.append((weight, Spread(one.n, steps * deviation(one.distribution, places))))
    return spread_together(parts)


def spread_together(parts: Sequence[tuple[Fraction, Spread | Withheld]]) -> Spread | Withheld:
    """The most that a weighted mean of the published parts can spread; at least half of them must be published."""
    shown = [(float(weight), one) for weight, one in parts if isinstance(one, Spread)]
    if not shown or 2 * len(shown) < len(parts):
        return next((one for _, one in parts if isinstance(one, Withheld)), Withheld(Reason.TOO_FEW_ITEMS))
    weights = sum(weight for weight, _ in shown)
    return Spread(min(one.n for _, one in shown), sum(weight * one.deviation for weight, one in shown) / weights)


def deviation(distribution: Distribution, places: Sequence[int] = ()) -> float:
    """The standard deviation (n - 1) of the answers, whose points stand at these places (1, 2, ... if none are given).

    Raises ValueError with fewer than two answers."""
    n = sum(distribution)
    if n < 2:
        raise ValueError("a standard deviation needs two answers")
    answers = list(zip(places or range(1, len(distribution) + 1), distribution, strict=True))
    total = sum(place * number for place, number in answers)
    squares = sum(number * (n * place - total) ** 2 for place, number in answers)
    return sqrt(squares / (n * n * (n - 1)))


def mean_interval(mean: float, spread: Spread, span: Span) -> Interval:
    """The interval of one round's mean on that scale, by Student's t."""
    margin = _quantile(spread.n - 1) * sqrt(spread.error)
    outward = _outward(mean - margin, mean + margin)
    return Interval(max(outward.low, float(span.low)), min(outward.high, float(span.high)))


def difference_interval(difference: float, before: Spread, after: Spread) -> Interval:
    """The interval of a difference of means of two independent groups. Source: Welch 1947, Biometrika 34(1-2)."""
    error = before.error + after.error
    if error == 0:
        return _outward(difference, difference)
    freedom = error**2 / (before.error**2 / (before.n - 1) + after.error**2 / (after.n - 1))
    margin = _quantile(freedom) * sqrt(error)
    return _outward(difference - margin, difference + margin)


def _quantile(freedom: float) -> float:
    # Only here: this one function takes longer to load than all the rest, and few commands and processes need it.
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + CONFIDENCE) / 2))


def _outward(low: float, high: float) -> Interval:
    return Interval(floor(low * 10 + ROUNDING_ERROR) / 10, ceil(high * 10 - ROUNDING_ERROR) / 10)
