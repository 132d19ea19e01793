"""Questions of a form as items of a draft."""

import re
from collections.abc import Mapping
from fractions import Fraction

from app.definitions.cross_check import RESERVED
from app.definitions.xlsform import types
from app.definitions.xlsform.constraints import MarkingRules, marking_rules
from app.definitions.xlsform.draft_scales import REMARKS, DraftScales, Plain
from app.definitions.xlsform.draft_texts import DraftTexts, Words, unused
from app.definitions.xlsform.export_items import DASH
from app.definitions.xlsform.lists import LONGEST_SCALE, ListReader, numbered
from app.definitions.xlsform.losses import Lost, shown
from app.definitions.xlsform.names import BETWEEN, HELP_NOTE, LEFT, LEVELS, LINE, as_id, joined
from app.definitions.xlsform.tree import Group, Question
from app.definitions.xlsform.wordings import SENTENCES, spoken
from app.domain.items.measured import NOW, WANTED
from app.domain.text import Language

MOST_OPTIONS, MOST_RANKED = 40, 9
MOST_NAMES = 200
"""Characters of the names of options that are told."""
RANGE = (("start", "0"), ("end", "10"), ("step", "1"))
"""What XLSForm takes where a range does not say it."""


class DraftItems:
    """Makes items; `scales` are those that statements have needed so far."""

    def __init__(self, texts: DraftTexts, lists: ListReader) -> None:
        self.texts, self.lists = texts, lists
        self.scales = DraftScales(texts, lists)

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
            case types.RANGE:
                return self._range(question)
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
            return self.scales.length(str(item["scale"]))
        levels = item.get("levels")
        return len(levels) if item["kind"] == "level" and isinstance(levels, list) else 0

    def options(self, list_name: str) -> list[Plain]:
        """The options of a list, each with an id of its own."""
        rows, taken = self.lists.lists[list_name], set[str](RESERVED)
        labels = self.texts.labels(rows)
        ids = [unused(as_id(row.get("name")), taken) for row in rows]
        if changed := [
            f"{row.get('name')} → {found}" for row, found in zip(rows, ids, strict=True) if row.get("name") != found
        ]:
            names = shown(", ".join(changed), MOST_NAMES)
            self.texts.note(rows[0], "option_names", "choices", value=shown(list_name), names=names)
        return [{"id": found, "label": self.texts.written(label)} for found, label in zip(ids, labels, strict=True)]

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

    def _rating(self, question: Question, scale: str) -> Plain:
        item = self._begun(question, "rating")
        return {**{key: value for key, value in item.items() if key != "kind"}, "scale": scale}

    def _select_one(self, question: Question) -> Plain | None:
        own = question.list_name.endswith((f"{BETWEEN}{LINE}", f"{BETWEEN}{LEVELS}"))
        if own and (item := self._own_list(question, question.list_name, pair=False)):
            return item
        verdict = self.lists.verdict(question)
        if verdict.rated:
            if question.or_other:
                self.texts.note(question.row, "no_other")
            return self._rating(question, self.scales.of_list(question.list_name))
        item = self._choice(question, "single_choice", MOST_OPTIONS)
        if item and verdict.remark:
            item[REMARKS] = [self._told(question, verdict.remark)]
        return item

    def _told(self, question: Question, key: str) -> Lost:
        if key == "scale_length":
            number = len(self.lists.parted(question.list_name).points)
            return self.texts.note(question.row, key, value=shown(question.list_name), number=number)
        words = self.texts.of(question.row)[self.texts.languages[0]]
        return self.texts.note(question.row, key, value=shown(words))

    def _choice(self, question: Question, kind: str, most: int) -> Plain | None:
        number = len(self.lists.lists[question.list_name])
        if not 2 <= number + question.or_other <= most:
            name = shown(question.list_name)
            self.texts.note(question.row, "number_of_options", value=name, number=number, least=2, most=most)
            return None
        begun, options = self._begun(question, kind), self.options(question.list_name)
        rules = marking_rules(question.row.get("constraint")) if kind == "multiple_choice" else None
        if rules is not None:
            begun, options = self._ruled(question, begun, options, rules)
        if question.or_other:
            options.append(self._other(question.list_name, {str(one["id"]) for one in options}))
            self.texts.note(question.row, "or_other")
        return {**begun, "options": options}

    def _ruled(
        self, question: Question, begun: Plain, options: list[Plain], rules: MarkingRules
    ) -> tuple[Plain, list[Plain]]:
        """A multiple choice with its rules; what they cannot mean here is told and left out."""
        names = [row.get("name") for row in self.lists.lists[question.list_name]]
        alone = [name in rules.alone for name in names]
        if alone.count(False) < 2 or not set(rules.alone) <= set(names):
            self.texts.note(question.row, "constraint", value=shown(question.row.get("constraint")))
            return begun, options
        most = rules.most if rules.most is not None and rules.most < alone.count(False) else None
        ruled = [
            {**one, "exclusive": True} if by_itself else one for one, by_itself in zip(options, alone, strict=True)
        ]
        return {**begun, **({"most": most} if most is not None else {})}, ruled

    def _other(self, list_name: str, taken: set[str]) -> Plain:
        """The option “other”, under a label that no other option has in any language."""
        rows = self.lists.lists[list_name]
        said = {" ".join(one.casefold().split()) for row in rows for one in row.spoken.get("label", {}).values()}
        words = dict(spoken(SENTENCES["other"], self.texts.languages).variants)
        if said & {one.casefold() for one in words.values()}:
            words = {language: f"{one} (…)" for language, one in words.items()}
        return {"id": unused("other", taken | RESERVED), "label": self.texts.written(words)}

    def _range(self, question: Question) -> Plain | None:
        """A rating on whole numbers from start to end."""
        said = question.row.get("parameters")
        given = dict(re.findall(r"(\w+)\s*=\s*([^\s,;]+)", said.lower()))
        value = shown(said or question.name)
        try:
            start, end, step = (Fraction(given.get(key, usual)) for key, usual in RANGE)
        except ValueError:
            start, end, step = Fraction(0), Fraction(0), Fraction(1)
        number = (end - start) / step + 1 if step else Fraction(0)
        if not (
            number.denominator == 1 and 2 <= number <= LONGEST_SCALE and step.denominator == start.denominator == 1
        ):
            self.texts.note(question.row, "range_length", value=value)
            return None
        points = sorted(int(start + step * at) for at in range(int(number)))
        item = self._rating(question, self.scales.of_numbers(points))
        value = f"{points[0]}–{points[-1]}"
        return {**item, REMARKS: [self.texts.note(question.row, "range", value=value)]}

    def _own_list(self, asked: Question | Group, list_name: str, *, pair: bool) -> Plain | None:
        """An item whose list is its own: levels, or a line between two poles; None where the list is neither."""
        listed = self.lists.parted(list_name)
        points, away = listed.points, listed.way_out
        labels = [self.texts.of(row, sheet="choices") for row in points]
        if not points or not numbered(points):
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
