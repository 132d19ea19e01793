"""Response scales: labelled points coded 1..A, the numbers that they are written as, and the bands of scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, reduce
from math import gcd

from app.domain.own_numbers import holds_number, own_numbers
from app.domain.text import Text

DONT_KNOW = "dont_know"
"""How "don't know / cannot judge" is written in answers and counts. No item or option may have this id."""
NOT_APPLICABLE = "not_applicable"
"""How "not applicable to us" is written in answers and counts. No item or option may have this id."""
WIDEST_GRID = 100
"""The ends of a scale lie at most so many of its smallest common steps apart."""


@dataclass(frozen=True)
class ScalePoint:
    """One point of a scale. `value` is its code, 1..A, where A is the strong end."""

    value: int
    label: Text


@dataclass(frozen=True)
class Span:
    """The numbers that means on a scale are shown between: `low` at the weak end, `high` at the strong end.

    `length` is A. Where nothing else is said they are 1 and A, and a step is 1."""

    low: Fraction
    high: Fraction
    length: int

    @classmethod
    def coded(cls, length: int) -> "Span":
        """1..A: the codes themselves."""
        return cls(Fraction(1), Fraction(length), length)

    @property
    def step(self) -> Fraction:
        """How far apart two neighbouring points lie, on the average: 1 on 0..10, 5/3 on 0-1-3-5."""
        return (self.high - self.low) / (self.length - 1)

    def position(self, shown: float) -> float:
        """Where a shown mean lies on the line 1..A, for those who draw it."""
        return float(1 + (Fraction(str(shown)) - self.low) / self.step)

    def shown(self, position: float) -> float:
        """The way back, two decimals."""
        return round(float(self.low + (Fraction(str(position)) - 1) * self.step), 2)


@dataclass(frozen=True)
class Scale:
    """A response scale of A labelled points.

    `points` stand in the order in which they are shown; their values run 1..A or, where the strong end is
    shown first, A..1. `dont_know` and `not_applicable` are the labels of the ways out, None where the scale does not
    offer them. `values`: the number that each point is written as, stated by the questionnaire, in the order of the
    points; empty where it states none. Decision 0034 says how these make what is shown.
    """

    id: str
    points: tuple[ScalePoint, ...]
    dont_know: Text | None
    values: tuple[Fraction, ...] = ()
    not_applicable: Text | None = None

    @property
    def length(self) -> int:
        """A, the number of points (2..11)."""
        return len(self.points)

    @property
    def ways_out(self) -> tuple[tuple[str, Text], ...]:
        """(raw value, label) of "don't know" and "not applicable", as far as the scale offers them."""
        return ways_out(self.dont_know, self.not_applicable)

    @property
    def by_code(self) -> tuple[ScalePoint, ...]:
        """The points from weak to strong."""
        return tuple(sorted(self.points, key=lambda point: point.value))

    @cached_property
    def numbers(self) -> tuple[Fraction, ...] | None:
        """The number that each point is written as in sheets, weak to strong; None where a number could mean two.

        What the questionnaire states; else the numbers of the labels; else, where no label holds a number, 1..A."""
        labels = [point.label for point in self.points]
        found = self.values or own_numbers(labels)
        if found:
            return tuple(number for _, number in sorted(zip((one.value for one in self.points), found, strict=True)))
        if any(map(holds_number, labels)):
            return None
        return tuple(Fraction(point.value) for point in self.by_code)

    @cached_property
    def labels_say_numbers(self) -> bool:
        """Whether the labels hold the numbers themselves, so that nobody has to write them beside."""
        own = own_numbers([point.label for point in self.by_code])
        return own is not None and own == self.numbers

    @cached_property
    def measured(self) -> tuple[Fraction, ...]:
        """The numbers that means are made of, weak to strong and rising: `numbers`, turned end for end where they fall
        towards the strong end (1 = best), as a reverse-worded statement is; 1..A where they are not certain."""
        numbers = self.numbers or tuple(Fraction(point.value) for point in self.by_code)
        return numbers if numbers[0] < numbers[-1] else tuple(numbers[0] + numbers[-1] - one for one in numbers)

    @cached_property
    def span(self) -> Span:
        """Between which numbers its means are shown."""
        return Span(self.measured[0], self.measured[-1], self.length)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where each point stands, weak to strong, on a grid of whole steps that begins at 1: 1..A where the points are
        evenly spaced, 1-2-4-6 for 0-1-3-5. Sums and means of answers are taken on it."""
        return grid(self.measured)

    def written(self, code: int) -> str | None:
        """The number that the point with that code is written as, None where a sheet holds labels only."""
        return None if self.numbers is None else plain_number(self.numbers[code - 1])

    def label(self, value: int) -> Text:
        """The label of the point with that value. Raises KeyError outside 1..A."""
        for point in self.points:
            if point.value == value:
                return point.label
        raise KeyError(value)


def ways_out(dont_know: Text | None, not_applicable: Text | None) -> tuple[tuple[str, Text], ...]:
    """(raw value, label) of those that are offered."""
    both = ((DONT_KNOW, dont_know), (NOT_APPLICABLE, not_applicable))
    return tuple((value, label) for value, label in both if label is not None)


def grid(numbers: Sequence[Fraction]) -> tuple[int, ...]:
    """Rising numbers as whole places from 1 on, with the largest common step between them."""
    common = reduce(lambda one, other: one * other // gcd(one, other), (number.denominator for number in numbers), 1)
    whole = [int((number - numbers[0]) * common) for number in numbers]
    step = gcd(*whole) or 1
    return tuple(1 + one // step for one in whole)


def plain_number(number: Fraction) -> str:
    """0, -2 or 0.5, as files have it."""
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"


class Band(StrEnum):
    """How a score is to be read. Source of the default cut-offs: Wilder Collaboration Factors Inventory."""

    STRENGTH = "strength"
    DEVELOP = "develop"
    CONCERN = "concern"


@dataclass(frozen=True)
class Bands:
    """The cut-offs on the questionnaire's main scale: >= `strength` is a strength, < `concern` a concern."""

    strength: Fraction
    concern: Fraction

    @classmethod
    def default(cls, span: Span) -> "Bands":
        """4.0 and 3.0 on five points, and the same share of the way on other scales."""
        way = span.high - span.low
        return cls(span.low + Fraction(3, 4) * way, span.low + Fraction(1, 2) * way)

    def band(self, score: Fraction) -> Band:
        """The band of an unrounded score."""
        if score >= self.strength:
            return Band.STRENGTH
        return Band.CONCERN if score < self.concern else Band.DEVELOP

    @property
    def cuts(self) -> tuple[Fraction, Fraction]:
        """The cut-offs, lowest first."""
        return (self.concern, self.strength)


def rescaled(score: Fraction, span: Span, main: Span) -> Fraction:
    """A score between the ends of one scale expressed between those of another, ends on ends."""
    if (span.low, span.high) == (main.low, main.high):
        return score
    return main.low + (score - span.low) * (main.high - main.low) / (span.high - span.low)
