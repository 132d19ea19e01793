"""The comparison of roles: what an attacker with an exact search of his own can work out of it is nothing.

More rounds are tried by `make search`."""

import random

import pytest

from app.domain.published import Withheld
from tests.domain.attack import Attack
from tests.domain.random_rounds import POINTS, Search, people_of, random_rounds


@pytest.mark.parametrize(("seed", "statements", "rounds"), [(1, 1, 40), (2, 1, 40), (3, 3, 40), (4, 4, 40), (5, 2, 40)])
def test_neither_an_outsider_nor_a_member_can_work_out_an_answer_in_random_rounds(
    seed: int, statements: int, rounds: int
) -> None:
    search = Search()
    for one in random_rounds(seed, rounds, statements):
        assert search.look_at(one) == []
    # The search means something only where comparisons are shown.
    assert search.shown >= 8


def test_the_search_finds_what_a_member_can_work_out_of_exact_means() -> None:
    # Alvik's only politician takes the own 4 away.
    alvik = [((0, 0), (4,)), *[((0, 1), (code,)) for code in (3, 4, 2, 5, 4)]]
    berga = [*[((1, 0), (code,)) for code in (3, 4, 5, 4, 3)], ((1, 1), (1,))]
    attack = Attack([*alvik, *berga], POINTS)
    told = {(leak.place, leak.code, leak.members) for leak in attack.told(attack.everybody())}
    assert ((1, 1), 1, 1) in told


def test_without_roles_the_search_finds_nothing() -> None:
    chance = random.Random(9)
    tried = 0
    for one in random_rounds(9, 12, 2):
        found = one.published
        if (
            isinstance(found, Withheld)
            or isinstance(found.levels, Withheld)
            or isinstance(found.organisations, Withheld)
        ):
            continue
        people, kept = people_of(found, one)
        chance.shuffle(people)
        if kept and len(kept) == 2:
            attack = Attack(people, POINTS, roles_shown=False)
            assert list(attack.told(attack.everybody())) == []
            tried += 1
    assert tried >= 3
