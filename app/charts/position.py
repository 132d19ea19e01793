"""Where a mean lies on the scale: a line with its points, the bands' cut-offs as ticks, and a dot."""

from collections.abc import Sequence

from markupsafe import escape

from app.charts.palette import ACCENT, FAMILY, INK
from app.charts.ruler import Ruler

HEIGHT = 20
EDGE = 7
BELOW = 12
"""Room for the mark of others below the line."""


def position_chart(
    value: float,
    ruler: Ruler,
    title: str,
    *,
    cuts: Sequence[float] = (),
    width: int = 180,
    ink: str = INK,
    accent: str = ACCENT,
    hollow: bool = False,
    reference: float | None = None,
    others: tuple[float, float, float] | None = None,
) -> str:
    """A dot at `value` on the ruler. `hollow` draws a ring, for a part of the group; `reference` is then the whole
    group's mean: a line through the chart, so that rows above each other share it.
    `others`: lower quartile, median and upper quartile of others, a bracket with a triangle below the line."""
    height = HEIGHT + (BELOW if others else 0)
    line = _line(ruler, title, width, ink, cuts, height) + _reference(reference, ruler, width, ink)
    return line + _dot(value, ruler, width, accent, hollow) + _others(others, ruler, width, ink) + "</svg>"


def _line(ruler: Ruler, title: str, width: int, ink: str, cuts: Sequence[float], height: int) -> str:
    middle = HEIGHT / 2
    ticks = "".join(
        f'<circle cx="{_x(point, ruler, width):.1f}" cy="{middle}" r="1.6" fill="{ink}" fill-opacity="0.55"/>'
        for point in ruler.points
    )
    marks = "".join(
        f'<path d="M{_x(cut, ruler, width):.1f} {middle - 6}V{middle + 6}" stroke="{ink}" stroke-opacity="0.55" '
        f'stroke-width="0.9" stroke-dasharray="2 1.5"/>'
        for cut in cuts
    )
    marked = 'class="with-others" ' if height > HEIGHT else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'{marked}role="img" font-family="{FAMILY}"><title>{escape(title)}</title>'
        f'<path d="M{EDGE} {middle}H{width - EDGE}" stroke="{ink}" stroke-opacity="0.4" stroke-width="1"/>'
        f"{ticks}{marks}"
    )


def _reference(value: float | None, ruler: Ruler, width: int, ink: str) -> str:
    if value is None:
        return ""
    x = _x(value, ruler, width)
    return f'<path d="M{x:.1f} 0V{HEIGHT}" stroke="{ink}" stroke-opacity="0.75" stroke-width="1.1"/>'


def _others(found: tuple[float, float, float] | None, ruler: Ruler, width: int, ink: str) -> str:
    """From quartile to quartile a line with raised ends, and a triangle that points up at the median."""
    if found is None:
        return ""
    lower, median, upper = (_x(one, ruler, width) for one in found)
    y = HEIGHT + 6.0
    return (
        f'<path d="M{lower:.1f} {y - 4}V{y}H{upper:.1f}V{y - 4}" fill="none" stroke="{ink}" stroke-opacity="0.8" '
        f'stroke-width="1.3"/><path d="M{median:.1f} {y - 6}L{median + 4.5:.1f} {y + 3}H{median - 4.5:.1f}Z" '
        f'fill="{ink}"/>'
    )


def _dot(value: float, ruler: Ruler, width: int, accent: str, hollow: bool) -> str:
    x, y = _x(value, ruler, width), HEIGHT / 2
    if hollow:
        ring = f'cx="{x:.1f}" cy="{y}" r="4.6" fill="#ffffff" stroke="{accent}" stroke-width="2.4"'
        return f'<circle class="hollow" {ring}/>'
    return f'<circle cx="{x:.1f}" cy="{y}" r="6" fill="{accent}"/>'


def _x(value: float, ruler: Ruler, width: int) -> float:
    return EDGE + ruler.share(value) * (width - 2 * EDGE)
