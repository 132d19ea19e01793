"""The line that means stand on: where its points lie, and what is written below them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ruler:
    """Points from the weak to the strong end, rising, and what each is written as."""

    points: tuple[float, ...]
    words: tuple[str, ...]

    @classmethod
    def coded(cls, length: int) -> "Ruler":
        """1..`length`."""
        return cls.of(range(1, length + 1))

    @classmethod
    def of(cls, points: Sequence[float]) -> "Ruler":
        """Points that are written as plain numbers."""
        return cls(tuple(map(float, points)), tuple(f"{point:g}" for point in points))

    @property
    def length(self) -> int:
        """How many points there are."""
        return len(self.points)

    @property
    def low(self) -> float:
        """The weak end."""
        return self.points[0]

    @property
    def high(self) -> float:
        """The strong end."""
        return self.points[-1]

    def share(self, value: float) -> float:
        """How far along the line a value lies, 0..1."""
        return (value - self.low) / (self.high - self.low)
