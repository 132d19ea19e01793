"""Where an organisation falls short, or is strong, again and again: the same factor in several collaborations.

A rule about published figures, not a test: docs/method.md, "What recurs in an organisation"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain.scale import Band

APART = Fraction(1, 8)
"""How far from the collaboration's mean counts, as a share of the scale's length A - 1: half a step of five points."""
FEWEST = 2
"""Collaborations in which it must be seen; once is no pattern."""


class Leaning(StrEnum):
    """What an organisation's score in one collaboration says of a factor."""

    SHORT = "short"
    """In the lowest band, or clearly below the collaboration's own mean."""
    STRONG = "strong"
    """In the highest band, or clearly above it."""
    NEITHER = "neither"
    """Between, or both at once: low, and yet clearly above a collaboration that sees it lower still."""


@dataclass(frozen=True)
class Recurrence:
    """A factor that leans the same way in `times` of the `of` collaborations where its score is published."""

    factor_id: str
    leaning: Leaning
    times: int
    of: int


def leaning(own: float, group: float | None, band: Band, length: int) -> Leaning:
    """How the score `own` leans, given its band and the mean of the whole collaboration (None where withheld), both on
    1..`length`, with two decimals."""
    gap = Fraction(0) if group is None else Fraction(str(own)) - Fraction(str(group))
    clearly = APART * (length - 1)
    short = band is Band.CONCERN or gap <= -clearly
    strong = band is Band.STRENGTH or gap >= clearly
    if short == strong:
        return Leaning.NEITHER
    return Leaning.SHORT if short else Leaning.STRONG


def recurrences(latest: Mapping[str, Sequence[Leaning]]) -> tuple[Recurrence, ...]:
    """The factors that recur, in the order given. `latest`: factor id -> one leaning for each collaboration in whose
    latest round the organisation's score is published.

    A factor recurs when it leans one way in at least FEWEST of them and in at least half; one that leans both ways as
    often says nothing."""
    found = []
    for factor_id, seen in latest.items():
        short, strong = seen.count(Leaning.SHORT), seen.count(Leaning.STRONG)
        times = max(short, strong)
        if short != strong and times >= FEWEST and 2 * times >= len(seen):
            way = Leaning.SHORT if short > strong else Leaning.STRONG
            found.append(Recurrence(factor_id, way, times, len(seen)))
    return tuple(found)
