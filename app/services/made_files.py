"""Documents that have been made, kept as files for whoever asks for the same: all processes of a machine share them.

Nothing is kept here that could not be made again. A name is the hash of what a document is made of, so that one whose
content has changed is never found. What was asked for longest ago goes first, and all when something is deleted."""

import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
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
        """The content kept under that name, or None."""
        path = self.folder / name
        try:
            with path.open("rb") as file:
                known, now = os.fstat(file.fileno()), time.time()
                if now - known.st_atime > NOTED:
                    with suppress(FileNotFoundError):  # another process has removed it just now
                        os.utime(path, (now, known.st_mtime))
                return file.read()
        except FileNotFoundError:
            return None

    def keep(self, name: str, content: bytes, now: float) -> None:
        """Keeps the content whole or not at all. Raises OSError where there is no room."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f"{name}.{secrets.token_hex(4)}"
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            os.utime(draft, (now, now))
            draft.replace(self.folder / name)
        finally:
            draft.unlink(missing_ok=True)
        self.prune(now)

    def prune(self, now: float) -> None:
        """Removes what has been kept its time, and of what is too much that which was asked for longest ago."""
        room = LARGEST
        for number, one in enumerate(sorted(self._found(), key=lambda one: one.asked, reverse=True)):
            room -= one.size
            if now - one.made > LONGEST or room < 0 or number >= MOST:
                one.path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Removes all of them."""
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
    """Removes all of this machine, when something is deleted that they may have been made of."""
    made_files(installation.settings).clear()


def prune_made_files(installation: Installation, now: datetime) -> None:
    """Removes those of this machine that have been kept their time."""
    made_files(installation.settings).prune(now.timestamp())


def made_files(settings: Settings) -> MadeFiles:
    """Those of the installation, on this machine."""
    return MadeFiles(settings.instance / FOLDER)
