"""What is told of a release: its version, and what it consists of."""

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app.cli.program import main
from app.config import ROOT

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The SBOM."""
    file = tmp_path_factory.mktemp("sbom") / "samspel.cdx.json"
    subprocess.run([ROOT / "tools" / "sbom", file], check=True, capture_output=True)
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def locked(kind: str) -> set[tuple[str, str]]:
    return set(PINNED.findall((ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")))


def test_the_version_is_the_same_wherever_it_is_told() -> None:
    newest = re.search(r"^## \[([^]]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest and newest[1] == VERSION
    assert CliRunner().invoke(main, ["--version"]).output.split()[-1] == VERSION


def test_what_it_consists_of_is_what_the_lock_installs_on_a_server(parts: dict[str, Any]) -> None:
    assert {(one["name"], one["version"]) for one in parts["components"]} == locked("runtime")
    assert ("pytest" in dict(locked("development"))) and "pytest" not in {one["name"] for one in parts["components"]}
    hashes = [one["externalReferences"][0]["hashes"] for one in parts["components"]]
    assert all(hashes)


def test_samspel_itself_stands_first_in_it(parts: dict[str, Any]) -> None:
    itself = parts["metadata"]["component"]
    assert (itself["name"], itself["version"], itself["type"]) == ("samspel", VERSION, "application")
    assert itself["licenses"][0]["license"]["id"] == "EUPL-1.2"


def test_nothing_of_this_machine_is_in_it(parts: dict[str, Any]) -> None:
    told = json.dumps(parts)
    assert str(ROOT) not in told and str(Path.home()) not in told
