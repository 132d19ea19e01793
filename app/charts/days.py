"""Answers per day: a column for each day, first to last, with its number where there is room."""

from collections.abc import Sequence

from markupsafe import escape

from app.charts.palette import ACCENT, FAMILY, INK

HEIGHT = 120
TOP = 22
GROUND = HEIGHT - 4
WIDEST_COLUMN = 40.0
ROOM_FOR_NUMBER = 19.0
"""Width of a column from which each can bear its number; in narrower ones the highest does."""


def days_chart(numbers: Sequence[int], title: str, *, width: int = 420, ink: str = INK, accent: str = ACCENT) -> str:
    """`numbers[i]` answers on day i, at least one day. `title` is read out instead of the picture."""
    step = min(width / len(numbers), WIDEST_COLUMN)
    highest = max(numbers)
    numbered = [day for day, number in enumerate(numbers) if number]
    columns = "".join(_column(day * step, step, numbers[day] / highest, accent) for day in numbered)
    if step < ROOM_FOR_NUMBER:
        numbered = [numbers.index(highest)] if highest else []
    labels = "".join(_number(day, step, numbers[day], highest, width, ink) for day in numbered)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'role="img" font-family="{FAMILY}" font-size="14"><title>{escape(title)}</title>{columns}'
        f'<path d="M0 {GROUND}.5H{width}" stroke="{ink}" stroke-opacity="0.5"/>{labels}</svg>'
    )


def _column(left: float, step: float, share: float, accent: str) -> str:
    height, gap = share * (GROUND - TOP), min(4.0, step / 4)
    return (
        f'<rect x="{left + gap / 2:.1f}" y="{GROUND - height:.1f}" width="{step - gap:.1f}" height="{height:.1f}" '
        f'fill="{accent}"/>'
    )


def _number(day: int, step: float, number: int, highest: int, width: int, ink: str) -> str:
    x = min(max((day + 0.5) * step, 9), width - 9)
    y = GROUND - number / highest * (GROUND - TOP) - 6
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-weight="600" fill="{ink}">{number}</text>'
