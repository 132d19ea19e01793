"""A backup: the database at one moment in a file of its own, which says what it is and whether it is whole.

The secret key is not in it. The manifest has what an HMAC makes of the key, by which a restore tells whether this
installation has the same one."""

import hmac
import json
import os
import tempfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from app.config import Settings, private_folder
from app.domain.errors import SamspelError
from app.services.made_files import made_files
from app.store import backup, installation_facts
from app.store.database import Database
from app.store.upgrade import UnusableDatabase, is_known, is_up_to_date, upgrade

MANIFEST, CONTENT = "manifest.json", "database"
BACKUP = "backup"
"""The fact that says when the latest backup was made here."""
NOT_WHOLE = (BadZipFile, EOFError, KeyError, TypeError, ValueError, NotImplementedError, zlib.error)


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `kind`: sqlite or postgresql. `shape`: the last migration. `made`: a moment in ISO
    8601. `sha256`: of the database in it. `key`: tells secret keys apart, and none can be found from it."""

    samspel: str
    kind: str
    shape: str
    made: str
    sha256: str
    key: str


@dataclass(frozen=True)
class Restored:
    """What came back. `has_same_key`: whether this installation has the secret key of the one that was backed up."""

    manifest: Manifest
    has_same_key: bool


def back_up(settings: Settings, path: Path, now: datetime) -> Manifest:
    """Writes the backup, for its owner alone to read (0600); what was at the path stays until the new one is whole.

    Raises D001 (the file), D052, D053 (PostgreSQL's programs), D056 (there is nothing to back up)."""
    database = Database(settings.database_url)
    try:
        if database.files and not database.files[0].exists():
            raise SamspelError("D056")
        shape = backup.shape_of(database)
        if shape is None:
            raise SamspelError("D056")
        with tempfile.TemporaryDirectory(prefix=".samspel-backup-", dir=path.absolute().parent) as folder:
            content = Path(folder, CONTENT)
            content.touch(mode=0o600)
            _run(lambda: backup.take(database, content))
            made = now.isoformat(timespec="seconds")
            facts = (version("samspel"), _kind(database), shape, made, _sha256(content), _fingerprint(settings))
            manifest = Manifest(*facts)
            _write(path, Path(folder, "whole"), content, manifest)
            _note(database, made, now)
        return manifest
    except OSError as fault:
        raise SamspelError("D001", str(path), detail=fault.strerror or str(fault)) from fault
    finally:
        database.dispose()


def restore(settings: Settings, path: Path) -> Restored:
    """Fills the empty installation with the backup, and brings its tables up to date.

    Raises D050 (no whole backup), D051 (the installation is not empty), D052, D053, D054 (made by a newer version),
    D055 (of another kind of database); then nothing has been changed."""
    if settings.database_url.startswith("sqlite"):
        private_folder(settings.instance)
    database = Database(settings.database_url)
    try:
        for file in database.files[:1]:
            file.touch(mode=0o600)
        with tempfile.TemporaryDirectory(prefix="samspel-restore-") as folder:
            content = Path(folder, CONTENT)
            manifest = _read(path, content)
            _require_fitting(database, manifest)
            try:
                _run(lambda: backup.put_back(database, content))
            except backup.FaultyCopy as fault:
                raise SamspelError("D050", str(path)) from fault
        upgrade(database)
        made_files(settings).clear()  # what was here before may have been made of other answers of the same round
        return Restored(manifest, hmac.compare_digest(manifest.key, _fingerprint(settings)))
    except OSError as fault:
        raise SamspelError("D001", str(path), detail=fault.strerror or str(fault)) from fault
    finally:
        database.dispose()


def _require_fitting(database: Database, manifest: Manifest) -> None:
    if manifest.kind != _kind(database):
        raise SamspelError("D055", kind=manifest.kind)
    if not is_known(manifest.shape):
        raise SamspelError("D054", version=manifest.samspel)
    if not backup.is_empty(database):
        raise SamspelError("D051")


def _note(database: Database, made: str, now: datetime) -> None:
    """For `samspel doctor`. Where the tables are of another version, or nothing can be written, the backup is as good
    without it."""
    with suppress(SamspelError, *UnusableDatabase), database.writing() as connection:
        if is_up_to_date(connection):
            installation_facts.change(connection, BACKUP, made, now)


def _write(path: Path, draft: Path, content: Path, manifest: Manifest) -> None:
    draft.touch(mode=0o600)
    with draft.open("r+b") as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as whole:
            whole.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            whole.write(content, CONTENT)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _read(path: Path, content: Path) -> Manifest:
    """Takes the backup apart. Raises D050 for what is cut off, changed or something else."""
    try:
        with ZipFile(path) as whole:
            manifest = Manifest(**json.loads(whole.read(MANIFEST)))
            content.touch(mode=0o600)
            with whole.open(CONTENT) as found, content.open("wb") as file:
                copyfileobj(found, file)
        is_whole = _sha256(content) == manifest.sha256
    except NOT_WHOLE as fault:
        raise SamspelError("D050", str(path)) from fault
    if not is_whole:
        raise SamspelError("D050", str(path))
    return manifest


def _run(work: Callable[[], None]) -> None:
    try:
        work()
    except backup.ProgramFailed as fault:
        if not fault.said:
            raise SamspelError("D052", program=fault.program) from fault
        raise SamspelError("D053", program=fault.program, detail=fault.said) from fault


def _kind(database: Database) -> str:
    return "sqlite" if database.is_sqlite else "postgresql"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _fingerprint(settings: Settings) -> str:
    return hmac.digest(settings.secret_key.encode(), b"samspel backup", "sha256").hex()[:32]
