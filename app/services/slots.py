"""Who makes which document, among all processes of a machine: locks of files, which end with the process that holds
them."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SLOTS = 2
"""Documents that are being made at a time on one machine."""
PAUSE = 0.05
"""Seconds between two looks whether a slot is free."""


@contextmanager
def slot(folder: Path) -> Iterator[None]:
    """Waits for one of the machine's few slots, and holds it. Raises OSError where the folder cannot be written in."""
    held = _free(folder)
    while held is None:
        time.sleep(PAUSE)
        held = _free(folder)
    try:
        yield
    finally:
        os.close(held)


def _free(folder: Path) -> int | None:
    for number in range(SLOTS):
        opened = _opened(folder / f"press.{number}")
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(opened)
        else:
            return opened
    return None


class Claims:
    """Which documents are in somebody's queue: a byte of a file each, locked. They tell processes apart and not threads
    of one, and are given back when the process ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def take(self, key: str) -> bool:
        """Whether no other process has the document of that key (hexadecimal)."""
        if self._file is None:
            self._file = _opened(self.path)  # closing it would give back every claim of this process
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _place(key))
        except (BlockingIOError, PermissionError):  # either may be said, by POSIX
            return False
        return True

    def give_back(self, key: str) -> None:
        """Lets others make it."""
        if self._file is not None:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _place(key))


def _place(key: str) -> int:
    return int(key[:12], 16)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
