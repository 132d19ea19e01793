"""Set-up: what is locked, what the commands are called."""

import re
from pathlib import Path

from app.cli import main
from app.config import ROOT
from tests.architecture.tree import project_files, text_of

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==([^ \\]+)(.*)$", re.MULTILINE)


def locked(kind: str) -> dict[str, set[str]]:
    """Package -> the versions locked, one for each kind of machine."""
    found: dict[str, set[str]] = {}
    for name, version, _ in PIN.findall((ROOT / "requirements" / f"{kind}.txt").read_text()):
        found.setdefault(name, set()).add(version)
    return found


def wanted(kind: str) -> set[str]:
    lines = (ROOT / "requirements" / f"{kind}.in").read_text().splitlines()
    names = {re.split(r"[\[<>=~ ]", line, maxsplit=1)[0] for line in lines if line and line[0] not in "#-"}
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def test_every_locked_package_has_its_hashes_and_the_files_name_no_index() -> None:
    for kind in ("runtime", "development"):
        text = (ROOT / "requirements" / f"{kind}.txt").read_text()
        blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
        assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []
        assert re.search(r"--(?:extra-)?index-url|--find-links|--trusted-host|://", text) is None


def test_every_package_that_is_asked_for_is_locked() -> None:
    assert wanted("runtime") <= locked("runtime").keys()
    assert wanted("development") <= locked("development").keys()


def test_what_is_tested_is_what_runs() -> None:
    tested = locked("development")
    assert {name: tested.get(name) for name in locked("runtime")} == locked("runtime")


def test_every_command_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", (ROOT / "README.md").read_text()))
    assert {"run", "test"} <= named <= targets
    assert {"run", "test", "lint", "format", "demo", "bench", "help"} <= targets


def test_every_samspel_command_in_the_documents_exists() -> None:
    documents = [path for path in project_files() if path.suffix == ".md"]
    named = {name for path in documents for name in re.findall(r"\bsamspel ([a-z][a-z-]*)\b", text_of(path))}
    assert len(named) >= 10
    assert sorted(named - set(main.commands)) == []


def test_integration_runs_the_test_command() -> None:
    assert "make test" in text_of(Path(".ci/run"))
