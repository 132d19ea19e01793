"""The bar of answers."""

import re
from xml.etree import ElementTree

import pytest

from app.charts.distribution import distribution_chart

SVG = "{http://www.w3.org/2000/svg}"


def widths(chart: str) -> list[float]:
    return [float(one.get("width", "0")) for one in ElementTree.fromstring(chart).iter(f"{SVG}rect")]


def test_the_parts_are_as_wide_as_their_share_and_none_is_drawn_for_nobody() -> None:
    assert widths(distribution_chart([1, 0, 3, 4, 2], 0, "x", width=102)) == [10.0, 30.0, 40.0, 20.0]


def test_dont_know_stands_apart_and_takes_its_share() -> None:
    *answers, unknown = widths(distribution_chart([2, 2], 4, "x", width=112))
    assert (answers, unknown) == ([25.0, 25.0], 50.0)


def test_a_number_is_left_out_where_it_would_not_fit() -> None:
    chart = ElementTree.fromstring(distribution_chart([1, 99], 0, "x"))
    assert [one.text for one in chart.iter(f"{SVG}text")] == ["99"]


def test_nobody_gives_an_empty_bar() -> None:
    assert widths(distribution_chart([0, 0, 0], 0, "x", width=100)) == [98.0]


@pytest.mark.parametrize("counts", [[3, 4, 5], [0, 0, 7], [1] * 11])
def test_the_picture_has_words_in_its_place_and_no_style_that_the_policy_forbids(counts: list[int]) -> None:
    chart = distribution_chart(counts, 2, 'Ett <påstående> & "annat"')
    root = ElementTree.fromstring(chart)
    assert root.findtext(f"{SVG}title") == 'Ett <påstående> & "annat"'
    assert root.get("role") == "img"
    assert re.search(r"style|<script|\son\w+=", chart) is None
