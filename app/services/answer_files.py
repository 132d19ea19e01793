"""Answers in a file, with nobody to ask: an answer sheet, or what a form tool exports where every word is certain."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.definitions.xlsform.names import LEFT, LEFT_NOTE, NOTE, joined
from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.domain.round import Organisation
from app.services.accounts import Account
from app.services.column_targets import ORGANISATION, proposed, way_of
from app.services.csv_file import CsvFile, FaultyFile
from app.services.imports import (
    MOST_ROWS,
    MOST_STORED_ROWS,
    OTHER_NAMES,
    SheetFile,
    add_file,
    organisations_in,
    plain_words,
    require_open,
    require_organisations,
    sheets_of,
    unknown_column,
)
from app.services.installation import Installation
from app.services.mapped_answers import Asked
from app.services.personal_columns import is_bookkeeping
from app.services.rounds import RoundView
from app.services.sheets import headers
from app.services.table_file import read_table_file

NO_ANSWERS = tuple(joined("", part) for part in (NOTE, LEFT, LEFT_NOTE))
"""How names end in a form that Samspel wrote where nobody answers anything."""


def read_sheets(path: Path, questionnaire: Questionnaire, organisations: Sequence[Organisation] | None) -> SheetFile:
    """Reads and checks a file: CSV (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252) or XLSX.

    Its headings may be those of an answer sheet, the questions' own words, or names with the groups of a form before
    them. `organisations`: see `sheets_of`. Raises I001..I009, I011..I019, I040..I051, FaultyFile."""
    asked = Asked(questionnaire, organisations or ())
    plain = _plain_columns(questionnaire)
    most = MOST_ROWS if organisations is None else MOST_STORED_ROWS
    file = read_table_file(path, most, lambda cell: plain_words(cell) in plain or asked.headings.knows(cell))
    if _is_answer_sheet(file, plain, asked):
        return sheets_of(file, str(path), questionnaire, organisations)
    return _mapped(file, str(path), asked, organisations)


def import_file(
    installation: Installation, view: RoundView, path: Path, now: datetime, *, actor: Account | None, dry_run: bool
) -> SheetFile:
    """Stores the file's sheets in an open round, all or none; `dry_run` only checks them. `actor`: None on the command
    line.

    Raises what `read_sheets` raises, R009 and R004 (round not open yet, or closed), FaultyFile with A008 and A009
    (joint: the organisation has handed in, or is not stated)."""
    require_open(view)
    found = read_sheets(path, view.questionnaire, view.round.organisations)
    require_organisations(installation, view, found, str(path))
    if not dry_run:
        with installation.database.writing() as connection:
            add_file(installation, connection, view, found, now, actor)
    return found


def _plain_columns(questionnaire: Questionnaire) -> dict[str, str]:
    known = {plain_words(name): name for name in headers(questionnaire)}
    return known | {other: name for other, name in OTHER_NAMES.items() if name in known and other not in known}


def _is_answer_sheet(file: CsvFile, plain: Mapping[str, str], asked: Asked) -> bool:
    """Whether no heading is one that only another tool would write."""
    others = [cell for cell in file.header if cell.strip() and plain_words(cell) not in plain]
    return not any(asked.headings.knows(cell) for cell in others) and not (
        any(plain_words(cell) in plain for cell in file.header) and any(map(is_bookkeeping, others))
    )


def _mapped(file: CsvFile, name: str, asked: Asked, organisations: Sequence[Organisation] | None) -> SheetFile:
    """Raises FaultyFile with I003 (a column that is not certainly a question, and not the tool's own) and I004 (two are
    the same question)."""
    proposals = proposed(file.header, asked.targets, asked.groups)
    columns = [one.target if one.certain else "" for one in proposals]
    width = len(columns)
    rows = [[row[at] if at < len(row) else "" for at in range(width)] for row in file.rows]
    left_out = [at for at, target in enumerate(columns) if not target and any(row[at].strip() for row in rows)]
    ways = {way_of(target) for target in columns if target}
    strangers = [at for at in left_out if not _holds_no_answer(file.header[at], asked, ways)]
    if strangers:
        raise FaultyFile(name, [_stranger(file, at, asked) for at in strangers])
    asked.require_columns(columns, file.header)
    if organisations is None:
        at = columns.index(ORGANISATION) if ORGANISATION in columns else None
        found = organisations_in(replace(file, rows=rows), {} if at is None else {ORGANISATION: at}, name)
        asked, organisations = Asked(asked.questionnaire, found), found
    sheet = replace(asked.sheet_of(rows, file.header_row, columns, {}), unfinished=file.unfinished)
    told = tuple(file.header[at].strip() for at in left_out)
    return replace(sheets_of(sheet, name, asked.questionnaire, organisations), left_out=told)


def _holds_no_answer(header: str, asked: Asked, ways: AbstractSet[tuple[str, str]]) -> bool:
    """The tool's own column, or one that a form of Samspel needs, one that says again what others say in another way
    (see `way_of`), or own words beside options, which count nowhere."""
    words = header.strip()
    if is_bookkeeping(words) or words.endswith(NO_ANSWERS) or asked.headings.is_beside(words):
        return True
    said = [way_of(one) for one in asked.headings.named(words)]
    return any(item == other and way != another for item, way in said for other, another in ways)


def _stranger(file: CsvFile, at: int, asked: Asked) -> SamspelError:
    """I004 where another column is headed as the same question, else I003."""
    named = asked.headings.named(file.header[at])
    same = sum(1 for header in file.header if named and asked.headings.named(header) == named)
    if same > 1:
        words = file.header[at].strip()[:60]
        return SamspelError("I004", f"{file.header_row}/{words}", value=words)
    return unknown_column(file, at, {plain_words(one.id): one.id for one in asked.targets})
