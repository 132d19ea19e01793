"""What is tested is what production installs: no more packages, and the same versions."""

import ast
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path

import pytest

from app.config import ROOT
from tests.architecture import production_run
from tests.architecture.production_run import DEEDS, NotInstalled, plain
from tests.architecture.test_set_up import PIN, locked, wanted
from tests.architecture.tree import files_under, syntax_of


def imported() -> dict[str, str]:
    """Top-level module of others -> a file of the app that imports it."""
    found: dict[str, str] = {}
    for path in files_under("app", suffixes=(".py",)):
        for node in syntax_of(path):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            found |= {name.partition(".")[0]: str(path) for name in names}
    return {name: path for name, path in found.items() if name != "app" and name not in sys.stdlib_module_names}


def test_every_package_that_the_app_imports_is_asked_for_by_name() -> None:
    owners, asked = packages_distributions(), wanted("runtime")
    strangers = {
        f"{name} ({path})"
        for name, path in imported().items()
        if not {plain(one) for one in owners.get(name, ())} & asked
    }
    assert len(imported()) > 15
    assert sorted(strangers) == []


def test_every_package_of_production_is_here_in_the_version_that_is_locked() -> None:
    """Only packages for other machines (their line says which) may be missing."""
    odd = []
    for name, pinned, about in PIN.findall((ROOT / "requirements" / "runtime.txt").read_text()):
        try:
            here = version(name)
        except PackageNotFoundError:
            here = ""
        if here != pinned and not (";" in about and (not here or here in locked("runtime")[name])):
            odd.append(f"{name}: {here or 'missing'}, not {pinned}")
    assert odd == []


def test_what_samspel_promises_holds_with_nothing_but_what_production_installs(tmp_path: Path) -> None:
    """Reading a workbook, a draft of a form, scores, a document, a form handed in: in a process where every other
    package is missing, such as those that only the tests need."""
    command = [sys.executable, production_run.__file__, ",".join(locked("runtime")), str(tmp_path), str(ROOT)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.stdout.split() == [deed.__name__ for deed in DEEDS], ended.stderr[-1500:]
    assert ended.returncode == 0


def test_a_package_that_production_does_not_install_is_missing_there() -> None:
    finder = NotInstalled(set(locked("runtime")))
    with pytest.raises(ModuleNotFoundError):
        finder.find_spec("pytest.fixtures")
    assert finder.find_spec("openpyxl") is None
    assert finder.find_spec("app.services") is None
