"""Answers to what is weighed from a file, `item.part` a column, without a database: the table and the document."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from app.cli import main
from app.config import ROOT
from app.services.questionnaires import read_questionnaire_file
from app.services.sheets import headers

POINTS, PLACES = ("7", "2", "1"), ("1", "2", "3")


def filled(name: str, folder: Path) -> tuple[Path, Path]:
    """Six persons of one organisation who answer alike: today 2, wanted 4, points 7, 2 and 1, places in order."""
    file = ROOT / "questionnaires" / f"{name}.yaml"
    asked = read_questionnaire_file(file).questionnaire
    assert asked is not None
    kinds = {item.id: item.kind for item in asked.items}
    columns = headers(asked)

    def value(column: str) -> str:
        item, _, part = column.partition(".")
        at = [one for one in columns if one.startswith(f"{item}.")].index(column) if part else 0
        given = {"allocation": POINTS, "ranking": PLACES}.get(kinds.get(item, ""), ("2", "4"))
        rated = "4" if kinds.get(item) == "rating" else {"organisation": "Norrdal", "level": "politik"}.get(column, "")
        return given[at] if part else rated

    target = folder / f"{name}.csv"
    with target.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([columns, *([value(one) for one in columns] for _ in range(6))])
    return file, target


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("balansgangar", ["Intern dialog och samverkansprocess", "Vill flytta tyngdpunkten"]),
        ("drivkrafter", ["Drivkrafter", "Samsyn att bygga på", "Graden av gemensamt arbete", "Vill gå längre", "4,0"]),
    ],
)
def test_the_table_has_the_places_of_what_is_weighed_and_no_dash_for_a_score(
    tmp_path: Path, name: str, lines: list[str]
) -> None:
    environment = {"SAMSPEL_INSTANCE": str(tmp_path / "instance"), "LANG": "sv_SE.UTF-8", "LC_ALL": ""}
    done = CliRunner().invoke(main, ["score", *map(str, filled(name, tmp_path))], env=environment)
    assert done.exit_code == 0, done.output
    assert [line for line in lines if line not in done.output] == []
    assert "–" not in done.output and "n 6" in done.output and "n 0" not in done.output


def test_the_document_of_balances_is_made_from_a_file(tmp_path: Path) -> None:
    target = tmp_path / "document.pdf"
    environment = {"SAMSPEL_INSTANCE": str(tmp_path / "instance"), "LANG": "sv_SE.UTF-8", "LC_ALL": ""}
    arguments = ["document", *map(str, filled("balansgangar", tmp_path)), "-o", str(target)]
    done = CliRunner().invoke(main, arguments, env=environment)
    assert done.exit_code == 0, done.output
    assert "Intern dialog och samverkansprocess" in "\n".join(page.extract_text() for page in PdfReader(target).pages)
