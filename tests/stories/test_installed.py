"""The wheel, built and installed as people install it, in an empty folder without the repository."""

import os
import re
import socket
import subprocess
import sys
import sysconfig
import tarfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.parser import Parser
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

import pytest

from app.config import ROOT
from tests.architecture.tree import project_files
from tests.conftest import LIBRARY

MINUTES = 300
"""Seconds that anything here may take on a machine that is very busy."""
QUESTIONNAIRE = "pulskoll"


@dataclass(frozen=True)
class Installed:
    """A Python of its own that Samspel was installed into, and an empty folder to use it in."""

    python: Path
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """Of this machine, without what points at the repository or another installation."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMSPEL", "PYTHON"))}
        return {**kept, "LC_ALL": "C.UTF-8", "DATABASE_URL": ""}

    def samspel(self, *arguments: str) -> list[str]:
        return [str(self.python.with_name("samspel")), *arguments]

    def says(self, *arguments: str) -> str:
        """What the command writes; it must end well."""
        return _run(*self.samspel(*arguments), cwd=self.folder, environment=self.environment)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel made of it: of committed files and what is about to be."""
    sources, made = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("built")
    for path in project_files():
        (sources / path).parent.mkdir(parents=True, exist_ok=True)
        (sources / path).write_bytes((ROOT / path).read_bytes())
    _run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(made), cwd=sources)
    with tarfile.open(next(made.glob("*.tar.gz"))) as archive:
        archive.extractall(made, filter="data")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made), cwd=next(made.glob("samspel-*/")))
    return made


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(built.glob("*.whl")))


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The packages that Samspel needs are those that run this test; Samspel itself comes from the wheel."""
    place = tmp_path_factory.mktemp("installed")
    _run(sys.executable, "-m", "venv", "--without-pip", str(place / "venv"), cwd=place)
    python = place / "venv" / "bin" / "python"
    (packages,) = (place / "venv" / "lib").glob("python*/site-packages")
    (archive,) = built.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps")
    _run(*pip, str(archive), cwd=place)
    # A path alone, without the editable installation's own line: the repository is not on it.
    (packages / "packages.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    (place / "empty").mkdir()
    return Installed(python, place / "empty")


def _run(*command: str, cwd: Path, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=MINUTES, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-1000:]}{done.stderr[-2000:]}"
    return done.stdout


def test_the_wheel_takes_one_name_alone_and_holds_all_that_the_program_reads(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    folders = ("app", "questionnaires", "reports", "samspel", "templates")
    wanted = {path.as_posix() for path in project_files() if path.parts[0] in folders}
    assert names == {name if name.startswith("samspel/") else f"samspel/{name}" for name in wanted} | {
        "samspel/docs/round-result.schema.json"
    }


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    (place,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    about = Parser().parsestr(wheel.read(place).decode())
    assert about["Name"] == "samspel"
    assert about["License-Expression"] == "EUPL-1.2"
    assert about["License-File"] == "LICENSE"
    assert about.get_payload() == (ROOT / "README.md").read_text(encoding="utf-8")
    needed = {re.split(r"[^\w.-]", line)[0].lower() for line in about.get_all("Requires-Dist", [])}
    assert {"flask", "weasyprint", "sqlalchemy"} <= needed
    assert needed & {"hatchling", "pytest", "pip"} == set()


def test_the_program_says_its_version(installed: Installed) -> None:
    assert installed.says("--version").strip() == f"samspel, version {version('samspel')}"
    done = _run(str(installed.python), "-m", "samspel", "--version", cwd=installed.folder)
    assert done.endswith(f"version {version('samspel')}\n")


def test_nobody_else_meets_a_package_called_app(installed: Installed) -> None:
    code = "from importlib.util import find_spec; print(find_spec('samspel') is not None, find_spec('app'))"
    assert _run(str(installed.python), "-c", code, cwd=installed.folder) == "True None\n"


def test_questionnaires_are_checked_scored_and_made_into_a_document(installed: Installed) -> None:
    assert installed.says("check") == "No problems found.\n"
    shipped = next(
        (installed.python.parent.parent / "lib").glob(f"*/site-packages/samspel/questionnaires/{QUESTIONNAIRE}.yaml")
    )
    (installed.folder / "mine.yaml").write_bytes(shipped.read_bytes())
    assert "No problems found." in installed.says("check", "mine.yaml")
    columns = [item.id for item in LIBRARY.find(QUESTIONNAIRE).items if item.kind == "rating"]
    assert set(columns) <= set(installed.says("template", "mine.yaml").strip("\n").split(","))
    rows = [columns, *[["4"] * len(columns)] * 6]
    (installed.folder / "answers.csv").write_text("".join(",".join(row) + "\n" for row in rows))
    assert "4.0" in installed.says("score", "mine.yaml", "answers.csv")
    installed.says("document", "mine.yaml", "answers.csv", "-o", "document.pdf")
    assert (installed.folder / "document.pdf").read_bytes().startswith(b"%PDF")


def test_the_demo_is_filled_and_served_with_its_pages_styles_and_documents(installed: Installed) -> None:
    told = installed.says("demo")
    assert (installed.folder / "instance" / "demo-dialogue.pdf").read_bytes().startswith(b"%PDF")
    (code,) = re.findall(r"/r/(\w+)", told)
    with _served(installed) as base:
        page = _read(f"{base}/r/{code}")
        assert "Fjällådalen" in page
        styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
        assert styles
        assert all("{" in _read(base + style) for style in styles)
        assert '"openapi"' in _read(f"{base}/api/v1/openapi.json")


@contextmanager
def _served(installed: Installed) -> Iterator[str]:
    """The address of the installed server, while it runs."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = str(one.getsockname()[1])
    command = installed.samspel("serve", "--workers", "1", "--port", port)
    with subprocess.Popen(
        command, cwd=installed.folder, env=installed.environment, stderr=subprocess.STDOUT, stdout=subprocess.PIPE
    ) as server:
        try:
            yield _answering(f"http://127.0.0.1:{port}", server)
        finally:
            server.terminate()
            server.wait(MINUTES)


def _answering(base: str, server: subprocess.Popen[bytes]) -> str:
    """The address, once something answers there."""
    until = time.monotonic() + MINUTES
    while time.monotonic() < until and server.poll() is None:
        try:
            _read(f"{base}/healthz")
        except OSError:
            time.sleep(0.2)
        else:
            return base
    server.kill()
    raise AssertionError(f"no server: {server.stdout.read().decode()[-2000:] if server.stdout else ''}")


def _read(address: str) -> str:
    with urlopen(address, timeout=MINUTES) as answer:
        found: str = answer.read().decode()
    return found
