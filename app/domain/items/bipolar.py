"""A position between two poles that both are needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from app.domain.items.measured import NOW, WANTED, KeyedAnswer, Part, counted_parts, given_parts, parsed_positions
from app.domain.scale import DONT_KNOW
from app.domain.text import Text


@dataclass(frozen=True)
class BipolarItem:
    """Where the weight lies on a line of `steps` positions (an odd number), 1 at the pole `left`, `steps` at the pole
    `right`. Neither end is the strong one, so it has a position and no score. `dont_know`: the label of the way out,
    None for none."""

    kind: ClassVar[str] = "bipolar"
    keys: ClassVar[tuple[str, ...]] = (NOW,)
    levels_shown: ClassVar[bool] = True

    id: str
    text: Text
    left: Text
    right: Text
    steps: int
    dont_know: Text | None
    help: Text | None = field(default=None, kw_only=True)

    def parse(self, raw: Sequence[str]) -> KeyedAnswer | None:
        """The positions 1..`steps` or DONT_KNOW, part by part; None for no answer. Raises A001..A003."""
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
        return positions if self.dont_know is None else (*positions, DONT_KNOW)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Today and, in a pair, wanted."""
        return tuple(Part(key, self.steps) for key in self.keys)


@dataclass(frozen=True)
class BipolarPairItem(BipolarItem):
    """The same line answered twice: where the weight lies today, and where it should lie."""

    kind: ClassVar[str] = "bipolar_pair"
    keys: ClassVar[tuple[str, ...]] = (NOW, WANTED)
