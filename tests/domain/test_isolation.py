"""Whether two breakdowns isolate somebody: exact, and without going through the subsets of rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.isolation import isolates, persons_in_both
from app.domain.item_table import Group
from app.domain.published import Cell
from app.domain.questionnaire import UNSTATED

Table = list[list[int]]

tables = st.tuples(st.integers(1, 7), st.integers(1, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 5, 6, 9]), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@given(tables, st.integers(3, 10))
def test_isolation_is_judged_as_by_trying_every_subset_in_both_directions(table: Table, k: int) -> None:
    columns = [list(column) for column in zip(*table, strict=True)]
    if min(map(sum, chain(table, columns))) < k:
        return
    assert isolates(table, k) == (leaves_few(table, k) or leaves_few(columns, k)) == by_unions(table, k)


def test_one_person_between_two_groups_that_are_not_connected_otherwise_is_isolated() -> None:
    assert isolates([[6, 1], [0, 6]], 5)
    assert not isolates([[6, 0], [0, 6]], 5)
    assert not isolates([[6, 5], [0, 6]], 5)


def test_single_persons_in_many_cells_isolate_nobody_where_enough_of_them_lie_between() -> None:
    assert not isolates([[1] * 6 for _ in range(6)], 5)
    assert not isolates([[3 if (column - row) % 8 in (0, 1) else 0 for column in range(8)] for row in range(8)], 5)
    assert isolates([[3 if column - row in (0, 1) else 0 for column in range(8)] for row in range(7)], 5)


def test_what_is_most_to_look_at_grows_with_the_table_and_not_with_its_subsets() -> None:
    # Where subsets were gone through, each of these had 2^20 of them.
    crafted = (
        [[1] * 20 for _ in range(60)],
        [[1 if (column - row) % 20 < 10 else 0 for column in range(20)] for row in range(60)],
        [[3 if (column - row) % 20 in (0, 5, 9, 14) else 0 for column in range(20)] for row in range(60)],
        [[5 if column in (row % 20, (row + 1) % 20) else 0 for column in range(20)] for row in range(60)],
    )
    for table in crafted:
        read = Counter[str]()
        assert not isolates([Read(line, read) for line in table], 10)
        assert read["rows"] < 500 * 60
        assert read["cells"] < 500 * 60 * 20


def test_persons_are_counted_where_their_cells_meet() -> None:
    rows = (Cell("a", ("a",), 3), Cell("other", ("b", UNSTATED), 3))
    columns = (Cell("p", ("p",), 4), Cell(UNSTATED, (UNSTATED,), 2))
    persons = {Group("a", "p"): 2, Group("a", None): 1, Group("b", "p", 1): 1, Group("b", "p"): 1, Group(None, None): 1}
    assert persons_in_both(persons, rows, columns) == [[2, 1], [2, 1]]


class Read(list[int]):
    """A row that counts how often it and its cells are read."""

    def __init__(self, cells: Sequence[int], read: Counter[str]) -> None:
        super().__init__(cells)
        self.read = read

    def __iter__(self) -> Iterator[int]:
        self.read["rows"] += 1
        return super().__iter__()

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        self.read["cells"] += 1
        return super().__getitem__(at)


def leaves_few(table: Table, k: int) -> bool:
    """The rule as method.md words it, by brute force: S over sets of rows, T the columns that S touches."""
    rows = range(len(table))
    for subset in chain.from_iterable(combinations(rows, size) for size in range(1, len(table) + 1)):
        touched = [column for column in range(len(table[0])) if any(table[row][column] for row in subset)]
        outside = sum(table[row][column] for row in rows if row not in subset for column in touched)
        if 0 < outside < k:
            return True
    return False


def by_unions(table: Table, k: int) -> bool:
    """As it was worked out before: over all unions of the columns that rows touch."""
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
