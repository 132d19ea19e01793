"""Documents that have been made, kept as files for whoever asks for the same: all processes of a machine share them.

Nothing is kept here that could not be made again. A name is the hash of what a document is made of, so that one whose
content has changed is never found. What was asked for longest ago goes first, and all when something is deleted.
Where the folder cannot be read or written nothing is kept, and that is all: whoever asks gets the file made anew."""

import logging
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from app.config import Settings
from app.services.installation import Installation

LONGEST = 7 * 86400.0
"""Seconds that a file is kept."""
LARGEST = 200 * 1024**2
"""Bytes of all files together."""
MOST = 5000
"""Files: looking through them takes longer the more there are."""
NOTED = 60.0
"""Seconds within which it is not noted again that a file was asked for."""
FOLDER = "made"
DIGEST = sha256().digest_size
"""Bytes before each content: what it must be. After a loss of power a file may be there with half of its content."""

log = logging.getLogger("samspel.made_files")


@dataclass(frozen=True)
class _Found:
    """A file: when it was made, when it was asked for last, and its bytes."""

    path: Path
    made: float
    asked: float
    size: int


class MadeFiles:
    """The files in a folder for its owner alone. Times are seconds since 1970: of each file when it was made, and as
    its time of access when it was last asked for, which is set here so that it holds on every file system."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, name: str) -> bytes | None:
        """The content kept under that name; None where there is none, or not all of it, or it cannot be read."""
        path = self.folder / name
        try:
            with path.open("rb") as file:
                self._note_asked(path, os.fstat(file.fileno()))
                digest, content = file.read(DIGEST), file.read()
        except FileNotFoundError:
            return None
        except OSError as fault:
            log.error("a kept file could not be read: %s", fault.strerror)
            return None
        return content if sha256(content).digest() == digest else None

    def keep(self, name: str, content: bytes, now: float) -> None:
        """Keeps the content whole or not at all. Raises OSError where there is no room."""
        try:
            self._write(name, content, now)
        except FileNotFoundError:  # all was removed by another process in the middle of it
            self._write(name, content, now)
        try:
            self.prune(now)
        except OSError as fault:
            log.error("what was kept its time could not be removed: %s", fault.strerror)

    def prune(self, now: float) -> None:
        """Removes what has been kept its time, and of what is too much that which was asked for longest ago. Raises
        OSError where something could not be removed."""
        room = LARGEST
        for number, one in enumerate(sorted(self._found(), key=lambda one: one.asked, reverse=True)):
            room -= one.size
            if now - one.made > LONGEST or room < 0 or number >= MOST:
                one.path.unlink(missing_ok=True)

    def _note_asked(self, path: Path, known: os.stat_result) -> None:
        now = time.time()
        if now - known.st_atime > NOTED:
            with suppress(OSError):  # another process has removed it just now, or the disk may only be read
                os.utime(path, (now, known.st_mtime))

    def _write(self, name: str, content: bytes, now: float) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f"{name}.{secrets.token_hex(4)}"
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(sha256(content).digest() + content)
            os.utime(draft, (now, now))
            draft.replace(self.folder / name)
        finally:
            draft.unlink(missing_ok=True)

    def clear(self) -> None:
        """Removes all of them. Raises OSError where one could not be removed."""
        for one in self._found():
            one.path.unlink(missing_ok=True)

    def _found(self) -> list[_Found]:
        """Each file; another process may remove some meanwhile."""
        found = []
        with suppress(FileNotFoundError):
            for path in self.folder.iterdir():
                with suppress(FileNotFoundError):
                    known = path.stat()
                    found.append(_Found(path, known.st_mtime, known.st_atime, known.st_size))
        return found


def forget_made_files(installation: Installation) -> None:
    """Removes all of this machine, when something is deleted, or shown no longer, that they may have been made of. What
    was deleted stays so where this cannot be done: nobody is given such a file, and it goes when its time is over."""
    try:
        made_files(installation.settings).clear()
    except OSError as fault:
        log.error("files made of what was deleted could not be removed: %s", fault.strerror)


def prune_made_files(installation: Installation, now: datetime) -> None:
    """Removes those of this machine that have been kept their time."""
    made_files(installation.settings).prune(now.timestamp())


def made_files(settings: Settings) -> MadeFiles:
    """Those of the installation, on this machine."""
    return MadeFiles(settings.instance / FOLDER)
