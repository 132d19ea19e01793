"""What is read of a workbook: what its reader sees in a spreadsheet program, and nothing that stands elsewhere."""

import io
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.domain.errors import SamspelError
from app.workbooks.limits import LONGEST_TEXT
from app.workbooks.workbook import SheetRow, read_workbook
from tests.workbooks.hostile import MAIN, part, parts_of, sheet, workbook, zipped

ROWS = 100
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20).map(str.strip)


def rows_of(content: bytes, name: str = "") -> list[tuple[int, tuple[str, ...]]]:
    return [(one.number, one.cells) for one in read_workbook(content, "svar.xlsx").rows(name, ROWS)]


def fault_of(content: bytes) -> SamspelError:
    with pytest.raises(SamspelError) as raised:
        read_workbook(content, "svar.xlsx").rows("", ROWS)
    return raised.value


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_cells_are_read_as_they_are_shown() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["Fråga", 4.0, 2.5, 0.1 + 0.2, True, False, "#N/A", 12345678901])
    page.append([date(2026, 3, 2), datetime(2026, 3, 2, 8, 30), time(8, 30)])
    page["D2"], page["E2"] = 0.4, 12
    page["D2"].number_format, page["E2"].number_format = "0 %", '0" %"'
    assert rows_of(saved(book)) == [
        (1, ("Fråga", "4", "2.5", "0.3", "TRUE", "FALSE", "#N/A", "12345678901")),
        (2, ("2026-03-02T00:00:00", "2026-03-02T08:30:00", "08:30:00", "40%", "12")),
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.one_of(WORDS, st.integers(-999, 9999)), max_size=6), max_size=6))
def test_what_openpyxl_writes_and_reads_is_read_alike_here(rows: list[list[object]]) -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for cells in book.worksheets[0].iter_rows():
        for cell in cells:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    content = saved(book)
    again = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    theirs = [tuple("" if one is None else str(one) for one in row) for row in again]
    ours = dict(rows_of(content))
    assert [tuple(ours.get(at, ())) for at in range(1, len(theirs) + 1)] == [
        row[: max((place for place, one in enumerate(row, start=1) if one.strip()), default=0)] for row in theirs
    ]


def test_rich_text_is_one_text_and_how_it_is_pronounced_is_no_part_of_it() -> None:
    strings = part("sst", "<si><r><t>Vi </t></r><r><rPr/><t>har tid</t></r><rPh><t>vihartid</t></rPh></si>")
    rows = '<row r="2"><c r="B2" t="s"><v>0</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>'
    assert rows_of(workbook(rows, strings=strings)) == [(2, ("", "Vi har tid", "ab"))]


def test_words_keep_their_line_breaks_and_whatever_they_begin_with() -> None:
    rows = '<row><c t="inlineStr"><is><t>=1+1\n -x_x000D_\n\u00e5</t></is></c></row>'
    assert rows_of(workbook(rows)) == [(1, ("=1+1\n -x\r\nå",))]


def test_rows_and_cells_that_do_not_say_where_they_stand_follow_each_other() -> None:
    assert rows_of(workbook("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>")) == [
        (1, ("1", "2")),
        (3, ("3",)),
    ]


def test_a_value_that_a_formula_came_to_is_read_and_one_that_is_not_saved_is_told() -> None:
    whole = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    assert rows_of(workbook(whole)) == [(1, ("2",))]
    fault = fault_of(workbook('<row r="7"><c r="AB7"><f>SUM(A1:A6)</f><v></v></c></row>'))
    assert (fault.code, fault.facts) == ("I049", {"sheet": "Blad", "cell": "AB7"})


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    styles = part("styleSheet", '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>')
    book = part("workbook", '<workbookPr date1904="1"/><sheets><sheet name="Blad" r:id="rId1"/></sheets>')
    rows = '<row><c s="1"><v>1</v></c></row>'
    assert rows_of(workbook(rows, styles=styles)) == [(1, ("1900-01-01T00:00:00",))]
    assert rows_of(workbook(rows, styles=styles, book=book)) == [(1, ("1904-01-02T00:00:00",))]


