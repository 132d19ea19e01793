"""The dialogue map: every factor by its level and by how alike the group sees it, in fields that say what to do."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from markupsafe import escape

from app.charts.key import KeyEntry, key, shortened
from app.charts.markers import FIND_OUT_MORE, RADIUS, marker_number, marker_shape
from app.charts.palette import ACCENT, FAMILY, INK
from app.charts.ruler import Ruler
from app.charts.spacing import Spot, spread_out

APART = 2 * RADIUS + 3
EDGE = RADIUS + 2
"""How near to the plane's edge the middle of a marker comes."""
LEFT, RIGHT, TOP, AXIS, STRIP = 20, 6, 6, 44, 34
BAND = 14
"""The height of a field's name, which markers keep clear of as long as there is room."""
STRIP_NAME = 92
"""Room for the name of the strip, left of its markers."""
"""Room around the plane: the agreement axis, the edges, the level axis, and the strip for what has no place."""
ROUNDS = 600


@dataclass(frozen=True)
class MapPoint:
    """One factor. `level`: mean 1..A; `spread`: average deviation in scale steps; `place`: a value of `Place`. Level
    and spread of a factor to find out more about are not drawn."""

    number: int
    name: str
    level: float
    spread: float
    place: str


@dataclass(frozen=True)
class MapLabels:
    """The words on the map: names of the fields, of the axes, and of their ends."""

    strength: str
    develop_or_challenge: str
    divided: str
    find_out_more: str
    level_axis: str
    agreement_axis: str
    weak: str
    strong: str
    alike: str
    apart: str


@dataclass(frozen=True)
class Plane:
    """Where values lie in the picture. `strong`: the level from which a factor is a strength; `cutoff`: the spread up
    to which the group sees it alike; `deepest`: the spread at the lower edge; `strip`: the height of
    the strip below the plane."""

    ruler: Ruler
    width: int
    height: int
    strong: float
    cutoff: float
    deepest: float
    strip: float = STRIP

    @property
    def right(self) -> float:
        return self.width - RIGHT

    @property
    def bottom(self) -> float:
        return self.height - AXIS - self.strip

    def x(self, level: float) -> float:
        """Weak to the left, strong to the right, with room for a marker beyond either end."""
        inner = self.right - LEFT - 2 * RADIUS
        return LEFT + RADIUS + self.ruler.share(level) * inner

    def y(self, spread: float) -> float:
        """Alike on top, apart at the bottom, with room for a marker at either end."""
        return TOP + EDGE + spread / self.deepest * (self.bottom - TOP - 2 * EDGE)

    def kept_in_its_field(self, point: MapPoint, x: float, y: float, band: float = 0) -> tuple[float, float]:
        """The place nearest to (x, y) where a marker lies wholly in the field that its point lies in, and clear of a
        band of that height, where the field's name stands."""
        left, right, top, bottom = float(LEFT), self.right, float(TOP), self.bottom
        if point.spread > self.cutoff:
            top, bottom = self.y(self.cutoff), bottom - band
        else:
            top, bottom = top + band, self.y(self.cutoff)
            if point.level >= self.strong:
                left = self.x(self.strong)
            else:
                right = self.x(self.strong)
        return min(max(x, left + EDGE), right - EDGE), min(max(y, top + EDGE), bottom - EDGE)

    def holds(self, x: float, y: float) -> bool:
        """Whether a marker at (x, y) lies wholly on the plane."""
        return LEFT + EDGE <= x <= self.right - EDGE and TOP + EDGE <= y <= self.bottom - EDGE


@dataclass(frozen=True)
class Marker:
    """A factor's marker at (x, y), and the point that it was moved away from."""

    point: MapPoint
    x: float
    y: float
    from_x: float
    from_y: float

    @property
    def is_moved(self) -> bool:
        """Whether the marker no longer covers its point."""
        return math.hypot(self.x - self.from_x, self.y - self.from_y) > RADIUS / 2


