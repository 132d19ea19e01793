"""`samspel check` of an instrument that has no texts about its factors."""

import json
from pathlib import Path

import pytest

from app.config import ROOT
from tests.cli.test_commands import run


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SAMSPEL_INSTANCE": str(tmp_path / "instance"), "DATABASE_URL": ""}


def test_check_gives_advice_with_its_place_and_no_error_status(environment: dict[str, str]) -> None:
    file = ROOT / "tests" / "fixtures" / "without_texts.yaml"
    found = run({**environment, "LC_ALL": "sv_SE.UTF-8"}, "check", file)
    assert found.exit_code == 0
    lines = found.output.splitlines()
    assert len(lines) == 23
    assert f"{file}:26:9: dimensions[0].factors[0]: råd: faktorn 'faktor_01' saknar explanation" in lines[0]
    assert lines[-1] == "Inga problem hittades. Råden ovan behöver inte följas."
    told = json.loads(run(environment, "check", file, "--format", "json").output)
    assert {(one["code"], one["severity"]) for one in told} == {("Q063", "advice")}
