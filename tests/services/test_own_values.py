"""A number in a sheet means the point of that value; what could mean two is asked or refused."""

from pathlib import Path

import pytest

from app.definitions.library import read_definition_text
from app.definitions.xlsform.export import form_of
from app.domain.errors import SamspelError
from app.domain.items import BipolarPairItem, RatingItem
from app.domain.questionnaire import Questionnaire
from app.domain.scale import DONT_KNOW, NOT_APPLICABLE
from app.services.answer_files import read_sheets
from app.services.answer_words import vocabularies
from app.services.column_targets import targets_of
from app.services.csv_file import FaultyFile
from app.services.sheets import codebook, empty_sheet
from app.services.xlsforms import draft_of_form, xlsform

CASES = """
id: tal
version: 1
languages: [sv]
title: Tal
introduction: Svara.
minutes: 1
scales:
  noll:
    points: ["0 – Saknas", "1 – Påbörjad", "2 – Delvis", "3 – På plats"]
    dont_know: Vet ej
    not_applicable: Rör ej oss
  ojamn: {points: [Saknas, Påbörjad, Delvis, På plats], values: [0, 1, 3, 5]}
  runt: {points: [Sämre, Som förr, Bättre], values: [-2, 0, 2]}
  bast: {strong_end: first, points: ["1 – Bäst", "2 – Mitt", "3 – Sämst"]}
  ofta: {strong_end: first, points: [Alltid, Ibland, Aldrig]}
  gissa: {points: ["0 gånger", "1–2 gånger", "3 gånger eller fler"]}
dimensions:
  - id: d
    title: D
    description: D.
    factors:
      - id: f
        title: F
        explanation: E.
        strength: S.
        weakness: W.
        dialogue_questions: ["V?"]
        items:
          - {id: a, text: A., scale: noll}
          - {id: b, text: B., scale: ojamn}
      - id: g
        title: G
        explanation: E.
        strength: S.
        weakness: W.
        dialogue_questions: ["V?"]
        items:
          - {id: c, text: C., scale: runt}
          - {id: d1, text: D., scale: bast}
          - {id: e, text: E., scale: ofta}
          - {id: g1, text: G., scale: gissa}
          - id: n
            kind: level
            text: N.
            levels:
              - {label: Nivå 0, behaviour: Saknas.}
              - {label: Nivå 1, behaviour: Finns.}
              - {label: Nivå 2, behaviour: Sitter.}
          - id: p
            kind: bipolar_pair
            text: P.
            left: Hemma
            right: Borta
            steps: 3
            values: [-1, 0, 1]
            not_applicable: Rör ej oss
"""


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    found = read_definition_text(CASES, "tal.yaml")
    assert found.questionnaire, [one.sentence(str) for one in found.problems]
    return found.questionnaire


def read(asked: Questionnaire, folder: Path, column: str, *cells: str) -> list[object]:
    path = folder / "svar.csv"
    path.write_text("\n".join([column, *(f'"{cell}"' for cell in cells)]) + "\n")
    item = column.partition(".")[0]
    return [sheet.answers[item] for sheet in read_sheets(path, asked, None).sheets]


@pytest.mark.parametrize(
    ("column", "cells", "codes"),
    [
        ("a", ("0", "3", "3 – På plats", "1,0", "1.0", " 1 ", "+1"), [1, 4, 4, 2, 2, 2, 2]),
        ("b", ("0", "1", "3", "5", "5,00"), [1, 2, 3, 4, 4]),
        ("c", ("-2", "\u22122", "0", "2", "+2", "'-2"), [1, 1, 2, 3, 3, 1]),
        ("d1", ("1", "3", "1 – Bäst"), [3, 1, 3]),
        ("e", ("1", "3", "Alltid"), [1, 3, 3]),
        ("n", ("0", "2", "Nivå 2"), [1, 3, 3]),
    ],
)
def test_a_number_means_the_point_of_that_value(
    asked: Questionnaire, tmp_path: Path, column: str, cells: tuple[str, ...], codes: list[int]
) -> None:
    assert read(asked, tmp_path, column, *cells) == codes


