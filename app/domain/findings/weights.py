"""What weighs most in a question whose points are shared out or whose options are ranked."""

from app.domain.items import AllocationItem, RankingItem
from app.domain.published import OTHER, Cell, Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.result import PartedResult, PartResult

NEAR = 10
"""What lies within this part of the way from end to end of the heaviest weighs as much: a tenth."""


def heaviest(found: PartedResult) -> tuple[PartResult, ...]:
    """The parts of an allocation or a ranking that weigh most: the highest mean, and those within a tenth of the way
    from end to end of it. Empty where nothing is shown, and where all weigh alike."""
    means = {part.key: part.mean for part in found.parts if not isinstance(part.mean, Withheld)}
    return tuple(found.part(key) for key in _top(found, means))


def heaviest_of_each(found: PartedResult) -> tuple[tuple[Cell, str], ...]:
    """The organisations, of those that are shown, that give one option alone most weight, each with that option's id.
    Those that did not say, and merged ones, are no organisation."""
    values: dict[Cell, dict[str, float]] = {}
    for part in found.parts:
        if isinstance(part.organisations, Withheld):
            return ()
        for one in part.organisations:
            values.setdefault(one.cell, {})[part.key] = one.value
    tops = {
        cell: _top(found, means)
        for cell, means in values.items()
        if cell.id != OTHER and UNSTATED not in cell.members and len(means) == len(found.parts)
    }
    return tuple((cell, keys[0]) for cell, keys in tops.items() if len(keys) == 1)


def _top(found: PartedResult, means: dict[str, float]) -> tuple[str, ...]:
    if not means or not isinstance(found.item, AllocationItem | RankingItem):
        return ()
    span = found.item.parts[0].span
    near = (span.high - span.low) / NEAR
    top = max(means.values())
    chosen = tuple(key for key, mean in means.items() if top - mean < near)
    return () if len(chosen) == len(means) else chosen
