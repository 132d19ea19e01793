"""Proof by search over everything that leaves Samspel: what JSON, CSV, page, documents and following tell together does
not give an answer away.

The attacker knows what test_disclosure_proof grants (who took part, who belongs where, who skipped what), keeps the
outputs of every closing, and solves for one unknown per person, item and *value*: a published distribution is then five
linear equations, a mean one more. People whom no equation tells apart are one column. All other figures (factor,
dimension, balanced mean) are shown to be combinations of the items' cells, so they add nothing."""

import csv
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest

from app.documents.picture import Picture
from app.domain.answers import AnswerSheet
from app.domain.items import RatingItem
from app.domain.participation import picture_when_closed
from app.domain.published import Cell, Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.result import RoundResult
from app.domain.scale import DONT_KNOW
from app.services import exports
from app.services.documents import screen_picture
from tests.domain.examples import closed, counts, factor, questionnaire, rating, result, sheet

ASKED = questionnaire(factor("service", rating("x"), rating("y")), factor("tillit", rating("z", reverse=True)))
ITEMS, VALUES = ("x", "y", "z"), (1, 2, 3, 4, 5)
LEVELS = ("politik", "ledning", "verksamhet")
Unknown = tuple[int, str, int]
"""(person, item, coded value): 1 where the person gave that answer, else 0."""
Waves = list[list[AnswerSheet]]


@dataclass(frozen=True)
class Equation:
    """One published figure: a sum over unknowns, and what it came to."""

    weights: Mapping[Unknown, float]
    value: float
    derived: bool = False
    tolerance: float = 0.0101
    """Rounded to two decimals; a score also so that it stays in its band. The means of roles are rounded to one."""


def random_waves(generator: random.Random) -> Waves:
    """Uneven organisations, levels that hang together with them, gaps, opinions that differ; now and then reopened."""
    organisations = [f"o{number}" for number in range(generator.randint(2, 5))]
    levels: list[str | None] = [*LEVELS, None][: generator.randint(2, 4)]
    weights = [generator.random() ** 2 + 0.05 for _ in organisations]
    waves = []
    for _ in range(generator.choice([1, 1, 1, 2])):
        sheets = []
        for _ in range(generator.randint(3, 30)):
            organisation = generator.choices(organisations, weights)[0]
            favourite = levels[organisations.index(organisation) % len(levels)]
            level = favourite if generator.random() < 0.6 else generator.choice(levels)
            answers: dict[str, Any] = {}
            for item in ITEMS:
                draw = generator.random()
                if draw >= 0.04:
                    answers[item] = DONT_KNOW if draw < 0.1 else generator.randint(1, 5)
            sheets.append(sheet(answers, None if generator.random() < 0.06 else organisation, level))
        waves.append(sheets)
    return waves


def coded(one: AnswerSheet, item: str) -> int | None:
    answer = one.answers.get(item)
    asked = ASKED.items_by_id[item]
    assert isinstance(asked, RatingItem)
    return asked.coded(answer) if isinstance(answer, int) else None


def truth(people: Sequence[AnswerSheet], unknown: Unknown) -> float:
    person, item, value = unknown
    return float(coded(people[person], item) == value)


