"""The tree of a form as a draft of a questionnaire: groups become dimensions and factors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.definitions.xlsform import types
from app.definitions.xlsform.draft_fillers import (
    description_of,
    introduction_of,
    place_for_a_statement,
    scale_to_write,
)
from app.definitions.xlsform.draft_items import DraftItems
from app.definitions.xlsform.draft_notes import first_notes, introduction
from app.definitions.xlsform.draft_scales import REMARKS, Plain
from app.definitions.xlsform.draft_texts import DraftTexts, Words
from app.definitions.xlsform.lists import ListReader
from app.definitions.xlsform.losses import Lost, each_once, shown
from app.definitions.xlsform.names import LEVEL, ORGANISATION, as_id
from app.definitions.xlsform.row_losses import note_beside, note_lost
from app.definitions.xlsform.sheets import Row, Sheets
from app.definitions.xlsform.tree import Group, Question, Survey, walked
from app.domain.errors import SamspelError
from app.domain.text import Language

MOST_ITEMS = 40
"""Items of a factor."""
MOST_ROLES = 20
MOST_ASKED = 120
"""Characters of what a form asks, where Samspel has nothing like it."""
ITEMS_A_MINUTE = 5
UNMEASURED = ("single_choice", "multiple_choice", "comment")


@dataclass(frozen=True)
class Draft:
    """What a form became. `value`: as the YAML file will hold it, what is to be looked at under REMARKS; `lost`: by
    sheet and row; `placeholders`: texts in brackets that are to be written."""

    value: Plain
    lost: tuple[Lost, ...]
    placeholders: int


def draft_of(sheets: Sheets, survey: Survey, name: str, reader_language: Language) -> Draft:
    """The draft. `name`: the file's, where the form has no title. Raises X009 where nothing in it can be asked."""
    return _Drafting(sheets, survey, reader_language).draft(name)


