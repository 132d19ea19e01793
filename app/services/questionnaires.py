"""Questionnaire files, for those who write them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.definitions.library import Definition, Library, read_definition
from app.definitions.problems import Problem, Severity


def read_questionnaire_file(path: Path) -> Definition:
    """Reads and checks one file; never raises."""
    return read_definition(path)


def check_files(files: Sequence[Path]) -> tuple[Problem, ...]:
    """The problems of these files."""
    return tuple(problem for path in files for problem in read_definition(path).problems)


def check_folder(folder: Path) -> tuple[Problem, ...]:
    """The problems of all files in the folder, ids used twice included; Q041 where it holds none."""
    library = Library(folder)
    return library.problems if library.holds_files else (Problem("Q041", str(folder), 1, 1),)


def has_errors(problems: Sequence[Problem]) -> bool:
    """Whether any of the problems keeps its file from being used."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def only_advice(problems: Sequence[Problem]) -> bool:
    """Whether nothing has to be mended."""
    return all(problem.severity is Severity.ADVICE for problem in problems)


def problems_as_json(problems: Sequence[Problem], gettext: Callable[[str], str]) -> list[dict[str, object]]:
    """The problems for other programs."""
    return [problem.as_json(gettext) for problem in problems]
