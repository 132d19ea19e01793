"""There and back: a questionnaire as a form, its answers as ODK and Kobo export them, and the same results as here."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.domain.answers import AnswerSheet
from app.domain.items import ITEM_KINDS
from app.domain.questionnaire import Questionnaire
from app.domain.round import Kind, RoundRules, State
from app.services.answer_files import read_sheets
from app.services.answer_table import read_table
from app.services.column_targets import proposed, question_headers
from app.services.imports import SheetFile, sheets_of
from app.services.mapped_answers import Asked
from app.services.results import result_of_sheets
from tests.conftest import LIBRARY
from tests.services.every_kind import HOMES, answers_to, every_kind
from tests.services.form_exports import Settings, central, kobo
from tests.services.other_tools import as_csv, as_workbook

Exporter = Callable[[Questionnaire, Sequence[AnswerSheet], Settings], list[list[object]]]
RULES = RoundRules(Kind.INDIVIDUAL, 3, State.CLOSED)
NAMES = {one.id: one.name for one in HOMES}
SETTINGS: dict[str, tuple[Exporter, Settings]] = {
    "central": (central, Settings("-", split=False)),
    "central, choices split": (central, Settings("-")),
    "central, groups removed": (central, Settings("")),
    "kobo": (kobo, Settings("/")),
    "kobo, no groups": (kobo, Settings("")),
    "kobo, one column": (kobo, Settings("/", split=False)),
    "kobo, a column for each choice": (kobo, Settings("/", joined=False)),
    "kobo, another sign": (kobo, Settings(":")),
    "kobo, labels": (kobo, Settings("/", language="sv")),
    "kobo, English labels": (kobo, Settings("/", language="en")),
    "kobo, labels, one column": (kobo, Settings("/", split=False, language="sv")),
    "kobo, labels, a column for each choice": (kobo, Settings("/", joined=False, language="en")),
}
SHIPPED = tuple(one.id for one in LIBRARY.questionnaires() if one.form.value == "answers")


def asked_in(name: str) -> Questionnaire:
    return every_kind() if name == "allt" else LIBRARY.find(name)


def guided(content: bytes, name: str, asked: Questionnaire) -> SheetFile:
    """The import in the browser, by somebody who presses Continue: every proposal must be certain."""
    means = Asked(asked, HOMES)
    table = read_table(content, name, "", question_headers(asked), means.headings.knows)
    proposals = proposed(table.header, means.targets, means.groups)
    assert all(one.certain for one in proposals)
    columns = [one.target for one in proposals]
    means.require_columns(columns, table.header)
    assert means.unknown(table.rows, columns, {}) == ()
    return sheets_of(means.sheet_of(table.rows, table.header_row, columns, {}), name, asked, HOMES)


def held(sheets: Sequence[AnswerSheet]) -> Counter[tuple[object, ...]]:
    return Counter((one.organisation, one.level, *sorted(one.answers.items())) for one in sheets if one.answers)


def test_the_questionnaire_of_these_tests_has_every_kind_of_question() -> None:
    assert {type(item) for item in every_kind().items} == set(ITEM_KINDS)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", ["allt", *SHIPPED])
def test_answers_to_a_form_of_samspel_come_home_as_they_were_given(name: str, setting: str, tmp_path: Path) -> None:
    asked, (export, settings) = asked_in(name), SETTINGS[setting]
    given = answers_to(asked)
    rows = export(asked, given, settings)
    file = tmp_path / "svar.csv"
    file.write_text(as_csv(rows, "," if export is central else ";"), encoding="utf-8", newline="")
    for found in (read_sheets(file, asked, HOMES), guided(file.read_bytes(), file.name, asked)):
        assert held(found.sheets) == held(given)
        home = [one for one in given if one.answers]
        assert result_of_sheets(asked, found.sheets, RULES, NAMES) == result_of_sheets(asked, home, RULES, NAMES)


def _number(cell: object) -> object:
    """As Kobo keeps whole numbers. Formulas are words of somebody, which its workbooks hold as text."""
    return int(cell) if isinstance(cell, str) and cell.isdecimal() else cell


@pytest.mark.parametrize("setting", ["kobo", "kobo, labels"])
def test_a_workbook_of_kobo_comes_home_as_its_csv_does(setting: str, tmp_path: Path) -> None:
    asked, (export, settings) = every_kind(), SETTINGS[setting]
    given = answers_to(asked)
    rows = [[_number(one) for one in row] for row in export(asked, given, settings)]
    file = tmp_path / "svar.xlsx"
    file.write_bytes(as_workbook(rows))
    for found in (read_sheets(file, asked, HOMES), guided(file.read_bytes(), file.name, asked)):
        assert held(found.sheets) == held(given)


def test_what_the_tool_writes_of_its_own_is_left_out_and_told(tmp_path: Path) -> None:
    asked = every_kind()
    file = tmp_path / "svar.csv"
    file.write_text(as_csv(kobo(asked, answers_to(asked), Settings()), ";"), encoding="utf-8", newline="")
    told = read_sheets(file, asked, HOMES).left_out
    assert {"start", "end", "_id", "_uuid", "__version__", "d2/m1/skola", "d2/f5/v1/v1___left"} <= set(told)
    assert not {"d1/f1/a1", "d2/m1", "background__group/organisation"} & set(told)
