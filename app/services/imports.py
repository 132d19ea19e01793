"""Answer sheets from the rows of a table: one row per respondent, item ids as columns. All faults are listed, by row
and column; nothing is stored unless every row is right."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from app.definitions.municipalities import municipalities
from app.domain.answers import AnswerSheet, check_sheet
from app.domain.errors import SamspelError
from app.domain.items import (
    PARTED_KINDS,
    BipolarItem,
    Item,
    LevelPairItem,
    MultipleChoiceItem,
    RatingItem,
    SingleChoiceItem,
)
from app.domain.items.choice import Option
from app.domain.items.measured import keyed
from app.domain.items.written import NumberedItem, by_number, is_certain, number_in, portable_names, written_answers
from app.domain.likeness import is_contrary
from app.domain.municipality import recognised
from app.domain.questionnaire import Questionnaire
from app.domain.round import Kind, Organisation, State
from app.domain.scale import DONT_KNOW, NOT_APPLICABLE, plain_number
from app.domain.text import Text
from app.services.accounts import Account
from app.services.answer_lists import list_parts
from app.services.audit import record
from app.services.csv_file import MOST_FAULTS, CsvFile, FaultyFile
from app.services.import_undo import remember_import
from app.services.installation import Installation
from app.services.organisations import named_organisations
from app.services.responses import add_sheets, has_organisation_handed_in
from app.services.rounds import RoundView
from app.services.sheets import column, headers
from app.store.database import Transaction

MOST_ROWS = 100_000
"""Of a file that is scored or checked: all of it is held in memory (some 330 MB) until it has been checked."""
MOST_ORGANISATIONS = 500
"""Organisations that a file may name; there are 290 municipalities in Sweden."""
MOST_SEEN = 400
"""Different cells of a column whose meaning is remembered while a file is read."""
MOST_STORED_ROWS = 20_000
"""Rows of one import, which is one transaction."""
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f]")
WITHOUT_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
LAST_SIGNS = ".,;:!?… "
"""Signs at the end of words that do not make others of them."""
OTHER_NAMES = {"organization": "organisation", "kommun": "organisation", "role": "level", "roll": "level"}
DONT_KNOW_WORDS = frozenset({"dont_know", "dont know", "don't know", "vet ej", "vet inte"})
NOT_APPLICABLE_WORDS = frozenset({"not_applicable", "not applicable", "ej aktuellt", "inte aktuellt"})
USUAL_WORDS = {DONT_KNOW: DONT_KNOW_WORDS, NOT_APPLICABLE: NOT_APPLICABLE_WORDS}


@dataclass(frozen=True)
class SheetFile:
    """What a file holds: checked sheets and their rows in it, the organisations they come from, and the columns that
    are not there. A row without any answer to a question is no sheet. `header_row`: from 1; `unfinished`: rows that
    were never handed in; `left_out`: headers of columns that hold no answers."""

    sheets: tuple[AnswerSheet, ...]
    rows: tuple[int, ...]
    organisations: tuple[Organisation, ...]
    missing_columns: tuple[str, ...]
    header_row: int = 1
    unfinished: int = 0
    left_out: tuple[str, ...] = ()


def sheets_of(
    file: CsvFile, name: str, questionnaire: Questionnaire, organisations: Sequence[Organisation] | None
) -> SheetFile:
    """Checks rows that have been read, whose header holds the ids of an answer sheet.

    `organisations`: those of the round; None takes every organisation that the file names. Answers may be written
    as codes or as the labels of the questionnaire, in any of its languages. Raises I002 to I006, I013, FaultyFile."""
    columns = _columns(file, questionnaire, name)
    if organisations is None:
        organisations = organisations_in(file, columns, name)
    reader = _RowReader(questionnaire, organisations, columns)
    sheets: dict[int, AnswerSheet] = {}
    for at, row in enumerate(file.rows, start=file.header_row + 1):
        if any(cell.strip() for cell in row) and (sheet := reader.sheet(at, row)).answers:
            sheets[at] = sheet
    if reader.faults:
        raise FaultyFile(name, reader.faults, reader.number)
    if not sheets:
        raise SamspelError("I005", name)
    missing = tuple(name for name in headers(questionnaire) if name not in columns)
    return SheetFile(
        tuple(sheets.values()), tuple(sheets), tuple(organisations), missing, file.header_row, file.unfinished
    )


def require_open(view: RoundView) -> None:
    """Raises R009 (not open yet) or R004 (closed)."""
    if view.round.state is not State.OPEN:
        raise SamspelError("R009" if view.round.state is State.DRAFT else "R004")


def require_organisations(installation: Installation, view: RoundView, found: SheetFile, name: str) -> None:
    """In a joint round, each sheet states an organisation that has not handed in. Raises FaultyFile with A008, A009."""
    if view.round.rules.kind is Kind.JOINT and (faults := _joint_faults(installation, view, found)):
        raise FaultyFile(name, faults)


def add_file(
    installation: Installation,
    connection: Transaction,
    view: RoundView,
    found: SheetFile,
    now: datetime,
    actor: Account | None,
) -> None:
    """Stores checked sheets, all or none, so that they can be taken back as long as nothing is shown. Raises R004,
    A008."""
    remember_import(connection, view, add_sheets(installation, connection, view, found.sheets, now), now)
    number = str(len(found.sheets))
    record(connection, now, actor, "answers_imported", view.collaboration_id, view.round.code, number=number)


def _joint_faults(installation: Installation, view: RoundView, found: SheetFile) -> list[SamspelError]:
    names = {one.id: one.name for one in view.round.organisations}
    there = {one for one in names if has_organisation_handed_in(installation, view, one)}
    faults = []
    for row, sheet in zip(found.rows, found.sheets, strict=True):
        if sheet.organisation is None:
            faults.append(SamspelError("A009", f"{row}/organisation"))
        elif sheet.organisation in there:
            faults.append(SamspelError("A008", f"{row}/organisation", value=names[sheet.organisation]))
        else:
            there.add(sheet.organisation)
    return faults


class _RowReader:
    def __init__(
        self,
        questionnaire: Questionnaire,
        organisations: Sequence[Organisation],
        columns: Mapping[str, int],
    ) -> None:
        self.questionnaire = questionnaire
        self.columns = columns
        self.used = frozenset(columns.values())
        self.faults: list[SamspelError] = []
        self.number = 0
        self.organisation_ids = [one.id for one in organisations]
        levels = questionnaire.level.options if questionnaire.level else ()
        self.background = {"organisation": organisation_words(organisations), "level": labels_of(levels)}
        self.seen: dict[str, dict[str, tuple[str, list[str]]]] = {name: {} for name in columns}
        self.words = {item.id: answer_words(item) for item in questionnaire.items}
        self.parts = {
            column(item, key): (item.id, key)
            for item in questionnaire.items
            if isinstance(item, PARTED_KINDS)
            for key in item.keys
        }

    def sheet(self, at: int, row: Sequence[str]) -> AnswerSheet:
        """The row's sheet; its faults are noted."""
        raw: dict[str, list[str]] = {}
        for name, index in self.columns.items():
            cell = row[index] if index < len(row) else ""
            if cell:
                try:
                    item_id, values = self.seen[name].get(cell) or self._understood(name, cell)
                    if values:
                        raw[item_id] = raw[item_id] + values if item_id in raw else values
                except SamspelError as fault:
                    self._note(SamspelError(fault.code, f"{at}/{name}", **fault.facts))
        if len(row) > len(self.used) and any(row[index].strip() for index in set(range(len(row))) - self.used):
            self._note(SamspelError("I006", str(at)))
        organisation, level = (raw.pop(name, [""])[0] for name in self.background)
        sheet, faults = check_sheet(self.questionnaire, self.organisation_ids, organisation, level, raw)
        for one in faults:
            self._note(SamspelError(one.code, f"{at}/{one.where}", **one.facts))
        return sheet

    def _note(self, fault: SamspelError) -> None:
        """Counts every fault and keeps those that are told: a file may be wrong in every cell."""
        self.number += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)

    def _understood(self, name: str, cell: str) -> tuple[str, list[str]]:
        """As `_values`, and no values for blanks. What is written in a column of answers is worked out once: a file of
        100,000 rows has five or six different answers to a question."""
        words = cell.strip()
        if not words:
            return name, []
        if name in self.words and self.words[name] is None:
            return name, [words]
        found = self._values(name, words)
        if len(self.seen[name]) < MOST_SEEN:
            self.seen[name][cell] = found
        return found

    def _values(self, name: str, cell: str) -> tuple[str, list[str]]:
        """The item (or "organisation", "level") of the column, and the raw values of the cell."""
        if name in self.background:
            return name, [self.background[name].get(plain_words(cell), cell)]
        if name in self.parts:
            item_id, key = self.parts[name]
            part = self.questionnaire.items_by_id[item_id]
            assert isinstance(part, PARTED_KINDS)
            return item_id, [keyed(key, _measured(part, cell, self.words[item_id] or {}))]
        known = self.words[name] or {}
        item = self.questionnaire.items_by_id[name]
        if isinstance(item, RatingItem):
            return name, [_measured(item, cell, known)]
        several = isinstance(item, MultipleChoiceItem)
        parts = list_parts(cell, lambda words: plain_words(words) in known) if several else [cell]
        return name, [known.get(plain_words(part), part.strip()) for part in parts]


