"""The comparison of roles: what an attacker with an exact search of his own can work out of it is nothing.

More rounds are tried by `make search`."""

import random
from fractions import Fraction

import pytest

from app.domain.published import Cell, Reason, Withheld
from app.domain.role_comparison import Measured, compared, searched
from app.domain.scale import Scale, ScalePoint
from tests.domain.attack import Attack
from tests.domain.examples import text
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


@pytest.mark.parametrize(("seed", "statements", "rounds"), [(6, 1, 40), (7, 2, 40), (8, 3, 40)])
def test_nor_can_they_where_the_points_of_a_scale_count_unevenly(seed: int, statements: int, rounds: int) -> None:
    points = tuple(ScalePoint(code, text("abcd"[code - 1])) for code in range(1, 5))
    uneven = Scale("uneven", points, text("don't know"), tuple(map(Fraction, (0, 1, 3, 5))))
    assert uneven.places == (1, 2, 4, 6)
    search = Search()
    for one in random_rounds(seed, rounds, statements, uneven):
        assert search.look_at(one) == []
    assert search.shown >= 4


def test_a_statement_of_an_uneven_scale_is_searched_with_its_places() -> None:
    cells = tuple(Cell(one, (one,), 6) for one in ("p", "v"))
    rows = tuple(Cell(one, (one,), 6) for one in ("a", "b"))
    answers = {(row, role): (0, 1, 1, 1) for row in ("a", "b") for role in ("p", "v")}
    uneven, even = (Measured(answers, Fraction(1), places, rows) for places in ((1, 2, 4, 6), (1, 2, 3, 4)))
    first, second = searched([uneven, even], cells, 4).statements
    assert (first.values, second.values) == ((1, 2, 4, 6), (1, 2, 3, 4))
    # From end to end there are five places on the one scale and three on the other.
    assert all(5 * first.steps[column] == 3 * second.steps[column] for column in (0, 1))


def test_the_means_of_roles_lie_between_the_ends_of_the_main_scale() -> None:
    cells = (Cell("p", ("p",), 3), Cell("v", ("v",), 3))
    one = Measured(
        {("a", "p"): (3, 0, 0, 0), ("a", "v"): (0, 0, 0, 3)}, Fraction(1), (1, 2, 4, 6), Withheld(Reason.NOT_ASKED)
    )
    shown = compared([one], cells, 5, 3)
    assert not isinstance(shown, Withheld)
    assert [cell.mean for cell in shown] == [1, 5]


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
