"""A run that leaves a test out is not green."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import ROOT

HOOKS = "from tests.conftest import pytest_make_collect_report, pytest_runtest_makereport\n"
HOLDS = "def test_holds():\n    pass\n"
MARKS = {"skipped": "skip", "left_out": "skipif(True, reason='no')", "may_fail": "xfail"}
MARK = "import pytest\n\n@pytest.mark.{mark}\n"


def run(folder: Path, **sources: str) -> subprocess.CompletedProcess[str]:
    """Runs modules of tests under the hooks of this project's own runs, and says what became of each test."""
    (folder / "conftest.py").write_text(HOOKS)
    for name, source in sources.items():
        (folder / f"test_{name}.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-qrA", "-p", "no:cacheprovider", "-c", "/dev/null"]
    command.append(f"--rootdir={folder}")
    return subprocess.run([*command, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """A run of a test that holds, and of the same with each mark."""
    marked = {name: MARK.format(mark=mark) + HOLDS for name, mark in MARKS.items()}
    return run(tmp_path_factory.mktemp("marked"), holds=HOLDS, **marked)


def test_a_test_that_holds_passes(done: subprocess.CompletedProcess[str]) -> None:
    assert re.search(r"^PASSED \S*test_holds.py::test_holds$", done.stdout, re.MULTILINE)
    assert done.stdout.count("\nPASSED ") == 1


@pytest.mark.parametrize("name", MARKS)
def test_a_test_that_is_left_out_or_may_fail_fails_the_run(done: subprocess.CompletedProcess[str], name: str) -> None:
    assert done.returncode == 1
    assert re.search(rf"^(FAILED|ERROR) \S*test_{name}.py::test_holds", done.stdout, re.MULTILINE)
    assert done.stdout.count("Skipped, or expected to fail") >= len(MARKS)


def test_a_module_that_skips_itself_fails_the_run(tmp_path: Path) -> None:
    done = run(tmp_path, itself="import pytest\n\npytest.importorskip('no_such_module')\n" + HOLDS)
    assert done.returncode != 0
    assert "Skipped, or expected to fail" in done.stdout