def answer_words(item: Item) -> dict[str, str] | None:
    """What may be written in the item's column -> the raw value; None where every text is an answer. A label comes
    before the usual words for not knowing and for not being concerned: a point may be called that."""
    labels = label_words(item)
    if labels is None:
        return None
    offered = set(labels.values())
    return {words: value for value, usual in USUAL_WORDS.items() if value in offered for words in usual} | labels


def label_words(item: Item) -> dict[str, str] | None:
    """The item's own labels, in every language, and the codes that stand for themselves -> the raw value; None where
    every text is an answer."""
    if isinstance(item, RatingItem | LevelPairItem):
        points = [(label, str(point.value)) for point in item.scale.points for _, label in point.label.variants]
        names = {} if is_certain(item) else {name: raw for raw, name in portable_names(item).items()}
        return names | _labels(points, item.scale.ways_out)
    if isinstance(item, BipolarItem):
        return _labels([], item.ways_out)
    if isinstance(item, SingleChoiceItem | MultipleChoiceItem):
        return labels_of(item.options)
    return None


def _labels(points: Sequence[tuple[str, str]], offered: Sequence[tuple[str, Text]]) -> dict[str, str]:
    """(label, raw value) of points, and the ways out with how they are written in answers -> the raw value."""
    aside = [(words, value) for value, label in offered for _, words in label.variants]
    return {value: value for value, _ in offered} | _meanings([*points, *aside])


