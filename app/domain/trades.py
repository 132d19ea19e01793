"""Whether a comparison of roles leaves everybody's answers open. Rule and reasons: docs/method.md, decision 0031.

Beside the roles' means stand each statement's distribution of all and the means of the organisations. The set of all
answers that agree with these figures must hold, for each person and each reader, at least two answers of that person.
It is too large to be searched, but one need not: a *trade* is a way to let some persons change answers so that every
figure stays as it is shown. Somebody with a trade is safe, whoever is asking, as long as the trade takes nothing from
the answers that the asker knows: the own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from app.domain.exchanges import Comparison, Exchange, Meeting, Moving, Room, Statement, Trade, used

_Serves = Callable[[Trade], bool]
Asker = tuple[Meeting, int | None]
"""Where a member belongs, and the own answer to the statement in question (None: no valid one)."""
MOST_TRIED = 40
"""Trades whose outcome is looked at for one target; more are hardly ever needed, and there may be thousands."""

MOST_FOUND = 400
"""Trades that are found for one target before it is given up; the first few nearly always do."""
MOST_OUTCOMES = 2000
"""Sets of answers that are looked at for one comparison; what would take more is withheld, so that time is bounded."""

STEPS_OF_A_TARGET = 25
"""What it takes to find one target open, and seldom less."""
MOST_STEPS = 800_000
"""Exchanges, members and meetings that are looked at for all comparisons of a round, a few seconds of work. What would
take more is withheld."""


def steps_for_each(comparisons: int) -> int:
    """The share of each of a round's comparisons. All have the same, used or not, so that whether one is decided does
    not depend on the answers to another."""
    return MOST_STEPS // max(comparisons, 1)


class _TooMuch(Exception):
    """It cannot be decided within the steps."""


class _Steps:
    """How much work is left. Steps are counted, not timed, so that the same answers are judged alike everywhere."""

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, number: int) -> None:
        """Raises _TooMuch where there are not so many left."""
        self.left -= number
        if self.left < 0:
            raise _TooMuch


def leaves_doubt(comparison: Comparison, depth: int, steps: int = MOST_STEPS) -> bool:
    """Whether every answer could be another one, for an outsider and for every member, who knows the own answers.

    `depth` 1: a trade is enough. `depth` d: the answers that it leads to must leave doubt with depth d - 1, for else
    it could be told from the fact that the comparison is shown that they are not the true ones.

    Left out is what a published organisation tells by itself: where all others of it answered alike. False, too, where
    it cannot be decided in so many `steps`; where there are more targets than that is enough for, nothing is tried."""
    most = steps // STEPS_OF_A_TARGET
    if sum(1 for _ in islice(_targets(comparison), most + 1)) > most:
        return False
    try:
        return _Search(_Steps(steps)).leaves_doubt(comparison, depth)
    except _TooMuch:
        return False


@dataclass(frozen=True)
class _Shown:
    """A trade that was found, and what it needs to stay one: the answers that it takes, and room for its shifts."""

    takes: Mapping[tuple[int, Meeting, int], int]
    shifts: tuple[tuple[int, int], ...]

    def stays(self, after: Comparison, taken: set[tuple[int, Meeting, int]]) -> bool:
        """Whether it is one after a trade that took those answers, and stopped for nobody else."""
        return all(after.rooms[column].holds(shift) for column, shift in self.shifts) and all(
            after.statements[key[0]].answers[key[1]][key[2]] > number
            for key, number in self.takes.items()
            if key in taken
        )


class _Search:
    """Looks for trades, and at what they lead to. What was found is kept: most trades leave most others as they are."""

    def __init__(self, steps: _Steps) -> None:
        self._steps = steps
        self._known: dict[object, bool] = {}
        self._outcomes = 0

    def leaves_doubt(self, comparison: Comparison, depth: int) -> bool:
        """As the function of that name."""
        self._steps.take(sum(len(one.answers) for one in comparison.statements))
        key = (depth, tuple(tuple(sorted(one.answers.items())) for one in comparison.statements))
        if key not in self._known:
            self._known[key] = self._looked_at(comparison, depth)
        return self._known[key]

    def _looked_at(self, comparison: Comparison, depth: int) -> bool:
        open_by: dict[_Target, tuple[_Shown, ...]] = {}
        for target in _targets(comparison):
            self._steps.take(1)
            trades = _open_by(comparison, target, self._steps)
            if trades is None:
                return False
            if depth > 1:
                open_by[target] = tuple(_Shown(used(one), tuple(comparison.shifts(one).items())) for one in trades)
        if depth == 1:
            return True

        def serves(trade: Trade) -> bool:
            self._outcomes += 1
            if self._outcomes > MOST_OUTCOMES:
                return False
            if depth == 2:
                return _stay_open(comparison, open_by, trade, self._steps)
            return self.leaves_doubt(comparison.after(trade), depth - 1)

        return all(_open_by(comparison, target, self._steps, serves) is not None for target in open_by)


def _stay_open(
    before: Comparison, open_by: Mapping["_Target", tuple[_Shown, ...]], trade: Trade, steps: _Steps
) -> bool:
    """Whether every target is open after a trade, too: by the same trades as before where they are still possible."""
    after = before.after(trade)
    steps.take(len(open_by))
    moved = {(one.statement, place) for one in trade for place in (one.one, one.other)}
    rows = {(one.statement, place[0]) for one in trade if one.one[0] != one.other[0] for place in (one.one, one.other)}
    taken = set(used(trade))
    for target, trades in open_by.items():
        if (target.statement, target.meeting) in moved:
            continue
        stays = (target.statement, target.meeting[0]) not in rows and all(one.stays(after, taken) for one in trades)
        if not stays and _open_by(after, target, steps) is None:
            return False
    return all(
        _open_by(after, target, steps) is not None for at, place in moved for target in _targets_at(after, at, place)
    )


@dataclass(frozen=True)
class _Target:
    """All in a meeting, or all but the asker, gave the same point. `asker`: the only one who sees it so, None for
    whoever is not among them."""

    statement: int
    meeting: Meeting
    point: int
    asker: Asker | None = None


def _targets(comparison: Comparison) -> Iterator[_Target]:
    for at, statement in enumerate(comparison.statements):
        for meeting in statement.answers:
            yield from _targets_at(comparison, at, meeting)


def _targets_at(comparison: Comparison, at: int, meeting: Meeting) -> Iterator[_Target]:
    statement = comparison.statements[at]
    persons = statement.answers[meeting]
    given = [point for point, number in enumerate(persons) if number]
    if len(given) == 1:
        yield _Target(at, meeting, given[0])
    elif len(given) == 2:
        for own, others in (given, given[::-1]):
            if persons[own] == 1:
                for one in comparison.counted_in(statement, meeting):
                    yield _Target(at, meeting, others, (one, own))


def _open_by(
    comparison: Comparison, target: _Target, steps: _Steps, serves: _Serves = lambda _: True
) -> tuple[Trade, ...] | None:
    """The trades that serve and leave the target open to everybody who asks; None where there are none such."""
    statement = comparison.statements[target.statement]
    row = statement.rows[target.meeting[0]]
    if sum(row) == row[target.point]:
        return ()
    if target.asker and _is_excused(statement, target, row, target.asker):
        return ()
    left: set[Asker] | None = {target.asker} if target.asker else None
    found: list[Trade] = []
    tried = 0
    for trade in islice(_trades(comparison, target, steps), MOST_FOUND):
        stopped = {
            one for one in _stopped(comparison, target, trade, steps) if not _is_excused(statement, target, row, one)
        }
        remaining = stopped if left is None else left & stopped
        if remaining == left:
            continue
        tried += 1
        if tried > MOST_TRIED:
            return None
        if serves(trade):
            found.append(trade)
            left = remaining
            if not left:
                return tuple(found)
    return None


def _is_excused(statement: Statement, target: _Target, row: Sequence[int], asker: Asker) -> bool:
    """Whether the asker is the target alone, or sees that all others of the target's row gave its point."""
    meeting, own = asker
    home = statement.home(meeting)
    if own is None or home[0] != target.meeting[0]:
        return False
    if home == target.meeting and sum(statement.answers[home]) == 1:
        return True
    return sum(row) - 1 == row[target.point] - (own == target.point)


