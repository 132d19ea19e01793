"""What items with several parts have in common: each part is an ordered quantity with an item table of its own.

A part is a position today, a position wanted, or the weight of one option. An answer names its parts: in forms and
sheets each has a place of its own, and a raw value is written `part:value`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import SamspelError
from app.domain.scale import DONT_KNOW, NOT_APPLICABLE, Span

NOW = "now"
"""The part that says how it is today."""
WANTED = "wanted"
"""The part that says how it should be."""
BETWEEN = ":"
"""Stands between a part and its value. No id may hold it."""

KeyedAnswer = tuple[tuple[str, int | str], ...]
"""(part, code 1..length, DONT_KNOW or NOT_APPLICABLE) for each part that was answered, in the order of the item's
parts."""


@dataclass(frozen=True)
class Part:
    """One ordered quantity, coded 1..`length`; high is more of it. `key` is NOW, WANTED or an option's id.

    `own_span` and `own_places`: where its points are written as other numbers than their codes (see Scale)."""

    key: str
    length: int
    own_span: Span | None = None
    own_places: tuple[int, ...] = ()

    @property
    def span(self) -> Span:
        """Between which numbers its mean is shown."""
        return self.own_span or Span.coded(self.length)

    @property
    def places(self) -> tuple[int, ...]:
        """Where each code stands on the grid of its numbers."""
        return self.own_places or tuple(range(1, self.length + 1))


def keyed(key: str, value: str) -> str:
    """A value with its part before it, as forms send it and item tables count it."""
    return f"{key}{BETWEEN}{value}"


def parted(value: str) -> tuple[str, str]:
    """The part and the value of a raw value; the part is empty where the value names none."""
    key, between, words = value.partition(BETWEEN)
    return (key, words.strip()) if between else ("", key.strip())


def given_parts(item_id: str, raw: Sequence[str], keys: Iterable[str]) -> dict[str, str]:
    """Part -> what was given for it, parts without anything left out, in the order of `keys`.

    Raises A002 for a part that the item does not have, A003 for two values of one part."""
    known, given = tuple(keys), dict[str, str]()
    for key, words in map(parted, raw):
        if not words:
            continue
        if key not in known:
            raise SamspelError("A002", item_id, value=(key or words)[:40], known=", ".join(known))
        if key in given:
            raise SamspelError("A003", item_id)
        given[key] = words
    return {key: given[key] for key in known if key in given}


def parsed_positions(
    item_id: str, given: Mapping[str, str], values: Sequence[str], code: Callable[[str], int] = int
) -> KeyedAnswer | None:
    """The answer from one value for each part. Raises A001 for a value that is not among `values`."""
    for words in given.values():
        if words not in values:
            raise SamspelError("A001", item_id, value=words[:40], known=", ".join(values))
    aside = (DONT_KNOW, NOT_APPLICABLE)
    return tuple((key, words if words in aside else code(words)) for key, words in given.items()) or None


def pairs(answer: object) -> KeyedAnswer:
    """The answer's parts, none for no answer."""
    return answer if isinstance(answer, tuple) else ()


def counted_parts(answer: object) -> tuple[str, ...]:
    """The values under which the parts are counted: `part:code`, `part:dont_know` or
    `part:not_applicable`."""
    return tuple(keyed(key, str(value)) for key, value in pairs(answer))
