"""Markers that would cover each other are moved apart, each as little as is needed."""

import math
from collections.abc import Callable, Sequence

Spot = tuple[float, float]

DIRECTIONS = 48
STEP = 1.5


def spread_out(wanted: Sequence[Spot], apart: float, allowed: Callable[[float, float], bool]) -> list[Spot]:
    """A spot for each marker, no two nearer to each other than `apart`, as close to the one wanted as there is room.

    `allowed(x, y)`: whether a marker may stand there. The first keep their spots; those after them give way,
    in rings around the spot they wanted. Raises ValueError where there is no room left."""
    taken: list[Spot] = []
    for spot in wanted:
        taken.append(_free_spot(spot, taken, apart, allowed))
    return taken


def _free_spot(wanted: Spot, taken: Sequence[Spot], apart: float, allowed: Callable[[float, float], bool]) -> Spot:
    for ring in range(round(60 * apart / STEP)):
        for direction in range(DIRECTIONS if ring else 1):
            angle = 2 * math.pi * direction / DIRECTIONS
            x, y = wanted[0] + ring * STEP * math.cos(angle), wanted[1] + ring * STEP * math.sin(angle)
            if allowed(x, y) and all(math.dist((x, y), other) >= apart for other in taken):
                return x, y
    raise ValueError("there is no room for so many markers")
