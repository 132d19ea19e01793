"""The line of the scale with a mean on it."""

from xml.etree import ElementTree

import pytest

from app.charts.position import EDGE, position_chart
from app.charts.ruler import Ruler

SVG = "{http://www.w3.org/2000/svg}"


def circles(chart: str) -> list[float]:
    return [float(one.get("cx", "")) for one in ElementTree.fromstring(chart).iter(f"{SVG}circle")]


@pytest.mark.parametrize(("value", "share"), [(1, 0), (3, 0.5), (5, 1), (3.5, 0.625)])
def test_the_dot_stands_where_the_mean_is_on_the_scale(value: float, share: float) -> None:
    *points, dot = circles(position_chart(value, Ruler.coded(5), "x", width=100 + 2 * EDGE))
    assert dot == pytest.approx(EDGE + 100 * share, abs=0.05)
    assert len(points) == 5


def test_the_limits_of_the_bands_are_marked_with_dashes() -> None:
    root = ElementTree.fromstring(position_chart(3.2, Ruler.coded(5), "x", cuts=[3, 4], width=100 + 2 * EDGE))
    dashed = [one.get("d", "") for one in root.iter(f"{SVG}path") if one.get("stroke-dasharray")]
    assert [path.split()[0] for path in dashed] == [f"M{EDGE + 50:.1f}", f"M{EDGE + 75:.1f}"]


def test_a_part_of_the_group_is_a_ring_beside_a_line_for_the_whole() -> None:
    root = ElementTree.fromstring(
        position_chart(2, Ruler.coded(5), "x", hollow=True, reference=4, width=100 + 2 * EDGE)
    )
    ring = list(root.iter(f"{SVG}circle"))[-1]
    assert (ring.get("fill"), ring.get("cx")) == ("#ffffff", f"{EDGE + 25:.1f}")
    assert [one.get("d") for one in root.iter(f"{SVG}path")][-1] == f"M{EDGE + 75:.1f} 0V20"


def test_others_are_a_bracket_from_quartile_to_quartile_and_a_triangle_at_their_median() -> None:
    root = ElementTree.fromstring(position_chart(2, Ruler.coded(5), "x", others=(2, 3, 4), width=100 + 2 * EDGE))
    bracket, triangle = [one.get("d", "") for one in root.iter(f"{SVG}path")][-2:]
    assert bracket.startswith(f"M{EDGE + 25:.1f} ")
    assert f"H{EDGE + 75:.1f}" in bracket
    assert triangle.startswith(f"M{EDGE + 50:.1f} ")
    assert (root.get("class"), root.get("height")) == ("with-others", "32")


def test_the_picture_has_words_in_its_place() -> None:
    root = ElementTree.fromstring(position_chart(2, Ruler.coded(5), "Älvnäs & <Norrdal>: 2,0"))
    assert root.findtext(f"{SVG}title") == "Älvnäs & <Norrdal>: 2,0"
    assert [one for one in root.iter() if one.get("style")] == []
