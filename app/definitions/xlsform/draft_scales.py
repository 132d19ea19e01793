"""Lists of a form as scales of a draft, with what is to be looked at in each."""

from collections.abc import Sequence

from app.definitions.xlsform.draft_texts import DraftTexts, unused
from app.definitions.xlsform.ladders import Order
from app.definitions.xlsform.lists import Listed, ListReader
from app.definitions.xlsform.losses import Lost, shown
from app.definitions.xlsform.names import as_id
from app.definitions.xlsform.sheets import Row

Plain = dict[str, object]
REMARKS = "#"
"""The key of what is to be looked at in an item or a scale; it becomes comments in the file."""
REMARK_OF = {
    Order.FALLS: "strong_first",
    Order.NUMBERS_RISE: "numbers",
    Order.NUMBERS_FALL: "numbers",
    Order.YES_NO: "yes_no",
    Order.NO_YES: "yes_no",
    Order.UNKNOWN: "strong_end",
}
"""What is told of a scale; of one whose words rise from weak to strong, nothing."""


class DraftScales:
    """The scales that statements have needed so far; `written` is what the file holds."""

    def __init__(self, texts: DraftTexts, lists: ListReader) -> None:
        self.texts, self.lists = texts, lists
        self.written: dict[str, Plain] = {}
        self._ids: dict[str, str] = {}
        self._known: set[str] = set()

    def length(self, scale: str) -> int:
        """Its number of points."""
        points = self.written[scale]["points"]
        assert isinstance(points, list)
        return len(points)

    def of_list(self, list_name: str) -> str:
        """The id of the list's scale, which is made when it is first needed."""
        if list_name not in self._ids:
            self._ids[list_name] = self._added(list_name, self._made(list_name))
        return self._ids[list_name]

    def of_numbers(self, points: Sequence[int]) -> str:
        """The id of a scale of plain numbers, the highest the strong end."""
        name = f"numbers_{points[0]}_{points[-1]}_{len(points)}".replace("-", "minus_")
        if name not in self._ids:
            labels = [self.texts.written(dict.fromkeys(self.texts.languages, str(one))) for one in points]
            self._ids[name] = self._added(name, {"strong_end": "last", "points": labels})
        return self._ids[name]

    def to_write(self, scale: Plain) -> str:
        """The id of a scale that is still to be written."""
        return self._added("scale", scale)

    def _added(self, name: str, scale: Plain) -> str:
        found = unused(as_id(name), self._known)
        self.written[found] = scale
        return found

    def _made(self, list_name: str) -> Plain:
        listed, first = self.lists.parted(list_name), self.lists.strong_first(list_name)
        out = [listed.way_out] if listed.way_out else []
        labels = [self.texts.written(one) for one in self.texts.labels([*listed.points, *out])]
        points = labels[: len(listed.points)]
        main = self.texts.languages[0]
        strong = points[0 if first else -1]
        scale: Plain = {"strong_end": "first" if first else "last", "points": points}
        if out:
            scale["dont_know"] = labels[-1]
        said = strong[main] if isinstance(strong, dict) else strong
        if remarks := self._remarks(list_name, listed, said, strong_first=first):
            scale[REMARKS] = remarks
        return scale

    def _remarks(self, list_name: str, listed: Listed, strong: str, *, strong_first: bool) -> list[Lost]:
        """What is to be looked at in the scale."""
        name, first = shown(list_name), listed.points[0]
        found = []
        key = REMARK_OF.get(self.lists.order(list_name), "")
        if key and not self.lists.own:
            found.append(self.texts.note(first, key, "choices", value=name, strong=shown(strong)))
        names = [row.get("name") for row in listed.points]
        codes = [str(at) for at in range(1, len(names) + 1)]
        codes = codes[::-1] if strong_first else codes
        if all(one.lstrip("-").isdecimal() for one in names) and names != codes:
            facts = {"names": shown(", ".join(names)), "codes": ", ".join(codes)}
            found.append(self.texts.note(first, "codes", "choices", value=name, **facts))
        kept = self._words(listed.way_out) if listed.way_out else ""
        for row in listed.further:
            facts = {"list": name, "kept": kept}
            found.append(self.texts.note(row, "way_out", "choices", value=self._words(row), **facts))
        return found

    def _words(self, row: Row) -> str:
        return shown(next(iter(row.spoken.get("label", {}).values()), row.get("name")))