def dialogue_map(
    points: Sequence[MapPoint],
    ruler: Ruler,
    labels: MapLabels,
    title: str,
    *,
    cuts: Sequence[float],
    cutoff: float,
    width: int,
    height: int,
    ink: str = INK,
    accent: str = ACCENT,
    named: bool = False,
) -> str:
    """The map as SVG; without points an empty one to write on. `cuts`: the limits of the bands, lowest first;
    `cutoff`: the spread up to which the group sees it alike. `named` adds a key of the factors below, so that the
    picture can be read without a page around it; it is then higher than `height`."""
    placed = [one for one in points if one.place != FIND_OUT_MORE]
    unplaced = [one for one in points if one.place == FIND_OUT_MORE]
    rows = _rows_of(unplaced, width)
    strip = STRIP + (len(rows) - 1) * APART
    plane = plane_of(placed, ruler, cuts[-1], cutoff, width, height, strip)
    standing = markers(placed, plane)
    names, lines = key([_entry(one, accent, width) for one in points if named], height + 6, width, ink)
    whole = math.ceil(height + lines + (10 if lines else 0))
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {whole}" width="{width}" '
            f'height="{whole}" role="img" font-family="{FAMILY}"><title>{escape(title)}</title>',
            _fields(plane, cuts, cutoff, labels, ink),
            _axes(plane, labels, ink),
            _strip(plane, labels, ink),
            *(_leader(one, ink) for one in standing if one.is_moved),
            *(_marker(one, accent) for one in [*standing, *_in_the_strip(rows, plane)]),
            names,
            "</svg>",
        )
    )


def markers(points: Sequence[MapPoint], plane: Plane) -> list[Marker]:
    """The markers where their values lie, moved so that none covers another: within their fields and clear of the
    fields' names as long as there is room, and on the plane in any case."""
    wanted = [(plane.x(one.level), plane.y(one.spread)) for one in points]
    at = _settled(points, plane, wanted, BAND)
    if not _are_apart(at):
        at = _settled(points, plane, wanted, 0)
    if not _are_apart(at):
        at = spread_out(at, APART, plane.holds)
    return [Marker(one, *to, *away) for one, to, away in zip(points, at, wanted, strict=True)]


def _settled(points: Sequence[MapPoint], plane: Plane, wanted: Sequence[Spot], band: float) -> list[Spot]:
    at = list(wanted)
    for _ in range(ROUNDS):
        pushed = _pushed(at)
        kept = [plane.kept_in_its_field(one, *place, band) for one, place in zip(points, pushed, strict=True)]
        if kept == at:
            break
        at = kept
    return at


def _are_apart(at: Sequence[Spot]) -> bool:
    return all(math.dist(one, other) >= APART - 0.5 for one, other in combinations(at, 2))


