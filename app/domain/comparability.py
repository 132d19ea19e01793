"""Which factors of two questionnaire versions may be compared: by the wording of their items."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from app.domain.items import (
    AllocationItem,
    BipolarItem,
    Item,
    LevelItem,
    LevelPairItem,
    RankingItem,
    RatingItem,
)
from app.domain.questionnaire import Factor, Questionnaire


class Comparability(StrEnum):
    """All items equal; some equal, so that the common ones may be compared; none equal."""

    FULL = "full"
    COMMON_ITEMS = "common_items"
    NONE = "none"


@dataclass(frozen=True)
class ComparedFactor:
    """One factor of two versions. `common`: the ids of the items that are worded alike in both."""

    factor_id: str
    comparability: Comparability
    common: tuple[str, ...]


def item_fingerprint(item: Item) -> str:
    """16 hexadecimal digits of what a respondent meets: kind, words in every language, scale, direction."""
    parts = [item.kind, *(f"{language}={words}" for language, words in item.text.variants)]
    if isinstance(item, RatingItem):
        parts += [f"{point.value}:{point.label.variants}" for point in item.scale.points]
        parts += [str(item.reverse), str(item.scale.dont_know is not None)]
    if isinstance(item, LevelItem | LevelPairItem):
        parts += [str(behaviour.variants) for behaviour in item.behaviours]
    if isinstance(item, LevelPairItem):
        parts += [f"{point.value}:{point.label.variants}" for point in item.scale.points]
        parts += [str(item.scale.dont_know is not None)]
    if isinstance(item, BipolarItem):
        parts += [str(item.left.variants), str(item.right.variants), str(item.steps), str(item.dont_know is not None)]
    if isinstance(item, RankingItem | AllocationItem):
        parts += [f"{option.id}:{option.label.variants}" for option in item.options]
    if isinstance(item, AllocationItem):
        parts.append(str(item.points))
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def compare_factor(earlier: Factor, later: Factor) -> ComparedFactor:
    """How the later version of a factor may be compared with the earlier one."""
    before = {item.id: item_fingerprint(item) for item in (*earlier.ratings, *earlier.parted)}
    after = {item.id: item_fingerprint(item) for item in (*later.ratings, *later.parted)}
    common = tuple(item_id for item_id in after if before.get(item_id) == after[item_id])
    if before == after:
        return ComparedFactor(later.id, Comparability.FULL, common)
    found = Comparability.COMMON_ITEMS if common else Comparability.NONE
    return ComparedFactor(later.id, found, common)


def compare(earlier: Questionnaire, later: Questionnaire) -> tuple[ComparedFactor, ...]:
    """Every factor of the later version, in its order; one that is new is not comparable."""
    before = {factor.id: factor for factor in earlier.factors}
    return tuple(
        compare_factor(before[factor.id], factor)
        if factor.id in before
        else ComparedFactor(factor.id, Comparability.NONE, ())
        for factor in later.factors
    )
