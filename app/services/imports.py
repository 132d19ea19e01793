"""Answer sheets from a CSV file: one row per respondent, item ids as columns. All faults are listed, by row and
column; nothing is stored unless every row is right."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from app.domain.answers import AnswerSheet, check_sheet
from app.domain.errors import SamspelError
from app.domain.items import Item, MultipleChoiceItem, RatingItem, SingleChoiceItem
from app.domain.items.choice import Option
from app.domain.questionnaire import Questionnaire
from app.domain.round import Kind, Organisation
from app.domain.scale import DONT_KNOW
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.services.responses import add_sheets
from app.services.rounds import RoundView, named_organisations
from app.services.sheets import headers

LARGEST_FILE = 20_000_000
MOST_ROWS = 20_000
MOST_FAULTS = 200
OTHER_NAMES = {"organization": "organisation", "kommun": "organisation", "role": "level", "roll": "level"}
DONT_KNOW_WORDS = frozenset({"dont_know", "dont know", "don't know", "don’t know", "vet ej", "vet inte"})


class FaultyFile(SamspelError):
    """A file with faults; `faults` are all of them (at most 200), by row and column."""

    def __init__(self, faults: Sequence[SamspelError]) -> None:
        super().__init__("I010", number=len(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class SheetFile:
    """What a file holds: checked sheets, the organisations they come from, and the item ids that have no column."""

    sheets: tuple[AnswerSheet, ...]
    organisations: tuple[Organisation, ...]
    missing_columns: tuple[str, ...]


def read_sheets(path: Path, questionnaire: Questionnaire, organisations: Sequence[Organisation] | None) -> SheetFile:
    """Reads and checks a CSV file: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252.

    `organisations`: those of the round; None takes every organisation that the file names. Answers may be written
    as codes or as the labels of the questionnaire, in any of its languages. Raises I001..I006, FaultyFile."""
    rows = _rows(path)
    columns = _columns(rows[0], questionnaire)
    if organisations is None:
        organisations = _organisations_in(rows, columns)
    reader = _RowReader(questionnaire, organisations, columns, len(rows[0]))
    sheets = []
    for at, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            sheets.append(reader.sheet(at, row))
    if reader.faults:
        raise FaultyFile(reader.faults[:MOST_FAULTS])
    if not sheets:
        raise SamspelError("I005")
    missing = tuple(name for name in headers(questionnaire) if name not in columns)
    return SheetFile(tuple(sheets), tuple(organisations), missing)


def import_file(
    installation: Installation, view: RoundView, path: Path, now: datetime, *, actor: Account | None, dry_run: bool
) -> SheetFile:
    """Stores the file's sheets in an open round, all or none; `dry_run` only checks them. `actor`: None on the command
    line.

    Raises what `read_sheets` raises, R004 (round not open), A008 (joint: the organisation has handed in)."""
    found = read_sheets(path, view.questionnaire, view.round.organisations)
    if view.round.rules.kind is Kind.JOINT and any(sheet.organisation is None for sheet in found.sheets):
        raise SamspelError("A009", "organisation")
    if view.round.state != "open":
        raise SamspelError("R004")
    if not dry_run:
        with installation.database.writing() as connection:
            add_sheets(connection, view, found.sheets)
            number = str(len(found.sheets))
            record(connection, now, actor, "answers_imported", view.collaboration_id, view.round.code, number=number)
    return found


class _RowReader:
    def __init__(
        self,
        questionnaire: Questionnaire,
        organisations: Sequence[Organisation],
        columns: Mapping[str, int],
        width: int,
    ) -> None:
        self.width = width
        self.questionnaire = questionnaire
        self.columns = columns
        self.faults: list[SamspelError] = []
        self.organisation_ids = [one.id for one in organisations]
        self.organisations = {_plain(words): one.id for one in organisations for words in (one.id, one.name)}
        levels = questionnaire.level.options if questionnaire.level else ()
        self.levels = _labels(levels)
        self.words = {item.id: _answer_words(item) for item in questionnaire.items}

    def sheet(self, at: int, row: Sequence[str]) -> AnswerSheet:
        """The row's sheet; its faults are noted."""
        raw: dict[str, list[str]] = {}
        for name, index in self.columns.items():
            cell = row[index].strip() if index < len(row) else ""
            if cell:
                raw[name] = self._values(name, cell)
        if len(row) > max(self.columns.values()) + 1 and any(
            cell.strip() for cell in row[max(self.columns.values()) + 1 :]
        ):
            self.faults.append(SamspelError("I006", str(at), row=at))
        organisation = self._one(raw.pop("organisation", [""])[0], self.organisations)
        level = self._one(raw.pop("level", [""])[0], self.levels)
        sheet, faults = check_sheet(self.questionnaire, self.organisation_ids, organisation, level, raw)
        for fault in faults:
            self.faults.append(SamspelError(fault.code, f"{at}/{fault.where}", **fault.facts))
        return sheet

    def _values(self, name: str, cell: str) -> list[str]:
        known = self.words.get(name)
        if known is None:
            return [cell]
        item = self.questionnaire.items_by_id[name]
        parts = cell.split(";") if isinstance(item, MultipleChoiceItem) else [cell]
        return [known.get(_plain(part), part.strip()) for part in parts]

    @staticmethod
    def _one(cell: str, known: Mapping[str, str]) -> str:
        return known.get(_plain(cell), cell)


