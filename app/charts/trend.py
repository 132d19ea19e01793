"""How a mean has moved from round to round: a point for each round with its 95 % interval, and a line between those
that can be compared.

Rounds stand at even steps and not by date: two that lie close in time would hide each other's figures, and the slope
between two rounds means nothing by itself. The dates stand below."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from app.charts.palette import ACCENT, FAMILY, INK
from app.charts.ruler import Ruler

LEFT, RIGHT = 22.0, 8.0
"""Room for the numbers of the scale, and at the end, in the chart's units."""
SIZE = 11.0
LINE = 12.0
CAP = 3.5
"""Half the width of an interval's ends."""
MARK = 3.8
COMMON, ALIKE, NOTHING = "common", "alike", "nothing"
"""What a round has in common with the one before: some of what was asked, all of it, nothing."""


@dataclass(frozen=True)
class TrendPoint:
    """One round. `value` on the ruler of the chart, None where it is withheld; `shown` in figures; `interval` on the
    same scale, None where there is none; `below`: lines under the point, such as month, year and number of answers;
    `joined`: what it has in common with the round before."""

    value: float | None
    shown: str
    interval: tuple[float, float] | None
    below: tuple[str, ...]
    joined: str = ALIKE


def trend_chart(
    points: Sequence[TrendPoint],
    title: str,
    *,
    ruler: Ruler,
    cuts: Sequence[float] = (),
    step: float,
    height: int,
    ink: str = INK,
    accent: str = ACCENT,
) -> str:
    """The points from left to right, at least one, `step` apart. `ruler`: the scale that stands at the left;
    `cuts`: the limits of the bands, dashed; `height`: of the plot, without what stands below. `title` is read out
    instead of the picture."""
    width = round(LEFT + RIGHT + len(points) * step)
    plot = _Plot(points, ruler, step, height, ink, accent)
    total = round(height + max(len(one.below) for one in points) * LINE + 6)
    parts = (
        plot.scale(cuts),
        "".join(plot.joint(at) for at in range(1, len(points))),
        "".join(plot.interval(at) for at in range(len(points))),
        "".join(plot.mark(at) for at in range(len(points))),
        "".join(plot.below(at) for at in range(len(points))),
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total}" width="{width}" height="{total}" '
        f'role="img" font-family="{FAMILY}"><title>{escape(title)}</title>' + "".join(parts) + "</svg>"
    )


class _Plot:
    """Where things stand."""

    def __init__(
        self,
        points: Sequence[TrendPoint],
        ruler: Ruler,
        step: float,
        height: int,
        ink: str,
        accent: str,
    ) -> None:
        self.points = points
        self.ruler = ruler
        self.step, self.height = step, height
        self.ink, self.accent = ink, accent

    def x(self, at: int) -> float:
        return LEFT + 4 + (at + 0.5) * self.step

    def y(self, value: float) -> float:
        top, bottom = SIZE + 4, self.height - 4
        return bottom - self.ruler.share(value) * (bottom - top)

    def scale(self, cuts: Sequence[float]) -> str:
        right = self.x(len(self.points) - 1) + self.step / 2
        ticks = dict(zip(self.ruler.points, self.ruler.words, strict=True))
        lines = "".join(
            f'<path d="{self._level(self.y(tick), right)}" stroke="{self.ink}" stroke-opacity="0.16" '
            f'stroke-width="0.8"/>{self._words(words, LEFT - 5, self.y(tick) + 3.4, 9.5, "end")}'
            for tick, words in ticks.items()
            if tick not in cuts
        )
        dashes = "".join(
            f'<path d="{self._level(self.y(cut), right)}" stroke="{self.ink}" stroke-opacity="0.6" '
            f'stroke-width="0.9" stroke-dasharray="3 2.5"/>'
            + (self._words(ticks[cut], LEFT - 5, self.y(cut) + 3.4, 9.5, "end") if cut in ticks else "")
            for cut in cuts
        )
        return lines + dashes

    def _level(self, y: float, right: float) -> str:
        """A level line that makes room for the figures it would cross."""
        path, start = "", LEFT
        for at, one in enumerate(self.points):
            figure = self._figure(at) - SIZE * 0.35
            half = (len(one.shown) * SIZE * 0.52) / 2 + 1.5
            if abs(figure - y) < SIZE * 0.5 + 1:
                path += f"M{start:.1f} {y:.1f}H{self.x(at) - half:.1f}"
                start = self.x(at) + half
        return f"{path}M{start:.1f} {y:.1f}H{right:.1f}"

    def joint(self, at: int) -> str:
        """The line from the point before, or the mark of a gap in it."""
        before, after = self.points[at - 1], self.points[at]
        if after.joined == NOTHING:
            return self._gap((self.x(at - 1) + self.x(at)) / 2)
        if before.value is None or after.value is None:
            return ""
        dashes = ' stroke-dasharray="6 3"' if after.joined == COMMON else ""
        start = f"M{self.x(at - 1):.1f} {self.y(before.value):.1f}"
        way = f"{start}L{self.x(at):.1f} {self.y(after.value):.1f}"
        return f'<path d="{way}" stroke="{self.accent}" stroke-width="1.8" fill="none"{dashes}/>'

    def interval(self, at: int) -> str:
        found = self.points[at].interval
        if found is None:
            return ""
        x, low, high = self.x(at), self.y(found[0]), self.y(found[1])
        return (
            f'<path d="M{x - CAP:.1f} {high:.1f}h{2 * CAP}M{x:.1f} {high:.1f}V{low:.1f}M{x - CAP:.1f} '
            f'{low:.1f}h{2 * CAP}" stroke="{self.ink}" stroke-opacity="0.75" stroke-width="1.1" fill="none"/>'
        )

    def mark(self, at: int) -> str:
        """The dot, and its figure above the interval, or below where the chart ends."""
        one, x = self.points[at], self.x(at)
        words = self._words(one.shown, x, self._figure(at), SIZE, "middle", 600)
        if one.value is None:
            return words
        return f'<circle cx="{x:.1f}" cy="{self.y(one.value):.1f}" r="{MARK}" fill="{self.accent}"/>{words}'

    def _figure(self, at: int) -> float:
        """The base line of a point's figure."""
        one = self.points[at]
        if one.value is None:
            return self.y((self.ruler.low + self.ruler.high) / 2) + SIZE * 0.35
        low, high = one.interval or (one.value, one.value)
        top = min(self.y(high), self.y(one.value) - MARK) - 3.5
        return top if top >= SIZE * 0.7 else max(self.y(low), self.y(one.value) + MARK) + SIZE

    def below(self, at: int) -> str:
        return "".join(
            self._words(words, self.x(at), self.height + 8 + line * LINE, 9.5, "middle")
            for line, words in enumerate(self.points[at].below)
        )

    def _gap(self, x: float) -> str:
        """Two strokes through the place of the line."""
        y = self.y((self.ruler.low + self.ruler.high) / 2)
        strokes = f"M{x - 5:.1f} {y + 7:.1f}l5 -14M{x + 1:.1f} {y + 7:.1f}l5 -14"
        return f'<path class="gap" d="{strokes}" stroke="{self.ink}" stroke-width="1.4" fill="none"/>'

    def _words(self, words: str, x: float, y: float, size: float, anchor: str, weight: int = 400) -> str:
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" '
            f'fill="{self.ink}">{escape(words)}</text>'
        )
