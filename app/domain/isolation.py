"""Whether two breakdowns of the same persons, shown together, could point at somebody. The rules: docs/method.md."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.domain.item_table import Group
from app.domain.published import Cell
from app.domain.questionnaire import UNSTATED


def organisation_of(group: Group) -> str:
    """The organisation's id, UNSTATED for those who did not say."""
    return group.organisation or UNSTATED


def level_of(group: Group) -> str:
    """The role's id, UNSTATED for those who did not say."""
    return group.level or UNSTATED


def persons_in(persons: Mapping[Group, int], row: Cell, column: Cell) -> int:
    """How many belong to both cells."""
    return sum(
        number
        for group, number in persons.items()
        if organisation_of(group) in row.members and level_of(group) in column.members
    )


def isolates(table: Sequence[Sequence[int]], k: int) -> bool:
    """Whether two breakdowns of the same persons, shown together, could isolate 1..k-1 of them.

    `table[row][column]` counts the persons in a cell of one breakdown and a cell of the other; every row and every
    column holds at least k. The rule: for every set S of cells of one breakdown, with T the cells of the other that
    S touches, the persons in T but not in S must be none or at least k; in both directions.

    Only the largest S for a given T needs a look: taking a cell out of S without making T smaller adds at
    least k persons to the difference. So T is a union U of what rows touch, and S the rows inside U. In the other
    direction S is the columns outside such a U and T the rows not inside it, which gives the same difference. Where
    most cells are filled, many subsets have the same union, so there are few to look at."""
    if table and len(table[0]) > len(table):
        table = list(zip(*table, strict=True))
    column_sums = [sum(column) for column in zip(*table, strict=True)]
    rows: Counter[int] = Counter()
    for row in table:
        rows[sum(1 << column for column, persons in enumerate(row) if persons)] += sum(row)
    unions = {0}
    for touched in rows:
        unions |= {union | touched for union in unions}
    for union in unions:
        outside = sum(persons for column, persons in enumerate(column_sums) if union >> column & 1)
        outside -= sum(persons for touched, persons in rows.items() if not touched & ~union)
        if 0 < outside < k:
            return True
    return False
