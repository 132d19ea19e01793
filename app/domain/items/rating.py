"""A statement rated on a scale."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from app.domain.errors import SamspelError
from app.domain.scale import Scale, Span
from app.domain.text import Text


@dataclass(frozen=True)
class RatingItem:
    """A statement rated on a scale. `weight` (> 0) is its share in the factor's mean."""

    kind: ClassVar[str] = "rating"

    id: str
    text: Text
    scale: Scale
    reverse: bool = False
    weight: Fraction = Fraction(1)
    help: Text | None = field(default=None, kw_only=True)

    def parse(self, raw: Sequence[str]) -> int | str | None:
        """The code 1..A as shown, DONT_KNOW, NOT_APPLICABLE, or None. Raises A001 for any other value, A003 for
        several."""
        if len(raw) == 1 and raw[0] in self._answers:
            return self._answers[raw[0]]
        given = [value.strip() for value in raw if value.strip()]
        if not given:
            return None
        if len(given) > 1:
            raise SamspelError("A003", self.id)
        if given[0] not in self.values:
            raise SamspelError("A001", self.id, value=given[0][:40], known=", ".join(self.values))
        return int(given[0]) if given[0].isdecimal() else given[0]

    def raw(self, answer: object) -> tuple[str, ...]:
        """The answer as a form sends it."""
        return () if answer is None else (str(answer),)

    def counted(self, answer: object) -> tuple[str, ...]:
        """The value the answer is counted under, as shown (reverse coding happens in `coded`)."""
        return self.raw(answer)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Every value the item has, in the order shown."""
        points = tuple(str(point.value) for point in self.scale.points)
        return (*points, *(value for value, _ in self.scale.ways_out))

    @cached_property
    def _answers(self) -> dict[str, int | str]:
        """What each value means: nearly all that comes is one of these as it stands."""
        return {value: int(value) if value.isdecimal() else value for value in self.values}

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where each code stands on the grid of the scale, reverse coding done (see Scale.places)."""
        places = self.scale.places
        return tuple(1 + places[-1] - place for place in reversed(places)) if self.reverse else places

    @property
    def span(self) -> Span:
        """Between which numbers its mean is shown."""
        return self.scale.span

    def coded(self, value: int) -> int:
        """The value with the strong end high: A + 1 - value for a reverse-worded item."""
        return self.scale.length + 1 - value if self.reverse else value
