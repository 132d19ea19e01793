"""The command that writes results for other programs."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from app.cli import main
from app.services.installation import Installation
from tests.builders import answer, closed, draft_round, new_round, opened_round


def export(environment: Mapping[str, str], *arguments: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)], env=dict(environment))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SAMSPEL_INSTANCE": str(tmp_path), "LC_ALL": "sv_SE.UTF-8"}


@pytest.fixture
def code(home: Installation) -> str:
    view = opened_round(home)
    answer(home, view, 6, 4, organisation="norrdal")
    return closed(home, view).round.code


def test_each_form_is_written(environment: Mapping[str, str], code: str, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    assert export(environment, code, "--output", target).output == f"{target}\n"
    assert "Kodbok" in load_workbook(target).sheetnames
    assert export(environment, code, "--format", "csv").output.startswith("unit,id,")
    assert export(environment, code, "--format", "csv", "--excel").output.startswith("\ufeffunit;id;")
    long = list(csv.DictReader(io.StringIO(export(environment, code, "--format", "long").output)))
    assert {row["round"] for row in long} == {code}
    assert json.loads(export(environment, code, "--format", "json").output)["persons"] == 6


def test_a_workbook_is_not_written_on_the_screen(environment: Mapping[str, str], code: str) -> None:
    refused = export(environment, code)
    assert refused.exit_code == 2
    assert "--output" in refused.output


def test_a_round_that_is_not_there_or_a_workshop_is_refused_with_its_sentence(
    environment: Mapping[str, str], home: Installation
) -> None:
    workshop = draft_round(home, new_round(questionnaire="grundstenar", title="Grundstenar")).round.code
    for wanted in ("NOSUCH", workshop):
        refused = export(environment, wanted, "--format", "long")
        assert refused.exit_code == 1
        assert refused.output.strip()
