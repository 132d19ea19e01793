"""How many voted for a factor: a bar as long as its share of those who voted."""

from markupsafe import escape

from app.charts.palette import ACCENT, INK

HEIGHT = 26


def votes_chart(number: int, voters: int, title: str, *, width: int = 320, ink: str = INK, accent: str = ACCENT) -> str:
    """`number` of `voters` (at least 1); the frame is all who voted, and may be
    drawn in any width and height. `title` is read out instead of the picture."""
    length = number / voters * (width - 2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'role="img" preserveAspectRatio="none"><title>{escape(title)}</title>'
        f'<rect x="1" y="1" width="{length:.1f}" height="{HEIGHT - 2}" fill="{accent}"/>'
        f'<rect x="1" y="1" width="{width - 2}" height="{HEIGHT - 2}" fill="none" stroke="{ink}" stroke-opacity="0.5"/>'
        "</svg>"
    )
