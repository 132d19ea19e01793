"""Groups as dots: letters that never cover each other, a line for the whole, a key where the picture stands alone."""

import math
from itertools import combinations
from xml.etree import ElementTree

import pytest

from app.charts.dots import RADIUS, Dot, dot_scale
from app.charts.ruler import Ruler

SVG = "{http://www.w3.org/2000/svg}"


def dots(number: int, value: float = 3.2) -> list[Dot]:
    return [Dot(chr(ord("A") + at), value, f"Kommun {at}") for at in range(number)]


def circles(chart: str, radius: float) -> list[tuple[float, float]]:
    found = ElementTree.fromstring(chart).iter(f"{SVG}circle")
    return [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in found if float(one.get("r", "")) == radius]


@pytest.mark.parametrize("width", [260, 430])
@pytest.mark.parametrize("number", [2, 14, 26, 40])
def test_letters_never_cover_each_other_and_stay_in_the_picture(number: int, width: int) -> None:
    chart = dot_scale(dots(number), Ruler.coded(5), "x", width=width, reference=3.0)
    letters = circles(chart, RADIUS)
    assert len(letters) == number
    assert all(math.dist(one, other) >= 2 * RADIUS for one, other in combinations(letters, 2))
    height = float(ElementTree.fromstring(chart).get("height", ""))
    assert all(RADIUS <= x <= width - RADIUS and RADIUS <= y <= height - RADIUS for x, y in letters)


def test_a_dot_lies_where_its_mean_is_on_the_scale() -> None:
    chart = dot_scale([Dot("A", 1), Dot("B", 3), Dot("C", 5)], Ruler.coded(5), "x", width=116, reference=None)
    assert [x for x, _ in circles(chart, 2.6)] == [8, 58, 108]


def test_the_whole_groups_mean_is_a_line_and_is_left_out_where_there_is_none() -> None:
    with_line = dot_scale(dots(2), Ruler.coded(5), "x", width=116, reference=3)
    assert '<path d="M58.0 ' in with_line
    assert len(with_line) > len(dot_scale(dots(2), Ruler.coded(5), "x", width=116, reference=None))


def test_a_picture_that_stands_alone_names_the_letters() -> None:
    dot = Dot("A", 3, "Älvnäs & <Norrdal>")
    plain = dot_scale([dot], Ruler.coded(5), "x", width=300, reference=None)
    named = dot_scale([dot], Ruler.coded(5), "x", width=300, reference=None, named=True)
    assert "Älvnäs" not in plain
    assert "Älvnäs &amp; &lt;Norrdal&gt;" in named
    assert float(ElementTree.fromstring(named).get("height", "")) > float(
        ElementTree.fromstring(plain).get("height", "")
    )
