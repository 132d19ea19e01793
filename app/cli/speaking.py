"""How commands speak: the user's language, plain errors, files that are written whole or not at all."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

import click

from app.config import Settings
from app.domain.errors import SamspelError
from app.domain.questionnaire import Questionnaire
from app.services.csv_file import FaultyFile
from app.services.installation import Installation, Unavailable, UnusableDatabase
from app.services.questionnaires import read_questionnaire_file
from app.wording.errors import error_sentence, plain_sentence
from app.wording.translations import LANGUAGES, translations


def user_language() -> str:
    """Swedish where the environment is Swedish, else English."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "sv" if named.startswith("sv") else "en"


def gettext(message: str) -> str:
    """The message in the user's language."""
    return translations(user_language()).gettext(message)


def language_option(command: Callable[..., None]) -> Callable[..., None]:
    """`--language sv|en`."""
    option = click.option(
        "--language", type=click.Choice(LANGUAGES), default=user_language, help="Language of what is written."
    )
    return option(command)


def plain_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Turns errors into sentences on standard error and exit status 1."""

    @wraps(command)
    def speaking(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except FaultyFile as faulty:
            for fault in faulty.faults:
                click.echo(f"{faulty.where}: {_place(fault)}: {plain_sentence(fault, user_language())}", err=True)
            click.echo(error_sentence(faulty, user_language()), err=True)
            raise SystemExit(1) from None
        except UnusableDatabase as fault:
            behind = fault.__cause__ if isinstance(fault, Unavailable) else getattr(fault, "orig", None)
            sentence = SamspelError("D004", detail=str(behind or fault).split("\n")[0])
            click.echo(error_sentence(sentence, user_language()), err=True)
            raise SystemExit(1) from None
        except SamspelError as fault:
            click.echo(error_sentence(fault, user_language()), err=True)
            raise SystemExit(1) from None

    return speaking


def this_settings() -> Settings:
    """The settings that the environment holds. Raises D003 where the installation's folder cannot be used."""
    try:
        return Settings.from_environment()
    except OSError as fault:
        raise SamspelError("D003", str(fault.filename or ""), detail=fault.strerror or str(fault)) from fault


def this_installation() -> Installation:
    """The installation that the environment names, until the command ends. Raises D003."""
    installation = Installation.open(this_settings())
    click.get_current_context().call_on_close(installation.database.dispose)
    return installation


def usable_questionnaire(path: Path) -> Questionnaire:
    """The questionnaire in that file; its problems on standard error and exit status 1 where it has errors."""
    definition = read_questionnaire_file(path)
    if definition.questionnaire is None:
        for problem in definition.problems:
            click.echo(problem.sentence(gettext), err=True)
        raise SystemExit(1)
    return definition.questionnaire


def write_file(path: Path, content: bytes) -> None:
    """Writes the file whole: a full disk or a missing folder leaves what was there before. Raises D001.

    What is a link or a device (/dev/stdout) is written through, not replaced."""
    if path.is_dir():
        raise SamspelError("D001", str(path), detail=os.strerror(errno.EISDIR))
    if path.is_symlink() or (path.exists() and not path.is_file()):
        _write_through(path, content)
        return
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as fault:
        with suppress(OSError):
            draft.unlink()
        raise SamspelError("D001", str(path), detail=fault.strerror or str(fault)) from fault


def _write_through(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise SamspelError("D001", str(path), detail=fault.strerror or str(fault)) from fault


def _place(fault: SamspelError) -> str:
    row, _, column = fault.where.partition("/")
    facts = {"row": row, "column": column}
    words = gettext("row %(row)s, column %(column)s") if column else gettext("row %(row)s")
    return words % facts
