"""A run that leaves a test out is not green."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.config import ROOT

HOOKS = "from tests.conftest import pytest_make_collect_report, pytest_runtest_makereport\n"
HOLDS = "def test_holds():\n    pass\n"
MARK = "import pytest\n\n@pytest.mark.{mark}\n"


def run(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    """Runs a module of tests under the hooks of this project's own runs."""
    (folder / "conftest.py").write_text(HOOKS)
    (folder / "test_it.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", f"--rootdir={folder}"]
    return subprocess.run([*command, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_test_that_holds_passes(tmp_path: Path) -> None:
    assert run(tmp_path, HOLDS).returncode == 0


@pytest.mark.parametrize("mark", ["skip", "skipif(True, reason='no')", "xfail"])
def test_a_test_that_is_left_out_or_may_fail_fails_the_run(tmp_path: Path, mark: str) -> None:
    done = run(tmp_path, MARK.format(mark=mark) + HOLDS)
    assert done.returncode == 1
    assert "Skipped, or expected to fail" in done.stdout


def test_a_module_that_skips_itself_fails_the_run(tmp_path: Path) -> None:
    done = run(tmp_path, "import pytest\n\npytest.importorskip('no_such_module')\n" + HOLDS)
    assert done.returncode != 0
    assert "Skipped, or expected to fail" in done.stdout
