"""Questions of a form as items of a draft, and lists as scales."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from app.definitions.cross_check import RESERVED
from app.definitions.xlsform import types
from app.definitions.xlsform.constraints import MarkingRules, marking_rules
from app.definitions.xlsform.draft_texts import DraftTexts, Words, unused
from app.definitions.xlsform.export_items import DASH
from app.definitions.xlsform.losses import shown
from app.definitions.xlsform.names import BETWEEN, HELP_NOTE, LEFT, LEVELS, LINE, as_id, joined
from app.definitions.xlsform.sheets import Row
from app.definitions.xlsform.tree import Group, Question
from app.definitions.xlsform.wordings import SENTENCES, spoken
from app.domain.items.measured import NOW, WANTED
from app.domain.scale import DONT_KNOW
from app.domain.text import Language
from app.wording.translations import translations

Plain = dict[str, object]
DONT_KNOW_NAMES = frozenset({DONT_KNOW, "dontknow", "dk", "idk", "dnk", "vet_ej", "na", "n_a", "cannot_judge"})
DONT_KNOW_CODES = frozenset({"88", "-88", "98", "-98", "99", "-99", "888", "999", "-999"})
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
        begun: Plain = {"id": self.texts.id_of(question.name, question.row), "kind": kind, "text": text}
        return begun | ({"help": words} if (words := self._help(question)) else {})

    def _help(self, asked: Question | Group) -> Words | None:
        """The hint, without what Samspel says itself of a ranking; of a group the note that Samspel writes for it."""
        if isinstance(asked, Group):
            name = joined(asked.name, HELP_NOTE)
            note = next((one for one in asked.questions if one.name == name), None)
            return self.texts.written(self.texts.of(note.row)) if note else None
        if not asked.row.spoken.get("hint"):
            return None
        hint = self.texts.of(asked.row, "hint")
        own = spoken(SENTENCES["ranking"], list(hint)) if asked.type == types.RANK else None
        found = {one: words.removesuffix(own.into(one)).strip() if own else words for one, words in hint.items()}
        return self.texts.written(found) if all(found.values()) else None

    def _select_one(self, question: Question) -> Plain | None:
        own = question.list_name.endswith((f"{BETWEEN}{LINE}", f"{BETWEEN}{LEVELS}"))
        if own and (item := self._own_list(question, question.list_name, pair=False)):
            return item
        points, _ = self._points(question.list_name)
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
        begun, options = self._begun(question, kind), self.options(question.list_name)
        rules = marking_rules(question.row.get("constraint")) if kind == "multiple_choice" else None
        return {**begun, "options": options} if rules is None else self._ruled(question, begun, options, rules)

    def _ruled(self, question: Question, begun: Plain, options: list[Plain], rules: MarkingRules) -> Plain:
        """A multiple choice with its rules; what they cannot mean here is told and left out."""
        names = [row.get("name") for row in self.lists[question.list_name]]
        alone = [name in rules.alone for name in names]
        if alone.count(False) < 2 or not set(rules.alone) <= set(names):
            self.texts.note(question.row, "constraint", value=shown(question.row.get("constraint")))
            return {**begun, "options": options}
        most = rules.most if rules.most is not None and rules.most < alone.count(False) else None
        ruled = [
            {**one, "exclusive": True} if by_itself else one for one, by_itself in zip(options, alone, strict=True)
        ]
        return {**begun, **({"most": most} if most is not None else {}), "options": ruled}

    def _points(self, list_name: str) -> tuple[list[Row], Row | None]:
        """The rows of a list that are points of a scale, and the one that is the way out."""
        rows = list(self.lists[list_name])
        away = next((row for row in reversed(rows) if self._is_way_out(row, rows)), None)
        return [row for row in rows if row is not away], away

    def _is_way_out(self, row: Row, rows: Sequence[Row]) -> bool:
        name = row.get("name").lower()
        if name in DONT_KNOW_NAMES or (name in DONT_KNOW_CODES and len(rows) <= LONGEST_SCALE + 1):
            return True
        said = {" ".join(words.split()).casefold() for words in row.spoken.get("label", {}).values()}
        return bool(said & {translations(one).gettext("Don't know").casefold() for one in self.texts.languages})

    def _scale(self, list_name: str) -> str:
        """The id of the list's scale, which is made when it is first needed."""
        if list_name not in self._scale_ids:
            points, away = self._points(list_name)
            labels = self.texts.labels([*points, *([away] if away else [])])
            scale: Plain = {}
            if _numbered(points):
                scale["strong_end"] = "first" if int(points[0].get("name")) > int(points[-1].get("name")) else "last"
            else:
                self.texts.note(points[0], "strong_end", "choices", value=shown(list_name))
            scale["points"] = [self.texts.written(label) for label in labels[: len(points)]]
            if away:
                scale["dont_know"] = self.texts.written(labels[-1])
            found = unused(as_id(list_name), self._known)
            self._scale_ids[list_name], self.scales[found], self.lengths[found] = found, scale, len(points)
        return self._scale_ids[list_name]

    def _own_list(self, asked: Question | Group, list_name: str, *, pair: bool) -> Plain | None:
        """An item whose list is its own: levels, or a line between two poles; None where the list is neither."""
        points, away = self._points(list_name)
        labels = [self.texts.of(row, sheet="choices") for row in points]
        if not points or not _numbered(points):
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
        if away:
            item["dont_know"] = self.texts.written(self.texts.of(away, sheet="choices"))
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
    """Whether the names are whole numbers in a row, up or down: the codes of a scale."""
    names = [row.get("name") for row in points]
    if not all(re.fullmatch(r"-?\d{1,3}", name) for name in names) or len(names) < 2:
        return False
    steps = {int(after) - int(before) for before, after in pairwise(names)}
    return steps in ({1}, {-1})
