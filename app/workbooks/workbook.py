"""A workbook of somebody else: the names of its sheets, and the rows of one of them as text."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.errors import SamspelError
from app.workbooks.formats import Styles
from app.workbooks.limits import MOST_PARTS, Budget
from app.workbooks.package import OLE_START, ZIP_START, Package
from app.workbooks.sheet import SharedTexts, SheetCells

__all__ = ["OLE_START", "ZIP_START", "SheetRow", "Workbook", "read_workbook"]

USUAL_PLACE = "xl/workbook.xml"
HIDDEN = ("hidden", "veryHidden")


@dataclass(frozen=True)
class SheetRow:
    """A row that holds something. `number`: in the sheet, from 1; `cells`: from the first column to the last one with
    anything in it, empty where nothing is: numbers as they are shown, days as ISO 8601, TRUE and FALSE."""

    number: int
    cells: tuple[str, ...]


class Workbook:
    """`names`: of the sheets with cells, in their order, those that are hidden last."""

    def __init__(self, package: Package, sheets: Mapping[str, str], texts: str, styles: Styles) -> None:
        self.names = tuple(sheets)
        self._package, self._sheets, self._styles = package, sheets, styles
        self._texts_at = texts
        self._texts: list[str] | None = None

    def rows(self, sheet: str, most_rows: int) -> tuple[SheetRow, ...]:
        """The rows of the sheet of that name (whatever its case), of the first where it is empty.

        Raises I017 (no such sheet) and what `SheetCells` and `SharedTexts` raise."""
        name, budget = self._named(sheet), self._package.budget
        cells = SheetCells(budget, self._shared(), self._styles, name, most_rows)
        self._package.read(self._sheets[name], cells)
        return tuple(
            SheetRow(number, tuple(row.get(column, "") for column in range(1, max(row) + 1)))
            for number, row in sorted(cells.rows.items())
        )

    def _named(self, sheet: str) -> str:
        wanted = sheet.strip().casefold()
        found = next((one for one in self.names if one.strip().casefold() == wanted or not wanted), None)
        if found is None:
            known = ", ".join(self.names)[:300]
            raise SamspelError("I017", self._package.budget.name, value=sheet.strip()[:60], known=known)
        return found

    def _shared(self) -> list[str]:
        if self._texts is None:
            reader = SharedTexts(self._package.budget)
            if self._texts_at:
                self._package.read(self._texts_at, reader)
            self._texts = reader.texts
        return self._texts


def read_workbook(content: bytes, name: str) -> Workbook:
    """Opens a workbook; its sheets are read when they are asked for. `name`: of the file, for what is told.

    Raises I008, I014, I015, I040, I043 to I046."""
    package = Package(content, Budget(name))
    at = _Links(package, "_rels/.rels", "").first("/officeDocument") or USUAL_PLACE
    folder, _, file = at.rpartition("/")
    links = _Links(package, f"{folder}/_rels/{file}.rels", folder)
    book, styles = _Sheets(package.budget), Styles()
    package.read(at, book)
    if book.counts_from_1904:
        styles.count_from_1904()
    if (styles_at := links.first("/styles")) and styles_at in package:
        package.read(styles_at, styles)
    texts_at = links.first("/sharedStrings")
    sheets = {title: links.sheets[link] for title, link in book.in_order() if link in links.sheets}
    if not sheets:
        raise SamspelError("I014", name)
    return Workbook(package, sheets, texts_at if texts_at in package else "", styles)


class _Counted:
    """What a list of parts holds: no more than there can be parts. Raises I045."""

    def __init__(self, budget: Budget) -> None:
        self._budget, self._number = budget, 0

    def up(self) -> None:
        self._number += 1
        if self._number > MOST_PARTS:
            raise SamspelError("I045", self._budget.name, most=MOST_PARTS)


class _Links:
    """Which part stands for what."""

    def __init__(self, package: Package, at: str, folder: str) -> None:
        self.sheets: dict[str, str] = {}
        self._folder, self._by_kind, self._listed = folder, dict[str, str](), _Counted(package.budget)
        if at in package:
            package.read(at, self)

    def first(self, kind: str) -> str:
        """The first part of that kind, empty for none."""
        return next((part for words, part in self._by_kind.items() if words.endswith(kind)), "")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            self._listed.up()
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind, target = attributes.get("Type", ""), attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{self._folder}/{target}")
            self._by_kind.setdefault(kind, part.lstrip("/"))
            if kind.endswith("/worksheet"):
                self.sheets[attributes.get("Id", "")] = part.lstrip("/")

    def words(self, words: str) -> None:
        """Links hold no text."""

    def end(self, name: str) -> None:
        """Nothing hangs on it."""


class _Sheets:
    """The list of sheets."""

    def __init__(self, budget: Budget) -> None:
        self.counts_from_1904 = False
        self._counted = _Counted(budget)
        self._listed: list[tuple[bool, str, str]] = []

    def in_order(self) -> list[tuple[str, str]]:
        """(title, link) of each."""
        return [(title, link) for _, title, link in sorted(self._listed, key=lambda one: one[0])]

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904", "").lower() in ("1", "true")
        elif name == "sheet":
            self._counted.up()
            link = next((words for key, words in attributes.items() if key.endswith(":id")), "")
            self._listed.append((attributes.get("state", "") in HIDDEN, attributes.get("name", ""), link))

    def words(self, words: str) -> None:
        """The list holds no text."""

    def end(self, name: str) -> None:
        """Nothing hangs on it."""
