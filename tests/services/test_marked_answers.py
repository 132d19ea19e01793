"""Marks that do not go together, in files: told by row with the cure, in answer sheets and in other tools' files."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.config import ROOT
from app.definitions.library import Library
from app.services.answer_files import read_sheets
from app.services.csv_file import FaultyFile
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.services.sheets import codebook
from app.wording.errors import error_sentence
from tests.builders import fresh, new_round, opened_round
from tests.services.test_guided_import import as_proposed, upload

ASKED = Library(ROOT / "tests" / "fixtures").find("tjugotva")
ALONE = "”Inget av detta” går inte att välja tillsammans med andra svar. Behåll bara det, eller ta bort det."
TOO_MANY = "3 svar är valda, och högst 2 får väljas. Ta bort 1."


@pytest.fixture
def installation(installation: Installation) -> Installation:
    return replace(installation, library=Library(ROOT / "tests" / "fixtures"))


@pytest.fixture
def view(installation: Installation) -> RoundView:
    return opened_round(installation, new_round(questionnaire="tjugotva", languages=("sv",)))


def test_an_answer_sheet_is_refused_by_row_and_cure(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("stod\nekonomi; it\nInget av detta\nInget av detta; It\nekonomi;it;juridik\n")
    with pytest.raises(FaultyFile) as refused:
        read_sheets(file, ASKED, ())
    assert [error_sentence(one, "sv") for one in refused.value.faults] == [f"4/stod: {ALONE}", f"5/stod: {TOO_MANY}"]


def test_the_template_says_the_rules() -> None:
    (line,) = [one for one in codebook(ASKED, "sv").splitlines() if one.startswith("stod,")]
    assert line.endswith("inget = Inget av detta (;) Högst 2. ”Inget av detta” bara för sig.")


@pytest.mark.parametrize(
    ("header", "row", "said"),
    [
        (["Vilket stöd behöver ni mest?"], ["Ekonomi;Inget av detta"], ALONE),
        (["Vilket stöd behöver ni mest?"], ["Ekonomi;It;Juridik"], TOO_MANY),
    ],
)
def test_a_guided_import_tells_the_row_and_the_cure_and_stores_nothing(
    installation: Installation, view: RoundView, header: list[str], row: list[str], said: str
) -> None:
    run = as_proposed(installation, view, upload(installation, view, [header, ["Juridik"], row]))
    assert run.number == 1
    (fault,) = run.faults
    assert error_sentence(fault, "sv").endswith(said)
    assert fault.where.startswith("3/")
    assert fresh(installation, view).received == 0
