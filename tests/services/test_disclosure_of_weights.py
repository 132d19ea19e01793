"""Proof by search for what is weighed: parts of pairs and points that add up do not give an answer away.

The attacker knows who belongs where, who skipped what, and that everybody's points add up. One unknown per person, part
and value; each published distribution and cell mean of a part is a linear equation. No unknown, and no sum of one value
over fewer than k persons, may follow."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from app.domain.answers import AnswerSheet
from app.domain.items import Answer
from app.domain.questionnaire import UNSTATED
from app.domain.scale import DONT_KNOW
from app.services import exports
from tests.domain.examples import allocation, bipolar_pair, closed, factor, questionnaire, ranking, result, sheet

POINTS, VALUES = 4, 5
"""Four points make five values of a part, as many as the positions of the line."""
PAIR, SHARES, ORDER = bipolar_pair("pair"), allocation("shares", points=POINTS), ranking("order")
ASKED = questionnaire(factor("f", PAIR), factor("g", SHARES), factor("h", ORDER))
PARTS = [(item.id, part.key) for item in (PAIR, SHARES, ORDER) for part in item.parts]
K = 3
LEVELS = ("politik", "ledning", "verksamhet")


def random_group(chance: random.Random) -> list[AnswerSheet]:
    """Uneven organisations, roles that hang together with them, gaps, pairs of which only one half was given."""
    organisations = [f"o{number}" for number in range(chance.randint(2, 4))]
    sheets = []
    for _ in range(chance.randint(6, 16)):
        at = chance.randrange(len(organisations))
        level = LEVELS[at % 3] if chance.random() < 0.6 else chance.choice([*LEVELS, None])
        answers: dict[str, Answer] = {}
        if chance.random() < 0.95:
            pair = [(key, chance.randint(1, 5) if chance.random() < 0.9 else DONT_KNOW) for key in PAIR.keys]
            answers["pair"] = tuple(one for one in pair if chance.random() < 0.93)
        if chance.random() < 0.95:
            cuts = sorted(chance.randint(0, POINTS) for _ in range(2))
            points = (cuts[0], cuts[1] - cuts[0], POINTS - cuts[1])
            answers["shares"] = tuple((key, one + 1) for key, one in zip(SHARES.keys, points, strict=True))
        if chance.random() < 0.95:
            answers["order"] = tuple(zip(ORDER.keys, chance.sample(range(1, 4), 3), strict=True))
        sheets.append(sheet(answers, organisations[at], level))
    return sheets


def code(one: AnswerSheet, item: str, part: str) -> int | None:
    """The code that the person gave the part, None for don't know and no answer."""
    answer = one.answers.get(item)
    given = dict(answer) if isinstance(answer, tuple) else {}
    found = given.get(part)
    return found if isinstance(found, int) else None


