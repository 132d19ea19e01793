"""A position between two poles that both are needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from app.domain.items.measured import NOW, WANTED, KeyedAnswer, Part, counted_parts, given_parts, parsed_positions
from app.domain.scale import Span, grid, plain_number, ways_out
from app.domain.text import Text


@dataclass(frozen=True)
class BipolarItem:
    """Where the weight lies on a line of `steps` positions (an odd number), 1 at the pole `left`, `steps` at the pole
    `right`. Neither end is the strong one, so it has a position and no score. `dont_know` and `not_applicable`: the
    labels of the ways out, None for none. `numbers`: what the positions are written as, rising from left to right;
    empty for 1..`steps`."""

    kind: ClassVar[str] = "bipolar"
    keys: ClassVar[tuple[str, ...]] = (NOW,)
    levels_shown: ClassVar[bool] = True

    id: str
    text: Text
    left: Text
    right: Text
    steps: int
    dont_know: Text | None
    not_applicable: Text | None = None
    numbers: tuple[Fraction, ...] = ()
    help: Text | None = field(default=None, kw_only=True)

    def parse(self, raw: Sequence[str]) -> KeyedAnswer | None:
        """The positions 1..`steps`, DONT_KNOW or NOT_APPLICABLE, part by part; None for no answer. Raises
        A001..A003."""
        return parsed_positions(self.id, given_parts(self.id, raw, self.keys), self.values)

    def raw(self, answer: object) -> tuple[str, ...]:
        """The answer as a form sends it."""
        return counted_parts(answer)

    def counted(self, answer: object) -> tuple[str, ...]:
        """The positions, each with its part."""
        return counted_parts(answer)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Every value that a part may have, in the order shown."""
        positions = tuple(str(position) for position in range(1, self.steps + 1))
        return (*positions, *(value for value, _ in self.ways_out))

    @property
    def ways_out(self) -> tuple[tuple[str, Text], ...]:
        """(raw value, label) of "don't know" and "not applicable", as far as it offers them."""
        return ways_out(self.dont_know, self.not_applicable)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """What each position is written as, from left to right."""
        return tuple(map(plain_number, self.numbers or map(Fraction, range(1, self.steps + 1))))

    @property
    def parts(self) -> tuple[Part, ...]:
        """Today and, in a pair, wanted."""
        if not self.numbers:
            return tuple(Part(key, self.steps) for key in self.keys)
        span, places = Span(self.numbers[0], self.numbers[-1], self.steps), grid(self.numbers)
        return tuple(Part(key, self.steps, span, places) for key in self.keys)


@dataclass(frozen=True)
class BipolarPairItem(BipolarItem):
    """The same line answered twice: where the weight lies today, and where it should lie."""

    kind: ClassVar[str] = "bipolar_pair"
    keys: ClassVar[tuple[str, ...]] = (NOW, WANTED)
