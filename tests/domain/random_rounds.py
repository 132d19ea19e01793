"""Random rounds that look like real ones, and what can be worked out from their comparisons of roles.

`python -m tests.domain.random_rounds 2000` (or `make search`) prints the table of docs/method.md."""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.answers import AnswerSheet
from app.domain.disclosure import publish
from app.domain.items import Answer
from app.domain.published import Breakdown, Cell, PublishedRating, PublishedRound, Withheld
from app.domain.questionnaire import UNSTATED, Questionnaire
from app.domain.scale import DONT_KNOW
from tests.domain.attack import Attack, Person, Told
from tests.domain.examples import closed, counts, factor, questionnaire, rating, sheet

POINTS = 5
ROLES = ("politik", "ledning", "verksamhet")


@dataclass(frozen=True)
class RandomRound:
    """One factor of some statements, asked of 8-30 persons."""

    asked: Questionnaire
    sheets: tuple[AnswerSheet, ...]
    k: int

    @property
    def published(self) -> PublishedRound | Withheld:
        return publish(counts(self.asked, self.sheets), self.asked, closed(self.k))


def random_rounds(seed: int, rounds: int, statements: int) -> Iterator[RandomRound]:
    """Uneven organisations and roles, some who state neither; agreement from near unanimity to discord."""
    chance = random.Random(seed)
    asked = questionnaire(factor("service", *(rating(f"x{number}") for number in range(statements))))
    for _ in range(rounds):
        organisations = {f"o{number}": chance.random() ** 2 + 0.1 for number in range(chance.randint(2, 8))}
        roles = {role: chance.random() + 0.2 for role in ROLES[: chance.randint(2, 3)]}
        k = chance.choice([3, 4, 5, 5, 5, 6])
        places = [(_stated(chance, organisations), _stated(chance, roles)) for _ in range(chance.randint(8, 30))]
        answers: list[dict[str, Answer]] = [{} for _ in places]
        for number in range(statements):
            mean, spread = chance.uniform(2, 4.6), chance.choice([0.4, 0.7, 1.0, 1.3])
            leaning = {one: chance.gauss(0, 0.4) for one in [*organisations, *roles, None]}
            for place, given in zip(places, answers, strict=True):
                if chance.random() > 0.07:
                    drawn = round(chance.gauss(mean + sum(leaning[one] for one in place), spread))
                    given[f"x{number}"] = min(POINTS, max(1, drawn))
                elif chance.random() < 0.5:
                    given[f"x{number}"] = DONT_KNOW
        yield RandomRound(asked, tuple(sheet(one, *place) for one, place in zip(answers, places, strict=True)), k)


def _stated(chance: random.Random, weights: dict[str, float]) -> str | None:
    return None if chance.random() < 0.04 else chance.choices([*weights], [*weights.values()])[0]


def people_of(found: PublishedRound, one: RandomRound) -> tuple[list[Person], list[str]]:
    """Everybody's place among the published cells and answers to the statements that the comparison is made of."""
    assert not isinstance(found.levels, Withheld)
    items = [item for item in found.items.values() if isinstance(item, PublishedRating)]
    rows: tuple[Cell, ...] = () if isinstance(found.organisations, Withheld) else found.organisations
    kept = [item.item_id for item in items if not isinstance(item.organisations, Withheld)]
    people: list[Person] = [
        (
            (_cell(rows, sheet.organisation), _cell(found.levels, sheet.level)),
            [code if isinstance(code := sheet.answers.get(item), int) else None for item in kept],
        )
        for sheet in one.sheets
    ]
    return people, kept


def _cell(cells: tuple[Cell, ...], member: str | None) -> int:
    return next(at for at, cell in enumerate(cells) if (member or UNSTATED) in cell.members)


@dataclass
class Search:
    """Counts of what was tried and found."""

    compared: int = 0
    shown: int = 0
    told: Counter[str] = field(default_factory=Counter)
    by_coalition: Counter[int] = field(default_factory=Counter)
    coalitions: Counter[int] = field(default_factory=Counter)

    def look_at(self, one: RandomRound, coalitions: random.Random | None = None) -> list[Told]:
        """What an outsider and every member can work out from the round's comparison, where there is one. Rounds in
        which statements differ in which breakdowns they have are left out: the attack reckons with all of both."""
        found = one.published
        if (
            isinstance(found, Withheld)
            or isinstance(found.levels, Withheld)
            or isinstance(found.organisations, Withheld)
        ):
            return []
        people, kept = people_of(found, one)
        if len(kept) != len(one.asked.items) or _a_role_is_small(people, one.k):
            return []
        self.compared += 1
        if isinstance(_levels(found), Withheld):
            return []
        self.shown += 1
        attack = Attack(people, POINTS)
        leaks = list(attack.told(attack.everybody()))
        for leak in leaks:
            self.told["member" if leak.members else "outsider"] += 1
        if coalitions is not None:
            self._coalitions(attack, people, one.k, coalitions)
        return leaks

    def _coalitions(self, attack: Attack, people: list[Person], k: int, chance: random.Random) -> None:
        """One random coalition of every size 2..k-2 within one organisation."""
        for size in range(2, k - 1):
            row = chance.choice(sorted({place[0] for place, _ in people}))
            within = [(place, tuple(answers)) for place, answers in people if place[0] == row]
            if len(within) > size:
                self.coalitions[size] += 1
                together = tuple(chance.sample(within, size))
                self.by_coalition[size] += any(attack.told({together: 1}))


def _levels(found: PublishedRound) -> Breakdown:
    return found.factor_levels["service"]


def _a_role_is_small(people: list[Person], k: int) -> bool:
    roles = {place[1] for place, _ in people}
    return any(
        sum(place[1] == role and answers[at] is not None for place, answers in people) < k
        for role in roles
        for at in range(len(people[0][1]))
    )


def main(rounds: int) -> None:
    """Prints the table."""
    print("statements  comparisons  shown  outsider  member  coalitions that can tell something")
    for statements in (1, 3, 4):
        search, chance = Search(), random.Random(1)
        for one in random_rounds(2026, rounds, statements):
            search.look_at(one, chance)
        share = round(100 * search.shown / search.compared)
        several = ", ".join(
            f"{size}: {search.by_coalition[size]} of {number}" for size, number in sorted(search.coalitions.items())
        )
        print(
            f"{statements:10}  {search.compared:11}  {share:3} %  {search.told['outsider']:8}  "
            f"{search.told['member']:6}  {several}",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
