"""Documents that have been made, kept as files for whoever asks for the same: all processes of a machine share them.

Nothing is kept here that could not be made again. A name is the hash of what a document is made of, so that one whose
content has changed is never found; the oldest go first, and all of them when something is deleted."""

import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.config import Settings
from app.services.installation import Installation

LONGEST = 7 * 86400.0
"""Seconds that a file is kept."""
LARGEST = 200 * 1024**2
"""Bytes of all files together."""
FOLDER = "made"


class MadeFiles:
    """The files in a folder for its owner alone. Times are seconds since 1970."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, name: str) -> bytes | None:
        """The content kept under that name, or None."""
        try:
            return (self.folder / name).read_bytes()
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
        """Removes what has been kept its time, and the oldest of what is too much."""
        room = LARGEST
        for age, path, size in sorted(self._found(now), key=lambda one: one[0]):
            room -= size
            if age > LONGEST or room < 0:
                path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Removes all of them."""
        for _, path, _ in self._found(0):
            path.unlink(missing_ok=True)

    def _found(self, now: float) -> list[tuple[float, Path, int]]:
        """(age in seconds, file, bytes) of each; another process may remove some meanwhile."""
        found = []
        with suppress(FileNotFoundError):
            for path in self.folder.iterdir():
                with suppress(FileNotFoundError):
                    known = path.stat()
                    found.append((now - known.st_mtime, path, known.st_size))
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