def _measured(item: NumberedItem, cell: str, known: Mapping[str, str]) -> str:
    """The raw value of a cell: a number means the point of that value, words a label. What is neither is left to the
    item, which names what it knows.

    Raises A001 where the item's own codes would mislead, A015 for a number that could mean two points."""
    number = number_in(cell)
    if number is not None and (raw := by_number(item).get(number)):
        return raw
    words = known.get(plain_words(cell)) or (known.get(plain_number(number)) if number is not None else None)
    if words is not None:
        return words
    written = written_answers(item)
    if number is not None and not is_certain(item):
        raise SamspelError("A015", item.id, value=cell[:40], known=", ".join(written.values()))
    if any(raw != shown for raw, shown in written.items()):
        raise SamspelError("A001", item.id, value=cell[:40], known=", ".join(written.values()))
    return cell


def labels_of(options: Sequence[Option]) -> dict[str, str]:
    """Labels and ids -> ids; what is one option's id and another's label means the id, as the codebook has it."""
    labels = _meanings([(label, one.id) for one in options for _, label in one.label.variants])
    return labels | {one.id: one.id for one in options}


def organisation_words(organisations: Sequence[Organisation]) -> dict[str, str]:
    """Names and ids -> ids. A name comes before an id, and an id that is the name of another municipality is none:
    there are two that differ by an accent alone, which ids do not have."""
    known = municipalities()
    called = {one.name.casefold(): one for one in known}
    ids = {one.id: one.id for one in organisations if called.get(one.id) in (None, recognised(one.name, known))}
    return ids | _meanings([(one.name, one.id) for one in organisations])


