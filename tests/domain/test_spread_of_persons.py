"""Why intervals are not made from persons' scores (docs/decisions/0022): even rounded, they would give answers away.

Every possible set of answers of small groups to two statements of two points, as in `test_disclosure_exhaustive`. The
attacker is shown all that Samspel shows, and besides it the interval of the persons' mean score."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

import numpy as np

from app.domain.item_table import Group
from app.domain.uncertainty import Interval, Spread, mean_interval
from tests.domain.test_disclosure_exhaustive import GROUPS, Answers, agree, all_that_is_shown, one_item, spread

ASKED = one_item(2)
Pairs = Mapping[Group, tuple[int, ...]]
"""Those of one group -> how many of them answered (1, 1), (1, 2), (2, 1) and (2, 2) to the two statements."""


def every_pair(persons: Mapping[Group, int]) -> Iterator[Pairs]:
    for chosen in product(*(spread(number, 4) for number in persons.values())):
        yield dict(zip(persons, chosen, strict=True))


def to_item(pairs: Pairs, which: int) -> Answers:
    """The answers to one of the two statements."""
    split = ((0, 1), (2, 3)) if which == 0 else ((0, 2), (1, 3))
    return {one: tuple(number[a] + number[b] for a, b in split) for one, number in pairs.items()}


@cache
def shown(answers: tuple[tuple[Group, tuple[int, ...]], ...]) -> str:
    return all_that_is_shown(ASKED, dict(answers))


@cache
def interval_of_persons(low: int, between: int, high: int) -> Interval:
    scores = [1.0] * low + [1.5] * between + [2.0] * high
    return mean_interval(float(np.mean(scores)), Spread(len(scores), float(np.std(scores, ddof=1))), 2)


def told(name: str, with_interval: bool) -> int:
    """In how many of the sets of answers the answer of one or two persons of a group could be told."""
    alike: dict[object, list[Pairs]] = defaultdict(list)
    for pairs in every_pair(GROUPS[name]):
        key = tuple(shown(tuple(to_item(pairs, which).items())) for which in (0, 1))
        both = [sum(column) for column in zip(*pairs.values(), strict=True)]
        interval = interval_of_persons(both[0], both[1] + both[2], both[3]) if with_interval else None
        alike[key, interval].append(pairs)
    return sum(len(some) for some in alike.values() if any(tells(name, some, one) for one in GROUPS[name]))


def tells(name: str, some: list[Pairs], one: Group) -> bool:
    return GROUPS[name][one] < 3 and any(
        len({to_item(pairs, which)[one] for pairs in some}) == 1 and not agree(to_item(some[0], which), one)
        for which in (0, 1)
    )


def test_an_interval_from_persons_scores_would_tell_answers_that_nothing_else_tells() -> None:
    # Before roles were shown to tenths, and only with a doubt for every member, it were 484 (and more in other groups).
    assert sum(1 for _ in every_pair(GROUPS["all are few"])) == 10_000
    assert told("all are few", with_interval=False) == 0
    assert told("all are few", with_interval=True) == 4
