"""The commands for other tools and other readers, run as a user runs them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import Workbook

from app.cli import main
from app.config import ROOT

QUESTIONNAIRE = ROOT / "questionnaires" / "pulskoll.yaml"


def run(*arguments: object, language: str = "en_GB.UTF-8") -> Result:
    environment = {"LANG": language, "LC_ALL": "", "LC_MESSAGES": ""}
    return CliRunner().invoke(main, [str(one) for one in arguments], env=environment)


def test_a_questionnaire_goes_out_as_a_form_and_comes_back_as_a_draft_that_passes_the_check(tmp_path: Path) -> None:
    form, draft = tmp_path / "form.xlsx", tmp_path / "draft.yaml"
    assert run("xlsform", QUESTIONNAIRE, "--output", form).stdout.strip() == str(form)
    made = run("from-xlsform", form, "--output", draft)
    assert made.exit_code == 0
    assert "[row : 4] The organisations to choose from come from the round" in made.stderr
    assert "texts in [brackets] are to be written." in made.stderr
    checked = run("check", draft)
    assert checked.exit_code == 0, checked.output


def test_without_a_place_the_form_is_written_beside_the_questionnaire(tmp_path: Path) -> None:
    copied = tmp_path / "min.yaml"
    copied.write_bytes(QUESTIONNAIRE.read_bytes())
    assert run("xlsform", copied).exit_code == 0
    assert (tmp_path / "min.xlsx").read_bytes().startswith(b"PK")


def test_the_draft_goes_to_the_screen_and_the_report_beside_it_in_the_users_language(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    run("xlsform", QUESTIONNAIRE, "--output", form)
    made = run("from-xlsform", form, language="sv_SE.UTF-8")
    assert made.stdout.startswith("# yaml-language-server")
    assert "[rad : 4] Organisationerna att välja på hämtas från omgången" in made.stderr


def test_faults_are_told_by_row_and_column(tmp_path: Path) -> None:
    form, book = tmp_path / "form.xlsx", Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    sheet.append(["type", "name", "label"])
    sheet.append(["select_oen x", "q1", "Q"])
    book.save(form)
    made = run("from-xlsform", form)
    assert made.exit_code == 1
    assert "row 2, column type: “select_oen x” is not a type of question in an XLSForm. Did you mean" in made.stderr


def test_a_form_that_is_not_there_is_told(tmp_path: Path) -> None:
    made = run("from-xlsform", tmp_path / "none.xlsx")
    assert made.exit_code == 1
    assert "[I001]" in made.stderr or "cannot be read" in made.stderr


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_listing_is_written_in_the_form_that_its_name_says(tmp_path: Path, ending: str) -> None:
    place = tmp_path / f"questions.{ending}"
    assert run("listing", QUESTIONNAIRE, "--output", place, "--language", "sv").exit_code == 0
    if ending == "pdf":
        assert place.read_bytes().startswith(b"%PDF")
    else:
        assert Document(str(place)).core_properties.language == "sv-SE"


def test_a_listing_in_another_form_is_refused(tmp_path: Path) -> None:
    made = run("listing", QUESTIONNAIRE, "--output", tmp_path / "questions.odt")
    assert made.exit_code == 2
    assert ".pdf or .docx" in made.stderr
