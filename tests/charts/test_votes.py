"""The bar of a factor's votes."""

import re

from app.charts.votes import votes_chart


def widths(chart: str) -> list[float]:
    return [float(one) for one in re.findall(r'<rect[^>]* width="([\d.]+)"', chart)]


def test_the_bar_is_as_long_as_the_share_of_those_who_voted() -> None:
    assert widths(votes_chart(3, 12, "x", width=322)) == [80.0, 320.0]
    assert widths(votes_chart(12, 12, "x", width=322)) == [320.0, 320.0]


def test_the_bar_says_its_title_and_brings_no_style() -> None:
    chart = votes_chart(1, 2, "A & B: 1 of 2")
    assert "<title>A &amp; B: 1 of 2</title>" in chart
    assert "style" not in chart