def test_hidden_sheets_come_last_and_a_sheet_is_found_whatever_its_case() -> None:
    book = Workbook()
    book.worksheets[0].title, book.worksheets[0].sheet_state = "Gömt", "hidden"
    book.create_sheet("Svar").append(["Ja"])
    book["Gömt"].append(["Nej"])
    content = saved(book)
    assert read_workbook(content, "").names == ("Svar", "Gömt")
    assert (rows_of(content), rows_of(content, " gömt ")) == ([(1, ("Ja",))], [(1, ("Nej",))])
    with pytest.raises(SamspelError) as raised:
        rows_of(content, "Blad2")
    assert (raised.value.code, raised.value.facts["known"]) == ("I017", "Svar, Gömt")


def test_parts_are_found_by_their_links_and_in_whatever_namespace() -> None:
    parts = parts_of('<row><c t="s"><v>0</v></c></row>', strings=part("sst", "<si><t>Ja</t></si>"))
    moved = {name.replace("sharedStrings", "SHAREDstrings"): content for name, content in parts.items()}
    moved = {name: content.replace(MAIN.encode(), b"urn:strict") for name, content in moved.items()}
    assert rows_of(zipped(moved)) == [(1, ("Ja",))]


def test_merged_cells_hold_their_words_in_the_first_of_them() -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "Enkät våren 2026"
    book.worksheets[0].merge_cells("A1:D1")
    assert rows_of(saved(book)) == [(1, ("Enkät våren 2026",))]


def test_a_text_is_cut_where_excel_would_cut_it() -> None:
    content = workbook(f'<row><c t="inlineStr"><is><t>{"å" * 40_000}</t></is></c></row>')
    assert rows_of(content) == [(1, ("å" * LONGEST_TEXT,))]


def test_the_rows_know_their_number() -> None:
    assert read_workbook(workbook('<row r="9"><c r="A9"><v>1</v></c></row>'), "").rows("", ROWS) == (
        SheetRow(9, ("1",)),
    )


@pytest.mark.parametrize(
    ("content", "code", "facts"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "I040", {"kind": ".xls"}),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "I044", {}),
        (zipped({"mimetype": b"application/vnd", "content.xml": b"<a/>"}), "I040", {"kind": ".ods"}),
        (zipped({"xl/workbook.bin": b"x"}), "I040", {"kind": ".xlsb"}),
        (zipped({"word/document.xml": b"<a/>"}), "I040", {"kind": ".docx"}),
        (zipped({"a.txt": b"hej"}), "I014", {}),
        (b"%PDF-1.7", "I008", {}),
        (b"hej", "I014", {}),
        (workbook("")[:300], "I014", {}),
        (workbook('<row><c t="s"><v>7</v></c></row>'), "I014", {}),
        (workbook("<row><c><v>fyra</v></c></row>"), "I014", {}),
        (workbook(sheet=b"<worksheet><row>"), "I014", {}),
        (workbook(book=part("workbook", "<sheets/>")), "I014", {}),
    ],
)
def test_what_is_no_workbook_of_this_kind_is_refused_with_its_kind(
    content: bytes, code: str, facts: dict[str, object]
) -> None:
    fault = fault_of(content)
    assert (fault.code, fault.facts) == (code, facts)


def test_styles_that_are_missing_or_odd_do_not_keep_a_sheet_from_being_read() -> None:
    odd = part("styleSheet", '<fonts><font what="?"/></fonts><cellXfs><xf numFmtId="999"/></cellXfs>')
    rows = '<row><c s="0"><v>4</v></c><c s="77"><v>5</v></c><c s="x"><v>6</v></c></row>'
    assert rows_of(workbook(rows, styles=odd)) == rows_of(workbook(rows)) == [(1, ("4", "5", "6"))]
    assert rows_of(workbook(sheet=sheet(rows, '<dimension ref="A1:XFD1048576"/>'))) == [(1, ("4", "5", "6"))]
