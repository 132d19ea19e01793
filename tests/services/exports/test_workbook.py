"""The Excel workbook, read back by a real reader."""

import io
from datetime import UTC, datetime
from functools import cache

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from app.domain.answers import AnswerSheet
from app.domain.result import RoundResult
from app.services.exports.exported import Exported, ExportedRound, Scope
from app.services.exports.files import Wanted, data_file
from tests.domain.examples import closed, factor, questionnaire, rating, result
from tests.services.exports.round_cases import CASES, RATED, group

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SWEDISH = ["Om filen", "Omgångar", "Medelvärden", "Svarsfördelning", "Frågor med alternativ", "Kommentarer", "Kodbok"]


def read(*found: RoundResult, language: str = "sv", scope: Scope = Scope.ROUND, own: str | None = None) -> Workbook:
    exported = Exported(scope, "ABC234", "Våren 2026", tuple(ExportedRound(one, own=own) for one in found))
    return load_workbook(io.BytesIO(data_file(exported, "xlsx", Wanted(language, NOW)).content))


@cache
def case(name: str) -> Workbook:
    """The workbook of a case, made and read once."""
    return read(CASES[name])


every_case = pytest.mark.parametrize("name", CASES)


def rows(book: Workbook, title: str) -> list[dict[str, object]]:
    head, *found = book[title].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in found]


def test_the_sheets_have_names_in_the_readers_language() -> None:
    assert case("rated").sheetnames == SWEDISH
    assert case("weighed").sheetnames == [*SWEDISH[:4], "Vägda frågor", "Kodbok"]
    english = read(CASES["rated"], language="en").sheetnames
    assert english == ["About", "Rounds", "Scores", "Distribution", "Questions with options", "Comments", "Codebook"]


def test_figures_are_numbers_and_stand_beside_their_statement() -> None:
    item = rows(case("rated"), "Svarsfördelning")[0]
    figures = next(one for one in CASES["rated"].factors[0].items if one.item.id == "x")
    assert (item["Id"], item["Medelvärde"], item["Giltiga svar"]) == ("x", figures.mean, figures.n)
    counted = tuple(item[f"Kod {code}"] for code in range(1, 6))
    assert counted == figures.distribution
    assert all(isinstance(number, int) for number in counted)


def test_scores_are_there_for_all_and_for_each_group() -> None:
    found = rows(case("rated"), "Medelvärden")
    first = CASES["rated"].factors[0]
    of_factor = [row for row in found if row["Id"] == "service"]
    assert isinstance(first.organisations, tuple)
    assert [row["Medelvärde"] for row in of_factor if row["Jämförs efter"] == "Organisation"] == [
        cell.value for cell in first.organisations
    ]
    assert [row["Vad raden gäller"] for row in found[:3]] == ["Helheten", "Dimension", "Dimension"]


@every_case
def test_every_sheet_has_a_header_that_stays_and_a_filter_over_all_its_rows(name: str) -> None:
    for sheet in case(name):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        head = next(iter(sheet.iter_rows(max_row=1)))
        assert all(cell.font.bold and cell.value and cell.fill.fgColor.rgb.endswith("E4E4E4") for cell in head)
        assert all(sheet.column_dimensions[get_column_letter(at)].width > 5 for at, _ in enumerate(head, start=1))


@every_case
def test_no_cell_is_a_formula(name: str) -> None:
    cells = [cell for sheet in case(name) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


def test_text_that_looks_like_a_formula_stays_text_that_nobody_runs_by_editing_it() -> None:
    dangerous = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "#REF!")
    for words in dangerous:
        book = read(result(questionnaire(factor("service", rating(words))), closed()))
        cell = book["Svarsfördelning"]["E2"]
        assert cell.data_type == "s"
        assert str(cell.value).strip() == words.strip()
        assert cell.quotePrefix is not (words == "#REF!")


def test_comments_stand_by_their_question_without_rows_that_hang_together() -> None:
    found = [row for row in rows(case("rated"), "Kommentarer") if row["Kommentar"]]
    (shown,) = (one.comments for one in CASES["rated"].comments)
    assert isinstance(shown, tuple)
    assert [row["Kommentar"] for row in found] == list(shown)
    assert set(found[0]) == {"Omgång", "Id", "Fråga", "Kommentar", "Varför siffran inte visas"}


def test_a_letter_that_excel_cannot_hold_is_left_out() -> None:
    found = result(RATED, closed(), [_with(one, "a\x0bb") for one in group(9)])
    assert {row["Kommentar"] for row in rows(read(found), "Kommentarer")} == {"ab"}


def _with(one: AnswerSheet, words: str) -> AnswerSheet:
    return AnswerSheet(one.organisation, one.level, {**one.answers, "words": words})


def test_a_figure_that_is_not_shown_has_its_reason_in_words() -> None:
    found = rows(case("too few"), "Medelvärden")
    assert {row["Varför siffran inte visas"] for row in found} == {"Visas inte, eftersom färre än 5 har svarat."}
    assert all(row["Medelvärde"] is None for row in found)


def test_the_codebook_explains_every_id_column_and_reason() -> None:
    found = rows(case("rated"), "Kodbok")
    by_id = {str(row["Id"]): row for row in found}
    assert by_id["x"]["Koder (svenska)"] == "1 = point 1; 2 = point 2; 3 = point 3; 4 = point 4; 5 = point 5"
    assert str(by_id["y"]["Koder (engelska)"]).startswith("1 = point 5; 2 = point 4")
    assert by_id["y"]["Riktning"] == "Omvänt formulerat och redan vänt: högt är starkt"
    assert by_id["x"]["Hör till"] == "service"
    assert {"service", "w", "avtal", "politik", "r_wg", "withheld", "merged", "small_cell"} <= set(by_id)


def test_several_rounds_stand_below_each_other() -> None:
    once = len(rows(case("rated"), "Medelvärden"))
    assert len(rows(read(CASES["rated"], CASES["joint"], scope=Scope.COLLABORATION), "Medelvärden")) > once


def test_an_organisations_workbook_holds_nothing_of_others() -> None:
    book = read(CASES["rated"], scope=Scope.ORGANISATION, own="norrdal")
    assert "Kommentarer" not in book.sheetnames
    groups = {row["Grupp"] for title in ("Medelvärden", "Svarsfördelning") for row in rows(book, title)}
    assert groups == {None, "norrdal"}


def test_the_file_has_a_name_that_every_system_takes() -> None:
    def name(scope: Scope, identity: str, words: str) -> str:
        return data_file(Exported(scope, identity, words, ()), "long", Wanted("sv", NOW)).name

    assert name(Scope.COLLABORATION, "1", "Samverkan Älvdalen!") == "samspel-samverkan-alvdalen-2026-03-02.long.csv"
    exported = Exported(Scope.ROUND, "ABC234", "Vår", (ExportedRound(CASES["rated"]),))
    assert data_file(exported, "csv", Wanted("sv", NOW)).name == "samspel-ABC234-2026-03-02.csv"


def test_two_rounds_that_ask_the_same_have_one_codebook() -> None:
    both = rows(read(CASES["rated"], CASES["few of some"], scope=Scope.COLLABORATION), "Kodbok")
    assert len(both) == len(rows(case("rated"), "Kodbok"))
