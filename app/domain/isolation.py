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


def reveals(table: Sequence[Sequence[Sequence[int]]], k: int) -> bool:
    """Whether two breakdowns and the distribution of all, shown together, could tell what 1..k-1 persons answered.

    `table[row][column]` is the distribution of those in a cell of one breakdown and a cell of the other. Sums are what
    `isolates` looks at; but answers are whole numbers of a known distribution: where a single person answered
    differently, the lower mean of one row and of one column says in which meeting of the two that person is.

    A meeting of 1..k-1 persons is safe where other answers in it give the same figures: it trades an answer with
    another column of its row, and another row trades as many steps back between the same columns; or the same with
    rows and columns exchanged. Left out are rows where all gave the lowest, or all the highest, answer that was given:
    that is agreement itself, and the rows are shown in any case."""
    columns = [list(column) for column in zip(*table, strict=True)]
    agreeing = _agreeing(table)
    return any(
        0 < sum(meeting) < k
        and not agreeing[row]
        and not _could_differ(table, row, column)
        and not _could_differ(columns, column, row)
        for row, meetings in enumerate(table)
        for column, meeting in enumerate(meetings)
    )


def _agreeing(table: Sequence[Sequence[Sequence[int]]]) -> list[bool]:
    """Per row, whether all in it gave the lowest, or all the highest, of all answers in the table."""
    rows = [{value for meeting in row for value, number in enumerate(meeting) if number} for row in table]
    given = set[int]().union(*rows)
    return [row in ({min(given)}, {max(given)}) for row in rows]


def _could_differ(table: Sequence[Sequence[Sequence[int]]], row: int, column: int) -> bool:
    """Whether a trade within the row, made up for in another row, leaves every sum and the distribution as they are."""
    for other in range(len(table[row])):
        if other == column:
            continue
        steps = _steps(table[row][column], table[row][other])
        back = (_steps(one[other], one[column]) for at, one in enumerate(table) if at != row)
        if any(steps & one for one in back):
            return True
    return False


def _steps(one: Sequence[int], other: Sequence[int]) -> set[int]:
    """The differences, 0 apart, between an answer in one distribution and an answer in the other."""
    return {
        mine - theirs
        for mine, number in enumerate(one)
        for theirs, others in enumerate(other)
        if number and others and mine != theirs
    }
