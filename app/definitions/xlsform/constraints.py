"""What a constraint on a question with several options says: how many may be marked, and which stand alone."""

import re
from dataclasses import dataclass

_MOST = re.compile(r"count-selected\(\s*\.\s*\)\s*(<=|<)\s*(\d{1,3})")
_ALONE = re.compile(
    r"not\(\s*selected\(\s*\.\s*,\s*(['\"])([^'\"]+)\1\s*\)\s+and\s+count-selected\(\s*\.\s*\)\s*(?:>\s*1|>=\s*2)\s*\)"
)


@dataclass(frozen=True)
class MarkingRules:
    """`alone`: names of options that are marked by themselves or not at all. `most`: None for any number."""

    alone: tuple[str, ...] = ()
    most: int | None = None


def marking_rules(constraint: str) -> MarkingRules | None:
    """The rules of a constraint that says nothing else; None where any of it is not such a rule, or there is none."""
    alone: list[str] = []
    most: list[int] = []
    for condition in _conditions(constraint):
        if found := _ALONE.fullmatch(condition):
            alone.append(found[2])
        elif found := _MOST.fullmatch(condition):
            most.append(int(found[2]) - (found[1] == "<"))
        else:
            return None
    if (not alone and not most) or (most and min(most) < 2):
        return None
    return MarkingRules(tuple(alone), min(most) if most else None)


def _conditions(constraint: str) -> list[str]:
    """The parts between which `and` stands outside brackets, without brackets around a whole part."""
    parts, depth, begin = [], 0, 0
    for found in re.finditer(r"[()]|\band\b", constraint):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if found[0] == "and" and depth == 0:
            parts.append(constraint[begin : found.start()])
            begin = found.end()
    return [_bare(one.strip()) for one in (*parts, constraint[begin:]) if one.strip()]


def _bare(part: str) -> str:
    while part.startswith("(") and part.endswith(")") and _closes_last(part):
        part = part[1:-1].strip()
    return part


def _closes_last(part: str) -> bool:
    """Whether the first bracket is closed by the last one."""
    depth = 0
    for at, sign in enumerate(part):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0:
            return at == len(part) - 1
    return False
