"""What roles may be compared by: the mean of a factor, or of a part of a weighed question, in each role.

Shown to tenths, and only where it leaves everybody's answers open beside the organisations' means and the distribution
of all (`app.domain.trades`). Rules and reasons: docs/method.md, decision 0031."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm

from app.domain.exchanges import EVERYBODY, Comparison, Meeting, Room, Statement
from app.domain.isolation import isolates, level_of, organisation_of
from app.domain.item_table import Group
from app.domain.published import Breakdown, Cell, CellMean, Reason, Withheld
from app.domain.trades import MOST_STEPS, leaves_doubt

TENTH = Fraction(1, 10)
FOR_ONE, FOR_SEVERAL, FOR_MANY = 4, 2, 1
"""How far it is followed what being shown tells: comparisons of one statement, of several, and of many meetings."""
MANY = 40
"""Meetings of organisations and roles, over all statements, from which on answers are too many to be told by that."""


@dataclass(frozen=True)
class Measured:
    """The valid answers to one statement or part: (organisation, role) -> persons per code 1..A.

    `weight`: its share in the comparison. `places`: what each code counts in means, rising whole numbers from 1: 1..A,
    or where the values of its scale are uneven their places (`Scale.places`). `organisations`: the cells whose means
    are shown, Withheld where they are not."""

    answers: Mapping[tuple[str, str], Sequence[int]]
    weight: Fraction
    places: tuple[int, ...]
    organisations: tuple[Cell, ...] | Withheld

    @property
    def length(self) -> int:
        """A of its own scale."""
        return len(self.places)

    @property
    def width(self) -> int:
        """How many steps of places lie between its ends."""
        return self.places[-1] - self.places[0]


def members_of(group: Group) -> tuple[str, str]:
    """The organisation's and the role's id, UNSTATED for what was not said."""
    return organisation_of(group), level_of(group)


def compared(
    measured: Sequence[Measured],
    cells: tuple[Cell, ...] | Withheld,
    main_length: int,
    k: int,
    steps: int = MOST_STEPS,
) -> Breakdown:
    """The means of each role cell on the line 1..`main_length`, on whose ends lie those of every statement's own scale,
    rounded to tenths (half up), with the smallest number of answers behind them.

    Left out are statements that some role has fewer than k answers to, or to which organisations and roles together
    would isolate somebody; at least half of the statements must be left, and everybody's answers open. What cannot be
    decided in so many `steps` is withheld."""
    if isinstance(cells, Withheld):
        return cells
    placed = [(one, _Placed.of(one, _rows(one), cells)) for one in measured]
    forbidden = [_forbidden(one, at, k) for one, at in placed]
    shown = [one for one, reason in zip(placed, forbidden, strict=True) if reason is None]
    if not shown or 2 * len(shown) < len(measured):
        reasons = {reason for reason in forbidden if reason}
        return Withheld(reasons.pop() if len(reasons) == 1 and not shown else Reason.TOO_FEW_ITEMS)
    exact = _Exact(shown, cells, main_length)
    comparison = exact.comparison()
    tied = any(one.rows_shown for one in comparison.statements)
    if tied and not leaves_doubt(comparison, _depth(comparison), steps):
        return Withheld(Reason.WOULD_ISOLATE)
    numbers = zip(*(at.sizes for _, at in shown), strict=True)
    return tuple(
        CellMean(cell, min(of_cell), exact.tenths(column) * TENTH)
        for column, (cell, of_cell) in enumerate(zip(cells, numbers, strict=True))
    )


def searched(measured: Sequence[Measured], cells: Sequence[Cell], main_length: int) -> Comparison:
    """The comparison as what can be told from it is searched for: with what each point of a statement counts."""
    return _Exact([(one, _Placed.of(one, _rows(one), cells)) for one in measured], cells, main_length).comparison()


def _depth(comparison: Comparison) -> int:
    if sum(len(one.answers) for one in comparison.statements) > MANY:
        return FOR_MANY
    return FOR_ONE if len(comparison.statements) == 1 else FOR_SEVERAL


@dataclass(frozen=True)
class _Placed:
    """The valid answers to one statement, by where they stand among the cells.

    `answers`: meeting -> persons per code, those without a row in the row EVERYBODY. `columns`: column -> the same for
    all of the role."""

    answers: Mapping[Meeting, tuple[int, ...]]
    columns: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, one: Measured, rows: Sequence[Cell] | None, cells: Sequence[Cell]) -> "_Placed":
        """Goes through the answers once. `rows` None: all stand in the row EVERYBODY."""
        row_of = None if rows is None else {member: at for at, row in enumerate(rows) for member in row.members}
        column_of = {member: at for at, cell in enumerate(cells) for member in cell.members}
        added: dict[Meeting, list[int]] = {}
        columns = [[0] * one.length for _ in cells]
        for (organisation, level), persons in one.answers.items():
            column = column_of.get(level)
            row = EVERYBODY if row_of is None else row_of.get(organisation)
            if column is None or not any(persons):
                continue
            _add(columns[column], persons)
            if row is not None:
                _add(added.setdefault((row, column), [0] * one.length), persons)
        answers = {meeting: tuple(persons) for meeting, persons in sorted(added.items())}
        return cls(answers, tuple(map(tuple, columns)))

    @property
    def sizes(self) -> tuple[int, ...]:
        """The valid answers of every role."""
        return tuple(map(sum, self.columns))


def _add(to: list[int], persons: Sequence[int]) -> None:
    for code, number in enumerate(persons):
        to[code] += number


def _rows(one: Measured) -> tuple[Cell, ...] | None:
    return None if isinstance(one.organisations, Withheld) else one.organisations


def _forbidden(one: Measured, placed: _Placed, k: int) -> Reason | None:
    """Why numbers alone forbid to compare the statement's roles."""
    if any(number < k for number in placed.sizes):
        return Reason.SMALL_CELL
    rows = _rows(one)
    if rows is not None:
        table = [[0] * len(placed.columns) for _ in rows]
        for (row, column), persons in placed.answers.items():
            table[row][column] = sum(persons)
        if isolates(table, k):
            return Reason.WOULD_ISOLATE
    return None


