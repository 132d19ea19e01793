"""Answers that change places behind the figures of one comparison of roles, and what that does to the figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

Meeting = tuple[int, int]
"""(row, column): those of one organisation cell and one role cell."""
EVERYBODY = -1
"""The row of all, in a statement whose organisations are not shown."""


@dataclass(frozen=True)
class Statement:
    """The valid answers to one statement of the comparison.

    `answers`: meeting -> persons per point. `values`: what each point counts, whole numbers. `steps`: column -> how far
    the column's mean moves when one person's answer there counts 1 more, in the column's own units. `rows_shown`:
    whether the means of the rows are shown; if not, all answers stand in the row EVERYBODY."""

    answers: Mapping[Meeting, tuple[int, ...]]
    values: tuple[int, ...]
    steps: Mapping[int, int]
    rows_shown: bool = True

    def home(self, meeting: Meeting) -> Meeting:
        """Where somebody of the meeting is counted."""
        return meeting if self.rows_shown else (EVERYBODY, meeting[1])

    @cached_property
    def by_row(self) -> Mapping[int, tuple[tuple[Meeting, tuple[int, ...]], ...]]:
        """Row -> its meetings and their answers, in the order of `answers`."""
        return _grouped(self.answers, 0)

    @cached_property
    def by_column(self) -> Mapping[int, tuple[tuple[Meeting, tuple[int, ...]], ...]]:
        """Column -> the same."""
        return _grouped(self.answers, 1)

    @cached_property
    def rows(self) -> Mapping[int, tuple[int, ...]]:
        """Row -> persons per point."""
        return {
            row: tuple(map(sum, zip(*(persons for _, persons in meetings), strict=True)))
            for row, meetings in self.by_row.items()
        }


@dataclass(frozen=True)
class Room:
    """How far a column's mean may move before another figure is shown: at least `down` (<= 0), less than `up` (> 0)."""

    down: int
    up: int

    def holds(self, shift: int) -> bool:
        """Whether the figure stays the same."""
        return self.down <= shift < self.up


@dataclass(frozen=True)
class Exchange:
    """Somebody at `one` with the point `gives` and somebody at `other` with the point `takes` change answers."""

    statement: int
    one: Meeting
    gives: int
    other: Meeting
    takes: int


Trade = tuple[Exchange, ...]
Moving = tuple[Exchange, int, int]
"""An exchange, and how far it moves the means of its two columns."""


@dataclass(frozen=True)
class Comparison:
    """The statements that one comparison of roles is made of, and the room of each column's mean.

    `meetings`: every meeting of rows and columns in which there is somebody."""

    statements: tuple[Statement, ...]
    rooms: Mapping[int, Room]
    meetings: tuple[Meeting, ...]
    _found: dict[tuple[int, int, int], tuple[Moving, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _of_column(self) -> Mapping[int, tuple[Meeting, ...]]:
        return {column: tuple(one for one in self.meetings if one[1] == column) for column in self.rooms}

    @cached_property
    def _all_meetings(self) -> frozenset[Meeting]:
        return frozenset(self.meetings)

    def counted_in(self, statement: Statement, place: Meeting) -> tuple[Meeting, ...]:
        """The meetings of persons whose answers to the statement stand at the place."""
        if statement.rows_shown:
            return (place,) if place in self._all_meetings else ()
        return self._of_column[place[1]] if place[0] == EVERYBODY else ()

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Every column."""
        return tuple(self.rooms)

    def exchanges(self, statement: int, one: int, other: int) -> tuple[Moving, ...]:
        """Every exchange between two columns that leaves the rows of the statement as they are."""
        key = (statement, one, other)
        if key not in self._found:
            asked = self.statements[statement]
            self._found[key] = tuple(
                (found, more * asked.steps[one], -more * asked.steps[other])
                for found in _exchanges(asked, statement, one, other)
                for more in (asked.values[found.takes] - asked.values[found.gives],)
            )
        return self._found[key]

    def shifts(self, trade: Trade) -> dict[int, int]:
        """How far each column's mean moves."""
        moved: dict[int, int] = {}
        for one in trade:
            statement = self.statements[one.statement]
            more = statement.values[one.takes] - statement.values[one.gives]
            for column, change in ((one.one[1], more), (one.other[1], -more)):
                moved[column] = moved.get(column, 0) + change * statement.steps[column]
        return moved

    def is_silent(self, trade: Trade) -> bool:
        """Whether every column's figure stays as it is shown."""
        return all(self.rooms[column].holds(shift) for column, shift in self.shifts(trade).items())

    def is_possible(self, trade: Trade) -> bool:
        """Whether there are enough answers for every exchange, so that none undoes another."""
        taken = used(trade)
        return all(self.statements[at].answers[one][point] >= number for (at, one, point), number in taken.items())

    def after(self, trade: Trade) -> "Comparison":
        """The same figures with other answers behind them."""
        changed = {at: {one: list(n) for one, n in self.statements[at].answers.items()} for at in touched(trade)}
        for one in trade:
            answers = changed[one.statement]
            for meeting, gives, takes in ((one.one, one.gives, one.takes), (one.other, one.takes, one.gives)):
                answers[meeting][gives] -= 1
                answers[meeting][takes] += 1
        statements = tuple(
            Statement({at: tuple(n) for at, n in changed[index].items()}, one.values, one.steps, one.rows_shown)
            if index in changed
            else one
            for index, one in enumerate(self.statements)
        )
        rooms = dict(self.rooms)
        for column, shift in self.shifts(trade).items():
            rooms[column] = Room(rooms[column].down - shift, rooms[column].up - shift)
        return Comparison(statements, rooms, self.meetings)


def used(trade: Trade) -> dict[tuple[int, Meeting, int], int]:
    """(statement, meeting, point) -> how many answers the trade takes there."""
    taken: dict[tuple[int, Meeting, int], int] = {}
    for one in trade:
        for key in ((one.statement, one.one, one.gives), (one.statement, one.other, one.takes)):
            taken[key] = taken.get(key, 0) + 1
    return taken


def touched(trade: Trade) -> set[int]:
    """The statements in which answers change places."""
    return {one.statement for one in trade}


def _grouped(
    answers: Mapping[Meeting, tuple[int, ...]], by: int
) -> dict[int, tuple[tuple[Meeting, tuple[int, ...]], ...]]:
    groups: dict[int, list[tuple[Meeting, tuple[int, ...]]]] = {}
    for meeting, persons in answers.items():
        groups.setdefault(meeting[by], []).append((meeting, persons))
    return {at: tuple(found) for at, found in groups.items()}


def _exchanges(statement: Statement, at: int, one: int, other: int) -> Iterator[Exchange]:
    for meeting, persons in statement.by_column.get(one, ()):
        beside = (meeting[0], other)
        for takes, others in enumerate(statement.answers.get(beside, ())):
            if others:
                for gives, number in enumerate(persons):
                    if number and gives != takes:
                        yield Exchange(at, meeting, gives, beside, takes)
