"""What a list of choices is: the scale of statements, or options to choose from. Where it cannot be known, that is
said; nothing is scored by a guess that is not told (docs/xlsform.md, decision 0037)."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.definitions.xlsform import types
from app.definitions.xlsform.about_persons import asks, asks_for_trait, is_trait, names_persons, states
from app.definitions.xlsform.ladders import Order, bare, order_of
from app.definitions.xlsform.names import BETWEEN, INTRODUCTION, ORGANISATIONS, ROLES
from app.definitions.xlsform.sheets import Row
from app.definitions.xlsform.tree import Question
from app.definitions.xlsform.words import known_words
from app.domain.scale import DONT_KNOW

LONGEST_SCALE = 11
TABLE = re.compile(r"\b(?:likert|list-nolabel|table-list|list-no-label)\b")
"""Looks that only rows of statements have."""
CODES = frozenset({"88", "-88", "98", "-98", "99", "-99", "888", "999", "-999"})


@dataclass(frozen=True)
class Verdict:
    """`rated`: whether the question is a statement on a scale. `remark`: key of what is to be told about the question,
    empty where nothing is."""

    rated: bool
    remark: str = ""


@dataclass(frozen=True)
class Listed:
    """A list apart: the rows that are points or options, the way out, and further ways out, which scales have not."""

    points: tuple[Row, ...]
    way_out: Row | None
    further: tuple[Row, ...]


class ListReader:
    """Reads the lists of one form. `own`: whether Samspel has written it, so that names say what is meant."""

    def __init__(self, lists: Mapping[str, Sequence[Row]], questions: Sequence[Question]) -> None:
        self.lists = lists
        self.own = any(one.name == INTRODUCTION for one in questions)
        self.uses = Counter(one.list_name for one in questions if one.type == types.SELECT_ONE)
        self.tables = {
            one.list_name for one in questions if one.type == types.SELECT_ONE and TABLE.search(_look(one.row))
        }

    def parted(self, list_name: str) -> Listed:
        """The list, with its ways out apart."""
        rows = self.lists[list_name]
        kinds = {row.number: kind for row in rows if (kind := _way_out(row, len(rows))) is not None}
        out = sorted((row for row in rows if row.number in kinds), key=lambda row: kinds[row.number])
        points = tuple(row for row in rows if row.number not in kinds)
        return Listed(points, out[0] if out else None, tuple(out[1:]))

    def order(self, list_name: str) -> Order:
        """What the words of its points say."""
        return order_of([row.spoken.get("label", {}) for row in self.parted(list_name).points])

    def strong_first(self, list_name: str) -> bool:
        """Whether its first point is the strong end: by its words or, where they do not tell, by its numbers."""
        points, order = self.parted(list_name).points, self.order(list_name)
        if order is Order.UNKNOWN or (self.own and numbered(points)):
            return numbered(points) and int(points[0].get("name")) > int(points[-1].get("name"))
        return order.strong_first

    def verdict(self, question: Question) -> Verdict:
        """Whether a question with one answer is a statement on a scale."""
        found = self._verdict(question)
        if found.rated and not 2 <= len(self.parted(question.list_name).points) <= LONGEST_SCALE:
            return Verdict(False, "scale_length")
        return found

    def _verdict(self, question: Question) -> Verdict:
        name = question.list_name
        points, order = self.parted(name).points, self.order(name)
        if self.own:
            listed = name.endswith(f"{BETWEEN}options") or name in (ROLES, ORGANISATIONS)
            return Verdict(not listed and numbered(points))
        several = self.uses[name] > 1 or name in self.tables
        if names_persons([bare(words) for row in points for words in row.spoken.get("label", {}).values()]):
            return Verdict(False, "background")
        sure = order in (Order.RISES, Order.FALLS)
        judged = sure and (several or states(question))
        if (is_trait(question) and not judged) or (asks_for_trait(question) and not sure):
            return Verdict(False, "background")
        if sure or order in (Order.NUMBERS_RISE, Order.NUMBERS_FALL):
            return Verdict(True)
        if order in (Order.YES_NO, Order.NO_YES):
            return Verdict(True) if several or not asks(question) else Verdict(False, "yes_no_once")
        if order is Order.MIXED:
            return Verdict(False, "mixed")
        if question.or_other or question.row.get("choice_filter"):
            return Verdict(False)  # no scale has an open option, or points that come and go
        if several:
            return Verdict(True)
        return Verdict(False, "numbers_only" if numbered(points) else "")


def numbered(points: Sequence[Row]) -> bool:
    """Whether the names are whole numbers in a row, up or down."""
    names = [row.get("name") for row in points]
    if not all(re.fullmatch(r"-?\d{1,3}", name) for name in names) or len(names) < 2:
        return False
    steps = {int(after) - int(before) for before, after in pairwise(names)}
    return steps in ({1}, {-1})


def _look(row: Row) -> str:
    return row.get("appearance").lower()


def _way_out(row: Row, number: int) -> int | None:
    """Which of the ways out it is; None for a point. `number`: of rows in its list."""
    name = row.get("name").lower()
    labels = [bare(one).replace("’", "'").strip(" .!()") for one in row.spoken.get("label", {}).values()]
    kinds = known_words().ways_out
    for kind, (names, words) in enumerate(kinds):
        if name in names or any(words.fullmatch(one) for one in labels):
            return kind
    return 0 if name == DONT_KNOW or (name in CODES and number <= LONGEST_SCALE + len(kinds)) else None
