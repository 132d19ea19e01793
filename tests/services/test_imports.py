"""Answer sheets from files: many ways of writing the same, every fault by row and column."""

from pathlib import Path

import pytest

from app.definitions.library import read_definition
from app.domain.errors import SamspelError
from app.domain.items import RatingItem, SingleChoiceItem
from app.domain.items.choice import Option
from app.domain.round import Kind, Organisation
from app.domain.scale import Scale, ScalePoint
from app.services.answer_files import import_file, read_sheets
from app.services.csv_file import FaultyFile
from app.services.imports import MOST_STORED_ROWS, _RowReader
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.services.sheets import codebook, empty_sheet, headers
from tests.builders import NOW, closed, draft_round, fresh, new_round, opened_round
from tests.domain.examples import CHOICES, factor, questionnaire, rating, scale, text

ASKED = questionnaire(factor("service", rating("x"), rating("y", reverse=True)), items=CHOICES)
HOMES = (Organisation("norrdal", "Norrdal"), Organisation("alvnas", "Älvnäs"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


def faults(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(FaultyFile) as refused:
        read_sheets(path, ASKED, HOMES)
    return [(fault.code, fault.where) for fault in refused.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_usual_way_of_saving_a_sheet_is_read(file: Path, encoding: str, separator: str) -> None:
    rows = [["Organisation", "ROLL", "x", "y", "words"], ["Älvnäs", "politik", "4", "Don't know", "Åh"]]
    file.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    (sheet,) = read_sheets(file, ASKED, HOMES).sheets
    assert (sheet.organisation, sheet.level) == ("alvnas", "politik")
    assert sheet.answers == {"x": 4, "y": "dont_know", "words": "Åh"}


def test_labels_count_as_codes_and_several_choices_are_parted_by_semicolons(file: Path) -> None:
    file.write_text('x,form,areas\npoint 2,Avtal,"it; hr"\nvet ej,,\n')
    first, second = read_sheets(file, ASKED, HOMES).sheets
    assert first.answers == {"x": 2, "form": "avtal", "areas": frozenset({"it", "hr"})}
    assert second.answers == {"x": "dont_know"}


def test_missing_columns_are_named_and_empty_rows_passed_over(file: Path) -> None:
    file.write_text("x\n4\n\n  \n5\n")
    found = read_sheets(file, ASKED, HOMES)
    assert len(found.sheets) == 2
    assert found.missing_columns == ("organisation", "level", "y", "form", "areas", "words")


def test_all_faults_are_listed_by_row_and_column(file: Path) -> None:
    file.write_text("organisation,level,x,y\nnorrdal,politik,4,4\nkiruna,kung,9,4\nnorrdal,,a,4,5\n")
    assert faults(file) == [
        ("A001", "3/x"),
        ("A005", "3/organisation"),
        ("A006", "3/level"),
        ("I006", "4"),
        ("A001", "4/x"),
    ]


def test_unknown_and_repeated_columns_are_faults_with_a_guess(file: Path) -> None:
    file.write_text("x,x,organisatoin\n1,1,norrdal\n")
    with pytest.raises(FaultyFile) as refused:
        read_sheets(file, ASKED, HOMES)
    assert [(fault.code, fault.facts) for fault in refused.value.faults] == [
        ("I004", {"value": "x"}),
        ("I003", {"value": "organisatoin", "guess": " (organisation?)"}),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "I005"),
        (b"x,y\n", "I005"),
        (b"organisation\nnorrdal\n", "I002"),
        (b"x\x00y\n\x00\x01\n", "I008"),
        (b"\n \n", "I005"),
        (b"x|y\n4|5\n", "I002"),
        (b"PK\x03\x04 a workbook", "I014"),
        (b"%PDF-1.7\n", "I008"),
        (b"x,words\n4,\x81\x8d\n", "I012"),
        ("x,y\n4,5\n".encode("utf-16")[:-1], "I012"),
        (b"x\n" + b"4\n" * (MOST_STORED_ROWS + 1), "I009"),
        (b"x" * 20_000_001, "I007"),
    ],
)
def test_a_file_that_is_no_answer_sheet_is_refused(file: Path, content: bytes, code: str) -> None:
    file.write_bytes(content)
    with pytest.raises(SamspelError) as refused:
        read_sheets(file, ASKED, HOMES)
    assert refused.value.code == code


def test_a_quotation_mark_astray_is_told_with_its_row(file: Path) -> None:
    for content in ('x,words\n4,a\n4,"b\n4,c\n', 'x,words\n4,a\n4,"b" c\n', "x,words\n4,a\n4," + "b" * 140_000):
        file.write_text(content)
        assert faults(file) == [("I011", "3")]


def test_a_sheet_may_begin_with_empty_rows_and_rows_are_counted_as_in_the_file(file: Path) -> None:
    file.write_text("\n,,\nx,y\n4,9\n")
    assert faults(file) == [("A001", "4/y")]


def test_answers_below_an_empty_header_are_a_fault_wherever_it_stands(file: Path) -> None:
    file.write_text("x,,y,\n4,,5,\n4,lost,5,\n4,,5,lost\n")
    assert faults(file) == [("I006", "3"), ("I006", "4")]


def test_whole_numbers_that_a_program_kept_as_decimal_ones_are_read(file: Path) -> None:
    file.write_text("x;y\n4,0;5.0\n")
    assert read_sheets(file, ASKED, HOMES).sheets[0].answers == {"x": 4, "y": 5}
    file.write_text("x;y\n4,5;50.0\n")
    assert faults(file) == [("A001", "2/x"), ("A001", "2/y")]


def test_a_file_that_is_wrong_everywhere_is_told_by_its_first_faults_and_their_number(file: Path) -> None:
    file.write_text("x,y\n" + "9,9\n" * 5_000)
    with pytest.raises(FaultyFile) as refused:
        read_sheets(file, ASKED, HOMES)
    assert refused.value.facts == {"number": 10_000, "listed": 200}
    assert len(refused.value.faults) == 200


def test_a_row_that_answers_no_question_is_no_sheet(file: Path) -> None:
    file.write_text("organisation,level,x\nnorrdal,politik,4\nalvnas,ledning,\n")
    assert [sheet.organisation for sheet in read_sheets(file, ASKED, HOMES).sheets] == ["norrdal"]


def test_where_labels_are_numbers_a_sheet_holds_labels_and_no_codes(file: Path) -> None:
    points = tuple(ScalePoint(value, text(str(value - 1))) for value in range(1, 12))
    asked = questionnaire(factor("service", RatingItem("x", text("x"), Scale("null_to_ten", points, text("?")))))
    assert codebook(asked, "en").splitlines()[3].endswith("x,0; 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; dont_know = ?")
    file.write_text("x\n0\n10\n5.0\ndont_know\n")
    answers = [sheet.answers["x"] for sheet in read_sheets(file, asked, HOMES).sheets]
    assert answers == [1, 11, 6, "dont_know"]
    file.write_text("x\n11\n")
    with pytest.raises(FaultyFile) as refused:
        read_sheets(file, asked, HOMES)
    assert refused.value.faults[0].facts["known"] == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, dont_know"


def test_an_options_id_means_itself_although_it_is_anothers_label(file: Path) -> None:
    crossed = (Option("it", text("HR")), Option("hr", text("IT")))
    asked = questionnaire(factor("service", rating("x")), items=[SingleChoiceItem("area", text("area"), crossed)])
    file.write_text("area\nit\nhr\n")
    assert [sheet.answers["area"] for sheet in read_sheets(file, asked, HOMES).sheets] == ["it", "hr"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nosuch.csv", tmp_path):
        with pytest.raises(SamspelError, match="I001"):
            read_sheets(path, ASKED, HOMES)


def test_without_a_round_the_files_own_organisations_are_taken(file: Path) -> None:
    file.write_text("organisation,x\nÄlvnäs,4\nNorrdal,2\nälvnäs,5\n,1\n")
    found = read_sheets(file, ASKED, None)
    assert [one.id for one in found.organisations] == ["norrdal", "alvnas"]
    assert [sheet.organisation for sheet in found.sheets] == ["alvnas", "norrdal", "alvnas", None]


def test_a_column_of_something_else_than_organisations_is_refused(file: Path) -> None:
    file.write_text("organisation,x\n" + "".join(f"person {number},4\n" for number in range(501)))
    with pytest.raises(FaultyFile) as refused:
        read_sheets(file, ASKED, None)
    assert [(fault.code, fault.where) for fault in refused.value.faults] == [("I013", "1/organisation")]


def test_organisations_from_a_file_have_no_unprintable_characters(file: Path) -> None:
    file.write_text("organisation,x\n\x1b Norr\x07dal,4\n")
    assert read_sheets(file, ASKED, None).organisations == (Organisation("norr_dal", "Norr dal"),)


def test_the_empty_sheet_can_be_filled_in_and_read(file: Path) -> None:
    text = empty_sheet(ASKED)
    assert text == "organisation,level,x,y,form,areas,words\r\n"
    file.write_text(text + "norrdal,politik,4,2,avtal,it,bra\r\n")
    assert len(read_sheets(file, ASKED, HOMES).sheets) == 1
    assert headers(ASKED)[:3] == ["organisation", "level", "x"]


def test_the_codebook_says_what_fits_in_each_column() -> None:
    lines = codebook(ASKED, "en").splitlines()
    assert len(lines) == 8
    assert lines[3].endswith("5 = point 5; dont_know = don't know")


def test_no_cell_of_the_codebook_is_a_formula() -> None:
    asked = questionnaire(factor("service", RatingItem("x", text("=1+1"), scale())))
    assert codebook(asked, "en").splitlines()[3].startswith("x,'=1+1,")


def test_an_import_stores_all_rows_or_none(any_installation: Installation, file: Path) -> None:
    view = opened_round(any_installation)
    file.write_text("organisation,nytta_puls\nnorrdal,4\nnorrdal,9\n")
    with pytest.raises(FaultyFile):
        import_file(any_installation, view, file, NOW, actor=None, dry_run=False)
    assert fresh(any_installation, view).received == 0
    file.write_text("organisation,nytta_puls\nnorrdal,4\nnorrdal,5\n")
    import_file(any_installation, view, file, NOW, actor=None, dry_run=True)
    assert fresh(any_installation, view).received == 0
    import_file(any_installation, view, file, NOW, actor=None, dry_run=False)
    assert fresh(any_installation, view).received == 2


def test_a_round_that_is_not_open_takes_no_import(installation: Installation, file: Path) -> None:
    file.write_text("nytta_puls\n4\n")
    with pytest.raises(SamspelError, match="R009"):
        import_file(installation, draft_round(installation), file, NOW, actor=None, dry_run=True)
    view = opened_round(installation)
    closed(installation, view)
    with pytest.raises(SamspelError, match="R004"):
        import_file(installation, fresh(installation, view), file, NOW, actor=None, dry_run=True)


def test_a_joint_import_names_every_organisation_once(installation: Installation, file: Path) -> None:
    view = opened_round(installation, new_round(kind=Kind.JOINT))
    file.write_text("organisation,nytta_puls\n,4\n")
    assert joint_faults(installation, view, file) == [("A009", "2/organisation")]
    file.write_text("organisation,nytta_puls\nnorrdal,4\nNorrdal,5\n,3\n")
    assert joint_faults(installation, view, file) == [("A008", "3/organisation"), ("A009", "4/organisation")]
    assert fresh(installation, view).received == 0
    file.write_text("organisation,nytta_puls\nnorrdal,4\n")
    import_file(installation, view, file, NOW, actor=None, dry_run=False)
    assert joint_faults(installation, view, file) == [("A008", "2/organisation")]


def joint_faults(installation: Installation, view: RoundView, path: Path) -> list[tuple[str, str]]:
    found = []
    for dry_run in (True, False):
        with pytest.raises(FaultyFile) as refused:
            import_file(installation, view, path, NOW, actor=None, dry_run=dry_run)
        found.append([(fault.code, fault.where) for fault in refused.value.faults])
    assert found[0] == found[1]
    return found[0]


def test_the_shipped_questionnaires_have_sheets_that_can_be_read(tmp_path: Path) -> None:
    for name in ("nyckelfaktorer", "pulskoll"):
        found = read_definition(Path("questionnaires") / f"{name}.yaml").questionnaire
        assert found is not None
        path = tmp_path / f"{name}.csv"
        row = ["4" if item.kind == "rating" else "" for item in found.items]
        path.write_text(empty_sheet(found) + ",".join(["Norrdal", "politik", *row]))
        assert len(read_sheets(path, found, None).sheets) == 1


class Counting(_RowReader):
    """Counts how often the meaning of a cell is worked out."""

    worked_out = 0

    def _values(self, name: str, cell: str) -> tuple[str, list[str]]:
        self.worked_out += 1
        return super()._values(name, cell)


def test_what_is_written_in_a_column_is_understood_once_and_not_in_every_row() -> None:
    reader = Counting(ASKED, HOMES, {"organisation": 0, "x": 1, "y": 2, "areas": 3, "words": 4})
    rows = [("norrdal", "point 2", "vet ej", "it; hr", f"words {number}") for number in range(300)]
    sheets = [reader.sheet(at, row) for at, row in enumerate(rows)]
    assert reader.worked_out == 4
    assert {tuple(one.answers[name] for name in ("x", "y", "areas")) for one in sheets} == {
        (2, "dont_know", frozenset({"it", "hr"}))
    }
    assert len({one.answers["words"] for one in sheets}) == 300
