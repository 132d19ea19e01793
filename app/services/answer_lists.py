"""Several answers in one cell, however a tool parts them."""

import re
from collections.abc import Callable, Iterator

BETWEEN_ANSWERS = re.compile(r"[ \t]*[;|,/\r\n][;|,/\s]*|\s+")
"""What may part two answers: form tools write semicolons, line breaks, bars, slashes, commas and blanks."""
IN_TURN = (";", "\n", "|", " / ", ",", "/")
"""What parts a list that holds something unknown: the first of these that stands in it."""
NAMES = re.compile(r"[a-z][a-z0-9_]*(?: +[a-z0-9_]+)+")
"""How ODK and Kobo write a list: names parted by blanks."""
MOST_PIECES = 300


def list_parts(cell: str, is_known: Callable[[str], bool]) -> list[str]:
    """The answers in a cell, as they are written. `is_known`: whether words are an answer.

    A cell that can be read as known answers from its beginning to its end is parted so, the longest first: an answer
    that holds a comma or a slash itself is not torn. Else the unknown between two signs is a part of its own."""
    cell = cell.strip()
    if not cell or is_known(cell):
        return [cell] if cell else []
    return _all_known(cell, is_known) or list(_parted(cell, is_known))


def _all_known(cell: str, is_known: Callable[[str], bool]) -> list[str]:
    """The known answers that the cell is put together of; none where something else is in it."""
    cell = cell.strip(" \t\r\n;|,/")
    starts, ends = [0], []
    for sign in BETWEEN_ANSWERS.finditer(cell):
        ends.append(sign.start())
        starts.append(sign.end())
    ends.append(len(cell))
    if len(starts) > MOST_PIECES:
        return []
    # From the end on: where the rest can be read from each place, how far the next answer goes.
    goes_to: dict[int, int] = {len(starts): len(starts)}
    for first in range(len(starts) - 1, -1, -1):
        for last in range(len(starts) - 1, first - 1, -1):
            if last + 1 in goes_to and is_known(cell[starts[first] : ends[last]]):
                goes_to[first] = last + 1
                break
    found, at = [], 0
    while 0 in goes_to and at < len(starts):
        found.append(cell[starts[at] : ends[goes_to[at] - 1]])
        at = goes_to[at]
    return found


def _parted(cell: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    if NAMES.fullmatch(cell) and any(is_known(one) for one in cell.split()):
        yield from cell.split()
        return
    sign = next((one for one in IN_TURN if one in cell.replace("\r", "\n")), None)
    pieces = [one.strip() for one in cell.replace("\r", "\n").split(sign) if one.strip()] if sign else [cell]
    joint = f"{sign} " if sign in (";", ",") else sign or ""
    while pieces:
        ends = range(len(pieces), 0, -1)
        end = next((end for end in ends if is_known(joint.join(pieces[:end]))), 1)
        words = joint.join(pieces[:end])
        yield from [words] if end > 1 or sign is None else _all_known(words, is_known) or [words]
        pieces = pieces[end:]
