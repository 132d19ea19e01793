"""Forms as workbooks, made of rows, and what is read of them."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from app.definitions.library import read_definition_text
from app.definitions.problems import Severity
from app.definitions.xlsform.reading import FormReading, read_form
from app.domain.questionnaire import Questionnaire

Rows = Sequence[Sequence[object]]
HEAD = ("type", "name", "label")


CHOICE_HEAD = ("list_name", "name", "label")


def book(
    survey: Rows,
    choices: Rows = (),
    settings: Rows = (),
    head: Sequence[str] = HEAD,
    choice_head: Sequence[str] = CHOICE_HEAD,
    *,
    title: str = "survey",
    alone: bool = False,
) -> bytes:
    """`title`: of the first sheet; `alone`: whether the workbook has no other."""
    file, found = BytesIO(), Workbook()
    sheet = found.active
    assert sheet is not None
    sheet.title = title
    for row in (head, *survey):
        sheet.append(list(row))
    for name, rows in () if alone else (("choices", (choice_head, *choices)), ("settings", settings)):
        further = found.create_sheet(name)
        for row in rows:
            further.append(list(row))
    found.save(file)
    return file.getvalue()


def gettext(message: str) -> str:
    return message


def read(content: bytes) -> FormReading:
    return read_form(content, "enkat", "sv", gettext)


def drafted(content: bytes) -> Questionnaire:
    definition = read_definition_text(read(content).text, "enkat.yaml")
    assert [one.code for one in definition.problems if one.severity is Severity.ERROR] == []
    assert definition.questionnaire is not None
    return definition.questionnaire


def told(content: bytes) -> list[tuple[int, str]]:
    return [(row, one.key) for one in read(content).lost for row in (one.row, *one.more)]
