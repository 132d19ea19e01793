"""The files that belong to the project, as git knows them, read once."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from app.config import ROOT


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is committed or about to be, relative to the checkout."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(path for path in map(Path, listed) if (ROOT / path).is_file())


def files_under(*folders: str, suffixes: tuple[str, ...]) -> list[Path]:
    """The project's files in these folders whose names end so."""
    return [path for path in project_files() if path.parts[0] in folders and path.suffix in suffixes]


@cache
def text_of(path: Path) -> str:
    """What the file holds."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def syntax_of(path: Path) -> tuple[ast.AST, ...]:
    """Every part of a Python file, as `ast.walk` finds them."""
    return tuple(ast.walk(ast.parse(text_of(path))))
