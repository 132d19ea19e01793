"""Levels described by behaviour: one recognises oneself, instead of judging how well a statement fits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from app.domain.items.measured import NOW, WANTED, KeyedAnswer, Part, counted_parts, given_parts, parsed_positions
from app.domain.items.rating import RatingItem
from app.domain.scale import DONT_KNOW, Scale
from app.domain.text import Text


@dataclass(frozen=True)
class LevelItem(RatingItem):
    """A rating whose scale is its own: A levels from weak to strong, each with a label and the behaviour that shows it
    (`behaviours[i]` belongs to the point coded i + 1). It is scored like a statement, and never reversed."""

    kind: ClassVar[str] = "level"

    behaviours: tuple[Text, ...] = ()


@dataclass(frozen=True)
class LevelPairItem:
    """Levels answered twice: how it is today, and how it should be. More is not always better, so it has a position and
    a shift and no score. `behaviours[i]` belongs to the point coded i + 1."""

    kind: ClassVar[str] = "level_pair"
    keys: ClassVar[tuple[str, ...]] = (NOW, WANTED)
    levels_shown: ClassVar[bool] = True

    id: str
    text: Text
    scale: Scale
    behaviours: tuple[Text, ...]
    help: Text | None = field(default=None, kw_only=True)

    def parse(self, raw: Sequence[str]) -> KeyedAnswer | None:
        """The levels 1..A or DONT_KNOW, part by part; None for no answer. Raises A001..A003."""
        return parsed_positions(self.id, given_parts(self.id, raw, self.keys), self.values)

    def raw(self, answer: object) -> tuple[str, ...]:
        """The answer as a form sends it."""
        return counted_parts(answer)

    def counted(self, answer: object) -> tuple[str, ...]:
        """The levels, each with its part."""
        return counted_parts(answer)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Every value that a part may have, in the order shown."""
        points = tuple(str(point.value) for point in self.scale.points)
        return points if self.scale.dont_know is None else (*points, DONT_KNOW)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Today and wanted."""
        return tuple(Part(key, self.scale.length) for key in self.keys)
