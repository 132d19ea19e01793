"""One line between two ends, with a ring where the group is today and a dot where it wants to be."""

import math

from markupsafe import escape

from app.charts.lines_of_words import broken, height_of, set_lines
from app.charts.palette import ACCENT, FAMILY, INK
from app.charts.ruler import Ruler

EDGE = 9.0
MARK = 5.6
"""Radius of a mean's mark, in the chart's units."""
SIZE = 10.5
HOLLOW = ' class="hollow"'
"""The page's style sheet fills such a mark with the colour of the page, so that it is hollow in the dark too."""


def move_chart(
    now: float | None,
    wanted: float | None,
    title: str,
    *,
    ruler: Ruler,
    ends: tuple[str, str] | None = None,
    width: int,
    ink: str = INK,
    accent: str = ACCENT,
) -> str:
    """The means on the ruler, None where they are withheld or not asked, and an arrow from the one to the other.
    `ends`: what stands at either end, above the line. `title` is read out instead of the picture."""
    heads = [broken(words, width / 2 - 8, SIZE) for words in ends or ()]
    axis = max((height_of(lines, SIZE) for lines in heads), default=0) + MARK + 5
    room = width - 2 * EDGE
    start, goal = (None if mean is None else EDGE + ruler.share(mean) * room for mean in (now, wanted))
    points = "".join(
        f'<circle cx="{EDGE + ruler.share(at) * room:.1f}" cy="{axis:.1f}" r="1.6" fill="{ink}" fill-opacity="0.6"/>'
        for at in ruler.points
    )
    height = math.ceil(axis + MARK + 4)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{FAMILY}"><title>{escape(title)}</title>'
        + (set_lines(heads[0], 1, SIZE, SIZE, ink) if heads else "")
        + (set_lines(heads[1], width - 1, SIZE, SIZE, ink, anchor="end") if heads else "")
        + f'<path d="M{EDGE} {axis:.1f}H{width - EDGE:.1f}" stroke="{ink}" stroke-opacity="0.5" stroke-width="1"/>'
        + points
        + arrow(start, goal, axis, accent)
        + marks(start, goal, axis, accent)
        + "</svg>"
    )


def arrow(start: float | None, goal: float | None, y: float, accent: str) -> str:
    """From the one mark to the other; none where there is no room for it between them."""
    if start is None or goal is None:
        return ""
    way = 1 if goal > start else -1
    tip = goal - way * (MARK + 1.5)
    if (tip - start) * way < MARK + 5:
        return ""
    return (
        f'<path d="M{start:.1f} {y:.1f}H{tip - way * 4:.1f}" stroke="{accent}" stroke-width="2.6"/>'
        f'<path d="M{tip:.1f} {y:.1f}l{-way * 7} -4.5v9z" fill="{accent}"/>'
    )


def marks(start: float | None, goal: float | None, y: float, accent: str) -> str:
    """A ring for today and a filled dot for what is wanted; where they lie on each other, the dot shows in the ring."""
    near = start is not None and goal is not None and abs(start - goal) < MARK
    ring = "" if start is None else _mark(start, y, MARK + (1.6 if near else 0), "#ffffff", accent, HOLLOW)
    dot = "" if goal is None else _mark(goal, y, MARK - (2.6 if near else 0.4), accent, accent)
    return ring + dot


def _mark(x: float, y: float, radius: float, fill: str, accent: str, name: str = "") -> str:
    return (
        f'<circle{name} cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{accent}" stroke-width="2"/>'
    )