def test_a_position_means_the_value_that_it_is_written_as(asked: Questionnaire, tmp_path: Path) -> None:
    assert read(asked, tmp_path, "p.now", "-1", "1", "not_applicable") == [
        (("now", 1),), (("now", 3),), (("now", NOT_APPLICABLE),),
    ]  # fmt: skip


def test_not_applicable_is_read_by_its_label_and_by_its_name(asked: Questionnaire, tmp_path: Path) -> None:
    cells = ("Rör ej oss", "not_applicable", "Inte aktuellt", "vet ej")
    assert read(asked, tmp_path, "a", *cells) == [NOT_APPLICABLE] * 3 + [DONT_KNOW]


@pytest.mark.parametrize(("column", "cell"), [("a", "4"), ("b", "2"), ("b", "4"), ("c", "1"), ("n", "3")])
def test_a_number_that_no_point_has_is_refused_with_those_that_there_are(
    asked: Questionnaire, tmp_path: Path, column: str, cell: str
) -> None:
    with pytest.raises(FaultyFile) as refused:
        read(asked, tmp_path, column, cell)
    (fault,) = refused.value.faults
    assert fault.code == "A001"
    assert "0" in str(fault.facts["known"])


def test_a_number_that_could_mean_two_points_is_refused_with_its_cure(asked: Questionnaire, tmp_path: Path) -> None:
    assert read(asked, tmp_path, "g1", "0 gånger", "3 gånger eller fler") == [1, 3]
    with pytest.raises(FaultyFile) as refused:
        read(asked, tmp_path, "g1", "3")
    assert [fault.code for fault in refused.value.faults] == ["A015"]


def test_the_guided_import_asks_about_it_and_guesses_nothing(asked: Questionnaire) -> None:
    known = vocabularies(asked, (), targets_of(asked))
    assert known["g1"].understood("3") is None
    assert known["g1"].guessed("3") == ""
    assert known["a"].understood("3,0") == "3"
    assert known["n"].understood("2") == "2"
    assert known["a"].guessed("ej relevant") == NOT_APPLICABLE


def test_the_empty_sheet_and_its_codebook_say_the_values(asked: Questionnaire) -> None:
    assert empty_sheet(asked).startswith("a,b,c")
    lines = codebook(asked, "sv")
    assert "0 = Saknas; 1 = Påbörjad; 3 = Delvis; 5 = På plats" in lines
    assert "-2 = Sämre; 0 = Som förr; 2 = Bättre" in lines
    assert "0 gånger; 1–2 gånger; 3 gånger eller fler" in lines


def test_the_names_of_an_xlsform_are_the_values_and_come_back(asked: Questionnaire, tmp_path: Path) -> None:
    rows = form_of(asked).choices
    assert [row.name for row in rows if row.list_name == "ojamn"] == ["0", "1", "3", "5"]
    assert [row.name for row in rows if row.list_name == "runt"] == ["-2", "0", "2"]
    names = [row.name for row in rows if row.list_name == "gissa"]
    assert read(asked, tmp_path, "g1", *names) == [1, 2, 3]
    draft = draft_of_form(xlsform(asked), "tal", "sv", "sv")
    again = read_definition_text(draft.text, "tal.yaml").questionnaire
    assert again is not None
    noll = again.items_by_id["a"]
    assert isinstance(noll, RatingItem)
    assert list(noll.scale.numbers or ()) == [0, 1, 2, 3]
    assert noll.scale.not_applicable is not None
    line = again.items_by_id["p"]
    assert isinstance(line, BipolarPairItem) and line.not_applicable is not None
    assert list(line.numbers) == [-1, 0, 1]


def test_an_answer_that_is_not_offered_is_refused(asked: Questionnaire) -> None:
    with pytest.raises(SamspelError) as refused:
        asked.items_by_id["b"].parse([NOT_APPLICABLE])
    assert refused.value.code == "A001"
