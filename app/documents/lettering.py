"""The order and the letters of the groups in a breakdown."""

from collections.abc import Mapping

from app.domain.published import Cell


def letter(at: int) -> str:
    """A, B, … Z, AA, AB, …: what stands for the group at that place of a breakdown."""
    return letter(at // 26 - 1) + letter(at % 26) if at >= 26 else chr(ord("A") + at)


def place_of(cell: Cell, organisation_names: Mapping[str, str]) -> int:
    """Organisations in the round's own order, merged and unstated ones last; roles stay as they are."""
    order = list(organisation_names)
    return order.index(cell.id) if cell.id in order else len(order)
