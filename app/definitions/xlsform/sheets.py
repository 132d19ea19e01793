"""The sheets of a form as rows of words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.definitions.xlsform.headers import Header, Heading, read_header
from app.definitions.xlsform.losses import Lost
from app.definitions.yaml_reader import UNPRINTABLE
from app.domain.errors import SamspelError
from app.domain.text import Language
from app.workbooks.workbook import SheetRow, Workbook, read_workbook

LARGEST_FILE = 2_000_000
"""Bytes of the workbook; a form of a thousand rows has some 60,000."""
MOST_ROWS = 2_000
"""Rows of a sheet below its header."""
LONGEST_CELL = 5_000
"""Characters that are read of a cell."""


@dataclass(frozen=True)
class Row:
    """One row. `cells`: the column -> what stands in it, empty cells left out; `spoken`: the same for columns that
    exist once for each language, which is empty where the column names none."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    spoken: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)

    def get(self, column: str) -> str:
        """What stands there; empty where nothing does."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheets:
    """The form's sheets. `languages`: in the order of the columns, the empty one for columns that name none."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: Mapping[str, str]
    languages: tuple[Language, ...]
    lost: tuple[Lost, ...]


def read_sheets(content: bytes) -> Sheets:
    """Raises X002 (too large), X003 (no survey), X004 (a column is missing) and what `app.workbooks` raises for a file
    that is no workbook or too much of one: I008, I014, I015, I040 to I049."""
    if len(content) > LARGEST_FILE:
        raise SamspelError("X002", largest=LARGEST_FILE // 1_000_000)
    book = read_workbook(content, "")
    names = {name.strip().lower(): name for name in book.names}
    reader = _Reader()

    def rows_of(name: str, needed: tuple[str, ...]) -> tuple[Row, ...]:
        return reader.rows(book.rows(names[name], MOST_ROWS + 1), name, needed) if name in names else ()

    needed = ("type", "name")
    if "survey" in names:
        survey = rows_of("survey", needed)
    elif len(names) != 1:
        raise SamspelError("X003", known=", ".join(book.names)[:200])
    else:
        survey = _only_sheet(reader, book, needed)
    languages = tuple(reader.languages)
    choices, settings = rows_of("choices", ("list_name", "name")), rows_of("settings", ())
    return Sheets(survey, choices, settings[0].cells if settings else {}, languages, tuple(reader.lost))


def _only_sheet(reader: "_Reader", book: Workbook, needed: tuple[str, ...]) -> tuple[Row, ...]:
    """The survey of a workbook with one sheet, whatever that is called. Raises X003 where it is none."""
    try:
        return reader.rows(book.rows("", MOST_ROWS + 1), "survey", needed)
    except SamspelError as fault:
        if fault.code != "X004":
            raise
        raise SamspelError("X003", known=", ".join(book.names)[:200]) from fault


class _Reader:
    def __init__(self) -> None:
        self.languages: list[Language] = []
        self.lost: list[Lost] = []

    def rows(self, written: tuple[SheetRow, ...], name: str, needed: tuple[str, ...]) -> tuple[Row, ...]:
        """The rows below the header that hold anything."""
        worded = [(one.number, [_words(cell) for cell in one.cells]) for one in written]
        found = [(number, cells) for number, cells in worded if any(cells)]
        header = read_header(found[0][1], name, found[0][0]) if found else Header((), ())
        self.lost += header.lost
        self.languages += [one for one in header.languages if one not in self.languages and name == "survey"]
        columns = {heading.name for heading in header.headings}
        missing = [one for one in needed if one not in columns]
        if missing and (name == "survey" or len(found) > 1):
            raise SamspelError("X004", sheet=name, column=missing[0])
        return tuple(_row(number, header.headings, cells) for number, cells in found[1:])


def _row(number: int, headings: Sequence[Heading], cells: list[str]) -> Row:
    plain: dict[str, str] = {}
    spoken: dict[str, dict[Language, str]] = {}
    for heading, words in zip(headings, cells, strict=False):
        if words and heading.name:
            if heading.language is None:
                plain.setdefault(heading.name, words)
            else:
                spoken.setdefault(heading.name, {}).setdefault(heading.language, words)
    return Row(number, plain, spoken)


def _words(cell: str) -> str:
    return UNPRINTABLE.sub("", cell[:LONGEST_CELL]).strip()
