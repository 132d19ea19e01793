"""The numbers that a form calls the points of a list by, and the values that a draft states of them."""

import re
from collections.abc import Sequence
from fractions import Fraction

from app.definitions.xlsform.sheets import Row
from app.domain.own_numbers import holds_number, is_strictly_monotone, own_numbers
from app.domain.scale import WIDEST_GRID, grid
from app.domain.text import Text

POINT = "point_"
"""How Samspel names points in whose labels there are numbers that are no values."""
_NUMBER = re.compile(rf"(?:{POINT})?-?\d{{1,3}}(?:\.\d{{1,2}})?")


def ordered(points: Sequence[Row]) -> bool:
    """Whether the names are numbers that rise, or that fall, all the way, however unevenly."""
    if len(points) < 2 or not all(_NUMBER.fullmatch(row.get("name")) for row in points):
        return False
    numbers = [number_of_name(row) for row in points]
    return is_strictly_monotone(numbers) and grid(sorted(numbers))[-1] <= WIDEST_GRID + 1


def number_of_name(row: Row) -> Fraction:
    """The number of one of the points that are `ordered`."""
    return Fraction(row.get("name").removeprefix(POINT))


def values_in_names(points: Sequence[Row]) -> tuple[Fraction, ...] | None:
    """What the names say that each point counts, in the order of the list; None where they say nothing usable."""
    if not ordered(points) or points[0].get("name").startswith(POINT):
        return None
    return tuple(map(number_of_name, points))


def counted_values(number: int, labels: Sequence[Text], *, strong_first: bool) -> tuple[Fraction, ...]:
    """What so many points count where a draft states no values: what their labels say, else 1 and so on, weakest
    first."""
    usual = tuple(Fraction(at) for at in range(1, number + 1))
    return own_numbers(labels) or (usual[::-1] if strong_first else usual)


def stated_values(points: Sequence[Row], labels: Sequence[Text], *, strong_first: bool) -> tuple[Fraction, ...]:
    """The values that the draft has to state, in the order of the list; none where the points count so without."""
    found = values_in_names(points)
    if found is None:
        return ()
    unclear = own_numbers(labels) is None and any(map(holds_number, labels))
    return found if unclear or found != counted_values(len(points), labels, strong_first=strong_first) else ()


def written_values(values: Sequence[Fraction]) -> list[int | float]:
    """The values as a file has them."""
    return [int(one) if one.denominator == 1 else float(one) for one in values]
