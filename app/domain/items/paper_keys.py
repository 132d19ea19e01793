"""What is typed for each answer when a form on paper is keyed in, as its boxes are numbered."""

from collections.abc import Mapping

from app.domain.items import (
    PARTED_KINDS,
    BipolarItem,
    Item,
    LevelPairItem,
    MultipleChoiceItem,
    RatingItem,
    SingleChoiceItem,
)
from app.domain.items.written import NumberedItem, is_certain, written_answers
from app.domain.scale import DONT_KNOW, NOT_APPLICABLE, Scale

NO_PART = "-"
"""Typed for a part without an answer, so that those after it keep their places."""
ZERO, UNSURE, ASIDE = "0", "V", "N"
"""Don't know is 0, and V as well; only V where a box is numbered 0. Not applicable is N."""


def keys_of(item: Item) -> dict[str, str]:
    """What may be typed for the item -> the raw answer that it stands for; empty for a comment, where all may be."""
    if isinstance(item, RatingItem):
        return _ordered(item) | _ways_out(item)
    if isinstance(item, PARTED_KINDS):
        return _ordered(item) | _ways_out(item) | {NO_PART: ""}
    if isinstance(item, SingleChoiceItem | MultipleChoiceItem):
        return {str(number): option.id for number, option in enumerate(item.options, start=1)}
    return {}


def point_keys(item: NumberedItem) -> dict[str, str]:
    """Raw answer -> what is printed at its box: the number that the point is written as, where these are certain and
    whole; else 1, 2 and so on. In the order shown, without the ways out."""
    written = {raw: words for raw, words in written_answers(item).items() if raw not in (DONT_KNOW, NOT_APPLICABLE)}
    whole = is_certain(item) and all(words.removeprefix("-").isdecimal() for words in written.values())
    return written if whole else {raw: raw for raw in written}


def dont_know_key(item: NumberedItem) -> str:
    """What is printed at "don't know"."""
    return UNSURE if ZERO in point_keys(item).values() else ZERO


def aside_keys(keys: Mapping[str, str]) -> list[str]:
    """Those of an item's keys that are no number on its scale."""
    return [key for key, raw in keys.items() if raw in (DONT_KNOW, NOT_APPLICABLE, "")]


def _ordered(item: NumberedItem) -> dict[str, str]:
    """Keys of the points, from the lowest number."""
    keys = {key: raw for raw, key in point_keys(item).items()}
    return {key: keys[key] for key in sorted(keys, key=int)}


def _ways_out(item: NumberedItem) -> dict[str, str]:
    holder: Scale | BipolarItem | None = None
    if isinstance(item, RatingItem | LevelPairItem):
        holder = item.scale
    elif isinstance(item, BipolarItem):
        holder = item
    offered = [value for value, _ in holder.ways_out] if holder else []
    keys: dict[str, str] = {}
    if DONT_KNOW in offered:
        keys |= dict.fromkeys(dict.fromkeys((dont_know_key(item), UNSURE)), DONT_KNOW)
    return keys | ({ASIDE: NOT_APPLICABLE} if NOT_APPLICABLE in offered else {})
