"""The line with a ring and a dot."""

from app.charts.move import move_chart
from app.charts.ruler import Ruler
from app.config import ROOT


def test_the_ring_of_today_is_hollow_on_a_dark_page_too() -> None:
    drawn = move_chart(2.0, 4.0, "x", ruler=Ruler.coded(5), width=200, ink="currentColor", accent="currentColor")
    assert drawn.count('class="hollow"') == 1
    assert ".hollow { fill: var(--paper); }" in (ROOT / "app" / "static" / "site.css").read_text()
