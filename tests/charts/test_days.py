"""Answers per day as columns."""

from xml.etree import ElementTree

import pytest

from app.charts.days import GROUND, TOP, WIDEST_COLUMN, days_chart

SVG = "{http://www.w3.org/2000/svg}"


def columns(chart: str) -> list[tuple[float, float]]:
    found = ElementTree.fromstring(chart).iter(f"{SVG}rect")
    return [(float(one.get("x", "")), float(one.get("height", ""))) for one in found]


def numbers(chart: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(chart).iter(f"{SVG}text")]


def test_each_day_with_answers_has_a_column_as_high_as_its_share_of_the_highest() -> None:
    found = columns(days_chart([2, 0, 8, 4], "x"))
    full = GROUND - TOP
    assert [height for _, height in found] == pytest.approx([full / 4, full, full / 2], abs=0.1)
    assert [round(x // WIDEST_COLUMN) for x, _ in found] == [0, 2, 3]


def test_every_column_bears_its_number_where_there_is_room_and_the_highest_where_there_is_not() -> None:
    assert numbers(days_chart([2, 0, 8, 4], "x")) == ["2", "8", "4"]
    assert numbers(days_chart([1] * 30 + [7] + [1] * 29, "x")) == ["7"]


def test_days_without_answers_leave_an_empty_line_and_nothing_reaches_out_of_it() -> None:
    assert columns(days_chart([0, 0], "x")) == []
    for length in (1, 5, 60):
        assert all(0 <= x <= 420 for x, _ in columns(days_chart([3] * length, "x", width=420)))


def test_the_picture_has_words_in_its_place() -> None:
    root = ElementTree.fromstring(days_chart([1], "2 & 3"))
    assert root.findtext(f"{SVG}title") == "2 & 3"
