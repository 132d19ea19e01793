"""Points shared out over options."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from app.domain.errors import SamspelError
from app.domain.items.choice import WeighedOption
from app.domain.items.measured import KeyedAnswer, Part, given_parts, keyed, pairs, parsed_positions
from app.domain.text import Text


@dataclass(frozen=True)
class AllocationItem:
    """`points` shared out over the options of a closed list: the more points, the more an option weighs.

    p points are coded p + 1. The parts of an answer depend on each other, so only organisations are compared, never
    roles (docs/method.md)."""

    kind: ClassVar[str] = "allocation"
    levels_shown: ClassVar[bool] = False

    id: str
    text: Text
    points: int
    options: tuple[WeighedOption, ...]
    help: Text | None = field(default=None, kw_only=True)

    def parse(self, raw: Sequence[str]) -> KeyedAnswer | None:
        """The codes of all options or None where no points were given; an option left empty has none.

        Raises A001 for what is not a number of points, A002, A003, A014 where the points do not add up."""
        given = given_parts(self.id, raw, self.keys)
        parsed_positions(self.id, given, self.values)
        shared = {key: int(given.get(key, "0")) for key in self.keys}
        total = sum(shared.values())
        if not total:
            return None
        if total != self.points:
            raise SamspelError("A014", self.id, given=total, wanted=self.points, rest=abs(self.points - total))
        return tuple((key, points + 1) for key, points in shared.items())

    def raw(self, answer: object) -> tuple[str, ...]:
        """The points as a form sends them."""
        return tuple(keyed(key, str(int(code) - 1)) for key, code in pairs(answer))

    def counted(self, answer: object) -> tuple[str, ...]:
        """The codes, each with its option."""
        return tuple(keyed(key, str(code)) for key, code in pairs(answer))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every option's id, in the order shown."""
        return tuple(option.id for option in self.options)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Every number of points that an option may have."""
        return tuple(str(points) for points in range(self.points + 1))

    @property
    def parts(self) -> tuple[Part, ...]:
        """One for each option."""
        return tuple(Part(key, self.points + 1) for key in self.keys)
