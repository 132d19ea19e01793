"""Response scales: labelled points coded 1..A, and the bands a score falls into."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain.text import Text

DONT_KNOW = "dont_know"
"""How "don't know / cannot judge" is written in answers and counts. No item or option may have this id."""


@dataclass(frozen=True)
class ScalePoint:
    """One point of a scale. `value` is its code, 1..A, where A is the strong end."""

    value: int
    label: Text


@dataclass(frozen=True)
class Scale:
    """A response scale of A labelled points.

    `points` stand in the order in which they are shown; their values run 1..A or, where the strong end is
    shown first, A..1. `dont_know` is the label of the way out, None where the scale offers none.
    """

    id: str
    points: tuple[ScalePoint, ...]
    dont_know: Text | None

    @property
    def length(self) -> int:
        """A, the number of points (2..11)."""
        return len(self.points)

    @property
    def written_in_labels(self) -> bool:
        """Whether some label is a number that is the code of another point (0 to 10, or 5 down to 1).

        Nobody could tell which of the two a number in a sheet is, so a sheet then holds labels and no codes."""
        codes = {str(point.value) for point in self.points}
        return any(
            words in codes and words != str(point.value) for point in self.points for _, words in point.label.variants
        )

    def label(self, value: int) -> Text:
        """The label of the point with that value. Raises KeyError outside 1..A."""
        for point in self.points:
            if point.value == value:
                return point.label
        raise KeyError(value)


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
    def default(cls, length: int) -> "Bands":
        """4.0 and 3.0 on five points, and the same share of the way on other lengths."""
        return cls(1 + Fraction(3, 4) * (length - 1), 1 + Fraction(1, 2) * (length - 1))

    def band(self, score: Fraction) -> Band:
        """The band of an unrounded score."""
        if score >= self.strength:
            return Band.STRENGTH
        return Band.CONCERN if score < self.concern else Band.DEVELOP

    @property
    def cuts(self) -> tuple[Fraction, Fraction]:
        """The cut-offs, lowest first."""
        return (self.concern, self.strength)


def rescaled(score: Fraction, length: int, main_length: int) -> Fraction:
    """A score on 1..`length` expressed on 1..`main_length`, ends on ends."""
    if length == main_length:
        return score
    return 1 + (score - 1) * Fraction(main_length - 1, length - 1)