def _pushed(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """One step: every two that are too near to each other move half of what is missing each."""
    xs, ys = [x for x, _ in places], [y for _, y in places]
    for first in range(len(places)):
        for second in range(first + 1, len(places)):
            dx, dy = xs[second] - xs[first], ys[second] - ys[first]
            if not (-APART < dx < APART and -APART < dy < APART):
                continue  # most are: the distance need not be worked out to see it
            distance = math.hypot(dx, dy)
            if distance < APART - 0.01:
                angle = math.atan2(dy, dx) if distance > 0.01 else float(first + second)
                step = (APART - distance) / 2
                xs[first], xs[second] = xs[first] - step * math.cos(angle), xs[second] + step * math.cos(angle)
                ys[first], ys[second] = ys[first] - step * math.sin(angle), ys[second] + step * math.sin(angle)
    return list(zip(xs, ys, strict=True))


def plane_of(
    points: Sequence[MapPoint],
    ruler: Ruler,
    strong: float,
    cutoff: float,
    width: int,
    height: int,
    strip: float = STRIP,
) -> Plane:
    """A plane that has room for the widest spread, and for both sides of the cutoff in any case."""
    deepest = max((one.spread for one in points), default=0.0)
    return Plane(ruler, width, height, strong, cutoff, max(1.6 * cutoff, 1.02 * deepest), strip)


def _fields(plane: Plane, cuts: Sequence[float], cutoff: float, labels: MapLabels, ink: str) -> str:
    strong, y = plane.x(cuts[-1]), plane.y(cutoff)
    lines = "".join(
        f'<path d="M{plane.x(cut):.1f} {TOP}V{y if at == len(cuts) else plane.bottom:.1f}" stroke="{ink}" '
        f'stroke-opacity="0.6" stroke-width="1" stroke-dasharray="4 3"/>'
        for at, cut in enumerate(cuts)
    )
    return (
        f'<rect x="{strong:.1f}" y="{TOP}" width="{plane.right - strong:.1f}" height="{y - TOP:.1f}" fill="{ink}" '
        f'fill-opacity="0.1"/>'
        f'<rect x="{LEFT}" y="{y:.1f}" width="{plane.right - LEFT:.1f}" height="{plane.bottom - y:.1f}" fill="{ink}" '
        f'fill-opacity="0.04"/>'
        f"{lines}"
        f'<path d="M{LEFT} {y:.1f}H{plane.right}" stroke="{ink}" stroke-width="1.4"/>'
        f'<rect x="{LEFT}" y="{TOP}" width="{plane.right - LEFT}" height="{plane.bottom - TOP}" fill="none" '
        f'stroke="{ink}" stroke-width="1.4"/>'
        + _field_name(labels.develop_or_challenge, LEFT + 5, TOP + 13, "start", ink)
        + _field_name(labels.strength, plane.right - 5, TOP + 13, "end", ink)
        + _field_name(labels.divided, LEFT + 5, plane.bottom - 6, "start", ink)
    )


def _axes(plane: Plane, labels: MapLabels, ink: str) -> str:
    below, middle = plane.bottom + 24, (TOP + plane.bottom) / 2
    scale = "".join(
        f'<path d="M{plane.x(point):.1f} {plane.bottom}v4" stroke="{ink}" stroke-width="1"/>'
        + _words(words, plane.x(point), plane.bottom + 13, "middle", ink)
        for point, words in zip(plane.ruler.points, plane.ruler.words, strict=True)
    )
    return (
        scale
        + _words(f"← {labels.weak}", LEFT, below, "start", ink)
        + _words(labels.level_axis, (LEFT + plane.right) / 2, below, "middle", ink)
        + _words(f"{labels.strong} →", plane.right, below, "end", ink)
        + f'<g transform="rotate(-90 12 {middle:.1f})">'
        + _words(f"← {labels.apart}", 12 - (plane.bottom - TOP) / 2, middle, "start", ink)
        + _words(f"{labels.alike} →", 12 + (plane.bottom - TOP) / 2, middle, "end", ink)
        + "</g>"
    )


def _strip(plane: Plane, labels: MapLabels, ink: str) -> str:
    y = plane.bottom + AXIS - 12
    return (
        f'<rect x="{LEFT}" y="{y:.1f}" width="{plane.right - LEFT}" height="{plane.strip - 4:.1f}" fill="none" '
        f'stroke="{ink}" stroke-width="1" stroke-dasharray="2 2"/>'
        + _field_name(labels.find_out_more, LEFT + 5, y + STRIP / 2 + 1.5, "start", ink)
    )


def _rows_of(points: Sequence[MapPoint], width: int) -> list[Sequence[MapPoint]]:
    """The factors of the strip in as many rows as they need; an empty strip has one."""
    most = max(1, int((width - RIGHT - LEFT - STRIP_NAME) // APART))
    return [points[at : at + most] for at in range(0, len(points), most)] or [()]


def _in_the_strip(rows: Sequence[Sequence[MapPoint]], plane: Plane) -> list[Marker]:
    found = []
    for at, row in enumerate(rows):
        y = plane.bottom + AXIS - 12 + (STRIP - 4) / 2 + at * APART
        for place, one in enumerate(row):
            x = LEFT + STRIP_NAME + APART * (place + 0.5)
            found.append(Marker(one, x, y, x, y))
    return found


def _entry(point: MapPoint, accent: str, width: int) -> KeyEntry:
    """The factor's line in the key: its marker and its name."""

    def drawn(x: float, y: float) -> str:
        return marker_shape(point.place, x, y, accent) + marker_number(point.number, x, y)

    return KeyEntry(drawn, shortened(point.name, width - 50))


def _leader(one: Marker, ink: str) -> str:
    return (
        f'<path d="M{one.from_x:.1f} {one.from_y:.1f}L{one.x:.1f} {one.y:.1f}" stroke="{ink}" stroke-width="0.9"/>'
        f'<circle cx="{one.from_x:.1f}" cy="{one.from_y:.1f}" r="1.6" fill="{ink}"/>'
    )


def _marker(one: Marker, accent: str) -> str:
    return marker_shape(one.point.place, one.x, one.y, accent) + marker_number(one.point.number, one.x, one.y)


def _field_name(words: str, x: float, y: float, anchor: str, ink: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="10" font-weight="600" text-anchor="{anchor}" fill="{ink}" '
        f'fill-opacity="0.85">{escape(words)}</text>'
    )


def _words(words: str, x: float, y: float, anchor: str, ink: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="8.5" text-anchor="{anchor}" fill="{ink}">{escape(words)}</text>'