class Attack:
    """The published figures as rows over one column per (person, part, value)."""

    def __init__(self, people: Sequence[AnswerSheet], data: exports.Json) -> None:
        self.people = people
        self.columns = {
            (at, *part, value): 0
            for at, one in enumerate(people)
            for part in PARTS
            if code(one, *part) is not None
            for value in range(1, VALUES + 1)
        }
        self.columns = {column: at for at, column in enumerate(self.columns)}
        self.figures = 0
        rows = [*self._known(), *self._published(data)]
        self.matrix = np.array(rows) if rows else np.zeros((0, len(self.columns)))

    def _row(self, weights: dict[tuple[int, str, str, int], float]) -> np.ndarray:
        row = np.zeros(len(self.columns))
        for column, weight in weights.items():
            row[self.columns[column]] = weight
        return row

    def _known(self) -> Iterator[np.ndarray]:
        """Each valid answer is one value; points add up; places are all different."""
        for at, one in enumerate(self.people):
            for part in PARTS:
                if code(one, *part) is not None:
                    yield self._row({(at, *part, value): 1.0 for value in range(1, VALUES + 1)})
            if "shares" in one.answers:
                yield self._row(
                    {(at, "shares", key, value): value - 1.0 for key in SHARES.keys for value in range(1, VALUES + 1)}
                )
            if "order" in one.answers:
                for value in range(1, VALUES + 1):
                    yield self._row({(at, "order", key, value): 1.0 for key in ORDER.keys})

    def _published(self, data: exports.Json) -> Iterator[np.ndarray]:
        members = {
            kind: {cell["id"]: cell["members"] for cell in cells(data[kind])} for kind in ("organisations", "levels")
        }
        of: dict[str, Any] = {"organisations": lambda one: one.organisation, "levels": lambda one: one.level}
        for found in data["dimensions"][0]["factors"]:
            for weighed in found["weighed"]:
                for part in weighed["parts"]:
                    place = (weighed["id"], part["part"])
                    valid = [at for at, one in enumerate(self.people) if code(one, *place) is not None]
                    if isinstance(part["distribution"], dict):
                        continue
                    assert len(valid) == part["n"]
                    for value, number in enumerate(part["distribution"], start=1):
                        assert number == sum(code(self.people[at], *place) == value for at in valid)
                        self.figures += 1
                        yield self._row({(at, *place, value): 1.0 for at in valid})
                    for kind in ("organisations", "levels"):
                        for cell in cells(part[kind]):
                            inside = [
                                at
                                for at in valid
                                if (of[kind](self.people[at]) or UNSTATED) in members[kind][cell["cell"]]
                            ]
                            assert len(inside) == cell["n"] >= K
                            self.figures += 1
                            yield self._row({(at, *place, v): float(v) for at in inside for v in range(1, VALUES + 1)})

    def solved(self) -> list[tuple[object, ...]]:
        """What follows: single unknowns, and sums of one value over two persons."""
        if not len(self.matrix):
            return []
        sizes, turned = np.linalg.eigh(self.matrix @ self.matrix.T)
        kept = sizes > 1e-9 * max(sizes[-1], 1.0)
        basis = (turned[:, kept].T @ self.matrix) / np.sqrt(sizes[kept])[:, None]
        shares = basis.T @ basis  # a set S of columns lies in the row space where its shares add up to |S|
        found: list[tuple[object, ...]] = [one for one, at in self.columns.items() if shares[at, at] > 1 - 1e-7]
        for part in PARTS:
            persons = [at for at, one in enumerate(self.people) if code(one, *part) is not None]
            for value in range(1, VALUES + 1):
                chosen = [self.columns[at, *part, value] for at in persons]
                own = shares[chosen, chosen]
                sums = own[:, None] + own[None, :] + 2 * shares[np.ix_(chosen, chosen)]
                pairs = np.argwhere(np.triu(sums > 2 - 1e-7, 1))
                found += [(persons[one], persons[other], *part, value) for one, other in pairs]
        return found


def cells(breakdown: Any) -> list[dict[str, Any]]:
    return breakdown if isinstance(breakdown, list) else []


@pytest.mark.parametrize("seed", range(3))
def test_no_answer_and_no_sum_of_two_follows_from_what_is_shown_of_weights(seed: int) -> None:
    chance, figures, breakdowns = random.Random(seed), 0, 0
    for _ in range(100):
        people = random_group(chance)
        data = exports.as_json(result(ASKED, closed(K), people), None)
        attack = Attack(people, data)
        assert attack.solved() == []
        figures += attack.figures
        breakdowns += sum(
            bool(cells(part["organisations"])) + bool(cells(part["levels"]))
            for found in data["dimensions"][0]["factors"]
            for weighed in found["weighed"]
            for part in weighed["parts"]
        )
    assert figures > 4000
    assert breakdowns > 200


def test_the_search_finds_what_a_mean_of_each_persons_shift_would_give_away() -> None:
    """Why the shift is the difference of published means: one who gave only today's half would be solved for."""
    full = [sheet({"pair": (("now", 1 + at % 5), ("wanted", 3))}, "o1") for at in range(5)]
    people = [*full, sheet({"pair": (("now", 5),)}, "o1")]
    attack = Attack(people, exports.as_json(result(ASKED, closed(K), people), None))
    assert attack.solved() == []
    shift = attack._row(
        {
            (at, "pair", key, value): sign * float(value)
            for at in range(5)
            for key, sign in (("now", -1), ("wanted", 1))
            for value in range(1, VALUES + 1)
        }
    )
    wanted = attack._row({(at, "pair", "wanted", value): float(value) for at in range(5) for value in range(1, 6)})
    now = attack._row({(at, "pair", "now", value): float(value) for at in range(6) for value in range(1, 6)})
    alone = attack._row({(5, "pair", "now", value): float(value) for value in range(1, 6)})
    assert np.allclose(now - (wanted - shift), alone)
