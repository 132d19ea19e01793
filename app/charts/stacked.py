"""Pictures below each other as one that stands alone, each under its own words and with a key of its letters."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import escape

from app.charts.dots import lettered_ring
from app.charts.key import KeyEntry, key, shortened
from app.charts.lines_of_words import broken, height_of, set_lines
from app.charts.palette import ACCENT, FAMILY, INK

SIZE = 12.0
BETWEEN = 14.0


@dataclass(frozen=True)
class Sheet:
    """One picture: the words above it, its SVG with its height, and the letters in it with what they stand for."""

    words: str
    chart: str
    height: float
    letters: Sequence[tuple[str, str]] = ()


def stacked(sheets: Sequence[Sheet], title: str, *, width: int) -> str:
    """The pictures, all drawn for that width. `title` is read out instead of the whole."""
    drawn, y = [], 4.0
    for sheet in sheets:
        lines = broken(sheet.words, width - 10, SIZE)
        drawn.append(set_lines(lines, 1, y + SIZE, SIZE, INK, weight=600))
        y += height_of(lines, SIZE) + 8
        drawn.append(sheet.chart.replace("<svg ", f'<svg y="{y:.1f}" ', 1))
        y += sheet.height + 6
        entries = [KeyEntry(partial(_ring, sign), shortened(name, width - 50)) for sign, name in sheet.letters]
        names, tall = key(entries, y, width, INK)
        drawn.append(names)
        y += tall + BETWEEN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {math.ceil(y)}" width="{width}" '
        f'height="{math.ceil(y)}" role="img" font-family="{FAMILY}"><title>{escape(title)}</title>'
        + "".join(drawn)
        + "</svg>"
    )


def _ring(sign: str, x: float, y: float) -> str:
    return lettered_ring(sign, x, y, ACCENT)