class _Exact:
    """The means of the columns in whole numbers: how far one answer moves them, and how far they may move."""

    def __init__(self, shown: Sequence[tuple[Measured, _Placed]], cells: Sequence[Cell], main_length: int) -> None:
        self.shown = shown
        self.cells = cells
        weights = sum((one.weight for one, _ in shown), Fraction(0))
        self.gains = [
            [one.weight * Fraction(main_length - 1, one.width) / weights / size for size in placed.sizes]
            for one, placed in shown
        ]
        self.units = [lcm(20, *(gains[column].denominator for gains in self.gains)) for column in range(len(cells))]
        self._means = [self._mean(column) for column in range(len(cells))]

    def tenths(self, column: int) -> int:
        """The mean of the column on the main scale, 10 to the step, half up."""
        return floor(self._means[column] * 10 + Fraction(1, 2))

    def comparison(self) -> Comparison:
        """The same for trades: values are places, so that a row's sum stays when its answers change places."""
        meetings: set[Meeting] = set()
        rows = next((found for one, _ in self.shown if (found := _rows(one)) is not None), None)
        statements = []
        for (one, placed), gains in zip(self.shown, self.gains, strict=True):
            steps = {column: int(gain * self.units[column]) for column, gain in enumerate(gains)}
            statements.append(Statement(placed.answers, one.places, steps, _rows(one) is not None))
            if rows is not None:
                meetings |= set((placed if _rows(one) else _Placed.of(one, rows, self.cells)).answers)
        return Comparison(tuple(statements), self._rooms(), tuple(sorted(meetings)))

    def _rooms(self) -> dict[int, Room]:
        rooms = {}
        for column, unit in enumerate(self.units):
            mean = self._means[column] * unit
            lowest = (self.tenths(column) * TENTH - TENTH / 2) * unit
            rooms[column] = Room(int(lowest - mean), int(lowest + TENTH * unit - mean))
        return rooms

    def _mean(self, column: int) -> Fraction:
        total = Fraction(1)
        for (one, placed), gains in zip(self.shown, self.gains, strict=True):
            total += gains[column] * sum(
                (place - one.places[0]) * number
                for place, number in zip(one.places, placed.columns[column], strict=True)
            )
        return total
