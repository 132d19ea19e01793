"""The markers of the dialogue map: the shape tells the place, the number inside tells the factor."""

from markupsafe import escape

from app.charts.palette import ACCENT, FAMILY, INK

RADIUS = 9.5
"""Of a marker, in the chart's units; no two markers come nearer to each other than twice this."""
FIND_OUT_MORE = "find_out_more"
PLAIN = "plain"
"""A marker that tells no place."""
PAPER = "#ffffff"


def marker_picture(number: int | None, place: str, title: str, *, accent: str = ACCENT) -> str:
    """One marker by itself, as it looks on the map, for a list beside it; without a number it is the shape alone."""
    middle, side = RADIUS + 1.5, 2 * RADIUS + 3
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}" '
        f'role="img" font-family="{FAMILY}"><title>{escape(title)}</title>'
        + marker_shape(place, middle, middle, accent)
        + ("" if number is None else marker_number(number, middle, middle))
        + "</svg>"
    )


def marker_shape(place: str, x: float, y: float, accent: str = ACCENT) -> str:
    """The shape that tells the place: a double ring, a ring, a square, a lozenge, a dashed ring."""
    style = f'fill="{PAPER}" stroke="{accent}" stroke-width="1.6"'
    if place == "challenge":
        side = RADIUS * 0.86
        return f'<rect x="{x - side:.1f}" y="{y - side:.1f}" width="{2 * side:.1f}" height="{2 * side:.1f}" {style}/>'
    if place == "divided":
        half = RADIUS * 1.02
        corners = f"M{x:.1f} {y - half:.1f}L{x + half:.1f} {y:.1f}L{x:.1f} {y + half:.1f}L{x - half:.1f} {y:.1f}Z"
        return f'<path d="{corners}" {style}/>'
    if place == "strength":
        outer = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" {style}/>'
        return outer + f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS - 2.4}" {style}/>'
    dashes = ' stroke-dasharray="3 2"' if place == FIND_OUT_MORE else ""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS - 0.8}" {style}{dashes}/>'


def marker_number(number: int, x: float, y: float) -> str:
    """The factor's number in the middle of its marker."""
    return (
        f'<text x="{x:.1f}" y="{y + 3.7:.1f}" font-size="10.5" font-weight="600" text-anchor="middle" fill="{INK}">'
        f"{number}</text>"
    )
