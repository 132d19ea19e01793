"""Whether two breakdowns of the same persons, shown together, could point at somebody. The rules: docs/method.md."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from app.domain.item_table import Group
from app.domain.published import Cell
from app.domain.questionnaire import UNSTATED

Table = Sequence[Sequence[int]]
"""[row][column]: how many belong to a cell of one breakdown and a cell of the other."""


def organisation_of(group: Group) -> str:
    """The organisation's id, UNSTATED for those who did not say."""
    return group.organisation or UNSTATED


def level_of(group: Group) -> str:
    """The role's id, UNSTATED for those who did not say."""
    return group.level or UNSTATED


def persons_in_both(persons: Mapping[Group, int], rows: Sequence[Cell], columns: Sequence[Cell]) -> list[list[int]]:
    """How many belong to each cell of organisations (rows) and each cell of roles (columns)."""
    row_of = {member: at for at, row in enumerate(rows) for member in row.members}
    column_of = {member: at for at, column in enumerate(columns) for member in column.members}
    table = [[0] * len(columns) for _ in rows]
    for group, number in persons.items():
        table[row_of[organisation_of(group)]][column_of[level_of(group)]] += number
    return table


class Nodes(NamedTuple):
    """Some rows and some columns of a table."""

    rows: Set[int]
    columns: Set[int]


def isolates(table: Table, k: int) -> bool:
    """Whether two breakdowns of the same persons, shown together, could isolate 1..k-1 of them.

    Every row and every column holds at least k. The rule: for every set S of cells of one breakdown, with T the cells
    of the other that S touches, the persons in T but not in S must be none or at least k; in both directions, which
    comes to the same: what is outside T touches nothing of S, and the difference is the same persons.

    There are 2^rows such sets, but no need to go through them. Let rows and columns be nodes, with an arc without limit
    from a row to each column that it touches, and an arc back that holds the persons in both. The persons in T but not
    in S are then what can leave S and T. So somebody is isolated where less than k can flow between two nodes that are
    connected (maximal flow is the smallest cut: Ford & Fulkerson 1956, *Canadian Journal of Mathematics* 8). Nodes
    between which k can flow both ways lie on the same side of every such set and are taken together."""
    together = _Together(table, k)
    return any(not together.reaches_all_connected() for _ in together.beginnings())


class _Together:
    """Rows and columns between which k persons or more can flow both ways: one row first, then what is beside them."""

    def __init__(self, table: Table, k: int) -> None:
        self._table = table
        self._k = k
        columns = range(len(table[0])) if table else range(0)
        self._columns_of = [[column for column in columns if row[column]] for row in table]
        self._rows_of = [[row for row, line in enumerate(table) if line[column]] for column in columns]
        self._rows: set[int] = set()
        self._columns: set[int] = set()

    def beginnings(self) -> Iterator[None]:
        """Begins anew with a row that was not reached, until there is none left."""
        done: set[int] = set()
        for row, touched in enumerate(self._columns_of):
            if touched and row not in done:
                self._rows, self._columns = {row}, set()
                yield
                done |= self._rows

    def reaches_all_connected(self) -> bool:
        """Takes in all that is connected with the first row; False where something lies behind fewer than k."""
        while True:
            columns = sorted({one for row in self._rows for one in self._columns_of[row]} - self._columns)
            rows = sorted({one for column in self._columns for one in self._rows_of[column]} - self._rows)
            if not columns and not rows:
                return True
            near_columns = {one for one in columns if sum(self._table[row][one] for row in self._rows) >= self._k}
            near_rows = {one for one in rows if sum(self._table[one][column] for column in self._columns) >= self._k}
            if not near_columns and not near_rows:
                here = Nodes(self._rows, self._columns)
                there = Nodes(set(), {columns[0]}) if columns else Nodes({rows[0]}, set())
                if not _can_flow(self._table, *((there, here) if columns else (here, there)), self._k):
                    return False
                near_columns, near_rows = set(there.columns), set(there.rows)
            self._columns |= near_columns
            self._rows |= near_rows


def _can_flow(table: Table, start: Nodes, end: Nodes, k: int) -> bool:
    """Whether k persons can flow from one to the other: along at most k shortest ways (Edmonds & Karp 1972)."""
    back = [list(column) for column in zip(*table, strict=True)]
    """[column][row]: what the arc back still holds. The arc there is without limit, and has no need to be kept."""
    missing = k
    while missing > 0:
        way = _shortest_way(table, back, start, end)
        if not way:
            return False
        least = min(missing, *(back[column][row] for column, row in way.returns))
        for column, row in way.returns:
            back[column][row] -= least
        for row, column in way.goes:
            back[column][row] += least
        missing -= least
    return True


class _Way(NamedTuple):
    goes: list[tuple[int, int]]
    """(row, column) of the arcs there."""
    returns: list[tuple[int, int]]
    """(column, row) of the arcs back."""


def _shortest_way(table: Table, back: Table, start: Nodes, end: Nodes) -> _Way | None:
    """A way from one to the other along arcs that are not full; None where there is none."""
    to_row: dict[int, int | None] = dict.fromkeys(start.rows)
    to_column: dict[int, int | None] = dict.fromkeys(start.columns)
    rows, columns = list(start.rows), list(start.columns)
    while rows or columns:
        next_columns = {
            column: row
            for row in rows
            for column, persons in enumerate(table[row])
            if persons and column not in to_column
        }
        next_rows = {
            row: column for column in columns for row, left in enumerate(back[column]) if left and row not in to_row
        }
        to_column |= next_columns
        to_row |= next_rows
        for row in next_rows.keys() & end.rows:
            return _traced(to_row, to_column, row, None)
        for column in next_columns.keys() & end.columns:
            return _traced(to_row, to_column, None, column)
        rows, columns = list(next_rows), list(next_columns)
    return None


def _traced(
    to_row: Mapping[int, int | None], to_column: Mapping[int, int | None], row: int | None, column: int | None
) -> _Way:
    """The way that leads to the row or the column, from what leads to each: None where it begins."""
    way = _Way([], [])
    while row is not None or column is not None:
        if row is not None:
            column = to_row[row]
            if column is not None:
                way.returns.append((column, row))
            row = None
        elif column is not None:
            row = to_column[column]
            if row is not None:
                way.goes.append((row, column))
            column = None
    return way
