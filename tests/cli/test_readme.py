"""Every command that README.md names: the blocks are run as they stand, in a folder of their own with the demo; what is
named within sentences exists, with its options."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.application import create_preview_app
from app.cli import main
from app.config import ROOT
from app.definitions.library import read_definition
from bench.scoring import write_answers
from tests.conftest import LIBRARY

README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMSPEL = ".venv/bin/samspel"
BLOCKS = [
    [line.partition(" #")[0].strip() for line in block.splitlines() if line.strip()]
    for block in re.findall(r"^```\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
]
NAMED = sorted(set(re.findall(r"`samspel ([^`]+)`", README)))
MADE = re.compile(r"\S+\.(?:pdf|xlsx|csv|docx)$")
SERVES = "preview"
"""The one that goes on until it is stopped; that it begins is seen here, what it serves is a claim of test_preview."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the shipped questionnaires and the demo, as `make run` leaves it."""
    shutil.copytree(ROOT / "questionnaires", tmp_path / "questionnaires")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMSPEL_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("SAMSPEL_QUESTIONNAIRES", str(tmp_path / "questionnaires"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert run("demo").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"LANG": "en_GB.UTF-8"})


def closed_round() -> str:
    """The code of a closed round of the demo, as `samspel rounds` prints it."""
    (code, *_) = re.findall(r"^([A-Z0-9]{6})\b.*\bclosed\b", run("rounds").output, re.MULTILINE)
    assert isinstance(code, str)
    return code


def between(command: list[str], home: Path) -> None:
    """What somebody does by hand after a command, as the words beside it say."""
    questionnaires = home / "questionnaires"
    if command[0] == "template":
        write_answers(home / "answers.csv", LIBRARY.find("pulskoll"), 40, ("Norrdal", "Storvik"))
    elif command[0] == "cp":
        mine = questionnaires / "mine.yaml"
        mine.write_text(mine.read_text().replace("id: pulskoll", "id: mine"))
        newer = mine.read_text().replace("version: 1", "version: 2\nreplaces: {version: 1}", 1)
        (home / "new.yaml").write_text(newer)


def test_the_blocks_are_those_that_are_run_here() -> None:
    assert [len(block) for block in BLOCKS] == [9, 6]


def test_each_command_of_a_block_does_what_it_is_there_for(home: Path) -> None:
    for line in (line for block in BLOCKS for line in block):
        command = shlex.split(line.replace("ROUND", closed_round()))
        if command[0] == "cp":
            subprocess.run(command, check=True)
        else:
            assert command.pop(0) == SAMSPEL
            if command[0] == SERVES:
                assert create_preview_app(read_definition(Path(command[1])).questionnaire)  # type: ignore[arg-type]
                continue
            done = run(*command)
            assert done.exit_code == 0, f"{line}: {done.output}"
            made = [word for word in command[1:] if MADE.match(word)] if "-o" in command else []
            assert all((home / one).stat().st_size for one in made)
            assert made or done.output.strip(), line
        between(command, home)


@pytest.mark.parametrize("named", NAMED)
def test_what_is_named_in_a_sentence_exists_with_its_options(named: str) -> None:
    words = [word for word in shlex.split(named) if word != "…"]
    options = [word for word in words if word.startswith("--")]
    command = [word for word in words if re.fullmatch(r"[a-z]+(-[a-z]+)*", word)]
    asked = run(*command, "--help")
    assert asked.exit_code == 0, asked.output
    assert [one for one in options if one not in asked.output] == []
