"""A table wherever it stands in its file: titles, lines for Excel, rows that nobody handed in."""

import pytest

from app.domain.errors import SamspelError
from app.services.csv_file import CsvFile
from app.services.table_file import table_of
from tests.services.other_tools import as_csv, as_workbook

HEAD = ["Jag vet varför vi träffas.", "Mötena drar ut på tiden.", "Beslut följs upp, även svåra."]
ROW = ["Stämmer helt", "Stämmer inte alls", "1,0"]
TITLE = ["Enkät våren 2026 - sammanställning", "", ""]


def table(content: bytes, *known: str) -> CsvFile:
    return table_of(content, "svar", "", 100, lambda cell: cell.strip() in known)


def heads(content: bytes, *known: str) -> tuple[list[str], int]:
    found = table(content, *known)
    return found.header, found.header_row


@pytest.mark.parametrize("known", [(), tuple(HEAD), (HEAD[1],)])
@pytest.mark.parametrize(
    "above", [[TITLE], [TITLE, ["", "", ""]], [[""], TITLE, ["Norrdal"], [""]], [["sep=;"], TITLE]]
)
def test_titles_and_blank_rows_above_the_header_are_passed_over(
    above: list[list[object]], known: tuple[str, ...]
) -> None:
    rows: list[list[object]] = [*above, list(HEAD), list(ROW), list(ROW)]
    for content in (as_csv(rows, ";").encode(), as_csv(rows, "\t").encode("utf-16"), as_workbook(rows)):
        assert heads(content, *known) == (HEAD, len(above) + 1)
        assert table(content, *known).rows == [ROW, ROW]


def test_a_title_that_is_as_short_as_a_line_does_not_hide_the_separator() -> None:
    text = "Enkät våren 2026, Norrdal och Älvnäs\n\n" + as_csv([HEAD, ROW], ";")
    assert heads(text.encode(), *HEAD) == (HEAD, 3)


def test_a_header_is_never_taken_for_a_title_since_the_rows_below_are_longer() -> None:
    assert heads(as_csv([["Fråga", ""], ["Ja", "Nej"]]).encode()) == (["Fråga", ""], 1)
    assert heads(as_csv([["A", "B", "", ""], ["1", "2", "3", "4"]]).encode(), "A") == (["A", "B", "", ""], 1)
    assert heads(b"Fraga\nJa\nNej\n") == (["Fraga"], 1)


def test_a_row_of_answers_is_not_taken_for_the_header_where_a_title_stands_alone() -> None:
    rows = [["Sammanställning"], ["Fråga ett", "Fråga två"], ["4", "5"]]
    assert heads(as_csv([rows[0], [""], *rows[1:]]).encode()) == (rows[1], 3)


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;", "\ufeffsep=;"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_a_line_for_excel_says_the_separator_and_is_no_header(line: str, encoding: str) -> None:
    text = f"{line}\r\n" + as_csv([HEAD, ROW], ";")
    assert heads(text.encode(encoding)) == (HEAD, 2)


def test_a_line_for_excel_is_believed_where_it_fits_and_not_where_the_file_was_saved_anew() -> None:
    assert heads(b"sep=|\nA|B\n1|2\n") == (["A", "B"], 2)
    assert heads(b"sep=;\nA,B\n1,2\n") == (["A", "B"], 2)
    assert heads(b"sep=\t\nA\tB\n1\t2\n") == (["A", "B"], 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_letters_and_separators_are_told_by_themselves(encoding: str, delimiter: str) -> None:
    assert heads(as_csv([HEAD, ROW, ROW], delimiter).encode(encoding)) == (HEAD, 1)


@pytest.mark.parametrize(
    "heading",
    ["submitdate", "submitdate. Date submitted", "Date submitted", "Inskickat datum", "submitdate. Inskickat datum"],
)
def test_rows_that_were_never_handed_in_are_emptied_and_counted(heading: str) -> None:
    rows = [
        ["id", heading, "a1"],
        ["1", "1980-01-01 00:00:00", "AO05"],
        ["2", "", "AO04"],
        ["", "", ""],
        ["3", " ", "AO01"],
    ]
    for content in (as_csv(rows).encode(), as_workbook(rows)):
        found = table(content, "a1")
        assert found.unfinished == 2
        assert [row for row in found.rows if any(row)] == [rows[1]]
        assert found.rows.index(rows[1]) == 0


def test_a_file_where_nobody_handed_in_is_refused_with_what_to_do() -> None:
    with pytest.raises(SamspelError) as raised:
        table(as_csv([["submitdate", "a1"], ["", "4"]]).encode())
    assert (raised.value.code, raised.value.facts) == ("I051", {"value": "submitdate"})
    assert table(as_csv([["datestamp", "a1"], ["", "4"]]).encode()).unfinished == 0


def test_words_keep_what_they_hold() -> None:
    words = '=1+1\n- "nästan"; ja, eller | nej'
    for content in (as_csv([["k1", "a1"], [words, "4"]], ";").encode(), as_workbook([["k1", "a1"], [words, "4"]])):
        assert table(content, "k1").rows == [[words, "4"]]