def _stopped(comparison: Comparison, target: _Target, trade: Trade, steps: _Steps) -> Iterator[Asker]:
    """The members who may know that the trade did not happen: it may need an answer that is theirs.

    Somebody's answers to several statements are not known together, so that every member of a meeting may be the one
    whose answer is needed."""
    for (at, place, point), number in used(trade).items():
        statement = comparison.statements[at]
        if statement.answers[place][point] - 1 >= number:
            continue
        asked = comparison.statements[target.statement]
        members = comparison.counted_in(statement, place)
        steps.take(len(members))
        for meeting in members:
            if at == target.statement:
                yield meeting, point
            else:
                persons = asked.answers.get(asked.home(meeting), ())
                yield from ((meeting, own) for own, number_of in enumerate(persons) if number_of)
                yield meeting, None


def _trades(comparison: Comparison, target: _Target, steps: _Steps) -> Iterator[Trade]:
    """Trades in which somebody of the target's meeting changes to another point, simple ones first."""
    first: list[Exchange] = []
    steps.take(1)
    for one in _first_exchanges(comparison, target):
        steps.take(1)
        first.append(one)
        if comparison.is_silent((one,)):
            yield (one,)
    for one in first:
        yield from _made_up_for(comparison, one, steps)
    yield from _between_rows(comparison, target, steps)
    for one in first:
        yield from _made_up_for_twice(comparison, one, steps)
    for one in first:
        yield from _made_up_for_elsewhere(comparison, one, steps)


