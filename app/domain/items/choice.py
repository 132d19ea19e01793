"""One or several options out of a closed list."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from app.domain.errors import SamspelError
from app.domain.text import Text

ANSWERED = "answered"
"""Counted once for each person who marked at least one option. No option may have this id."""


@dataclass(frozen=True)
class Option:
    """One option of a closed list."""

    id: str
    label: Text


@dataclass(frozen=True)
class MarkedOption(Option):
    """An option of which several may be marked. `exclusive`: it is marked by itself or not at all, as “none of these”
    is."""

    exclusive: bool = False


@dataclass(frozen=True)
class WeighedOption(Option):
    """An option that is weighed against others. `leads_to`: the type of collaboration that follows where it weighs
    most, None where nothing follows."""

    leads_to: Text | None = None


@dataclass(frozen=True)
class SingleChoiceItem:
    """A question answered by exactly one option. It describes the group; it has no score."""

    kind: ClassVar[str] = "single_choice"

    id: str
    text: Text
    options: tuple[Option, ...]
    help: Text | None = field(default=None, kw_only=True)

    def parse(self, raw: Sequence[str]) -> str | None:
        """The option's id or None. Raises A002 for an unknown option, A003 for several."""
        given = [value.strip() for value in raw if value.strip()]
        if not given:
            return None
        if len(given) > 1:
            raise SamspelError("A003", self.id)
        return _known(self.id, given[0], self.values)

    def raw(self, answer: object) -> tuple[str, ...]:
        """The answer as a form sends it."""
        return () if answer is None else (str(answer),)

    def counted(self, answer: object) -> tuple[str, ...]:
        """The option and, for the number of persons, ANSWERED."""
        return () if answer is None else (ANSWERED, str(answer))

    @property
    def values(self) -> tuple[str, ...]:
        """Every option's id, in the order shown."""
        return tuple(option.id for option in self.options)


@dataclass(frozen=True)
class MultipleChoiceItem:
    """A question answered by any number of options, or by at most `most` where that is given. It describes the group;
    it has no score."""

    kind: ClassVar[str] = "multiple_choice"

    id: str
    text: Text
    options: tuple[MarkedOption, ...]
    most: int | None = None
    help: Text | None = field(default=None, kw_only=True)

    def parse(self, raw: Sequence[str]) -> frozenset[str] | None:
        """The ids of the marked options or None. A value may hold several, parted by semicolons (as in a
        sheet). Raises A002 for an unknown option, A020 for one beside others that must stand by itself, A021 for
        more than `most`."""
        given = [part.strip() for value in raw for part in value.split(";") if part.strip()]
        marked = frozenset(_known(self.id, value, self.values) for value in given)
        alone = next((option for option in self.options if option.exclusive and option.id in marked), None)
        if alone is not None and len(marked) > 1:
            raise SamspelError("A020", self.id, value=alone.label)
        if self.most is not None and len(marked) > self.most:
            raise SamspelError("A021", self.id, given=len(marked), most=self.most, rest=len(marked) - self.most)
        return marked or None

    def raw(self, answer: object) -> tuple[str, ...]:
        """The answer as a form sends it, in the order of the options."""
        marked = answer if isinstance(answer, frozenset) else frozenset()
        return tuple(value for value in self.values if value in marked)

    def counted(self, answer: object) -> tuple[str, ...]:
        """The marked options and, for the number of persons, ANSWERED."""
        marked = self.raw(answer)
        return (ANSWERED, *marked) if marked else ()

    @property
    def exclusive(self) -> tuple[str, ...]:
        """The ids of the options that are marked by themselves or not at all."""
        return tuple(option.id for option in self.options if option.exclusive)

    @property
    def values(self) -> tuple[str, ...]:
        """Every option's id, in the order shown."""
        return tuple(option.id for option in self.options)


def _known(item_id: str, value: str, values: tuple[str, ...]) -> str:
    if value not in values:
        raise SamspelError("A002", item_id, value=value[:40], known=", ".join(values))
    return value
