"""The survey as a tree of groups, checked: what a form cannot mean is a fault by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from app.definitions.xlsform import types
from app.definitions.xlsform.losses import Lost, shown
from app.definitions.xlsform.sheets import Row, Sheets
from app.definitions.xlsform.types import parsed_type
from app.domain.errors import SamspelError


@dataclass(frozen=True)
class Question:
    """A row that is no group: a question, a note, a calculation, or something that Samspel does not have."""

    row: Row
    type: str
    list_name: str
    or_other: bool
    name: str


@dataclass(frozen=True)
class Group:
    """A group and what is in it. `begins`: the type that begins it; the outermost has none."""

    row: Row
    name: str
    begins: str = ""
    children: list["Question | Group"] = field(default_factory=list)

    @property
    def groups(self) -> list["Group"]:
        """The groups directly in it."""
        return [one for one in self.children if isinstance(one, Group)]

    @property
    def questions(self) -> list[Question]:
        """The rows directly in it that are no groups."""
        return [one for one in self.children if isinstance(one, Question)]

    @property
    def repeated(self) -> bool:
        """Whether its questions would be asked several times."""
        return self.begins in types.REPEATED


@dataclass(frozen=True)
class Survey:
    """The form read: `top` holds all, `lists` the choices by list, `lost` the rows that were passed over. With
    `faults`, by row, nothing else may be used."""

    top: Group
    lists: Mapping[str, Sequence[Row]]
    lost: tuple[Lost, ...]
    faults: tuple[SamspelError, ...]


def read_survey(sheets: Sheets) -> Survey:
    """The tree. Faults: X005 (unknown type), X006 (a name twice in one group), X007 (no such list), X008 (groups do not
    close), X011 (no list named), X013 (no name)."""
    reader = _Reader(sheets)
    top = reader.tree()
    faults = sorted(reader.faults, key=lambda one: int(one.where.partition("/")[0]))
    return Survey(top, reader.lists, tuple(reader.lost), tuple(faults))


class _Reader:
    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.faults: list[SamspelError] = []
        self.lost: list[Lost] = []
        self.lists: dict[str, list[Row]] = {}
        for row in sheets.choices:
            if row.get("list_name"):
                self.lists.setdefault(row.get("list_name"), []).append(row)

    def tree(self) -> Group:
        top = Group(Row(1), "")
        open_groups = [top]
        names: list[dict[str, int]] = [{}]
        for row in self.sheets.survey:
            if self._passed_over(row):
                continue
            kind, list_name, or_other = parsed_type(row.get("type"))
            if kind not in types.READ:
                self._fault("X005", row, "type", value=kind[:60] or "–", guess=_nearest(kind))
            elif kind in types.ENDS.values():
                if types.ENDS.get(open_groups[-1].begins) != kind:
                    self._fault("X008", row, "type", value=open_groups[-1].name or "–")
                else:
                    open_groups.pop()
                    names.pop()
            elif kind in types.ENDS:
                self._name(row, kind, names[-1])
                open_groups.append(self._begun(row, kind, open_groups[-1]))
                names.append({})
            elif kind != types.RANK_ROW:
                self._name(row, kind, names[-1])
                open_groups[-1].children.append(self._question(row, kind, list_name, or_other, open_groups[-1]))
        if len(open_groups) > 1 and not self.faults:
            self._fault("X008", open_groups[-1].row, "type", value=open_groups[-1].name)
        return top

    def _passed_over(self, row: Row) -> bool:
        """Rows that no tool asks: those switched off, remarks without type and name, and empty ones."""
        words = next(iter(row.spoken.get("label", {}).values()), "")
        if row.get("disabled").lower() in ("yes", "true", "true()", "1"):
            self.lost.append(Lost(row.number, "disabled", {"value": shown(words or row.get("name"))}))
            return True
        if row.get("type") or row.get("name"):
            return False
        if words:
            self.lost.append(Lost(row.number, "no_type", {"value": shown(words)}))
        return True

    def _begun(self, row: Row, kind: str, within: Group) -> Group:
        """The group that the row begins. The places of Kobo's ranking are no questions: its group is one."""
        group = Group(row, row.get("name"), kind)
        if kind == types.BEGIN_RANK:
            ranking = self._question(row, types.RANK, row.get("kobo--rank-items"), False, within)
            within.children.append(ranking)
        else:
            within.children.append(group)
        return group

    def _question(self, row: Row, kind: str, list_name: str, or_other: bool, within: Group) -> Question:
        if kind == types.SCORE_ROW:
            kind, list_name = types.SELECT_ONE, within.row.get("kobo--score-choices")
        looks = row.get("appearance").lower().split()
        if kind == types.SELECT_ONE and "label" in looks:  # it shows a table's options, and nobody answers it
            return Question(row, types.NOTE, "", False, row.get("name"))
        if kind in types.LISTED and list_name.startswith("${"):
            return Question(row, types.FROM_ANSWERS, "", False, row.get("name"))
        if kind in types.LISTED:
            if not list_name:
                self._fault("X011", row, "type", value=kind)
            elif list_name not in self.lists:
                known = ", ".join(self.lists)[:200] or "–"
                self._fault("X007", row, "type", value=list_name[:60], known=known)
        return Question(row, kind, list_name, or_other, row.get("name"))

    def _name(self, row: Row, kind: str, names: dict[str, int]) -> None:
        """Names are needed of what is answered, and are each one's own within a group."""
        name = row.get("name")
        if not name:
            if kind in (*types.LISTED, types.TEXT, types.SCORE_ROW):
                self._fault("X013", row, "name")
        elif name in names:
            self._fault("X006", row, "name", value=name[:60], first=names[name])
        else:
            names[name] = row.number

    def _fault(self, code: str, row: Row, column: str, **facts: object) -> None:
        self.faults.append(SamspelError(code, f"{row.number}/{column}", **facts))


def _nearest(kind: str) -> str:
    """The type that was most likely meant: by the first word, since a list may follow it, or by all words."""
    words = kind.lower().split() or [""]
    for tried in (words[0], "_".join(words)):
        if close := get_close_matches(tried, types.KNOWN, n=1, cutoff=0.7):
            return close[0]
    return types.SELECT_ONE


def walked(group: Group) -> Iterator[Question]:
    """Every row in the group, however deep, in order."""
    for child in group.children:
        if isinstance(child, Group):
            yield from walked(child)
        else:
            yield child
