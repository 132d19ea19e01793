"""The list of all commands, which nothing has to be loaded for."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click
import pytest
from click.testing import CliRunner

import app.cli
from app.cli import main
from app.cli.elsewhere import Elsewhere

HEAVY = {
    "alembic", "app.services", "app.store", "docx", "flask", "numpy", "openpyxl", "pydantic", "scipy", "sqlalchemy",
    "weasyprint",
}  # fmt: skip
LONG = 200
LISTED = [one for one in main.commands.values() if isinstance(one, Elsewhere)]


@pytest.mark.parametrize("asked", ["--help", "--version"])
def test_what_tells_about_the_program_loads_nothing_that_commands_need(asked: str) -> None:
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from app.cli import main; main()"
    told = subprocess.run([sys.executable, "-c", code, asked], capture_output=True, text=True, check=True)
    loaded = set(told.stdout.splitlines()[-1].split())
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_what_scores_and_serves_does_not_load_the_library_of_one_function() -> None:
    code = "import sys, app.application, app.cli.commands; print('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize("listed", LISTED, ids=lambda one: str(one.name))
def test_the_list_says_what_the_command_says(listed: Elsewhere) -> None:
    command = listed.loaded()
    assert command.name == listed.name
    assert command.get_short_help_str(LONG) == listed.get_short_help_str(LONG)


def test_every_command_of_the_room_is_listed() -> None:
    written: set[str | None] = set()
    for module in iter_modules([str(Path(app.cli.__file__).parent)], "app.cli."):
        found = [one for one in vars(import_module(module.name)).values() if isinstance(one, click.Command)]
        inside = {id(one) for group in found if isinstance(group, click.Group) for one in group.commands.values()}
        written |= {one.name for one in found if id(one) not in inside}
    assert written - {"main"} == {one.name for one in LISTED} == set(main.commands)


def test_a_command_that_does_not_exist_is_said() -> None:
    done = CliRunner().invoke(main, ["nope"])
    assert done.exit_code == 2
    assert "No such command 'nope'" in done.output