def _meanings(labels: Sequence[tuple[str, str]]) -> dict[str, str]:
    """(label, value) -> plain words to their value, without those that would have two."""
    found: dict[str, set[str]] = {}
    for label, value in labels:
        found.setdefault(plain_words(label), set()).add(value)
    return {words: next(iter(values)) for words, values in found.items() if len(values) == 1}


def plain_words(words: str) -> str:
    """Words for comparing: small letters, each in one form, single spaces, nothing unseen, no stop at the end."""
    seen = UNSEEN.sub(" ", WITHOUT_WIDTH.sub("", unicodedata.normalize("NFC", words))).replace("’", "'")
    plain = unicodedata.normalize("NFC", " ".join(seen.split()).casefold())
    return plain.rstrip(LAST_SIGNS) or plain


def _columns(file: CsvFile, questionnaire: Questionnaire, where: str) -> dict[str, int]:
    known = {plain_words(name): name for name in headers(questionnaire)}
    known |= {other: name for other, name in OTHER_NAMES.items() if name in known and other not in known}
    columns: dict[str, int] = {}
    faults = []
    for index, cell in enumerate(file.header):
        name, words = known.get(plain_words(cell)), cell.strip()[:60]
        if name is None and words:
            faults.append(unknown_column(file, index, known))
        elif name in columns:
            faults.append(SamspelError("I004", f"{file.header_row}/{name}", value=name))
        elif name is not None:
            columns[name] = index
    if not columns or (not faults and not any(name.split(".")[0] in questionnaire.items_by_id for name in columns)):
        raise SamspelError("I002", where, known=", ".join(headers(questionnaire)[:6]))
    if faults:
        raise FaultyFile(where, faults)
    return columns


def unknown_column(file: CsvFile, index: int, known: Mapping[str, str]) -> SamspelError:
    """I003 for a column of the file, with the name that is probably meant, which never is one that it denies. `known`:
    plain words -> the name."""
    cell = file.header[index]
    words = cell.strip()[:60]
    comparable = [one for one in known if not is_contrary(cell, one)]
    near = get_close_matches(plain_words(cell), comparable, n=1, cutoff=0.6)
    guess = f" ({known[near[0]]}?)" if near else ""
    return SamspelError("I003", f"{file.header_row}/{words or index + 1}", value=words, guess=guess)


def organisations_in(file: CsvFile, columns: Mapping[str, int], where: str) -> tuple[Organisation, ...]:
    """Every organisation that the column "organisation" names. Raises FaultyFile with I013 (too many)."""
    index = columns.get("organisation")
    if index is None:
        return ()
    cells = [row[index] for row in file.rows if len(row) > index]
    names = {plain_words(cell): " ".join(UNSEEN.sub(" ", cell).split()) for cell in cells}
    if len(names) > MOST_ORGANISATIONS:
        fault = SamspelError("I013", f"{file.header_row}/organisation", most=MOST_ORGANISATIONS)
        raise FaultyFile(where, [fault])
    return named_organisations(sorted(name for name in names.values() if name))
