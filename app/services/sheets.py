"""Answer sheets as CSV: the empty one to fill in, and the codebook that says what fits in each column."""

import csv
import io
from collections.abc import Iterable

from app.domain.items import (
    PARTED_KINDS,
    AllocationItem,
    CommentItem,
    Item,
    LevelPairItem,
    MultipleChoiceItem,
    PartedItem,
    RankingItem,
    RatingItem,
)
from app.domain.questionnaire import Questionnaire
from app.domain.scale import DONT_KNOW, Scale
from app.wording.choosing import limits
from app.wording.weighing import part_name

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def empty_sheet(questionnaire: Questionnaire, *, for_excel: bool = False) -> str:
    """One line with the headers: organisation, level, and every item's id."""
    return _csv([headers(questionnaire)], for_excel)


def codebook(questionnaire: Questionnaire, language: str, *, for_excel: bool = False) -> str:
    """A line per column: its header, what is asked, and the values that fit."""
    lines = [["column", "text", "values"]]
    if questionnaire.organisation:
        lines.append(["organisation", questionnaire.organisation.text.into(language), ""])
    if questionnaire.level:
        values = "; ".join(f"{option.id} = {option.label.into(language)}" for option in questionnaire.level.options)
        lines.append(["level", questionnaire.level.text.into(language), values])
    for item in questionnaire.items:
        words = item.text.into(language)
        if isinstance(item, PARTED_KINDS):
            values = _part_values(item, language)
            lines += [[column(item, key), f"{words} – {part_name(item, key, language)}", values] for key in item.keys]
        else:
            lines.append([item.id, words, _values(item, language)])
    return _csv(lines, for_excel)


def headers(questionnaire: Questionnaire) -> list[str]:
    """The columns of an answer sheet, in order."""
    background = [("organisation", questionnaire.organisation), ("level", questionnaire.level)]
    of_items = [one for item in questionnaire.items for one in columns(item)]
    return [*(name for name, asked in background if asked), *of_items]


def columns(item: Item) -> list[str]:
    """The item's columns: its id or, where it has parts, one for each."""
    return [column(item, key) for key in item.keys] if isinstance(item, PARTED_KINDS) else [item.id]


def column(item: PartedItem, key: str) -> str:
    """The column of a part: `item.part`."""
    return f"{item.id}.{key}"


def defused(words: str) -> str:
    """The words of a cell, with an apostrophe in front where a spreadsheet would take them for a formula."""
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words


def sheet_values(item: RatingItem) -> tuple[str, ...]:
    """What an answer to the item is written as, weakest first: the codes, or the labels where they are numbers."""
    points = sorted(item.scale.points, key=lambda point: point.value)
    labels = item.scale.written_in_labels
    written = tuple(point.label.variants[0][1] if labels else str(point.value) for point in points)
    return (*written, DONT_KNOW) if item.scale.dont_know else written


def _values(item: Item, language: str) -> str:
    if isinstance(item, CommentItem):
        return ""
    if isinstance(item, RatingItem):
        return _scale_values(item.scale, sheet_values(item), language)
    assert not isinstance(item, PARTED_KINDS)
    several = f" (;) {limits(item, language)}".rstrip() if isinstance(item, MultipleChoiceItem) else ""
    return "; ".join(f"{option.id} = {option.label.into(language)}" for option in item.options) + several


def _part_values(item: PartedItem, language: str) -> str:
    if isinstance(item, LevelPairItem):
        return _scale_values(item.scale, item.values, language)
    if isinstance(item, RankingItem | AllocationItem):
        return f"{item.values[0]}–{item.values[-1]}"
    ends = f"1 = {item.left.into(language)}; {item.steps} = {item.right.into(language)}"
    return f"{ends}; {DONT_KNOW} = {item.dont_know.into(language)}" if item.dont_know else ends


def _scale_values(scale: Scale, values: tuple[str, ...], language: str) -> str:
    words = [point.label.into(language) for point in sorted(scale.points, key=lambda point: point.value)]
    if scale.dont_know:
        words.append(scale.dont_know.into(language))
    return "; ".join(value if value == word else f"{value} = {word}" for value, word in zip(values, words, strict=True))


def _csv(lines: Iterable[Iterable[str]], for_excel: bool) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writerows([defused(cell) for cell in line] for line in lines)
    return ("\ufeff" if for_excel else "") + target.getvalue()