def _answer_words(item: Item) -> dict[str, str] | None:
    """What may be written in the item's column -> the raw value; None where every text is an answer."""
    if isinstance(item, RatingItem):
        words = {_plain(label): str(point.value) for point in item.scale.points for _, label in point.label.variants}
        if item.scale.dont_know:
            own = {_plain(label) for _, label in item.scale.dont_know.variants}
            words |= dict.fromkeys(DONT_KNOW_WORDS | own, DONT_KNOW)
        return words
    if isinstance(item, SingleChoiceItem | MultipleChoiceItem):
        return _labels(item.options)
    return None


def _labels(options: Sequence[Option]) -> dict[str, str]:
    return {_plain(words): one.id for one in options for words in (one.id, *(label for _, label in one.label.variants))}


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _columns(header: Sequence[str], questionnaire: Questionnaire) -> dict[str, int]:
    known = {_plain(name): name for name in headers(questionnaire)}
    known |= {other: name for other, name in OTHER_NAMES.items() if name in known and other not in known}
    columns: dict[str, int] = {}
    faults = []
    for index, cell in enumerate(header):
        name = known.get(_plain(cell))
        if name is None:
            if cell.strip():
                near = get_close_matches(_plain(cell), list(known), n=1, cutoff=0.6)
                guess = f" ({known[near[0]]}?)" if near else ""
                faults.append(SamspelError("I003", f"1/{cell.strip()[:60]}", value=cell.strip()[:60], guess=guess))
        elif name in columns:
            faults.append(SamspelError("I004", f"1/{name}", value=name))
        else:
            columns[name] = index
    if faults:
        raise FaultyFile(faults)
    if not any(name in questionnaire.items_by_id for name in columns):
        raise SamspelError("I002", known=", ".join(headers(questionnaire)[:6]))
    return columns


def _organisations_in(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> tuple[Organisation, ...]:
    index = columns.get("organisation")
    if index is None:
        return ()
    names = {_plain(row[index]): " ".join(row[index].split()) for row in rows[1:] if len(row) > index}
    return named_organisations(sorted(name for name in names.values() if name))


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise SamspelError("I001", path.name, detail=fault.strerror or str(fault)) from fault
    if len(content) > LARGEST_FILE:
        raise SamspelError("I007", path.name, largest=LARGEST_FILE // 1_000_000)
    text = _decoded(content)
    if "\x00" in text:
        raise SamspelError("I008", path.name)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise SamspelError("I008", path.name) from fault
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise SamspelError("I005")
    if len(rows) > MOST_ROWS:
        raise SamspelError("I009", path.name, most=MOST_ROWS)
    return rows


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
