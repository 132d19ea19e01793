"""Organisations or roles as dots on one scale, each with its letter, and the whole group's mean as a line."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from app.charts.key import KeyEntry, key, shortened
from app.charts.palette import ACCENT, FAMILY, INK

RADIUS = 7.0
"""Of a letter's ring, in the chart's units."""
APART = 2 * RADIUS + 1.5
HEIGHT = 38
LETTERS, LINE = 8.0, 25.0
"""Height of the row of letters, and of the scale with its dots below it."""


@dataclass(frozen=True)
class Dot:
    """One group: the letter that stands for it, its mean on 1..A, and its name in words."""

    letter: str
    value: float
    name: str = ""


def dot_scale(
    dots: Sequence[Dot],
    length: int,
    title: str,
    *,
    width: int,
    reference: float | None,
    ink: str = INK,
    accent: str = ACCENT,
    named: bool = False,
) -> str:
    """The dots where their values lie on 1..`length`, and above them the letters, side by side. `reference`: the mean
    of the whole group. `named` adds a key of the names below, so that the picture can be read without a page around
    it."""
    names, lines = key([_entry(one, width, accent) for one in dots if named], HEIGHT + 6, width, ink)
    height = math.ceil(HEIGHT + lines + (10 if lines else 0))
    ordered = sorted(dots, key=lambda one: one.value)
    places = spread_out([_x(one.value, length, width) for one in ordered], RADIUS + 1, width - RADIUS - 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{FAMILY}"><title>{escape(title)}</title>'
        + _line(length, width, ink)
        + _reference(reference, length, width, ink)
        + "".join(
            _dot(one, _x(one.value, length, width), place, ink, accent)
            for one, place in zip(ordered, places, strict=True)
        )
        + f"{names}</svg>"
    )


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


def _line(length: int, width: int, ink: str) -> str:
    points = "".join(
        f'<circle cx="{_x(point, length, width):.1f}" cy="{LINE}" r="1.6" fill="{ink}" fill-opacity="0.55"/>'
        f'<text x="{_x(point, length, width):.1f}" y="{LINE + 11}" font-size="8" text-anchor="middle" fill="{ink}">'
        f"{point}</text>"
        for point in range(1, length + 1)
    )
    return (
        f'<path d="M{_x(1, length, width):.1f} {LINE}H{_x(length, length, width):.1f}" stroke="{ink}" '
        f'stroke-opacity="0.4" stroke-width="1"/>{points}'
    )


def _reference(value: float | None, length: int, width: int, ink: str) -> str:
    if value is None:
        return ""
    x = _x(value, length, width)
    return f'<path d="M{x:.1f} {LINE - 9}V{LINE + 5}" stroke="{ink}" stroke-width="2"/>'


def _dot(one: Dot, x: float, place: float, ink: str, accent: str) -> str:
    return (
        f'<path d="M{x:.1f} {LINE}L{place:.1f} {LETTERS + RADIUS}" stroke="{ink}" stroke-opacity="0.7" '
        f'stroke-width="0.7"/>'
        f'<circle cx="{x:.1f}" cy="{LINE}" r="2.6" fill="{accent}"/>'
        f"{_letter(one.letter, place, LETTERS, accent)}"
    )


def _letter(letter: str, x: float, y: float, accent: str) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" fill="#ffffff" stroke="{accent}" stroke-width="1.2"/>'
        f'<text x="{x:.1f}" y="{y + 2.9:.1f}" font-size="8.4" font-weight="600" text-anchor="middle" '
        f'fill="{INK}">{escape(letter)}</text>'
    )


def _entry(one: Dot, width: int, accent: str) -> KeyEntry:
    return KeyEntry(lambda x, y: _letter(one.letter, x, y, accent), shortened(one.name, width - 50))


def _x(value: float, length: int, width: int) -> float:
    return RADIUS + 1 + (value - 1) / (length - 1) * (width - 2 * RADIUS - 2)