def equations(data: exports.Json, waves: Waves, closings: int) -> Iterator[Equation]:
    """All figures of one JSON export as sums over unknowns."""
    people = [(wave, one) for wave, sheets in enumerate(waves) for one in sheets]
    members = {
        kind: {cell["id"]: cell["members"] for cell in cells_of(data[kind])} for kind in ("organisations", "levels")
    }
    (dimension,) = data["dimensions"]
    scores: dict[str, list[dict[Unknown, float]]] = {"whole": []}
    for found in dimension["factors"]:
        means: list[dict[Unknown, float]] = []
        cell_means: dict[str, list[dict[str, dict[Unknown, float]]]] = {"organisations": []}
        for item in found["items"]:
            if isinstance(item["distribution"], dict):
                continue
            valid = [at for at, (_, one) in enumerate(people) if coded(one, item["id"]) is not None]
            whole = next(
                group
                for last in range(closings, 0, -1)
                if len(group := [at for at in valid if people[at][0] < last]) == item["n"]
            )
            for value, number in zip(VALUES, item["distribution"], strict=True):
                yield Equation({(at, item["id"], value): 1.0 for at in whole}, number)
            means.append(mean_of(whole, item["id"]))
            yield Equation(means[-1], item["mean"])
            assert isinstance(item["levels"], dict), "of a single statement roles are not compared"
            rows = {}
            for cell in cells_of(item["organisations"]):
                inside = [
                    at for at in whole if organisation_of(people[at][1]) in members["organisations"][cell["cell"]]
                ]
                assert len(inside) == cell["n"]
                rows[cell["cell"]] = mean_of(inside, item["id"])
                yield Equation(rows[cell["cell"]], cell["mean"])
            if rows:
                cell_means["organisations"].append(rows)
        if "mean" in found["score"]:
            scores["whole"].append(average([(1, one) for one in means]))
            yield Equation(scores["whole"][-1], found["score"]["mean"], derived=True)
        for cell in cells_of(found["organisations"]):
            parts = [rows[cell["cell"]] for rows in cell_means["organisations"] if cell["cell"] in rows]
            yield Equation(average([(1, one) for one in parts]), cell["mean"], derived=True)
        # Answers that came after a reopening and wait are the last ones.
        yield from equations_of_roles(found, people[: data["persons"]], members["levels"])
        if found["organisation_balanced"] is not None:
            balanced = []
            for cell in cells_of(found["organisations"]):
                number = sum(member != UNSTATED for member in members["organisations"][cell["cell"]])
                parts = [rows[cell["cell"]] for rows in cell_means["organisations"] if cell["cell"] in rows]
                balanced.append((number, average([(1, one) for one in parts])))
            yield Equation(average(balanced), found["organisation_balanced"], derived=True)
    if "mean" in dimension["score"]:
        yield Equation(average([(1, one) for one in scores["whole"]]), dimension["score"]["mean"], derived=True)


def equations_of_roles(
    found: exports.Json, people: Sequence[tuple[int, AnswerSheet]], members: Mapping[str, Sequence[str]]
) -> Iterator[Equation]:
    """The factor's mean in every role, over those of its statements that give just these figures."""
    cells = cells_of(found["levels"])
    ids = [item["id"] for item in found["items"]]
    inside = {
        (cell["cell"], item): [
            at
            for at, (_, one) in enumerate(people)
            if coded(one, item) is not None and (one.level or UNSTATED) in members[cell["cell"]]
        ]
        for cell in cells
        for item in ids
    }
    answers = [one for _, one in people]
    for chosen in (kept for size in range(len(ids), 0, -1) for kept in combinations(ids, size)):
        rows = [average([(1, mean_of(inside[cell["cell"], item], item)) for item in chosen]) for cell in cells]
        came_to = [sum(weight * truth(answers, unknown) for unknown, weight in row.items()) for row in rows]
        if all(abs(mean - cell["mean"]) < 0.0501 for mean, cell in zip(came_to, cells, strict=True)):
            for row, cell in zip(rows, cells, strict=True):
                assert cell["n"] == min(len(inside[cell["cell"], item]) for item in chosen)
                yield Equation(row, cell["mean"], tolerance=0.0501)
            return
    assert not cells, "no set of statements gives the figures that were published"


def organisation_of(one: AnswerSheet) -> str:
    return one.organisation or UNSTATED


def cells_of(breakdown: Any) -> list[dict[str, Any]]:
    return breakdown if isinstance(breakdown, list) else []


def mean_of(people: Sequence[int], item: str) -> dict[Unknown, float]:
    return {(at, item, value): value / len(people) for at in people for value in VALUES}


def average(parts: Sequence[tuple[float, Mapping[Unknown, float]]]) -> dict[Unknown, float]:
    added: dict[Unknown, float] = {}
    for weight, one in parts:
        for unknown, share in one.items():
            added[unknown] = added.get(unknown, 0.0) + weight * share / sum(weight for weight, _ in parts)
    return added


def everything(waves: Waves, k: int) -> list[Equation]:
    """The equations of all closings' outputs, and that every valid answer is one of the values."""
    found: list[Equation] = []
    for closings in range(1, len(waves) + 1):
        shown = result(ASKED, closed(k), *waves[:closings])
        data = exports.as_json(shown, None)
        nothing_else_stands_in_the_table(shown, data)
        nothing_else_stands_in_the_picture(screen_picture(shown, "en"), data)
        if shown.withheld is None:
            found += equations(data, waves, closings)
    return found


