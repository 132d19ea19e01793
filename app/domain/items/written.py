"""How answers are written outside Samspel, in sheets and in forms of other tools: a number means the point of that
value. Inside, an answer is the point's code."""

import re
from fractions import Fraction

from app.domain.items.allocation import AllocationItem
from app.domain.items.bipolar import BipolarItem
from app.domain.items.level import LevelPairItem
from app.domain.items.ranking import RankingItem
from app.domain.items.rating import RatingItem
from app.domain.own_numbers import number_of
from app.domain.scale import NOT_APPLICABLE
from app.domain.text import Text

NumberedItem = RatingItem | LevelPairItem | BipolarItem | RankingItem | AllocationItem
"""Items whose answers are numbers, or parts that are."""
_NUMBER = re.compile(r"'?\s*([+\-−–]?\s?[0-9]{1,6}(?:[.,][0-9]{1,6})?)\s*")
"""Also with a comma, a plus, a minus sign or what word processors make of it, or the apostrophe of spreadsheets."""


def number_in(cell: str) -> Fraction | None:
    """The number that a cell holds and nothing else: 1, 1.0, 1,0, +1, −2; None for words."""
    found = _NUMBER.fullmatch(cell)
    return number_of(found[1].replace("–", "-").replace(" ", "").replace("\u00a0", "")) if found else None


def is_certain(item: NumberedItem) -> bool:
    """Whether a number means one point. It does not where labels hold numbers of their own that are no values, and the
    questionnaire does not say what each point is written as."""
    return not isinstance(item, RatingItem | LevelPairItem) or item.scale.numbers is not None


def written_answers(item: NumberedItem) -> dict[str, str]:
    """Raw answer (of an item with parts: of a part) -> how a sheet has it: the number of its point or, where a number
    could mean two, its label. In the order shown."""
    if isinstance(item, BipolarItem):
        points = dict(zip(map(str, range(1, item.steps + 1)), item.written, strict=True))
        return points | {value: value for value, _ in item.ways_out}
    if isinstance(item, RatingItem | LevelPairItem):
        scale = item.scale
        labels = {one.value: one.label.variants[0][1] for one in scale.points}
        points = {str(code): scale.written(code) or label for code, label in labels.items()}
        return points | {value: value for value, _ in scale.ways_out}
    return {value: value for value in item.values}


def by_number(item: NumberedItem) -> dict[Fraction, str]:
    """The number of each point -> the raw answer; empty where numbers are not certain."""
    if not is_certain(item):
        return {}
    found = ((number_in(words), raw) for raw, words in written_answers(item).items())
    return {number: raw for number, raw in found if number is not None}


def portable_names(item: NumberedItem) -> dict[str, str]:
    """Raw answer -> a name without blanks, for forms of other tools: as in a sheet, `point_2` where that is a label."""
    if is_certain(item):
        return written_answers(item)
    return {raw: f"point_{raw}" if raw.isdecimal() else raw for raw in written_answers(item)}


def ways_out_of(item: object) -> tuple[tuple[str, Text], ...]:
    """(raw answer, label) of "don't know" and "not applicable", as far as the item offers them."""
    if isinstance(item, RatingItem | LevelPairItem):
        return item.scale.ways_out
    return item.ways_out if isinstance(item, BipolarItem) else ()


def offers_not_applicable(item: object) -> bool:
    """Whether one can say that the question does not apply."""
    return any(value == NOT_APPLICABLE for value, _ in ways_out_of(item))
