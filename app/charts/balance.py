"""One line between two ends: how the answers lie today above it, how they lie as wanted below it, and an arrow from
the one mean to the other."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import escape

from app.charts.lines_of_words import LEADING, broken, height_of, set_lines
from app.charts.move import arrow, marks
from app.charts.palette import ACCENT, FAMILY, INK
from app.charts.ruler import Ruler

NAMES = 58.0
"""Width of the names of the two sides, in the chart's units."""
EDGE = 14.0
TALLEST, UNIT = 44.0, 8.0
"""Height of the tallest column, and at most of one answer."""
GAP = 9.0
"""From the line to the columns."""


@dataclass(frozen=True)
class Side:
    """Today, or wanted: its name, how many answers lie at each of the positions, and their mean; both are
    None where they are withheld."""

    name: str
    counts: Sequence[int] | None
    mean: float | None


def balance_chart(
    now: Side,
    wanted: Side | None,
    title: str,
    *,
    ruler: Ruler,
    ends: tuple[str, str],
    labels: Sequence[str] = (),
    width: int,
    ink: str = INK,
    accent: str = ACCENT,
) -> str:
    """Today's answers as hollow columns above the line, the wanted ones as filled columns below it; the means as a ring
    and a filled dot on the line. `ends`: what stands at either end. `labels`: a name with its number for every
    position, in a list below. `title` is read out instead of the picture."""
    plot = _Plot(ruler, width, _unit(now, wanted), ink, accent)
    heads = [broken(words, (width - NAMES) / 2 - 8, 10.5) for words in ends]
    axis = max(height_of(lines, 10.5) for lines in heads) + 8 + plot.tall(now) + GAP
    below = axis + GAP + (plot.tall(wanted) if wanted else 0) + 16
    listed = list(labels)
    height = math.ceil(below + height_of(listed, 9.5) + (4 if listed else 0))
    parts = (
        set_lines(heads[0], NAMES + 2, 10, 10.5, ink, weight=600),
        set_lines(heads[1], width - 2, 10, 10.5, ink, anchor="end", weight=600),
        plot.line(axis, below),
        plot.side(now, axis, up=True),
        plot.side(wanted, axis, up=False) if wanted else "",
        plot.means(now, wanted, axis),
        set_lines(listed, NAMES + EDGE - 4, below + 9, 9.5, ink),
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{FAMILY}"><title>{escape(title)}</title>' + "".join(parts) + "</svg>"
    )


def _unit(*sides: Side | None) -> float:
    most = max((max(side.counts) for side in sides if side and side.counts), default=0)
    return min(UNIT, TALLEST / most) if most else UNIT


class _Plot:
    """The line and what stands on it."""

    def __init__(self, ruler: Ruler, width: int, unit: float, ink: str, accent: str) -> None:
        self.ruler = ruler
        self.width = width
        self.unit = unit
        self.ink = ink
        self.accent = accent
        self.room = width - NAMES - 2 * EDGE
        nearest = min(after - one for one, after in pairwise(ruler.points))
        self.column = min(20.0, nearest / (ruler.high - ruler.low) * self.room * 0.6)

    def x(self, value: float) -> float:
        return NAMES + EDGE + self.ruler.share(value) * self.room

    def tall(self, side: Side) -> float:
        """The tallest column, with the number at its tip."""
        return max(18.0, self.unit * max(side.counts) + 10) if side.counts else 18.0

    def line(self, y: float, below: float) -> str:
        points = "".join(
            f'<circle cx="{self.x(at):.1f}" cy="{y:.1f}" r="1.5" fill="{self.ink}" fill-opacity="0.6"/>'
            f'<text x="{self.x(at):.1f}" y="{below - 4:.1f}" font-size="9" text-anchor="middle" fill="{self.ink}" '
            f'fill-opacity="0.8">{escape(words)}</text>'
            for at, words in zip(self.ruler.points, self.ruler.words, strict=True)
        )
        way = f"M{self.x(self.ruler.low):.1f} {y:.1f}H{self.x(self.ruler.high):.1f}"
        return f'<path d="{way}" stroke="{self.ink}" stroke-opacity="0.5" stroke-width="1"/>{points}'

    def side(self, side: Side, axis: float, *, up: bool) -> str:
        name = broken(side.name, NAMES, 9.5)
        top = axis - GAP - 4 - (len(name) - 1) * 9.5 * LEADING if up else axis + GAP + 8
        drawn = [set_lines(name, 1, top, 9.5, self.ink)]
        fill = 'fill="none"' if up else f'fill="{self.accent}"'
        for at, number in zip(self.ruler.points, side.counts or (0,) * self.ruler.length, strict=True):
            if not number:
                continue
            tall, x = number * self.unit, self.x(at)
            y = axis - GAP - tall if up else axis + GAP
            drawn.append(
                f'<rect x="{x - self.column / 2:.1f}" y="{y:.1f}" width="{self.column:.1f}" height="{tall:.1f}" '
                f'{fill} stroke="{self.accent}" stroke-width="1.2"/>'
            )
            drawn.append(
                f'<text x="{x:.1f}" y="{y - 3 if up else y + tall + 9.5:.1f}" font-size="9" text-anchor="middle" '
                f'fill="{self.ink}">{number}</text>'
            )
        return "".join(drawn)

    def means(self, now: Side, wanted: Side | None, y: float) -> str:
        start = None if now.mean is None else self.x(now.mean)
        goal = None if wanted is None or wanted.mean is None else self.x(wanted.mean)
        return arrow(start, goal, y, self.accent) + marks(start, goal, y, self.accent)
