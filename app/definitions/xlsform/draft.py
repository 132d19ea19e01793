"""The tree of a form as a draft of a questionnaire: groups become dimensions and factors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.definitions.xlsform import types
from app.definitions.xlsform.draft_items import DraftItems, Plain
from app.definitions.xlsform.draft_texts import DraftTexts, Words
from app.definitions.xlsform.losses import Lost, shown
from app.definitions.xlsform.names import LEVEL, ORGANISATION, as_id
from app.definitions.xlsform.row_losses import note_lost
from app.definitions.xlsform.sheets import Sheets
from app.definitions.xlsform.tree import Group, Question, Survey, walked
from app.domain.errors import SamspelError
from app.domain.text import Language

MOST_ITEMS = 40
"""Items of a factor."""
ITEMS_A_MINUTE = 5
UNMEASURED = ("single_choice", "multiple_choice", "comment")


@dataclass(frozen=True)
class Draft:
    """What a form became. `value`: as the YAML file will hold it; `lost`: by sheet and row; `placeholders`: texts in
    brackets that are to be written."""

    value: Plain
    lost: tuple[Lost, ...]
    placeholders: int


def draft_of(sheets: Sheets, survey: Survey, name: str, reader_language: Language) -> Draft:
    """The draft. `name`: the file's, where the form has no title. Raises X009 where nothing in it can be measured."""
    return _Drafting(sheets, survey, reader_language).draft(name)


