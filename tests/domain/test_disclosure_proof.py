"""Proof by search that published figures do not give a single answer away.

The attacker knows who took part, where each belongs, in which wave each answered and who skipped which item
(the missing pattern); unknown are the values. Each published figure of an item is one linear equation: the sum over a
set of persons. Nobody is safe whose unit vector lies in the row space of those equations, or who stands in a
difference of 1..k-1 persons between published sets.
"""

import random
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.answers import AnswerSheet
from app.domain.disclosure import publish
from app.domain.published import Breakdown, PublishedRating, PublishedRound, Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.scale import DONT_KNOW
from tests.domain.examples import ONE_ITEM, closed, counts, sheet

Person = tuple[str, str]
"""(organisation, level) of one person; with the index, a person of a wave."""


def published_sets(waves: list[list[AnswerSheet]], k: int) -> list[frozenset[int]]:
    """The sets of persons (by index over all waves) whose sum or mean is public after each closing so far."""
    persons = [(wave, one) for wave, sheets in enumerate(waves) for one in sheets]
    valid = frozenset(index for index, (_, one) in enumerate(persons) if isinstance(one.answers.get("x"), int))
    sets: list[frozenset[int]] = []
    for closings in range(1, len(waves) + 1):
        found = publish(counts(ONE_ITEM, *waves[:closings]), ONE_ITEM, closed(k))
        if isinstance(found, Withheld):
            continue
        sets += sets_of(found, persons, valid, closings, waves, k)
    return sets


def sets_of(
    found: PublishedRound,
    persons: list[tuple[int, AnswerSheet]],
    valid: frozenset[int],
    closings: int,
    waves: list[list[AnswerSheet]],
    k: int,
) -> list[frozenset[int]]:
    item = found.items["x"]
    assert isinstance(item, PublishedRating)
    if isinstance(item.distribution, Withheld):
        return []
    # The whole group's figure covers the first waves up to some closing: the one whose number of answers it shows.
    whole = next(
        group
        for last in range(closings, 0, -1)
        if len(group := frozenset(index for index in valid if persons[index][0] < last)) == item.n
    )
    sets = [whole]
    for breakdown, of in ((item.organisations, organisation_of), (item.levels, level_of)):
        sets += cells_of(breakdown, persons, whole, of)
    return sets


def cells_of(
    breakdown: Breakdown, persons: list[tuple[int, AnswerSheet]], whole: frozenset[int], of: object
) -> list[frozenset[int]]:
    assert callable(of)
    if isinstance(breakdown, Withheld):
        return []
    cells = [frozenset(index for index in whole if of(persons[index][1]) in part.cell.members) for part in breakdown]
    assert [len(cell) for cell in cells] == [part.n for part in breakdown]
    return cells


def organisation_of(one: AnswerSheet) -> str:
    return one.organisation or UNSTATED


def level_of(one: AnswerSheet) -> str:
    return one.level or UNSTATED


def solvable(sets: list[frozenset[int]]) -> list[int]:
    """The persons whose value follows from the sums over these sets, by linear algebra."""
    if not sets:
        return []
    people = sorted(frozenset().union(*sets))
    matrix = np.array([[person in one for person in people] for one in sets], dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    units = np.eye(len(people))
    # Persons in exactly the same sets cannot be told apart, so only those alone in their column can be solved for.
    alone = [index for index in range(len(people)) if (matrix[:, index] == matrix.T).all(axis=1).sum() == 1]
    return [people[index] for index in alone if np.linalg.matrix_rank(np.vstack([matrix, units[index]])) == rank]


def small_differences(sets: list[frozenset[int]], k: int) -> list[frozenset[int]]:
    """Differences of 1..k-1 persons between any two published sets or unions of disjoint ones."""
    unions = set(sets)
    for size in (2, 3):
        for some in combinations(sets, size):
            if sum(map(len, some)) == len(frozenset(chain.from_iterable(some))):
                unions.add(frozenset(chain.from_iterable(some)))
    return [one - other for one in unions for other in unions if other < one and 0 < len(one - other) < k]


def random_waves(generator: random.Random) -> list[list[AnswerSheet]]:
    """A group as they come: uneven organisations, levels that hang together with them, gaps, now and then reopened."""
    organisations = [f"o{number}" for number in range(generator.randint(2, 6))]
    levels: list[str | None] = ["politik", "ledning", "verksamhet", None][: generator.randint(2, 4)]
    weights = [generator.random() ** 2 + 0.05 for _ in organisations]
    waves = []
    for _ in range(generator.choice([1, 1, 1, 2, 3])):
        sheets = []
        for _ in range(generator.randint(2, 34)):
            organisation: str | None = generator.choices(organisations, weights)[0]
            favourite = levels[organisations.index(str(organisation)) % len(levels)]
            level = favourite if generator.random() < 0.7 else generator.choice(levels)
            if generator.random() < 0.08:
                organisation = None
            draw = generator.random()
            answers = {} if draw < 0.05 else {"x": DONT_KNOW} if draw < 0.15 else {"x": generator.randint(1, 5)}
            sheets.append(sheet(answers, organisation, level))
        waves.append(sheets)
    return waves


@pytest.mark.parametrize("block", range(10))
def test_no_single_answer_can_be_solved_from_what_is_published_about_random_groups(block: int) -> None:
    generator = random.Random(block)
    shown = 0
    for _ in range(100):
        waves, k = random_waves(generator), generator.randint(3, 6)
        sets = published_sets(waves, k)
        assert solvable(sets) == []
        assert small_differences(sets, k) == []
        shown += len(sets) > 1
    # The search means something only where breakdowns are published.
    assert shown >= 30


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c", None]),
            st.sampled_from(["politik", "ledning", "verksamhet", None]),
            st.sampled_from([1, 5, DONT_KNOW, None]),
            st.sampled_from([0, 0, 0, 1]),
        ),
        min_size=3,
        max_size=40,
    ),
    st.integers(3, 5),
)
def test_no_single_answer_can_be_solved_from_groups_that_hypothesis_makes_up(
    people: list[tuple[str | None, str | None, int | str | None, int]], k: int
) -> None:
    waves = [
        [
            sheet({} if value is None else {"x": value}, organisation, level)
            for organisation, level, value, wave in people
            if wave == number
        ]
        for number in (0, 1)
    ]
    sets = published_sets(waves, k)
    assert solvable(sets) == []
    assert small_differences(sets, k) == []


def test_the_search_finds_the_leak_that_merging_alone_would_leave() -> None:
    # Seven of norrdal, six of them politicians; politicians only in norrdal: the seventh is the difference.
    norrdal = frozenset(range(7))
    alvnas = frozenset(range(7, 13))
    politicians = frozenset(range(6))
    sets = [norrdal | alvnas, norrdal, alvnas, politicians, (norrdal | alvnas) - politicians]
    assert solvable(sets) == [6]
    assert frozenset({6}) in small_differences(sets, 5)
