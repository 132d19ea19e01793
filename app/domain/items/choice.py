"""One or several options out of a closed list."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    """A question answered by any number of options. It describes the group; it has no score."""

    kind: ClassVar[str] = "multiple_choice"

    id: str
    text: Text
    options: tuple[Option, ...]

    def parse(self, raw: Sequence[str]) -> frozenset[str] | None:
        """The ids of the marked options or None. A value may hold several, parted by semicolons (as in a
        sheet). Raises A002 for an unknown option."""
        given = [part.strip() for value in raw for part in value.split(";") if part.strip()]
        return frozenset(_known(self.id, value, self.values) for value in given) or None

    def raw(self, answer: object) -> tuple[str, ...]:
        """The answer as a form sends it, in the order of the options."""
        marked = answer if isinstance(answer, frozenset) else frozenset()
        return tuple(value for value in self.values if value in marked)

    def counted(self, answer: object) -> tuple[str, ...]:
        """The marked options and, for the number of persons, ANSWERED."""
        marked = self.raw(answer)
        return (ANSWERED, *marked) if marked else ()

    @property
    def values(self) -> tuple[str, ...]:
        """Every option's id, in the order shown."""
        return tuple(option.id for option in self.options)


def _known(item_id: str, value: str, values: tuple[str, ...]) -> str:
    if value not in values:
        raise SamspelError("A002", item_id, value=value[:40], known=", ".join(values))
    return value
