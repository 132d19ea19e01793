"""Options put in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from app.domain.errors import SamspelError
from app.domain.items.choice import WeighedOption
from app.domain.items.measured import KeyedAnswer, Part, given_parts, keyed, pairs, parsed_positions
from app.domain.text import Text


@dataclass(frozen=True)
class RankingItem:
    """All options of a closed list put in order, each in a place of its own; place 1 is the most important.

    With m options, place p is coded m + 1 - p, so that high is important. The parts of an answer depend on each other,
    so only organisations are compared, never roles (docs/method.md)."""

    kind: ClassVar[str] = "ranking"
    levels_shown: ClassVar[bool] = False

    id: str
    text: Text
    options: tuple[WeighedOption, ...]
    help: Text | None = field(default=None, kw_only=True)

    def parse(self, raw: Sequence[str]) -> KeyedAnswer | None:
        """The codes of all options or None where no place was given.

        Raises A001 for a place that there is not, A002, A003, A012 where some options have no place, A013 where two
        share one."""
        given = given_parts(self.id, raw, self.keys)
        answer = parsed_positions(self.id, given, self.values, self.coded)
        if answer is None:
            return None
        if len(set(given.values())) < len(given):
            twice = min(place for place in given.values() if list(given.values()).count(place) > 1)
            raise SamspelError("A013", self.id, value=twice)
        if len(given) < len(self.options):
            raise SamspelError("A012", self.id, given=len(given), wanted=len(self.options))
        return answer

    def raw(self, answer: object) -> tuple[str, ...]:
        """The places as a form sends them."""
        return tuple(keyed(key, str(self.coded(str(code)))) for key, code in pairs(answer))

    def counted(self, answer: object) -> tuple[str, ...]:
        """The codes, each with its option."""
        return tuple(keyed(key, str(code)) for key, code in pairs(answer))

    def coded(self, place: str) -> int:
        """The code of a place, m + 1 - place, and the way back."""
        return len(self.options) + 1 - int(place)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every option's id, in the order shown."""
        return tuple(option.id for option in self.options)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Every place, first to last."""
        return tuple(str(place) for place in range(1, len(self.options) + 1))

    @property
    def parts(self) -> tuple[Part, ...]:
        """One for each option."""
        return tuple(Part(key, len(self.options)) for key in self.keys)