class _Drafting:
    def __init__(self, sheets: Sheets, survey: Survey, reader_language: Language) -> None:
        self.settings, self.top = sheets.settings, survey.top
        self.lost = [*sheets.lost, *survey.lost]
        self.texts = DraftTexts(sheets, reader_language, self.lost)
        self.items = DraftItems(self.texts, ListReader(survey.lists, tuple(walked(survey.top))))
        self.background: Plain = {}
        rows = [(one.row.number, one.row.get("type")) for one in walked(survey.top)]
        self._asked = shown(", ".join(f"{number}: {kind}" for number, kind in rows), MOST_ASKED) or "–"

    def draft(self, name: str) -> Draft:
        title = self.settings.get("form_title") or name
        opening = introduction(self.top, self.texts)
        dimensions = self._dimensions(title)
        number = sum(len(items) for one in dimensions for items in _item_lists(one))
        value: Plain = {
            "id": as_id(self.settings.get("form_id") or name),
            "version": self._version(),
            "languages": list(self.texts.languages),
            "title": self.texts.written({self.texts.languages[0]: title}),
            "introduction": introduction_of(opening, self.texts),
            "minutes": max(1, round(number / ITEMS_A_MINUTE)),
        }
        if self.items.scales.written:
            value["scales"] = self.items.scales.written
        if self.background:
            value["background"] = self.background
        value["dimensions"] = dimensions
        return Draft(value, each_once(self.lost), self.texts.placeholders_in(value))

    def _version(self) -> int:
        given = self.settings.get("version", "1")
        if given.isdecimal() and given.isascii() and 1 <= int(given) <= 9999:
            return int(given)
        self.lost.append(Lost(2, "version", {"value": shown(given)}, sheet="settings"))
        return 1

    def _dimensions(self, title: str) -> list[Plain]:
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
        if not found:
            found = [self._unrated(title, waiting)]
        for dimension in found:
            _spread(dimension)
        return [{key: one for key, one in dimension.items() if key != "items" or one} for dimension in found]

    def _unrated(self, title: str, items: list[Plain]) -> Plain:
        """The dimension of a form in which nothing is rated, with a place for a statement."""
        if not items:
            raise SamspelError("X009", found=self._asked)
        self.lost[:] = [one for one in self.lost if one.key not in ("unmeasured", "loose_unmeasured")]
        remark = self.texts.note(Row(1), "unrated")
        factor = place_for_a_statement(self.texts, self.items.scales.to_write(scale_to_write(self.texts)))
        return {
            "id": self.texts.id_of("questions"),
            "title": self.texts.written({self.texts.languages[0]: title}),
            "description": description_of(None, self.texts),
            "factors": [{**factor, REMARKS: [remark]}],
            "items": items,
        }

    def _top_groups(self) -> Iterator[Group]:
        """The groups on top, in order; questions between them are put into groups of their own."""
        loose: list[Question | Group] = []
        for child in (*self.top.children, None):
            if isinstance(child, Group) or child is None:
                if loose:
                    yield Group(loose[0].row, "", "", loose)
                    loose = []
                if child is not None:
                    yield child
            elif child.type == types.NOTE:
                note_lost(child, self.texts)
            elif not self._taken_aside(child):
                loose.append(child)

    def _dimension(self, group: Group) -> Plain:
        name = self._id(group, group.row)
        title = self._title(group)
        note_lost(group, self.texts)
        description, notes = first_notes(group, self.texts)
        factors: list[Plain] = []
        own: list[Plain] = []
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
        factors += self._factors(group, title, None, measured, own)
        if not factors:
            self._note_without_place(group, notes, empty=not own)
        if not group.begins and factors:
            self.texts.note(group.row, "loose")
        return {
            "id": name,
            "title": title,
            "description": description_of(description, self.texts),
            "factors": factors,
            "items": own,
        }

    def _note_without_place(self, group: Group, notes: Sequence[Question], *, empty: bool) -> None:
        """Tells of the words of a group that is neither a dimension nor a factor."""
        for one in notes:
            note_lost(one, self.texts)
        background = any(one.name in self.background for one in walked(group))
        if empty and group.begins and not background:
            words = self.texts.of(group.row)[self.texts.languages[0]]
            self.texts.note(group.row, "empty_group", value=shown(words))

    def _is_factor(self, child: Question | Group) -> bool:
        """Whether it is a group of questions, and not one question with parts or those about who answers."""
        if not isinstance(child, Group):
            return False
        parts = {one.name for one in child.questions}
        return not any(name.startswith(f"{child.name}__") and not name.endswith("___note") for name in parts)

    def _factor(self, group: Group, own: list[Plain]) -> list[Plain]:
        note_lost(group, self.texts)
        title = self._title(group)
        explanation, notes = first_notes(group, self.texts)
        items = self._items_of(group)
        found = self._factors(group, title, explanation, items, own)
        if not found:
            self._note_without_place(group, notes, empty=not items)
        return found

    def _factors(
        self, group: Group, title: Words, explanation: Words | None, items: list[Plain], own: list[Plain]
    ) -> list[Plain]:
        """One factor, or several where scales have different lengths; what measures nothing goes to the dimension."""
        chunks = list(self._chunks(items))
        if not chunks:
            if items:
                key = "unmeasured" if group.begins else "loose_unmeasured"
                self.texts.note(group.row, key, value=shown(group.name))
                own += items
            return []
        if len(chunks) > 1:
            self.texts.note(group.row, "split", value=shown(group.name))
        return [
            {
                "id": self._id(group),
                "title": title,
                **({"explanation": explanation} if explanation else {}),
                "items": chunk,
            }
            for chunk in chunks
        ]

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
        if self._taken_aside(child):
            return []
        note_lost(child, self.texts)
        item = self.items.of_question(child)
        return [item] if item else []

    def _id(self, group: Group, row: Row | None = None) -> str:
        """The id of a dimension or factor: by the group's name or, where it has none, its heading."""
        if group.name or not group.begins:
            return self.texts.id_of(group.name or "questions", row if group.name else None)
        return self.texts.id_of(as_id(self.texts.of(group.row)[self.texts.languages[0]]))

    def _title(self, group: Group) -> Words:
        return self.texts.written(self.texts.of(group.row)) if group.begins else self.texts.placeholder("title")

    def _is_background(self, question: Question) -> bool:
        if question.type != types.SELECT_ONE or question.name in self.background:
            return False
        fits = 2 <= len(self.items.lists.lists.get(question.list_name, ())) <= MOST_ROLES
        return question.name == ORGANISATION or (question.name == LEVEL and fits)

    def _taken_aside(self, question: Question) -> bool:
        """Whether the row is a question about who answers, which stands apart in the file."""
        if not self._is_background(question):
            return False
        note_beside(question.row, self.texts, hint=False)
        asked: Plain = {"text": self.texts.written(self.texts.of(question.row))}
        if question.row.spoken.get("hint"):
            asked["help"] = self.texts.written(self.texts.of(question.row, "hint"))
        if question.name == LEVEL:
            asked["options"] = self.items.options(question.list_name)
        else:
            self.texts.note(question.row, "organisations")
        self.background[question.name] = asked
        return True


def _spread(dimension: Plain) -> None:
    """Questions that a dimension has no room for go to its factors that have some."""
    own, factors = dimension["items"], dimension["factors"]
    assert isinstance(own, list) and isinstance(factors, list)
    for factor in reversed(factors):
        room = MOST_ITEMS - len(factor["items"])
        factor["items"] += own[MOST_ITEMS : MOST_ITEMS + room]
        del own[MOST_ITEMS : MOST_ITEMS + room]


def _item_lists(dimension: Plain) -> Iterator[Sequence[object]]:
    factors = dimension["factors"]
    assert isinstance(factors, list)
    for one in (dimension, *factors):
        found = one.get("items", [])
        assert isinstance(found, list)
        yield found