def _first_exchanges(comparison: Comparison, target: _Target) -> Iterator[Exchange]:
    statement = comparison.statements[target.statement]
    for other, persons in statement.by_row[target.meeting[0]]:
        if other != target.meeting:
            for point, number in enumerate(persons):
                if number and point != target.point:
                    yield Exchange(target.statement, target.meeting, target.point, other, point)


def _made_up_for(comparison: Comparison, first: Exchange, steps: _Steps) -> Iterator[Trade]:
    """With an exchange between the same columns, in whatever statement and row."""
    here, there = _left(comparison, first)
    for second, one, other in _back(comparison, first, steps):
        if here.holds(one) and there.holds(other) and comparison.is_possible((first, second)):
            yield first, second


def _made_up_for_twice(comparison: Comparison, first: Exchange, steps: _Steps) -> Iterator[Trade]:
    """With two exchanges between the same columns that go back part of the way each."""
    here, there = _left(comparison, first)
    back = _back(comparison, first, steps)
    for number, (second, one, other) in enumerate(back):
        steps.take(1 + number)
        for third, further, beyond in back[:number]:
            if here.holds(one + further) and there.holds(other + beyond):
                trade = (first, second, third)
                if comparison.is_possible(trade):
                    yield trade


def _made_up_for_elsewhere(comparison: Comparison, first: Exchange, steps: _Steps) -> Iterator[Trade]:
    """With an exchange between other columns."""
    for pair in _pairs(comparison.columns):
        if set(pair) != {first.one[1], first.other[1]}:
            for at in range(len(comparison.statements)):
                exchanges = comparison.exchanges(at, *pair)
                steps.take(1 + len(exchanges))
                for second, _, _ in exchanges:
                    trade = (first, second)
                    if comparison.is_silent(trade) and comparison.is_possible(trade):
                        yield trade


def _left(comparison: Comparison, first: Exchange) -> tuple[Room, Room]:
    """The room that an exchange leaves in its two columns."""
    shifts = comparison.shifts((first,))
    rooms = (comparison.rooms[column] for column in (first.one[1], first.other[1]))
    here, there = (
        Room(room.down - shifts[column], room.up - shifts[column])
        for room, column in zip(rooms, (first.one[1], first.other[1]), strict=True)
    )
    return here, there


def _back(comparison: Comparison, first: Exchange, steps: _Steps) -> list[Moving]:
    """The exchanges between the same columns that move them the other way. Where they begin differs from row to row, so
    that not all trades need the same answers."""
    up = comparison.shifts((first,))[first.one[1]] > 0
    between = [comparison.exchanges(at, first.one[1], first.other[1]) for at in range(len(comparison.statements))]
    steps.take(sum(map(len, between)))
    found = [moving for exchanges in between for moving in exchanges if (moving[1] < 0) == up]
    start = 7 * first.one[0] % len(found) if found else 0
    return found[start:] + found[:start]


def _between_rows(comparison: Comparison, target: _Target, steps: _Steps) -> Iterator[Trade]:
    """With somebody of another row in the same column, made up for by the same rows in another column."""
    statement = comparison.statements[target.statement]
    (row, column), point, values = target.meeting, target.point, statement.values
    for (other_row, _), persons in statement.by_column[column]:
        if other_row == row:
            continue
        for takes in (one for one, number in enumerate(persons) if number and one != point):
            first = Exchange(target.statement, target.meeting, point, (other_row, column), takes)
            steps.take(len(comparison.columns))
            for other_column in comparison.columns:
                here = statement.answers.get((row, other_column), ())
                there = statement.answers.get((other_row, other_column), ())
                if other_column == column or not here or not there:
                    continue
                for gives, back in _differing(here, there, values, values[point] - values[takes]):
                    yield (
                        first,
                        Exchange(target.statement, (row, other_column), gives, (other_row, other_column), back),
                    )


def _differing(
    here: Sequence[int], there: Sequence[int], values: Sequence[int], difference: int
) -> Iterator[tuple[int, int]]:
    """Points, one given here and one given there, of which the second counts so much more."""
    for gives, number in enumerate(here):
        for takes, others in enumerate(there):
            if number and others and values[takes] - values[gives] == difference:
                yield gives, takes


def _pairs(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((one, other) for one in columns for other in columns if one < other)
