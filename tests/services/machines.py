"""Several machines on one database: each with an engine, an instance folder and questionnaires of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.config import ROOT
from app.definitions.library import Library
from app.services.installation import Installation
from app.store.database import Database

PULSE = "pulskoll.yaml"


@contextmanager
def machine(
    first: Installation, folder: Path, *, key: str = "", base_url: str = "", files: tuple[str, ...] = (PULSE,)
) -> Iterator[Installation]:
    """Another server of the installation, whose questionnaire folder holds copies of these shipped files."""
    folder.mkdir()
    (folder / "questionnaires").mkdir()
    for name in files:
        shutil.copyfile(ROOT / "questionnaires" / name, folder / "questionnaires" / name)
    settings = replace(
        first.settings,
        instance=folder / "instance",
        questionnaires=folder / "questionnaires",
        secret_key=key or first.settings.secret_key,
        base_url=base_url or first.settings.base_url,
    )
    database = Database(first.settings.database_url)
    try:
        yield Installation(settings, database, Library(settings.questionnaires))
    finally:
        database.dispose()


def edit(installation: Installation, before: str, after: str, name: str = PULSE) -> None:
    """Changes a questionnaire file of that server, as somebody with an editor does."""
    path = installation.library.folder / name
    words = path.read_text(encoding="utf-8")
    assert before in words
    path.write_text(words.replace(before, after), encoding="utf-8")
