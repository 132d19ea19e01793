"""Reading exports of other tools: every way to save them, limits, and no column about persons."""

import io
import zipfile

import pytest

from app.domain.errors import SamspelError
from app.services.answer_table import LARGEST_UPLOAD, MOST_ROWS, AnswerTable, in_file_order, read_table, shuffled
from app.services.personal_columns import is_personal
from app.workbooks.limits import MOST_COLUMNS
from tests.services.other_tools import as_csv, as_workbook

ROWS = [["Målet är känt, och delat", "Övrigt"], ["Stämmer, helt", "Återkom"], ["Vet ej", ""]]


def read(content: bytes, sheet: str = "") -> AnswerTable:
    return read_table(content, "svar", sheet, frozenset())


def fault_of(content: bytes, sheet: str = "") -> SamspelError:
    with pytest.raises(SamspelError) as raised:
        read(content, sheet)
    return raised.value


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_however_it_was_saved(delimiter: str, encoding: str) -> None:
    found = read(as_csv(ROWS, delimiter).encode(encoding))
    assert (found.header, found.header_row) == (("Målet är känt, och delat", "Övrigt"), 1)
    assert found.rows == (("Stämmer, helt", "Återkom"), ("Vet ej", ""))


def test_the_separator_is_told_by_rows_that_fit_and_not_by_commas_in_the_questions() -> None:
    text = "Vi har tid, ork och pengar;Vi ses, pratar och lyssnar\r\n4;5\r\n3;2\r\n"
    assert read(text.encode()).rows == (("4", "5"), ("3", "2"))


def test_a_workbook_is_read_from_its_first_sheet_or_from_the_one_that_is_named() -> None:
    content = as_workbook([["Fråga", "Tal"], ["Ja", 4.0], [None, 3]], sheet="Svar", first="Läs mig")
    assert read(content, " svar ").rows == (("Ja", "4"), ("", "3"))
    assert fault_of(content, "Blad2").code == "I017"
    assert fault_of(content, "Blad2").facts["known"] == "Läs mig, Svar"
    assert fault_of(content).code == "I005"


def test_columns_that_say_who_and_when_are_dropped_by_their_headers() -> None:
    header = ["ID", "Starttid", "Slutförandetid", "E-post", "Namn", "Fråga", "id. Response ID", "Timestamp"]
    found = read(as_csv([header, [1, "x", "y", "z", "Kim", "Ja", 7, "u"]]).encode())
    assert (found.header, found.rows) == (("Fråga",), (("Ja",),))
    assert found.personal == tuple(one for one in header if one != "Fråga")


@pytest.mark.parametrize(
    "cells",
    [
        ["kim@norrdal.example", "", "li@storvik.example"],
        ["2026-03-02 08:00:11", "2026-03-03"],
        ["02/03/2026 08.00", "2/3/26"],
        ["192.0.2.7", "2001:db8::1"],
        ["19700101-1234", "7001011234"],
    ],
)
def test_columns_that_say_who_and_when_are_dropped_by_what_fills_them(cells: list[str]) -> None:
    assert is_personal("Uppgift", cells, frozenset())
    assert not is_personal("Uppgift", [*cells, "Stämmer helt"], frozenset())


def test_a_question_of_the_round_is_never_taken_for_a_column_about_persons() -> None:
    assert not is_personal("3. Namn", ["kim@norrdal.example"], frozenset({"namn"}))
    assert not is_personal("Vad betyder namnet?", ["Mycket"], frozenset())
    assert not is_personal("Hur många möten?", ["4", "5"], frozenset())


def test_a_column_without_header_is_kept_under_its_number_and_an_empty_one_is_not() -> None:
    found = read(b"Fr\xc3\xa5ga,,\r\nJa,Nej,\r\n")
    assert found.header == ("Fråga", "#2")


def test_rows_are_kept_in_an_order_that_only_the_key_tells() -> None:
    rows = tuple((str(number),) for number in range(40))
    kept = shuffled(rows, "nyckel")
    assert tuple(kept) != rows
    assert sorted(kept) == sorted(rows)
    assert in_file_order(kept, "nyckel") == rows
    assert in_file_order(kept, "annan nyckel") != rows


def test_files_beyond_measure_are_refused_before_they_are_read() -> None:
    assert fault_of(b"x" * (LARGEST_UPLOAD + 1)).code == "I007"
    assert fault_of(b"a\r\n" * (MOST_ROWS + 2)).code == "I009"
    wide = as_csv([["a"] * (MOST_COLUMNS + 1), ["1"] * (MOST_COLUMNS + 1)])
    assert fault_of(wide.encode()).code == "I016"
    assert fault_of(as_workbook([["a"] * (MOST_COLUMNS + 1)])).code == "I042"
    assert fault_of(as_workbook([["a"]] * (MOST_ROWS + 2))).code == "I009"
    assert fault_of(as_workbook([["a"]] * (MOST_ROWS + 100))).code == "I041"


def test_what_is_no_table_is_refused_with_a_cure() -> None:
    whole = as_workbook([["Fråga"], ["Ja"]])
    assert fault_of(whole[:400]).code == "I014"
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as packed:
        packed.writestr("mimetype", "other")
    assert fault_of(empty.getvalue()).code == "I014"
    assert fault_of(b"%PDF-1.7").code == "I008"
    assert fault_of(b"").code == "I005"
    assert fault_of(b"Namn,E-post\r\nKim,kim@norrdal.example\r\n").code == "I005"
