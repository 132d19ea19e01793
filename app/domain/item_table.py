"""Raw counts per item, organisation, level and value. Never shown: only disclosure control reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Group(NamedTuple):
    """Those who stated the same organisation and level (None: not stated) and answered in the same wave."""

    organisation: str | None
    level: str | None
    wave: int = 0


class Count(NamedTuple):
    """One row of the GROUP BY: so many persons of the group gave this value to this item."""

    item_id: str
    group: Group
    value: str
    persons: int


@dataclass(frozen=True)
class ItemTable:
    """All counts of one item: (group, value) -> persons. Values are written as the item's kind counts them."""

    item_id: str
    counts: Mapping[tuple[Group, str], int]


class WrittenComment(NamedTuple):
    """A comment and the wave it came in; nothing else is known of it."""

    item_id: str
    wave: int
    words: str


@dataclass(frozen=True)
class RoundCounts:
    """Everything that was counted in one round: persons per group, a table per item, the comments."""

    persons: Mapping[Group, int]
    tables: Mapping[str, ItemTable]
    comments: tuple[WrittenComment, ...] = field(default=())

    @classmethod
    def of(
        cls, persons: Mapping[Group, int], counts: Iterable[Count], comments: Iterable[WrittenComment] = ()
    ) -> "RoundCounts":
        """The tables from the rows of a GROUP BY, in any order; rows of the same key add up."""
        tables: dict[str, dict[tuple[Group, str], int]] = {}
        for item_id, group, value, number in counts:
            table = tables.setdefault(item_id, {})
            table[group, value] = table.get((group, value), 0) + number
        return cls(
            dict(persons),
            {item_id: ItemTable(item_id, table) for item_id, table in tables.items()},
            tuple(comments),
        )

    def table(self, item_id: str) -> ItemTable:
        """The item's table, empty where nobody answered it."""
        return self.tables.get(item_id) or ItemTable(item_id, {})
