"""What weighs how much: a bar for each option, and every organisation as a lettered dot below it, so that one sees at
once where the pictures do not match."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from app.charts.dots import APART, RADIUS, Dot, letter_spots, lettered_ring
from app.charts.lines_of_words import broken, height_of, set_lines
from app.charts.palette import ACCENT, FAMILY, INK

BAR = 11.0
SIZE = 10.5
NUMBER = 34.0
"""Width left for the mean in figures at the right."""


@dataclass(frozen=True)
class ProfileRow:
    """One option: its name, its mean as the share 0..1 of the longest bar (None where withheld) and in figures, and the
    organisations with theirs as shares."""

    name: str
    share: float | None
    shown: str
    dots: tuple[Dot, ...] = ()


def profile_chart(
    rows: Sequence[ProfileRow],
    title: str,
    *,
    ends: tuple[str, str],
    width: int,
    ink: str = INK,
    accent: str = ACCENT,
) -> str:
    """The rows below each other on one scale; `ends`: what stands at its lowest and at its highest end. `title` is
    read out instead of the picture."""
    drawn, y = [], 0.0
    for row in rows:
        part, y = _row(row, y, width, ink, accent)
        drawn.append(part)
    right = width - NUMBER
    drawn.append(f'<path d="M1 {y + 1:.1f}H{right:.1f}" stroke="{ink}" stroke-opacity="0.5" stroke-width="0.8"/>')
    drawn.append(set_lines([ends[0]], 1, y + 11, 9, ink) + set_lines([ends[1]], right, y + 11, 9, ink, anchor="end"))
    height = math.ceil(y + 15)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{FAMILY}"><title>{escape(title)}</title>' + "".join(drawn) + "</svg>"
    )


def _row(row: ProfileRow, top: float, width: int, ink: str, accent: str) -> tuple[str, float]:
    """The row's picture and where the next one begins."""
    name = broken(row.name, width - NUMBER - 4, SIZE, 2)
    bar = top + height_of(name, SIZE) + 3
    parts = [set_lines(name, 1, top + SIZE, SIZE, ink, weight=600)]
    right = width - NUMBER
    parts.append(
        f'<rect x="1" y="{bar:.1f}" width="{right - 1:.1f}" height="{BAR}" fill="none" stroke="{ink}" '
        f'stroke-opacity="0.35" stroke-width="0.7"/>'
    )
    if row.share is not None:
        parts.append(
            f'<rect x="1" y="{bar:.1f}" width="{max(1.0, row.share * (right - 1)):.1f}" height="{BAR}" '
            f'fill="{accent}"/>'
        )
    parts.append(set_lines([row.shown], width - 1, bar + BAR - 1.6, 11, ink, anchor="end", weight=600))
    dots, below = _dots(row.dots, bar + BAR, right, ink, accent)
    return "".join(parts) + dots, below + (13 if row.dots else 9)


def _dots(dots: Sequence[Dot], bar: float, right: float, ink: str, accent: str) -> tuple[str, float]:
    """A tick under the bar where each organisation's mean lies, and its letter below."""
    if not dots:
        return "", bar
    ordered = sorted(dots, key=lambda one: one.value)
    lanes = max(1, math.ceil(len(ordered) * APART / (right - 2 * RADIUS)))
    wanted = [1 + one.value * (right - 1) for one in ordered]
    drawn = []
    for one, x, spot in zip(ordered, wanted, letter_spots(wanted, lanes, int(right)), strict=True):
        y = bar + 7 + spot[1]
        drawn.append(
            f'<path d="M{x:.1f} {bar - 3:.1f}V{bar + 3:.1f}L{spot[0]:.1f} {y - RADIUS:.1f}" fill="none" '
            f'stroke="{ink}" stroke-width="1"/>{lettered_ring(one.letter, spot[0], y, accent)}'
        )
    return "".join(drawn), bar + 7 + lanes * APART