def nothing_else_stands_in_the_table(shown: RoundResult, data: exports.Json) -> None:
    """The CSV's rows about cells have the JSON's numbers, and there are no others."""
    told: dict[tuple[str, str, str], list[tuple[int, float]]] = {}
    for row in csv.DictReader(io.StringIO(exports.as_csv(shown, "en"))):
        if row["cell"]:
            told.setdefault((row["unit"], row["id"], row["breakdown"]), []).append((int(row["n"]), float(row["mean"])))
    known = {
        (unit, one["id"], name): [(cell["n"], cell["mean"]) for cell in cells_of(one[kind])]
        for unit, one in units(data)
        for kind, name in (("organisations", "organisation"), ("levels", "level"))
        if cells_of(one[kind])
    }
    assert {key: sorted(rows) for key, rows in told.items()} == {key: sorted(rows) for key, rows in known.items()}


def units(data: exports.Json) -> Iterator[tuple[str, exports.Json]]:
    for dimension in data["dimensions"]:
        yield "dimension", dimension
        for found in dimension["factors"]:
            yield "factor", found
            yield from (("item", item) for item in found["items"])


def nothing_else_stands_in_the_picture(picture: Picture, data: exports.Json) -> None:
    """What page and documents are painted from has the counts of the JSON, and breakdowns where the JSON has them."""
    found = [one for dimension in data["dimensions"] for one in dimension["factors"]]
    for painted, one in zip(picture.factors, found, strict=True):
        for row, item in zip(painted.items, one["items"], strict=True):
            shown = item["distribution"] if isinstance(item["distribution"], list) else []
            assert ([number for _, number in row.counts], row.n) == (shown, item["n"])
        for rows, cells in ((painted.organisations.rows, one["organisations"]), (painted.levels.rows, one["levels"])):
            assert sorted(row.n for row in rows) == sorted(cell["n"] for cell in cells_of(cells))


@dataclass(frozen=True)
class System:
    """Equations with people in columns by what tells them apart. `rows`: the figures of items; `derived`: others."""

    rows: np.ndarray
    derived: np.ndarray
    classes: list[tuple[str, list[int]]]
    """(item, people that no equation tells apart); five columns each."""


def system(found: Sequence[Equation]) -> System:
    signatures: dict[tuple[str, int], list[tuple[int, float]]] = {}
    for at, one in enumerate(found):
        for (person, item, value), weight in one.weights.items():
            if value == VALUES[-1]:
                signatures.setdefault((item, person), []).append((at, weight))
            elif (item, person) not in signatures:
                signatures[item, person] = []
    alike: dict[tuple[str, tuple[tuple[int, float], ...]], list[int]] = {}
    for (item, person), signature in signatures.items():
        alike.setdefault((item, tuple(signature)), []).append(person)
    classes = [(item, people) for (item, _), people in alike.items()]
    first = {(item, people[0]): 5 * at for at, (item, people) in enumerate(classes)}

    def matrix(chosen: Sequence[Equation]) -> np.ndarray:
        rows = np.zeros((len(chosen), 5 * len(classes)))
        for at, one in enumerate(chosen):
            for (person, item, value), weight in one.weights.items():
                if (item, person) in first:
                    rows[at, first[item, person] + value - 1] = weight
        return rows

    ones = np.kron(np.eye(len(classes)), np.ones(5))
    plain = matrix([one for one in found if not one.derived])
    return System(np.vstack([plain, ones]), matrix([one for one in found if one.derived]), classes)


