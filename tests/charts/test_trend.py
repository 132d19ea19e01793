"""The trend of a mean from round to round."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from app.charts.ruler import Ruler
from app.charts.trend import COMMON, NOTHING, SIZE, TrendPoint, trend_chart

SVG = "{http://www.w3.org/2000/svg}"


def point(value: float | None, joined: str = "alike", interval: tuple[float, float] | None = (2.5, 3.5)) -> TrendPoint:
    shown = "–" if value is None else f"{value:.1f}".replace(".", ",")
    return TrendPoint(value, shown, interval if value is not None else None, ("nov", "2026", "n = 34"), joined)


def drawn(points: Sequence[TrendPoint], step: float = 60, height: int = 140) -> ElementTree.Element:
    chart = trend_chart(points, "Tillit & <mod>", ruler=Ruler.coded(5), cuts=[3, 4], step=step, height=height)
    return ElementTree.fromstring(chart)


def dots(root: ElementTree.Element) -> list[tuple[float, float]]:
    return [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in root.iter(f"{SVG}circle")]


def lines(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in root.iter(f"{SVG}path") if one.get("stroke-width") == "1.8"]


def test_rounds_stand_at_even_steps_and_higher_means_stand_higher() -> None:
    found = dots(drawn([point(2), point(3), point(4)]))
    assert [round(x - found[0][0]) for x, _ in found] == [0, 60, 120]
    (_, low), (_, middle), (_, high) = found
    assert low > middle > high
    assert low - middle == pytest.approx(middle - high, abs=0.11)


def test_a_line_joins_neighbours_that_can_be_compared() -> None:
    root = drawn([point(2), point(3), point(4)])
    assert len(lines(root)) == 2
    assert [one.get("stroke-dasharray") for one in lines(root)] == [None, None]


def test_a_line_between_rounds_that_share_some_statements_is_dashed() -> None:
    assert [one.get("stroke-dasharray") for one in lines(drawn([point(2), point(3, COMMON)]))] == ["6 3"]


def test_there_is_a_gap_with_a_mark_where_nothing_can_be_compared() -> None:
    root = drawn([point(2), point(3, NOTHING), point(3)])
    assert len(lines(root)) == 1
    assert len([one for one in root.iter(f"{SVG}path") if one.get("class") == "gap"]) == 1


def test_a_withheld_round_is_a_dash_and_nothing_is_drawn_to_it() -> None:
    root = drawn([point(2), point(None), point(3)])
    assert (len(dots(root)), len(lines(root))) == (2, 0)
    assert "–" in [one.text for one in root.iter(f"{SVG}text")]


def test_a_round_without_an_interval_has_no_whisker() -> None:
    def whiskers(root: ElementTree.Element) -> int:
        return len([one for one in root.iter(f"{SVG}path") if one.get("stroke-width") == "1.1"])

    assert whiskers(drawn([point(2, interval=None), point(3)])) == 1


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("value", [1.0, 2.9, 3.96, 5.0])
def test_no_words_overlap_and_nothing_reaches_out_of_the_picture(number: int, value: float) -> None:
    """By the width that is reckoned for a letter. Eight rounds at the narrowest step, at both ends of the scale."""
    interval = (max(1.0, value - 0.8), min(5.0, value + 0.8))
    root = drawn([point(value, interval=interval)] * number, step=39, height=92)
    width, height = (float(one) for one in root.get("viewBox", "").split()[2:])
    boxes = []
    for one in root.iter(f"{SVG}text"):
        size, words = float(one.get("font-size", "")), one.text or ""
        half = len(words) * size * 0.5 / 2
        x, y = float(one.get("x", "")), float(one.get("y", ""))
        left = x - 2 * half if one.get("text-anchor") == "end" else x - half
        boxes.append((left, y - size * 0.68, left + 2 * half, y))
    assert all(left >= 0 and top >= 0 and right <= width and low <= height for left, top, right, low in boxes)
    for at, (left, top, right, low) in enumerate(boxes):
        for other_left, other_top, other_right, other_low in boxes[at + 1 :]:
            apart = right <= other_left or other_right <= left or low <= other_top or other_low <= top
            assert apart, (left, top, right, low)


def test_level_lines_make_room_for_the_figures() -> None:
    root = drawn([point(3.5, interval=(3.2, 3.8)), point(2)])
    (cut,) = [one for one in root.iter(f"{SVG}path") if one.get("stroke-dasharray") == "3 2.5" and _near(root, one)]
    assert (cut.get("d") or "").count("M") == 2


def _near(root: ElementTree.Element, cut: ElementTree.Element) -> bool:
    """Whether a line is at the height of the first figure."""
    figure = next(one for one in root.iter(f"{SVG}text") if one.text == "3,5")
    height = re.search(r" ([\d.]+)H", cut.get("d") or "")
    assert height
    return abs(float(height[1]) - (float(figure.get("y", "")) - SIZE * 0.35)) < SIZE


def test_the_picture_has_words_in_its_place_and_no_styles() -> None:
    root = drawn([point(2)])
    assert root.findtext(f"{SVG}title") == "Tillit & <mod>"
    assert [one for one in root.iter() if one.get("style") or one.tag == f"{SVG}style"] == []
