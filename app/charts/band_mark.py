"""A score's band as a shape, so that it holds without colour: a full disc, a half one, an empty square."""

from markupsafe import escape

from app.charts.palette import ACCENT

SIDE = 12
"""Of the picture, in the chart's units."""
STRENGTH, CONCERN = "strength", "concern"


def band_mark(band: str, title: str, *, accent: str = ACCENT) -> str:
    """The shape of that band; what is neither a strength nor a concern is half full. `title` is read out instead of
    the picture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}" '
        f'role="img"><title>{escape(title)}</title>{_shape(band, accent)}</svg>'
    )


def _shape(band: str, accent: str) -> str:
    line = f'stroke="{accent}" stroke-width="1.5"'
    if band == CONCERN:
        return f'<rect x="1.5" y="1.5" width="9" height="9" fill="none" {line}/>'
    if band == STRENGTH:
        return f'<circle cx="6" cy="6" r="4.7" fill="{accent}" {line}/>'
    half = f'<path d="M6 1.3A4.7 4.7 0 0 0 6 10.7Z" fill="{accent}"/>'
    return f'<circle cx="6" cy="6" r="4.7" fill="none" {line}/>{half}'
