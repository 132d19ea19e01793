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
from app.domain.trades import leaves_doubt

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


def compared(measured: Sequence[Measured], cells: tuple[Cell, ...] | Withheld, main_length: int, k: int) -> Breakdown:
    """The means of each role cell on the line 1..`main_length`, on whose ends lie those of every statement's own scale,
    rounded to tenths (half up), with the smallest number of answers behind them.

    Left out are statements that some role has fewer than k answers to, or to which organisations and roles together
    would isolate somebody; at least half of the statements must be left, and everybody's answers open."""
    if isinstance(cells, Withheld):
        return cells
    shown = [one for one in measured if not isinstance(_numbers(one, cells, k), Withheld)]
    if not shown or 2 * len(shown) < len(measured):
        reasons = {one.reason for one in (_numbers(one, cells, k) for one in measured) if isinstance(one, Withheld)}
        return Withheld(reasons.pop() if len(reasons) == 1 and not shown else Reason.TOO_FEW_ITEMS)
    exact = _Exact(shown, cells, main_length)
    comparison = exact.comparison()
    if any(one.rows_shown for one in comparison.statements) and not leaves_doubt(comparison, _depth(comparison)):
        return Withheld(Reason.WOULD_ISOLATE)
    return tuple(
        CellMean(cell, min(numbers), exact.tenths(column) * TENTH)
        for column, (cell, *numbers) in enumerate(zip(cells, *(_sizes(one, cells) for one in shown), strict=True))
    )


def searched(measured: Sequence[Measured], cells: Sequence[Cell], main_length: int) -> Comparison:
    """The comparison as what can be told from it is searched for: with what each point of a statement counts."""
    return _Exact(measured, cells, main_length).comparison()


def _depth(comparison: Comparison) -> int:
    if sum(len(one.answers) for one in comparison.statements) > MANY:
        return FOR_MANY
    return FOR_ONE if len(comparison.statements) == 1 else FOR_SEVERAL


def _numbers(one: Measured, cells: Sequence[Cell], k: int) -> Sequence[int] | Withheld:
    """The valid answers of every cell; Withheld where numbers alone forbid to show them."""
    sizes = _sizes(one, cells)
    if any(number < k for number in sizes):
        return Withheld(Reason.SMALL_CELL)
    if not isinstance(one.organisations, Withheld):
        table = [[sum(_added(one, row, cell)) for cell in cells] for row in one.organisations]
        if isolates(table, k):
            return Withheld(Reason.WOULD_ISOLATE)
    return sizes


def _sizes(one: Measured, cells: Sequence[Cell]) -> list[int]:
    return [sum(sum(persons) for (_, level), persons in one.answers.items() if level in cell.members) for cell in cells]


def _added(one: Measured, row: Cell | None, column: Cell) -> tuple[int, ...]:
    """The distribution of those in both cells; in the column alone where there is no row."""
    added = [0] * one.length
    for (organisation, level), persons in one.answers.items():
        if level in column.members and (row is None or organisation in row.members):
            added = [before + more for before, more in zip(added, persons, strict=True)]
    return tuple(added)


class _Exact:
    """The means of the columns in whole numbers: how far one answer moves them, and how far they may move."""

    def __init__(self, measured: Sequence[Measured], cells: Sequence[Cell], main_length: int) -> None:
        self.measured = measured
        self.cells = cells
        weights = sum((one.weight for one in measured), Fraction(0))
        self.gains = [
            [one.weight * Fraction(main_length - 1, one.width) / weights / size for size in _sizes(one, cells)]
            for one in measured
        ]
        self.units = [lcm(20, *(gains[column].denominator for gains in self.gains)) for column in range(len(cells))]

    def tenths(self, column: int) -> int:
        """The mean of the column on the main scale, 10 to the step, half up."""
        return floor(self._mean(column) * 10 + Fraction(1, 2))

    def comparison(self) -> Comparison:
        """The same for trades: values are places, so that a row's sum stays when its answers change places."""
        meetings: set[Meeting] = set()
        rows = next((one.organisations for one in self.measured if not isinstance(one.organisations, Withheld)), None)
        statements = []
        for one, gains in zip(self.measured, self.gains, strict=True):
            answers = self._answers(one)
            steps = {column: int(gain * self.units[column]) for column, gain in enumerate(gains)}
            shown = not isinstance(one.organisations, Withheld)
            statements.append(Statement(answers, one.places, steps, shown))
            meetings |= {at for at in answers if at[0] != EVERYBODY}
            if rows is not None and not shown:
                meetings |= {
                    (row, column)
                    for row, cell in enumerate(rows)
                    for column, role in enumerate(self.cells)
                    if sum(_added(one, cell, role))
                }
        return Comparison(tuple(statements), self._rooms(), tuple(sorted(meetings)))

    def _answers(self, one: Measured) -> dict[Meeting, tuple[int, ...]]:
        rows = [(EVERYBODY, None)] if isinstance(one.organisations, Withheld) else list(enumerate(one.organisations))
        found = {(at, column): _added(one, row, cell) for at, row in rows for column, cell in enumerate(self.cells)}
        return {meeting: persons for meeting, persons in found.items() if sum(persons)}

    def _rooms(self) -> dict[int, Room]:
        rooms = {}
        for column, unit in enumerate(self.units):
            mean = self._mean(column) * unit
            lowest = (self.tenths(column) * TENTH - TENTH / 2) * unit
            rooms[column] = Room(int(lowest - mean), int(lowest + TENTH * unit - mean))
        return rooms

    def _mean(self, column: int) -> Fraction:
        total = Fraction(1)
        for one, gains in zip(self.measured, self.gains, strict=True):
            persons = _added(one, None, self.cells[column])
            total += gains[column] * sum(
                (place - one.places[0]) * number for place, number in zip(one.places, persons, strict=True)
            )
        return total
