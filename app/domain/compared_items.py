"""Two versions of one item: whether respondents met the same, and what is another."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from app.domain.items import (
    PARTED_KINDS,
    AllocationItem,
    BipolarItem,
    Item,
    LevelItem,
    LevelPairItem,
    PartedItem,
    RankingItem,
    RatingItem,
)
from app.domain.questionnaire import Factor
from app.domain.text import Language, Text

MeasuredItem = RatingItem | PartedItem
"""What makes a factor's figures. Comments and choices are not compared."""


class ItemChange(StrEnum):
    """Respondents met the same; other words that are declared to mean the same; what cannot be compared."""

    ALIKE = "alike"
    SAME_MEANING = "same_meaning"
    REWORDED = "reworded"


class Aspect(StrEnum):
    """What of an item is another: its kind, its words, its answers (points, options, poles, levels), its direction."""

    KIND = "kind"
    WORDS = "words"
    ANSWERS = "answers"
    DIRECTION = "direction"


@dataclass(frozen=True)
class ComparedItem:
    """An item that both versions have, under the same id or one that the later replaces. `aspects`: what differs."""

    earlier: MeasuredItem
    later: MeasuredItem
    change: ItemChange
    aspects: tuple[Aspect, ...] = ()

    @property
    def is_comparable(self) -> bool:
        """Whether answers to the two may be compared."""
        return self.change is not ItemChange.REWORDED

    @property
    def is_reweighted(self) -> bool:
        """Whether its share in the factor's mean is another, which does not change what respondents met."""
        before, after = (getattr(one, "weight", None) for one in (self.earlier, self.later))
        return bool(before != after)

    @property
    def is_helped_otherwise(self) -> bool:
        """Whether the help text below it is another in the languages that both have. The words of a question are what
        is answered, so this is told and does not keep answers from being compared."""
        before, after = self.earlier.help, self.later.help
        if before is None or after is None:
            return before is not after
        common = set(before.languages) & set(after.languages)
        return not common or any(before.into(one) != after.into(one) for one in common)


def measured(factor: Factor) -> tuple[MeasuredItem, ...]:
    """The items that make the factor's figures, in the order asked."""
    return tuple(item for item in factor.items if isinstance(item, (RatingItem, *PARTED_KINDS)))


def item_fingerprint(item: Item, languages: Sequence[Language] | None = None) -> str:
    """16 hexadecimal digits of what a respondent meets: kind, words, scale, direction. `languages`: those whose words
    count, None for all."""
    parts = (part for _, lines in _aspects(item, languages) for part in lines)
    return sha256("\n".join([item.kind, *parts]).encode()).hexdigest()[:16]


def compare_item(
    earlier: MeasuredItem,
    later: MeasuredItem,
    meanings: Sequence[Text] = (),
    languages: Sequence[Language] | None = None,
) -> ComparedItem:
    """How two versions of an item compare. `meanings`: earlier wordings that are declared to mean the same; they speak
    of words alone, so that nothing else can be declared away."""
    aspects = different_aspects(earlier, later, languages)
    if not aspects:
        return ComparedItem(earlier, later, ItemChange.ALIKE)
    declared = aspects == (Aspect.WORDS,) and any(same_words(one, earlier.text) for one in meanings)
    return ComparedItem(earlier, later, ItemChange.SAME_MEANING if declared else ItemChange.REWORDED, aspects)


def different_aspects(
    earlier: MeasuredItem, later: MeasuredItem, languages: Sequence[Language] | None = None
) -> tuple[Aspect, ...]:
    """What differs between two items; nothing else is looked at where their kinds differ."""
    if earlier.kind != later.kind:
        return (Aspect.KIND,)
    after = dict(_aspects(later, languages))
    return tuple(aspect for aspect, before in _aspects(earlier, languages) if before != after[aspect])


def same_words(one: Text, other: Text) -> bool:
    """Whether two texts have the same words in the same languages, in whatever order."""
    return dict(one.variants) == dict(other.variants)


def _aspects(item: Item, languages: Sequence[Language] | None) -> tuple[tuple[Aspect, list[str]], ...]:
    """What a respondent meets of an item, as lines of text."""

    def said(text: Text) -> str:
        return str(tuple(one for one in text.variants if languages is None or one[0] in languages))

    answers: list[str] = []
    direction: list[str] = []
    if isinstance(item, RatingItem | LevelPairItem):
        answers += [f"{point.value}:{said(point.label)}" for point in item.scale.points]
        answers.append(str(item.scale.dont_know is not None))
    if isinstance(item, RatingItem):
        direction.append(str(item.reverse))
    if isinstance(item, LevelItem | LevelPairItem):
        answers += [said(behaviour) for behaviour in item.behaviours]
    if isinstance(item, BipolarItem):
        answers += [said(item.left), said(item.right), str(item.steps), str(item.dont_know is not None)]
    if isinstance(item, RankingItem | AllocationItem):
        answers += [f"{option.id}:{said(option.label)}" for option in item.options]
    if isinstance(item, AllocationItem):
        answers.append(str(item.points))
    return ((Aspect.WORDS, [said(item.text)]), (Aspect.ANSWERS, answers), (Aspect.DIRECTION, direction))
