"""Organisations or roles as dots on one scale, each with its letter, and the whole group's mean as a line."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from app.charts.key import KeyEntry, key, shortened
from app.charts.palette import ACCENT, FAMILY, INK
from app.charts.ruler import Ruler

RADIUS = 7.0
"""Of a letter's ring, in the chart's units."""
APART = 2 * RADIUS + 1.5
LETTERS, LINE, BELOW = 8.0, 25.0, 13.0
"""Height of the row of letters, of the scale with its dots below one such row, and of what is below the scale."""


@dataclass(frozen=True)
class Dot:
    """One group: the letter that stands for it, its mean, and its name in words."""

    letter: str
    value: float
    name: str = ""


def dot_scale(
    dots: Sequence[Dot],
    ruler: Ruler,
    title: str,
    *,
    width: int,
    reference: float | None,
    ink: str = INK,
    accent: str = ACCENT,
    named: bool = False,
) -> str:
    """The dots where their values lie on the ruler, and above them the letters, side by side. `reference`: the mean
    of the whole group. `named` adds a key of the names below, so that the picture can be read without a page around
    it."""
    ordered = sorted(dots, key=lambda one: one.value)
    lanes = max(1, math.ceil(len(ordered) * APART / (width - 2 * RADIUS)))
    line = LINE + (lanes - 1) * APART
    spots = letter_spots([_x(one.value, ruler, width) for one in ordered], lanes, width)
    names, lines = key([_entry(one, width, accent) for one in dots if named], line + BELOW + 6, width, ink)
    height = math.ceil(line + BELOW + lines + (10 if lines else 0))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{FAMILY}"><title>{escape(title)}</title>'
        + _line(ruler, width, line, ink)
        + _reference(reference, ruler, width, line, ink)
        + "".join(
            _dot(_x(one.value, ruler, width), line, spot, ink, accent) for one, spot in zip(ordered, spots, strict=True)
        )
        + "".join(lettered_ring(one.letter, *spot, accent) for one, spot in zip(ordered, spots, strict=True))
        + f"{names}</svg>"
    )


def letter_spots(wanted: Sequence[float], lanes: int, width: int) -> list[tuple[float, float]]:
    """Where letters stand whose dots want these places (ascending), in so many lanes by turns."""
    spots = [(0.0, 0.0)] * len(wanted)
    for lane in range(lanes):
        places = spread_out(wanted[lane::lanes], RADIUS + 1, width - RADIUS - 1)
        spots[lane::lanes] = [(place, LETTERS + lane * APART) for place in places]
    return spots


def spread_out(wanted: Sequence[float], lowest: float, highest: float) -> list[float]:
    """Places in the same order, as near to the wanted ones (ascending) as can be with room for a letter each, between
    lowest and highest; closer together where there are more than there is room for."""
    room = min(APART, (highest - lowest) / max(1, len(wanted) - 1))
    heaps: list[tuple[float, int]] = []
    for at, place in enumerate(wanted):
        middle, size = place - at * room, 1
        while heaps and heaps[-1][0] > middle:
            other, number = heaps.pop()
            middle, size = (other * number + middle * size) / (number + size), number + size
        heaps.append((middle, size))
    most = highest - (len(wanted) - 1) * room
    starts = [min(max(middle, lowest), most) for middle, size in heaps for _ in range(size)]
    return [start + at * room for at, start in enumerate(starts)]


def _line(ruler: Ruler, width: int, y: float, ink: str) -> str:
    points = "".join(
        f'<circle cx="{_x(point, ruler, width):.1f}" cy="{y:.1f}" r="1.6" fill="{ink}" fill-opacity="0.55"/>'
        f'<text x="{_x(point, ruler, width):.1f}" y="{y + 11:.1f}" font-size="8" text-anchor="middle" fill="{ink}">'
        f"{escape(words)}</text>"
        for point, words in zip(ruler.points, ruler.words, strict=True)
    )
    return (
        f'<path d="M{_x(ruler.low, ruler, width):.1f} {y:.1f}H{_x(ruler.high, ruler, width):.1f}" stroke="{ink}" '
        f'stroke-opacity="0.4" stroke-width="1"/>{points}'
    )


def _reference(value: float | None, ruler: Ruler, width: int, y: float, ink: str) -> str:
    if value is None:
        return ""
    x = _x(value, ruler, width)
    return f'<path d="M{x:.1f} {y - 9:.1f}V{y + 5:.1f}" stroke="{ink}" stroke-width="2"/>'


def _dot(x: float, y: float, spot: tuple[float, float], ink: str, accent: str) -> str:
    return (
        f'<path d="M{x:.1f} {y:.1f}L{spot[0]:.1f} {spot[1] + RADIUS:.1f}" stroke="{ink}" stroke-opacity="0.7" '
        f'stroke-width="0.7"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{accent}"/>'
    )


def lettered_ring(letter: str, x: float, y: float, accent: str) -> str:
    """A group's letter in its ring."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" fill="#ffffff" stroke="{accent}" stroke-width="1.2"/>'
        f'<text x="{x:.1f}" y="{y + 2.9:.1f}" font-size="8.4" font-weight="600" text-anchor="middle" '
        f'fill="{INK}">{escape(letter)}</text>'
    )


def _entry(one: Dot, width: int, accent: str) -> KeyEntry:
    return KeyEntry(lambda x, y: lettered_ring(one.letter, x, y, accent), shortened(one.name, width - 50))


def _x(value: float, ruler: Ruler, width: int) -> float:
    return RADIUS + 1 + ruler.share(value) * (width - 2 * RADIUS - 2)