class _Drafting:
    def __init__(self, sheets: Sheets, survey: Survey, reader_language: Language) -> None:
        self.settings, self.top = sheets.settings, survey.top
        self.lost = list(sheets.lost)
        self.texts = DraftTexts(sheets, reader_language, self.lost)
        self.items = DraftItems(self.texts, survey.lists, tuple(walked(survey.top)))
        self.background: Plain = {}
        self.introduction: Words | None = None

    def draft(self, name: str) -> Draft:
        title = self.settings.get("form_title") or name
        dimensions = self._dimensions()
        if not dimensions:
            raise SamspelError("X009")
        number = sum(len(items) for one in dimensions for items in _item_lists(one))
        value: Plain = {
            "id": as_id(self.settings.get("form_id") or name),
            "version": self._version(),
            "languages": list(self.texts.languages),
            "title": self.texts.written({self.texts.languages[0]: title}),
            "introduction": self.introduction or self.texts.placeholder("introduction"),
            "minutes": max(1, round(number / ITEMS_A_MINUTE)),
        }
        if self.items.scales:
            value["scales"] = self.items.scales
        if self.background:
            value["background"] = self.background
        value["dimensions"] = dimensions
        order = {"settings": 0, "survey": 1, "choices": 2}
        each = {repr(one): one for one in self.lost}.values()
        lost = sorted(each, key=lambda one: (order[one.sheet], one.row))
        return Draft(value, tuple(lost), self.texts.placeholders_in(value))

    def _version(self) -> int:
        given = self.settings.get("version", "1")
        if given.isdecimal() and given.isascii() and 1 <= int(given) <= 9999:
            return int(given)
        self.lost.append(Lost(2, "version", {"value": shown(given)}, sheet="settings"))
        return 1

    def _dimensions(self) -> list[Plain]:
        found: list[Plain] = []
        waiting: list[Plain] = []
        for group in self._top_groups():
            dimension = self._dimension(group)
            own = dimension["items"]
            assert isinstance(own, list)
            if dimension["factors"]:
                own += waiting
                waiting = []
                found.append(dimension)
            elif own and found:
                last = found[-1]["items"]
                assert isinstance(last, list)
                last += own
            else:
                waiting += own
        return [{key: one for key, one in dimension.items() if key != "items" or one} for dimension in found]

    def _top_groups(self) -> Iterator[Group]:
        """The groups on top, in order; questions between them are put into groups of their own."""
        loose: list[Question | Group] = []
        for child in (*self.top.children, None):
            if isinstance(child, Group) or child is None:
                if loose:
                    yield Group(loose[0].row, "", False, loose)
                    loose = []
                if child is not None:
                    yield child
            elif not self._taken_aside(child, introducing=True):
                loose.append(child)

    def _dimension(self, group: Group) -> Plain:
        note_lost(group, self.texts)
        title, description = self._title(group), self._first_note(group)
        factors: list[Plain] = []
        own: list[Plain] = []
        name = self.texts.id_of(group.name or "questions", group.row if group.name else None)
        loose: list[Plain] = []
        if not any(self._is_factor(child) for child in group.children):
            loose += self._items_of(group)
        else:
            for child in group.children:
                if self._is_factor(child):
                    assert isinstance(child, Group)
                    factors += self._factor(child, own)
                else:
                    loose += self._item(child)
        own += [one for one in loose if one.get("kind") in UNMEASURED and factors]
        measured = [one for one in loose if not (one.get("kind") in UNMEASURED and factors)]
        factors += self._factors(group, self._title(group), None, measured, own)
        if not group.name and (factors or own):
            self.texts.note(group.row, "loose")
        return {
            "id": name,
            "title": title,
            "description": description or self.texts.placeholder("description"),
            "factors": factors,
            "items": own,
        }

    def _is_factor(self, child: Question | Group) -> bool:
        """Whether it is a group of questions, and not one question with parts or those about who answers."""
        if not isinstance(child, Group):
            return False
        parts = {one.name for one in child.questions}
        return not any(name.startswith(f"{child.name}__") and not name.endswith("___note") for name in parts)

    def _factor(self, group: Group, own: list[Plain]) -> list[Plain]:
        note_lost(group, self.texts)
        title, explanation = self._title(group), self._first_note(group)
        return self._factors(group, title, explanation, self._items_of(group), own)

    def _factors(
        self, group: Group, title: Words, explanation: Words | None, items: list[Plain], own: list[Plain]
    ) -> list[Plain]:
        """One factor, or several where scales have different lengths; what measures nothing goes to the dimension."""
        chunks = list(self._chunks(items))
        if not chunks:
            if items:
                self.texts.note(group.row, "unmeasured", value=shown(group.name))
                own += items
            return []
        if len(chunks) > 1:
            self.texts.note(group.row, "split", value=shown(group.name))
        return [self._made(group, title, explanation, chunk) for chunk in chunks]

    def _made(self, group: Group, title: Words, explanation: Words | None, items: list[Plain]) -> Plain:
        return {
            "id": self.texts.id_of(group.name or "questions"),
            "title": title,
            "explanation": explanation or self.texts.placeholder("explanation"),
            "strength": self.texts.placeholder("strength"),
            "weakness": self.texts.placeholder("weakness"),
            "dialogue_questions": [self.texts.placeholder("question")],
            "items": items,
        }

    def _chunks(self, items: Sequence[Plain]) -> Iterator[list[Plain]]:
        """Items that fit in one factor: scales of one length, at most forty, and something that measures."""
        lengths = dict.fromkeys(length for one in items if (length := self.items.length_of(one)))
        first = next(iter(lengths), 0)
        for length in lengths or {0: None}:
            some = [one for one in items if (self.items.length_of(one) or first) == length]
            for at in range(0, len(some), MOST_ITEMS):
                chunk = some[at : at + MOST_ITEMS]
                if any(one.get("kind", "rating") not in UNMEASURED for one in chunk):
                    yield chunk

    def _items_of(self, group: Group) -> list[Plain]:
        return [item for child in group.children for item in self._item(child)]

    def _item(self, child: Question | Group) -> list[Plain]:
        """The items of one row or, where it is no item itself, of a group that lies too deep."""
        if isinstance(child, Group):
            note_lost(child, self.texts)
            if item := self.items.of_group(child):
                return [item]
            if not any(self._is_background(one) for one in child.questions):
                self.texts.note(child.row, "nested", value=shown(child.name))
            return self._items_of(child)
        if self._taken_aside(child, introducing=False):
            return []
        note_lost(child, self.texts)
        item = self.items.of_question(child)
        return [item] if item else []

    def _title(self, group: Group) -> Words:
        if group.name:
            return self.texts.written(self.texts.of(group.row))
        return self.texts.placeholder("title")

    def _first_note(self, group: Group) -> Words | None:
        """The words of a note that the group begins with."""
        if group.children and isinstance(first := group.children[0], Question) and first.type == types.NOTE:
            group.children.pop(0)
            return self.texts.written(self.texts.of(first.row))
        return None

    def _is_background(self, question: Question) -> bool:
        return question.type == types.SELECT_ONE and question.name in (ORGANISATION, LEVEL)

    def _taken_aside(self, question: Question, *, introducing: bool) -> bool:
        """Whether the row is the introduction or a question about who answers, which stand apart in the file."""
        if introducing and question.type == types.NOTE and self.introduction is None:
            self.introduction = self.texts.written(self.texts.of(question.row))
            return True
        if not self._is_background(question):
            return False
        asked: Plain = {"text": self.texts.written(self.texts.of(question.row))}
        if question.row.spoken.get("hint"):
            asked["help"] = self.texts.written(self.texts.of(question.row, "hint"))
        if question.name == LEVEL:
            asked["options"] = self.items.options(question.list_name)
        else:
            self.texts.note(question.row, "organisations")
        self.background[question.name] = asked
        return True


def _item_lists(dimension: Plain) -> Iterator[Sequence[object]]:
    factors = dimension["factors"]
    assert isinstance(factors, list)
    for one in (dimension, *factors):
        found = one.get("items", [])
        assert isinstance(found, list)
        yield found
