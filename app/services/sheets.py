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
from app.domain.items.written import number_in, written_answers
from app.domain.questionnaire import Questionnaire
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
    return f"'{words}" if words.startswith(FORMULA_STARTS) and number_in(words) is None else words


def _values(item: Item, language: str) -> str:
    if isinstance(item, CommentItem):
        return ""
    if isinstance(item, RatingItem):
        return _scale_values(item, language)
    assert not isinstance(item, PARTED_KINDS)
    several = f" (;) {limits(item, language)}".rstrip() if isinstance(item, MultipleChoiceItem) else ""
    return "; ".join(f"{option.id} = {option.label.into(language)}" for option in item.options) + several


def _part_values(item: PartedItem, language: str) -> str:
    if isinstance(item, LevelPairItem):
        return _scale_values(item, language)
    if isinstance(item, RankingItem | AllocationItem):
        return f"{item.values[0]}–{item.values[-1]}"
    ends = [f"{item.written[0]} = {item.left.into(language)}", f"{item.written[-1]} = {item.right.into(language)}"]
    return "; ".join([*ends, *(f"{value} = {label.into(language)}" for value, label in item.ways_out)])


def _scale_values(item: RatingItem | LevelPairItem, language: str) -> str:
    """What an answer is written as and what it says, weakest first."""
    written = written_answers(item)
    labels = [(str(point.value), point.label) for point in item.scale.by_code]
    said = [(written[raw], label.into(language)) for raw, label in (*labels, *item.scale.ways_out)]
    return "; ".join(value if value == words else f"{value} = {words}" for value, words in said)


def _csv(lines: Iterable[Iterable[str]], for_excel: bool) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writerows([defused(cell) for cell in line] for line in lines)
    return ("\ufeff" if for_excel else "") + target.getvalue()
