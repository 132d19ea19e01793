"""Markers give way to each other, no farther than they must."""

import math
from itertools import combinations

import pytest

from app.charts.spacing import spread_out


def anywhere(_x: float, _y: float) -> bool:
    return True


def test_those_that_have_room_stay_where_they_want_to_be() -> None:
    assert spread_out([(0, 0), (30, 0), (0, 30)], 20, anywhere) == [(0, 0), (30, 0), (0, 30)]


def test_a_crowd_on_one_spot_ends_up_apart() -> None:
    found = spread_out([(50, 50)] * 40, 20, anywhere)
    assert list(found[0]) == [50, 50]
    assert all(math.dist(one, other) >= 20 for one, other in combinations(found, 2))
    assert max(math.dist(one, (50, 50)) for one in found) < 120


def test_nobody_is_moved_to_where_nobody_may_stand() -> None:
    assert all(x >= 0 for x, _ in spread_out([(0, 0)] * 9, 20, lambda x, _: x >= 0))


def test_too_many_for_the_room_are_an_error() -> None:
    with pytest.raises(ValueError, match="no room"):
        spread_out([(0, 0)] * 2, 20, lambda x, y: abs(x) < 5 and abs(y) < 5)
