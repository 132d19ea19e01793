"""A list that is shown in parts, a page each: where one is, and where the neighbours are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class ListParts:
    """The value of templates/components/list_parts.html. `number`: from 1 to `of`; `earlier` and `further`: addresses,
    empty at the ends."""

    number: int
    of: int
    earlier: str = ""
    further: str = ""


def list_parts(number: int, of: int, address: Callable[[int], str]) -> ListParts:
    """Where one is; `address` gives that of a page."""
    earlier = address(number - 1) if number > 1 else ""
    return ListParts(number, of, earlier, address(number + 1) if number < of else "")


def part_asked_for(entries: int, each: int) -> tuple[int, int]:
    """The number of the page that the address asks for, or of the nearest that there is, and how many there are of
    `each` entries."""
    of = max(1, -(-entries // each))
    return min(max(1, request.args.get("page", 1, type=int)), of), of


def part_of(entries: Sequence[Entry], number: int, each: int) -> Sequence[Entry]:
    """The entries of a page."""
    return entries[(number - 1) * each : number * each]
