"""Questions of a form as items of a draft, and lists as scales."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from app.definitions.cross_check import RESERVED
from app.definitions.xlsform import types
from app.definitions.xlsform.draft_texts import DraftTexts, Words, unused
from app.definitions.xlsform.export_items import DASH
from app.definitions.xlsform.losses import shown
from app.definitions.xlsform.names import BETWEEN, LEFT, LEVELS, LINE, as_id, joined
from app.definitions.xlsform.sheets import Row
from app.definitions.xlsform.tree import Group, Question
from app.domain.items.measured import NOW, WANTED
from app.domain.own_numbers import is_strictly_monotone
from app.domain.scale import DONT_KNOW, NOT_APPLICABLE, WIDEST_GRID, grid
from app.domain.text import Language
from app.wording.translations import translations

Plain = dict[str, object]
DONT_KNOW_NAMES = frozenset({DONT_KNOW, "dontknow", "dk", "idk", "dnk", "vet_ej", "na", "n_a", "cannot_judge"})
DONT_KNOW_CODES = frozenset({"88", "-88", "98", "-98", "99", "-99", "888", "999", "-999"})
POINT = "point_"
"""How Samspel names points in whose labels there are numbers that are no values."""
_NUMBER = re.compile(rf"({POINT})?-?\d{{1,3}}(\.\d{{1,2}})?")
LONGEST_SCALE, MOST_OPTIONS, MOST_RANKED = 11, 40, 9


class DraftItems:
    """Makes items; `scales` are those that statements have needed so far, `lengths` their numbers of points."""

    def __init__(self, texts: DraftTexts, lists: Mapping[str, Sequence[Row]], questions: Sequence[Question]) -> None:
        self.texts, self.lists = texts, lists
        self.uses = Counter(one.list_name for one in questions if one.type == types.SELECT_ONE)
        self.scales: dict[str, Plain] = {}
        self.lengths: dict[str, int] = {}
        self._scale_ids: dict[str, str] = {}
        self._known: set[str] = set()

    def of_question(self, question: Question) -> Plain | None:
        """The item; None where there is no counterpart."""
        match question.type:
            case types.SELECT_ONE:
                return self._select_one(question)
            case types.SELECT_MULTIPLE:
                return self._choice(question, "multiple_choice", MOST_OPTIONS)
            case types.RANK:
                return self._choice(question, "ranking", MOST_RANKED)
            case types.TEXT:
                return self._begun(question, "comment")
        return None

    def of_group(self, group: Group) -> Plain | None:
        """The item that the group as a whole is: a pair or points to share out, as Samspel writes them."""
        if any(one.name == joined(group.name, LEFT) for one in group.questions):
            return self._allocation(group)
        asked = [one for one in group.questions if one.type == types.SELECT_ONE]
        names = [joined(group.name, key) for key in (NOW, WANTED)]
        if not group.groups and [one.name for one in asked] == names and len({one.list_name for one in asked}) == 1:
            return self._own_list(group, asked[0].list_name, pair=True)
        return None

    def length_of(self, item: Mapping[str, object]) -> int:
        """The number of points of an item that is scored; 0 for all others."""
        if item.get("kind", "rating") == "rating":
            return self.lengths[str(item["scale"])]
        levels = item.get("levels")
        return len(levels) if item["kind"] == "level" and isinstance(levels, list) else 0

    def options(self, list_name: str) -> list[Plain]:
        """The options of a list, each with an id of its own."""
        rows, taken = self.lists[list_name], set[str](RESERVED)
        labels = self.texts.labels(rows)
        return [
            {"id": unused(as_id(row.get("name")), taken), "label": self.texts.written(label)}
            for row, label in zip(rows, labels, strict=True)
        ]

    def _begun(self, question: Question | Group, kind: str) -> Plain:
        text = self.texts.written(self.texts.of(question.row))
        return {"id": self.texts.id_of(question.name, question.row), "kind": kind, "text": text}

    def _select_one(self, question: Question) -> Plain | None:
        own = question.list_name.endswith((f"{BETWEEN}{LINE}", f"{BETWEEN}{LEVELS}"))
        if own and (item := self._own_list(question, question.list_name, pair=False)):
            return item
        points, _, _ = self._points(question.list_name)
        likert = "likert" in question.row.get("appearance").lower()
        if likert or self.uses[question.list_name] > 1 or _numbered(points):
            if 2 <= len(points) <= LONGEST_SCALE:
                item = self._begun(question, "rating")
                del item["kind"]
                return {**item, "scale": self._scale(question.list_name)}
            self.texts.note(question.row, "scale_length", value=shown(question.list_name), number=len(points))
        return self._choice(question, "single_choice", MOST_OPTIONS)

    def _choice(self, question: Question, kind: str, most: int) -> Plain | None:
        number = len(self.lists[question.list_name])
        if not 2 <= number <= most:
            name = shown(question.list_name)
            self.texts.note(question.row, "number_of_options", value=name, number=number, least=2, most=most)
            return None
        return {**self._begun(question, kind), "options": self.options(question.list_name)}

    def _points(self, list_name: str) -> tuple[list[Row], Row | None, Row | None]:
        """The rows of a list that are points of a scale, and those that are "don't know" and "not applicable"."""
        rows = list(self.lists[list_name])
        aside = next((row for row in reversed(rows) if row.get("name").lower() == NOT_APPLICABLE), None)
        rows = [row for row in rows if row is not aside]
        away = next((row for row in reversed(rows) if self._is_way_out(row, rows)), None)
        return [row for row in rows if row is not away], away, aside

    def _is_way_out(self, row: Row, rows: Sequence[Row]) -> bool:
        name = row.get("name").lower()
        if name in DONT_KNOW_NAMES or (name in DONT_KNOW_CODES and len(rows) <= LONGEST_SCALE + 1):
            return True
        said = {" ".join(words.split()).casefold() for words in row.spoken.get("label", {}).values()}
        return bool(said & {translations(one).gettext("Don't know").casefold() for one in self.texts.languages})

    def _scale(self, list_name: str) -> str:
        """The id of the list's scale, which is made when it is first needed."""
        if list_name not in self._scale_ids:
            points, away, aside = self._points(list_name)
            labels = self.texts.labels([*points, *(row for row in (away, aside) if row)])
            scale: Plain = {}
            if _ordered(points):
                scale["strong_end"] = "first" if _number(points[0]) > _number(points[-1]) else "last"
            else:
                self.texts.note(points[0], "strong_end", "choices", value=shown(list_name))
            scale["points"] = [self.texts.written(label) for label in labels[: len(points)]]
            scale |= _own_values(points, strong_first=scale.get("strong_end") == "first")
            if away:
                scale["dont_know"] = self.texts.written(labels[len(points)])
            if aside:
                scale["not_applicable"] = self.texts.written(labels[-1])
            found = unused(as_id(list_name), self._known)
            self._scale_ids[list_name], self.scales[found], self.lengths[found] = found, scale, len(points)
        return self._scale_ids[list_name]

    def _own_list(self, asked: Question | Group, list_name: str, *, pair: bool) -> Plain | None:
        """An item whose list is its own: levels, or a line between two poles; None where the list is neither."""
        points, away, aside = self._points(list_name)
        labels = [self.texts.of(row, sheet="choices") for row in points]
        if not points or not _ordered(points):
            return None
        if list_name.endswith(LINE):
            ends = [self._after(labels[0]), self._after(labels[-1])]
            if len(points) not in (3, 5, 7, 9, 11) or None in ends:
                return None
            item = self._begun(asked, "bipolar_pair" if pair else "bipolar")
            item |= {"left": ends[0], "right": ends[1], "steps": len(points)}
        else:
            levels = [{"label": self._before(label), "behaviour": self._after(label)} for label in labels]
            if not 2 <= len(levels) <= 7 or any(None in level.values() for level in levels):
                return None
            item = {**self._begun(asked, "level_pair" if pair else "level"), "levels": levels}
        item |= _own_values(points, strong_first=False)
        for key, row in (("dont_know", away), ("not_applicable", aside)):
            if row:
                item[key] = self.texts.written(self.texts.of(row, sheet="choices"))
        return item

    def _before(self, label: Mapping[Language, str]) -> Words:
        return self.texts.written({language: words.partition(DASH)[0] for language, words in label.items()})

    def _after(self, label: Mapping[Language, str]) -> Words | None:
        if not all(words.partition(DASH)[2].strip() for words in label.values()):
            return None
        return self.texts.written({language: words.partition(DASH)[2] for language, words in label.items()})

    def _allocation(self, group: Group) -> Plain | None:
        numbers = [one for one in group.questions if one.type == types.INTEGER]
        sums = next(one for one in group.questions if one.name == joined(group.name, LEFT))
        points = re.match(r"(\d{1,3}) - ", sums.row.get("calculation"))
        if points is None or not 2 <= int(points[1]) <= 100 or not 2 <= len(numbers) <= MOST_RANKED:
            return None
        labels, taken = self.texts.labels([one.row for one in numbers]), set[str](RESERVED)
        names = [as_id(one.name.removeprefix(joined(group.name, ""))) for one in numbers]
        options: list[Plain] = [
            {"id": unused(name, taken), "label": self.texts.written(label)}
            for name, label in zip(names, labels, strict=True)
        ]
        return {**self._begun(group, "allocation"), "points": int(points[1]), "options": options}


def _numbered(points: Sequence[Row]) -> bool:
    """Whether the names are numbers in a row, up or down: the values of a scale and nothing else."""
    return _ordered(points) and {abs(after - one) for one, after in pairwise(map(_number, points))} == {1}


def _ordered(points: Sequence[Row]) -> bool:
    """Whether the names are numbers that rise, or that fall, all the way, however unevenly."""
    if not all(_NUMBER.fullmatch(row.get("name")) for row in points) or len(points) < 2:
        return False
    numbers = [_number(row) for row in points]
    return is_strictly_monotone(numbers) and grid(sorted(numbers))[-1] <= WIDEST_GRID + 1


def _number(row: Row) -> Fraction:
    return Fraction(row.get("name").removeprefix(POINT))


def _own_values(points: Sequence[Row], *, strong_first: bool) -> Plain:
    """The values of numbered points, where they are not 1 and so on."""
    if not _ordered(points) or points[0].get("name").startswith(POINT):
        return {}
    numbers = [_number(row) for row in points]
    usual = range(len(points), 0, -1) if strong_first else range(1, len(points) + 1)
    if numbers == list(usual):
        return {}
    return {"values": [int(one) if one.denominator == 1 else float(one) for one in numbers]}
