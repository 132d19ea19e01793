"""How one organisation's score has gone from round to round, beside the whole group's: two small lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from app.charts.palette import ACCENT, INK

HEIGHT, EDGE = 56, 6
DASHES = "3 2.4"


@dataclass(frozen=True)
class OwnPoint:
    """One round: the organisation's own score and the group's, as shares 0..1 of the way from the weak to the strong
    end; None where there is none to show."""

    own: float | None
    group: float | None


def own_line(points: Sequence[OwnPoint], title: str, *, width: int = 104, ink: str = INK, accent: str = ACCENT) -> str:
    """The rounds from left to right, as far from each other: a full line with dots for the organisation, a dashed one
    with crosses for the group. A round that shows nothing leaves a gap. `title` is read out instead of the picture."""
    apart = (width - 2 * EDGE) / max(1, len(points) - 1)
    places = [EDGE + at * apart for at in range(len(points))]
    groups = [(x, _height(one.group)) for x, one in zip(places, points, strict=True)]
    owns = [(x, _height(one.own)) for x, one in zip(places, points, strict=True)]
    crosses = "".join(
        f'<path d="M{x - 2.4:.1f} {y - 2.4:.1f}l4.8 4.8m0 -4.8l-4.8 4.8" stroke="{ink}" stroke-width="1"/>'
        for x, y in groups
        if y is not None
    )
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{accent}"/>' for x, y in owns if y is not None)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'role="img"><title>{escape(title)}</title>'
        f'<path d="M0 {EDGE}H{width}M0 {HEIGHT - EDGE}H{width}" stroke="{ink}" stroke-opacity="0.25" '
        f'stroke-width="0.7"/>'
        f'<path d="{_path(groups)}" fill="none" stroke="{ink}" stroke-width="1" stroke-dasharray="{DASHES}"/>{crosses}'
        f'<path d="{_path(owns)}" fill="none" stroke="{accent}" stroke-width="2"/>{dots}</svg>'
    )


def _height(share: float | None) -> float | None:
    return None if share is None else HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)


def _path(points: Sequence[tuple[float, float | None]]) -> str:
    """Lines between neighbours that both are there."""
    drawn, begun = [], False
    for x, y in points:
        if y is not None:
            drawn.append(f"{'L' if begun else 'M'}{x:.1f} {y:.1f}")
        begun = y is not None
    return "".join(drawn) or "M0 0"
