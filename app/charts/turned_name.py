"""A name that stands upright, read from below: the heading of a narrow column."""

from markupsafe import escape

from app.charts.lines_of_words import LEADING, broken
from app.charts.palette import FAMILY, INK

LENGTH, SIZE, LINES, EDGE = 132, 11.0, 2, 3
"""How long a line may be, the size of its type, and how many lines there are room for."""


def turned_name(name: str, *, ink: str = INK) -> str:
    """The name in at most two lines, cut with dots where it is longer; the whole name is read out instead of the
    picture."""
    lines = broken(name, LENGTH - EDGE, SIZE, LINES)
    width = round(len(lines) * SIZE * LEADING + EDGE)
    words = "".join(
        f'<text transform="translate({(at + 0.85) * SIZE * LEADING:.1f} {LENGTH - EDGE}) rotate(-90)" '
        f'font-size="{SIZE}" font-weight="600" fill="{ink}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {LENGTH}" width="{width}" height="{LENGTH}" '
        f'role="img" font-family="{FAMILY}"><title>{escape(name)}</title>{words}</svg>'
    )


def is_cut(name: str) -> bool:
    """Whether some of the name does not stand there."""
    return any(line.endswith("…") for line in broken(name, LENGTH - EDGE, SIZE, LINES))
