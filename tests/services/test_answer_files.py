"""Files of other tools with nobody to ask: what is certain is read, what is not is refused by its place."""

from pathlib import Path

import pytest

from app.services.answer_files import read_sheets
from app.services.csv_file import FaultyFile
from app.services.imports import SheetFile
from tests.services.every_kind import HOMES, every_kind
from tests.services.other_tools import Rows, as_csv, as_workbook

ASKED = every_kind()
LIMESURVEY: list[list[str]] = [
    ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "seed. Seed"]
    + ["Q1. Jag vet varför vi träffas.", "Q2. Mötena drar ut på tiden."]
    + [f"R1[{at}]. Vad är viktigast? [Rangordning {at}]" for at in (1, 2, 3)]
    + ["M1[skola]. Vilka områden berörs? [Skola, förskola]", "M1[teknik]. Vilka områden berörs? [Teknik]"]
    + ["M1[other]. Vilka områden berörs? [Annat]", "interviewtime. Total time", "groupTime7. Group time: Ett"],
    [
        *("1", "2026-03-02", "3", "5", "Stämmer helt", "Vet ej", "Ekonomi", "Kvalitet", "Kompetens, bemanning"),
        *("Ja", "Nej", "Fritid", "123.4", "50.1"),
    ],
    ["2", "", "1", "5", "Stämmer helt", "", "", "", "", "Y", "", "", "3.2", "3.2"],
]


def read(folder: Path, rows: Rows) -> SheetFile:
    found = []
    for name, content in (("a.csv", as_csv(rows, ";").encode()), ("a.xlsx", as_workbook(rows))):
        (folder / name).write_bytes(content)
        found.append(read_sheets(folder / name, ASKED, HOMES))
    assert found[0] == found[1]
    return found[0]


def faults(folder: Path, rows: Rows) -> list[tuple[str, str]]:
    with pytest.raises(FaultyFile) as refused:
        read(folder, rows)
    return [(one.code, one.where) for one in refused.value.faults]


def test_an_export_of_limesurvey_is_read_where_every_word_is_certain(tmp_path: Path) -> None:
    found = read(tmp_path, LIMESURVEY)
    (sheet,) = found.sheets
    assert dict(sheet.answers) == {
        "a1": 5,
        "a2": "dont_know",
        "r1": (("ekonomi", 3), ("kvalitet", 2), ("kompetens", 1)),
        "m1": frozenset({"skola"}),
    }
    assert (found.rows, found.unfinished, found.header_row) == ((2,), 1, 1)
    assert "M1[other]. Vilka områden berörs? [Annat]" in found.left_out
    assert "groupTime7. Group time: Ett" in found.left_out


def test_marks_are_read_as_y_n_and_nothing(tmp_path: Path) -> None:
    rows = [
        ["a1", "m1[skola]", "m1[teknik]", "m1[omsorg]"],
        ["4", "Y", "N", ""],
        ["4", "", "N/A", "Y"],
        ["4", "N", "", ""],
    ]
    marked = [one.answers.get("m1") for one in read(tmp_path, rows).sheets]
    assert marked == [frozenset({"skola"}), frozenset({"omsorg"}), None]


def test_codes_that_only_the_other_tool_knows_are_never_guessed(tmp_path: Path) -> None:
    assert faults(tmp_path, [["submitdate", "a1", "s1"], ["2026", "AO05", "A2"]]) == [
        ("A001", "2/a1"),
        ("A002", "2/s1"),
    ]


def test_a_column_that_is_no_question_and_not_the_tools_own_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, [["start", "a1", "Tycker du om glass?"], ["x", "4", "Ja"]]) == [
        ("I003", "1/Tycker du om glass?")
    ]
    assert len(read(tmp_path, [["start", "a1", "Tycker du om glass?"], ["x", "4", ""]]).sheets) == 1


def test_columns_that_are_the_same_question_are_refused_and_what_is_said_again_in_parts_is_not(tmp_path: Path) -> None:
    assert faults(tmp_path, [["start", "a1", "d1/f1/a1", "s1"], ["x", "4", "5", ""]]) == [
        ("I004", "1/a1"),
        ("I004", "1/d1/f1/a1"),
    ]
    rows = [["d1/f1/a1", "d2/m1", "d2/m1/skola"], ["4", "skola teknik", "1"]]
    assert read(tmp_path, rows).sheets[0].answers["m1"] == frozenset({"skola", "teknik"})


def test_a_column_that_is_only_alike_is_refused_with_nobody_to_ask(tmp_path: Path) -> None:
    grid = "Hur väl stämmer det? [Jag vet varför vi träffas.]"
    assert faults(tmp_path, [["start", grid, "a2"], ["x", "4", "4"]]) == [("I003", f"1/{grid[:60]}")]


def test_an_option_that_stands_in_two_places_is_refused(tmp_path: Path) -> None:
    rows = [["r1[1]", "r1[2]", "r1[3]"], ["ekonomi", "ekonomi", "kvalitet"]]
    assert [code for code, _ in faults(tmp_path, rows)] == ["A001"]


def test_points_that_a_spreadsheet_shows_as_shares_are_points(tmp_path: Path) -> None:
    rows = [["Hur tungt väger skälen? [Kunskap]", "v1/v1__drift", "v1[pengar]"], ["4%", "6 %", ""]]
    assert dict(read(tmp_path, rows).sheets[0].answers) == {"v1": (("kunskap", 5), ("drift", 7), ("pengar", 1))}


@pytest.mark.parametrize("between", ["\n", " | ", " / ", "; ", ", "])
@pytest.mark.parametrize("heading", ["m1", "Vilka områden berörs?", "d2/m1"])
def test_lists_are_several_answers_in_an_answer_sheet_too(tmp_path: Path, heading: str, between: str) -> None:
    rows = [["a1", heading], ["4", between.join(["Vård / omsorg", "Skola, förskola", "Teknik"])]]
    assert read(tmp_path, rows).sheets[0].answers["m1"] == frozenset({"omsorg", "skola", "teknik"})


def test_organisations_are_taken_from_the_file_where_there_is_no_round(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Vilken organisation företräder du?;d1/f1/a1\nStorvik;4\nÄlvnäs;5\n", encoding="utf-8")
    found = read_sheets(file, ASKED, None)
    assert sorted(one.name for one in found.organisations) == ["Storvik", "Älvnäs"]
    assert [one.organisation for one in found.sheets] == ["storvik", "alvnas"]


def test_words_of_somebody_are_kept_as_they_are(tmp_path: Path) -> None:
    words = '=SUMMA(A1) är svaret\n- "nästan"; ja, eller | nej / kanske'
    assert read(tmp_path, [["d2/k1", "a1"], [words, "4"]]).sheets[0].answers["k1"] == words
