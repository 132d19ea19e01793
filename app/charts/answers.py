"""How the answers to several statements spread: a bar for each below its words, and what the colours mean on top."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from app.charts import distribution
from app.charts.palette import FAMILY, INK, OUTLINE, colour

LINE = 14
LETTER = 6.4
"""The width that is reckoned for a letter of 11 units' type, in the charts' units."""
LEGEND = 18
BETWEEN = 12


@dataclass(frozen=True)
class AnswerRow:
    """A statement's words and its answers: `counts[i]` at point i + 1, weak to strong, and those who did not know."""

    words: str
    counts: Sequence[int]
    dont_know: int


def answers_chart(
    rows: Sequence[AnswerRow], points: Sequence[str], dont_know: str, title: str, *, width: int = 480
) -> str:
    """The bars as a picture that stands alone. `points`: what each point of the scale is called, with its number,
    weak to strong; `dont_know`: what the hatched part is called."""
    parts, top = _legend([*points, dont_know], len(points))
    for row in rows:
        for line in textwrap.wrap(row.words, int((width - 4) / LETTER)):
            top += LINE
            parts.append(f'<text x="1" y="{top - 3}" font-size="11" fill="{INK}">{escape(line)}</text>')
        bar = distribution.distribution_chart(row.counts, row.dont_know, row.words, width=width)
        parts.append(bar.replace("<svg ", f'<svg y="{top + 1}" ', 1))
        top += distribution.HEIGHT + BETWEEN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top}" width="{width}" height="{top}" '
        f'role="img" font-family="{FAMILY}"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def _legend(words: Sequence[str], length: int) -> tuple[list[str], int]:
    """A line for each point and for don't know, weak to strong, and the height that they take."""
    parts = []
    for at, one in enumerate(words):
        y = at * LEGEND + 2
        known = at < length
        parts.append(
            f'<rect x="1" y="{y}" width="20" height="12" fill="{colour(at, length) if known else "none"}" '
            f'stroke="{OUTLINE}" stroke-width="0.75"{"" if known else _DASHES}/>'
            f'<text x="28" y="{y + 10}" font-size="11" fill="{INK}">{escape(one)}</text>'
        )
    return parts, len(words) * LEGEND + BETWEEN


_DASHES = ' stroke-dasharray="3 2"'
