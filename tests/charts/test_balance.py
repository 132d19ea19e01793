"""A balance as columns on a line, and in brief: columns as high as their numbers, marks where the means lie."""

from xml.etree import ElementTree

import pytest

from app.charts.balance import Side, balance_chart
from app.charts.move import move_chart
from app.charts.ruler import Ruler

SVG = "{http://www.w3.org/2000/svg}"
ENDS = ("Fast form med avtal, planer och skrivna roller", "Fri form & få <regler>")


def of(chart: str, tag: str) -> list[dict[str, str]]:
    return [dict(one.attrib) for one in ElementTree.fromstring(chart).iter(f"{SVG}{tag}")]


def balance(now: Side, wanted: Side | None = None, width: int = 320) -> str:
    return balance_chart(now, wanted, "Läget", ruler=Ruler.coded(7), ends=ENDS, width=width)


def test_today_stands_hollow_above_the_line_and_what_is_wanted_filled_below_it() -> None:
    chart = balance(Side("I dag", (0, 2, 4, 0, 0, 0, 0), 2.7), Side("Önskat", (0, 0, 0, 0, 6, 0, 0), 5.0))
    columns = of(chart, "rect")
    assert [one["fill"] == "none" for one in columns] == [True, True, False]
    small, large, filled = (float(one["height"]) for one in columns)
    assert large == pytest.approx(2 * small, abs=0.2) and filled == pytest.approx(3 * small, abs=0.2)
    above, below = float(columns[1]["y"]) + large, float(columns[2]["y"])
    assert above < below


def test_every_column_has_its_number_and_every_position_too() -> None:
    chart = balance(Side("I dag", (0, 2, 4, 0, 0, 0, 0), 2.7))
    words = [one.text for one in ElementTree.fromstring(chart).iter(f"{SVG}text")]
    assert {"2", "4", *map(str, range(1, 8))} <= set(words)


@pytest.mark.parametrize("width", [320, 430])
@pytest.mark.parametrize("most", [1, 16, 400])
def test_everything_stays_in_the_picture_however_many_answer(width: int, most: int) -> None:
    chart = balance(Side("I dag", (most,) * 7, 1.0), Side("Så som det borde vara", (most,) * 7, 7.0), width)
    root = ElementTree.fromstring(chart)
    height = float(root.get("height", ""))
    for one in of(chart, "rect"):
        assert float(one["x"]) >= 0 and float(one["x"]) + float(one["width"]) <= width
        assert float(one["y"]) >= 0 and float(one["y"]) + float(one["height"]) <= height
    assert all(0 < float(one["y"]) <= height for one in of(chart, "text"))


def test_a_part_that_is_withheld_has_neither_columns_nor_a_mark() -> None:
    chart = balance(Side("I dag", None, None), Side("Önskat", (0, 0, 0, 5, 0, 0, 0), 4.0))
    assert len(of(chart, "rect")) == 1
    assert len([one for one in of(chart, "circle") if float(one["r"]) > 3]) == 1


def move(now: float | None, wanted: float | None) -> str:
    return move_chart(now, wanted, "I dag 1,0", ruler=Ruler.coded(5), ends=ENDS, width=218)


def test_the_marks_lie_where_the_means_are_a_ring_for_today_and_a_dot_for_what_is_wanted() -> None:
    marks = [one for one in of(move(1.0, 3.0), "circle") if float(one["r"]) > 3]
    assert [(float(one["cx"]), one["fill"] == "#ffffff") for one in marks] == [(9.0, True), (109.0, False)]


def test_an_arrow_leads_from_today_to_what_is_wanted_where_there_is_room_for_one() -> None:
    assert len(of(move(1.0, 3.0), "path")) == len(of(move(3.0, 1.0), "path")) == 3
    assert len(of(move(3.0, 3.1), "path")) == 1


def test_where_both_means_are_the_same_the_dot_shows_in_the_ring() -> None:
    ring, dot = [one for one in of(move(2.0, 2.0), "circle") if float(one["r"]) > 2]
    assert float(ring["r"]) - float(dot["r"]) > 3


def test_a_line_without_means_is_empty_for_the_group_to_fill_in() -> None:
    assert all(float(one["r"]) < 2 for one in of(move(None, None), "circle"))
