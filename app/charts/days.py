"""Answers per day: a column for each day, first to last, with the number on the highest and dates at the ends."""

from collections.abc import Sequence

from markupsafe import escape

from app.charts.palette import ACCENT, FAMILY, INK

HEIGHT = 140
TOP = 20
BOTTOM = 24
WIDEST_COLUMN = 28.0


def days_chart(
    numbers: Sequence[int],
    first: str,
    last: str,
    title: str,
    *,
    width: int = 640,
    ink: str = INK,
    accent: str = ACCENT,
) -> str:
    """`numbers[i]` answers on day i, at least one day. `first` and `last` are the dates at the ends, in words;
    `title` is read out instead of the picture."""
    step = min(width / len(numbers), WIDEST_COLUMN)
    ground, highest = HEIGHT - BOTTOM, max(numbers)
    columns = "".join(
        _column(day * step, step, number, highest, ground, accent) for day, number in enumerate(numbers) if number
    )
    label = _label(numbers, step, ground, width, ink) if highest else ""
    end = min(step * len(numbers), width)
    dates = f'<text x="0" y="{HEIGHT - 6}" fill="{ink}">{escape(first)}</text>' + (
        f'<text x="{max(end, 150):.1f}" y="{HEIGHT - 6}" text-anchor="end" fill="{ink}">{escape(last)}</text>'
        if len(numbers) > 1
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'role="img" font-family="{FAMILY}" font-size="14"><title>{escape(title)}</title>'
        f'<path d="M0 {ground}.5H{max(end, 150):.1f}" stroke="{ink}" stroke-opacity="0.5"/>'
        f"{columns}{label}{dates}</svg>"
    )


def _column(left: float, step: float, number: int, highest: int, ground: int, accent: str) -> str:
    height = number / highest * (ground - TOP)
    gap = min(4.0, step / 4)
    return (
        f'<rect x="{left + gap / 2:.1f}" y="{ground - height:.1f}" width="{step - gap:.1f}" height="{height:.1f}" '
        f'fill="{accent}"/>'
    )


def _label(numbers: Sequence[int], step: float, ground: int, width: int, ink: str) -> str:
    """The highest number, over the first day that reached it."""
    x = min(max((numbers.index(max(numbers)) + 0.5) * step, 8), width - 8)
    return f'<text x="{x:.1f}" y="{TOP - 5}" text-anchor="middle" font-weight="600" fill="{ink}">{max(numbers)}</text>'
