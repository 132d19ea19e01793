"""Whose turn it is to write in an SQLite database.

A writer that finds the database taken would sleep, longer each time, and be overtaken by all who come later. So writers
queue: the threads of a process for its one place, and the processes by a lock of the folder that the database lies in,
which ends with the process that holds it. Programs that know nothing of it are waited for as before."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from app.store.faults import BUSY, Unavailable

PAUSE = 0.001
"""Seconds between two looks whether another process is done."""


class Turns:
    """The queue of those who write in one database. `folder`: where it lies; None for one that nobody else can see."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._place = Lock()

    @contextmanager
    def taken(self, patience: float) -> Iterator[None]:
        """Waits for the turn, at most so many seconds, and has it. Raises Unavailable (D040)."""
        last = time.monotonic() + patience
        if not self._place.acquire(timeout=patience):
            raise Unavailable(BUSY)
        try:
            with _alone_in(self.folder, last):
                yield
        finally:
            self._place.release()


@contextmanager
def _alone_in(folder: Path | None, last: float) -> Iterator[None]:
    """Holds the folder's lock. Where there are none, as on some network drives, the database's own has to do."""
    opened = None
    if folder is not None:
        with suppress(OSError):
            opened = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    if opened is None:
        yield
        return
    try:
        while not _is_free(opened):
            if time.monotonic() > last:
                raise Unavailable(BUSY)
            time.sleep(PAUSE)
        yield
    finally:
        os.close(opened)


def _is_free(opened: int) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
