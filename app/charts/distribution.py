"""How the answers spread: one bar, cut by the points of the scale, weak to strong; don't know apart, hatched."""

from collections.abc import Sequence

from markupsafe import escape

from app.charts.palette import FAMILY, INK, OUTLINE, colour, words_on

HEIGHT = 22
GAP = 10
NARROWEST_WITH_NUMBER = 13


def distribution_chart(counts: Sequence[int], dont_know: int, title: str, *, width: int = 360, ink: str = INK) -> str:
    """`counts[i]` answers at point i + 1. The whole width is everybody who answered, don't know included.

    `title` is read out instead of the picture. `ink` is the colour of what stands on the page itself."""
    total = sum(counts) + dont_know
    gap = GAP if dont_know and sum(counts) else 0
    unit = (width - 2 - gap) / total if total else 0
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'role="img" font-family="{FAMILY}" font-size="12"><title>{escape(title)}</title>'
    ]
    left = 1.0
    for index, number in enumerate(counts):
        if number:
            fill = colour(index, len(counts))
            parts.append(_segment(left, unit * number, fill, OUTLINE))
            parts.append(_number(left, unit * number, number, words_on(fill)))
            left += unit * number
    if dont_know:
        left += gap
        parts.append(_hatched(left, unit * dont_know, ink))
        parts.append(_number(left, unit * dont_know, dont_know, ink))
    if not total:
        parts.append(_segment(1, width - 2, "none", OUTLINE))
    return "".join([*parts, "</svg>"])


def _segment(left: float, width: float, fill: str, outline: str) -> str:
    return (
        f'<rect x="{left:.1f}" y="1" width="{width:.1f}" height="{HEIGHT - 2}" fill="{fill}" '
        f'stroke="{outline}" stroke-width="0.75"/>'
    )


def _hatched(left: float, width: float, ink: str) -> str:
    """Slanting lines, drawn one by one, since patterns are not known to every reader."""
    lines = []
    step = 5.0
    start = left - HEIGHT
    while start < left + width:
        x1, y1, x2, y2 = start, HEIGHT - 1.0, start + HEIGHT - 2, 1.0
        if x1 < left:
            y1, x1 = y1 - (left - x1), left
        if x2 > left + width:
            y2, x2 = y2 + (x2 - left - width), left + width
        if x2 > x1:
            lines.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
        start += step
    return (
        f'<path d="{"".join(lines)}" stroke="{ink}" stroke-width="0.5" stroke-opacity="0.45" fill="none"/>'
        f'<rect x="{left:.1f}" y="1" width="{width:.1f}" height="{HEIGHT - 2}" fill="none" stroke="{ink}" '
        f'stroke-width="0.75" stroke-dasharray="3 2"/>'
    )


def _number(left: float, width: float, number: int, fill: str) -> str:
    if width < NARROWEST_WITH_NUMBER:
        return ""
    return (
        f'<text x="{left + width / 2:.1f}" y="{HEIGHT / 2 + 4.2}" text-anchor="middle" fill="{fill}" '
        f'font-weight="600">{number}</text>'
    )
