"""What an attacker can work out from a published comparison of roles: an exact search of its own.

It shares no code with the rule. It knows everything that is shown of the statements of one comparison, where everybody
belongs, and who answered what; a member knows the own answers besides. Unknown are the answers: how many persons of
each meeting of an organisation and a role gave each point of each statement. Every figure is a linear equation in
these (the means of roles, shown to tenths, are intervals); whether somebody's answer could be another one is asked of
an integer program (HiGHS, by scipy)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

Place = tuple[int, int]
"""(organisation cell, role cell)."""
Person = tuple[Place, Sequence[int | None]]
"""Where somebody belongs, and the code 1..A given to each statement, None for no valid answer."""


@dataclass(frozen=True)
class Told:
    """Those of `place` answered `code` to the statement, all of them but the asker. `members`: how many know it (0:
    whoever reads the results)."""

    statement: int
    place: Place
    code: int
    members: int


class Attack:
    """The published figures of one comparison of roles over several statements of A points and equal weights."""

    def __init__(self, people: Sequence[Person], points: int, roles_shown: bool = True) -> None:
        self.people = people
        self.statements = len(people[0][1])
        self.points = points
        self.places = sorted({place for place, _ in people})
        self.shape = (self.statements, len(self.places), points)
        self.truth = self.counted(people)
        self._rows: list[np.ndarray] = []
        self._bounds: list[tuple[float, float]] = []
        self._known_numbers()
        if roles_shown:
            self._roles()
        self.matrix = csr_matrix(np.array([row.ravel() for row in self._rows]))
        self.possible = [self.truth]

    def counted(self, people: Sequence[Person]) -> np.ndarray:
        """[statement, place, code - 1] -> persons."""
        table = np.zeros(self.shape)
        for place, answers in people:
            for statement, code in enumerate(answers):
                if code is not None:
                    table[statement, self.places.index(place), code - 1] += 1
        return table

    def _equation(self, row: np.ndarray) -> None:
        value = float((row * self.truth).sum())
        self._add(row, value, value)

    def _add(self, row: np.ndarray, low: float, high: float) -> None:
        self._rows.append(row)
        self._bounds.append((low, high))

    def _known_numbers(self) -> None:
        codes = np.arange(1, self.points + 1)
        for statement in range(self.statements):
            for at in range(len(self.places)):
                self._equation(self._cells(statement, [at], 1))
            for code in range(self.points):
                row = np.zeros(self.shape)
                row[statement, :, code] = 1
                self._equation(row)
            for organisation in {place[0] for place in self.places}:
                self._equation(self._cells(statement, self._at(0, organisation), codes))

    def _roles(self) -> None:
        codes = np.arange(1, self.points + 1)
        for role in {place[1] for place in self.places}:
            row = np.zeros(self.shape)
            for statement in range(self.statements):
                cells = self._cells(statement, self._at(1, role), codes)
                row += cells / (self._cells(statement, self._at(1, role), 1) * self.truth).sum() / self.statements
            tenths = floor(float((row * self.truth).sum()) * 10 + 0.5 + 1e-9)
            self._add(row, (tenths - 0.5) / 10 - 1e-9, (tenths + 0.5) / 10 - 1e-9)

    def _at(self, axis: int, cell: int) -> list[int]:
        return [at for at, place in enumerate(self.places) if place[axis] == cell]

    def _cells(self, statement: int, places: Sequence[int], weights: int | np.ndarray) -> np.ndarray:
        row = np.zeros(self.shape)
        row[statement, list(places)] = weights
        return row

    def told(self, askers: Mapping[tuple[Person, ...], int]) -> Iterator[Told]:
        """What each coalition of members (how many of the same kind) can work out, unanimity of others left out."""
        for coalition, number in askers.items():
            own = self.counted(coalition) if coalition else np.zeros(self.shape)
            for statement in range(self.statements):
                for at in range(len(self.places)):
                    code = self._certain(own, statement, at)
                    if code is not None and not self._unanimous(own, statement, at, code):
                        yield Told(statement, self.places[at], code + 1, number if coalition else 0)

    def everybody(self, size: int = 1) -> dict[tuple[Person, ...], int]:
        """The outsider, and every member by place and answers."""
        kinds: dict[tuple[Person, ...], int] = {(): 1}
        for place, answers in self.people:
            one = ((place, tuple(answers)),)
            kinds[one] = kinds.get(one, 0) + 1
        return kinds

    def _certain(self, own: np.ndarray, statement: int, at: int) -> int | None:
        """The point (from 0) that all others of the place gave in every set of answers that fits; None if not known."""
        if (self.truth[statement, at] - own[statement, at]).sum() <= 0:
            return None
        seen: set[int] = set()
        for table in self.possible:
            if (table >= own).all():
                seen |= set(np.flatnonzero(table[statement, at] - own[statement, at]).tolist())
        if len(seen) > 1:
            return None
        (code,) = seen
        aim = self._cells(statement, [at], 1)
        aim[statement, at, code] = 0
        found = self._most(aim, own)
        self.possible.append(found)
        others = found[statement, at] - own[statement, at]
        return code if others.sum() == others[code] else None

    def _most(self, aim: np.ndarray, at_least: np.ndarray) -> np.ndarray:
        low, high = zip(*self._bounds, strict=True)
        answer = milp(
            -aim.ravel(),
            constraints=LinearConstraint(self.matrix, low, high),
            bounds=Bounds(at_least.ravel(), np.full(aim.size, np.inf)),
            integrality=np.ones(aim.size, dtype=int),
        )
        assert answer.status == 0, answer.message
        return np.asarray(np.rint(answer.x).reshape(self.shape))

    def _unanimous(self, own: np.ndarray, statement: int, at: int, code: int) -> bool:
        """Whether all others of the place's organisation gave this point."""
        organisation = self.places[at][0]
        others = sum(
            (self.truth[statement, one] - own[statement, one] for one in self._at(0, organisation)),
            np.zeros(self.points),
        )
        return bool(others.sum() == others[code])