def unexplained(rows: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """How far each wanted row is from every combination of the rows."""
    _, sizes, right = np.linalg.svd(rows, full_matrices=False)
    basis = right[sizes > 1e-9 * sizes[0]]
    distances: np.ndarray = np.linalg.norm(wanted - (wanted @ basis.T) @ basis, axis=1)
    return distances


def targets(classes: Sequence[tuple[str, list[int]]], k: int) -> np.ndarray:
    """What must not follow: each answer of somebody who stands alone, and the sum of every 1..k-1 persons (up to three
    classes of one item together)."""
    wanted = []
    for at, (_, people) in enumerate(classes):
        if len(people) == 1:
            wanted += [np.eye(5 * len(classes))[5 * at + value] for value in range(5)]
    small = [at for at, (_, people) in enumerate(classes) if len(people) < k]
    for size in (1, 2, 3):
        for chosen in combinations(small, size):
            together = sum(len(classes[at][1]) for at in chosen)
            if together < k and len({classes[at][0] for at in chosen}) == 1:
                row = np.zeros(5 * len(classes))
                for at in chosen:
                    row[5 * at : 5 * at + 5] = VALUES
                wanted.append(row)
    return np.array(wanted[:400])


@pytest.mark.parametrize("block", range(4))
def test_no_answer_and_no_sum_of_a_few_follows_from_all_outputs_of_random_groups(block: int) -> None:
    generator = random.Random(1000 + block)
    told = tried = 0
    for _ in range(80):
        waves, k = random_waves(generator), generator.randint(3, 6)
        people = [one for sheets in waves for one in sheets]
        found = everything(waves, k)
        for one in found:
            came_to = sum(weight * truth(people, unknown) for unknown, weight in one.weights.items())
            assert abs(came_to - one.value) < one.tolerance, "the equation is not the figure that was published"
        if not found:
            continue
        solved = system(found)
        assert solved.derived.size == 0 or unexplained(solved.rows, solved.derived).max() < 1e-7
        wanted = targets(solved.classes, k)
        if wanted.size:
            assert unexplained(solved.rows, wanted).min() > 1e-6
            tried += len(wanted)
        told += any(cells_of(unit["levels"]) for unit in cells_of_last(waves, k))
    # The search means something only where breakdowns are published and somebody could be found.
    assert told >= 15
    assert tried >= 200


def cells_of_last(waves: Waves, k: int) -> list[exports.Json]:
    data = exports.as_json(result(ASKED, closed(k), *waves), None)
    return [found for unit, found in units(data) if unit == "factor"]


def test_the_search_finds_a_leak_that_is_put_in() -> None:
    """Seven of one organisation, six of them politicians and none elsewhere: two means would give the seventh away."""
    whole = {(at, "x", value): 1.0 for at in range(13) for value in VALUES}
    seven, six = mean_of(range(7), "x"), mean_of(range(6), "x")
    solved = system([Equation(whole, 13), Equation(seven, 3.0), Equation(six, 3.0)])
    assert unexplained(solved.rows, targets(solved.classes, 5)).min() < 1e-9


def headcounts(cells: tuple[Cell, ...] | Withheld) -> set[frozenset[str]]:
    return set() if isinstance(cells, Withheld) else {frozenset(cell.members) for cell in cells}


@pytest.mark.parametrize("block", range(4))
def test_following_and_results_count_the_same_organisations_so_that_no_few_are_between_them(block: int) -> None:
    generator = random.Random(2000 + block)
    compared = 0
    for _, k in product(range(50), (3, 5)):
        waves = random_waves(generator)
        persons = counts(ASKED, *waves).persons
        order = sorted({group.organisation for group in persons if group.organisation})
        generator.shuffle(order)
        followed = picture_when_closed(persons, order, LEVELS, k)
        shown = result(ASKED, closed(k), *waves)
        if shown.withheld is None:
            ours, theirs = headcounts(followed.organisations), headcounts(shown.organisations)
            assert not ours or not theirs or ours == theirs
            roles = headcounts(followed.levels)
            assert not roles or not headcounts(shown.levels) or roles == headcounts(shown.levels)
            compared += bool(ours and theirs)
    assert compared >= 15


def test_persons_are_counted_by_role_only_where_some_figure_is_shown_by_role() -> None:
    """Seven of norrdal, six of them the only politicians: the counts would tell that the seventh has taken part."""
    same = {"x": 3, "y": 3, "z": 3}
    group = [("norrdal", "politik")] * 6 + [("norrdal", "ledning")] + [("alvnas", "ledning")] * 6
    data = exports.as_json(result(ASKED, closed(), [sheet(same, *one) for one in group]), None)
    assert data["levels"] == {"withheld": "would_isolate"}
    assert [cell["persons"] for cell in data["organisations"]] == [6, 7]
