"""The dialogue map: every factor in its field, no number over another, words from outside, shapes and not colours."""

import math
import re
from itertools import combinations

import pytest

from app.charts.dialogue_map import (
    APART,
    EDGE,
    MapLabels,
    MapPoint,
    Plane,
    dialogue_map,
    markers,
    plane_of,
)
from app.charts.markers import marker_picture, marker_shape
from app.charts.ruler import Ruler

LABELS = MapLabels("Bygg", "Enas", "Olika", "Ta reda på", "Nivå", "Samsyn", "svagt", "starkt", "lika", "isär")
CUTS, CUTOFF = (3.0, 4.0), 5 / 6
PLACES = ("strength", "develop", "challenge", "divided", "find_out_more")


def point(number: int, level: float, spread: float, place: str = "develop") -> MapPoint:
    return MapPoint(number, f"Faktor {number}", level, spread, place)


def plane(points: list[MapPoint], width: int = 440, height: int = 290) -> Plane:
    return plane_of(points, Ruler.coded(5), CUTS[-1], CUTOFF, width, height)


def drawn(points: list[MapPoint]) -> str:
    return dialogue_map(points, Ruler.coded(5), LABELS, "Karta <1>", cuts=CUTS, cutoff=CUTOFF, width=440, height=290)


CROWDS = {
    "all in one point": [point(at, 3.4, 0.6) for at in range(1, 14)],
    "all at the cutoff": [point(at, 2.0 + at / 10, CUTOFF + (0.01 if at % 2 else -0.01)) for at in range(1, 14)],
    "all strong": [point(at, 4.6, 0.3) for at in range(1, 14)],
    "corners": [point(1, 1, 0), point(2, 5, 0), point(3, 1, 2), point(4, 5, 2)],
}
CROWD = pytest.mark.parametrize("points", CROWDS.values(), ids=CROWDS)


@CROWD
@pytest.mark.parametrize(("width", "height"), [(440, 290), (350, 231), (640, 400)])
def test_no_marker_comes_nearer_to_another_than_both_need(points: list[MapPoint], width: int, height: int) -> None:
    found = markers(points, plane(points, width, height))
    assert [
        (one.point.number, other.point.number)
        for one, other in combinations(found, 2)
        if math.hypot(one.x - other.x, one.y - other.y) < APART - 1
    ] == []


@CROWD
def test_every_marker_lies_wholly_in_the_field_that_its_point_lies_in(points: list[MapPoint]) -> None:
    where = plane(points)
    line = where.y(CUTOFF)
    for one in markers(points, where):
        assert where.x(1) - 0.5 <= one.x <= where.x(5) + 0.5
        if one.point.spread > CUTOFF:
            assert one.y - EDGE >= line - 0.01
        else:
            assert one.y + EDGE <= line + 0.01
            assert (one.x > where.x(CUTS[-1])) is (one.point.level >= CUTS[-1])


def test_a_lone_marker_stands_where_its_values_say() -> None:
    """Weak is left and strong right, alike on top; half way between 1 and 5 is the middle."""
    one = point(1, 3.0, 0.4)
    where = plane([one])
    (found,) = markers([one], where)
    assert (found.x, found.y) == (where.x(3.0), where.y(0.4))
    assert where.x(3.0) == pytest.approx((where.x(1) + where.x(5)) / 2)
    assert where.x(2) < where.x(4) and where.y(0.2) < where.y(1.2)


def test_only_a_marker_that_was_moved_away_has_a_line_to_its_point() -> None:
    assert drawn([point(1, 3.0, 0.4)]).count('r="1.6"') == 0
    assert drawn([point(1, 3.0, 0.4), point(2, 3.0, 0.4)]).count('r="1.6"') == 2


def test_what_is_not_known_has_no_place_on_the_plane_and_stands_in_the_strip() -> None:
    svg = drawn([point(7, 0, 0, "find_out_more"), point(8, 3, 0.3)])
    height = {number: float(y) for y, number in re.findall(r'y="([\d.]+)" font-size="10.5"[^>]*>(\d+)<', svg)}
    assert height["7"] > plane([]).bottom > height["8"]


def test_every_place_has_a_shape_of_its_own_so_that_no_colour_is_needed() -> None:
    shapes = {re.sub(r'"[\d.]+"', '""', marker_shape(place, 20, 20)) for place in PLACES}
    assert len(shapes) == len(PLACES)
    assert len({marker_picture(3, place, "x") for place in PLACES}) == len(PLACES)


def test_all_words_come_from_outside_and_are_escaped_and_nothing_is_styled_inline() -> None:
    svg = drawn([point(1, 3.0, 0.4)])
    assert "<title>Karta &lt;1&gt;</title>" in svg
    assert {words.strip("← →") for words in re.findall(r"<text[^>]*>([^<]+)</text>", svg)} == {
        "Bygg", "Enas", "Olika", "Ta reda på", "Nivå", "svagt", "starkt", "lika", "isär", "1", "2", "3", "4", "5",
    }  # fmt: skip
    assert "style" not in svg


def test_a_map_without_factors_is_empty_and_has_its_fields_all_the_same() -> None:
    svg = drawn([])
    assert "Bygg" in svg and "Ta reda på" in svg
    assert 'font-size="10.5"' not in svg


@pytest.mark.parametrize("width", [290, 560])
@pytest.mark.parametrize("number", [0, 5, 13, 40])
def test_the_strip_has_as_many_rows_as_its_factors_need(number: int, width: int) -> None:
    points = [point(at, 3, 0.4, "find_out_more") for at in range(1, number + 1)]
    svg = dialogue_map(points, Ruler.coded(5), LABELS, "x", cuts=CUTS, cutoff=CUTOFF, width=width, height=360)
    at = [
        (float(x), float(y)) for x, y in re.findall(r'<text x="([\d.]+)" y="([\d.]+)" font-size="10.5"[^>]*>\d+<', svg)
    ]
    assert len(at) == number
    assert all(math.dist(one, other) >= APART - 0.2 for one, other in combinations(at, 2))
    assert all(x <= width - EDGE and y <= 360 - 4 for x, y in at)


@pytest.mark.parametrize("size", [(290, 360), (560, 370)])
def test_a_map_so_full_that_its_fields_overflow_still_covers_no_number(size: tuple[int, int]) -> None:
    points = [point(at, 4.6, 0.3, "strength") for at in range(1, 41)]
    found = markers(points, plane(points, *size))
    assert all(math.hypot(one.x - other.x, one.y - other.y) >= APART - 0.5 for one, other in combinations(found, 2))


@CROWD
def test_markers_keep_clear_of_the_fields_names_where_there_is_room(points: list[MapPoint]) -> None:
    where = plane(points, 560, 370)
    assert all(where.bottom - 14 - EDGE >= one.y >= 6 + 14 + EDGE for one in markers(points, where))


def test_a_picture_that_stands_alone_names_its_factors() -> None:
    points = [point(1, 3, 0.4), point(2, 4, 0.4)]
    svg = dialogue_map(points, Ruler.coded(5), LABELS, "x", cuts=CUTS, cutoff=CUTOFF, width=560, height=370, named=True)
    assert "Faktor 1" in svg and "Faktor 2" in svg
    assert "Faktor 1" not in drawn(points)
