"""Processes as /proc knows them: which belong to a server, and what each of them is."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LISTENS = "0A"
"""The state of a socket, as the system writes it."""


@dataclass(frozen=True)
class Process:
    """A process that runs. `began`: when, in ticks since the machine started; with the number it is unmistakable."""

    number: int
    parent: int
    began: int
    words: tuple[str, ...]

    @property
    def is_mail_worker(self) -> bool:
        """Whether it is `samspel worker`."""
        return "worker" in self.words and any(word.endswith("samspel") for word in self.words)

    def kill(self) -> bool:
        """Ends it at once (SIGKILL). False where it had ended before."""
        if found(self.number) != self:
            return False
        with suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGKILL)
            return True
        return False


def found(number: int) -> Process | None:
    """The process of that number; None where there is none, or where it has ended and only its number is left."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        words = Path(f"/proc/{number}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return None
    if state[0] in "ZX":
        return None
    return Process(number, int(state[1]), int(state[19]), tuple(word for word in words if word))


def descendants(number: int) -> list[Process]:
    """All processes below that one, nearest first."""
    everybody = list(_all())
    wanted, below = {number}, list[Process]()
    while nearer := [one for one in everybody if one.parent in wanted and one not in below]:
        below += nearer
        wanted = {one.number for one in nearer}
    return below


def listeners(port: int) -> set[int]:
    """Numbers of the processes that can take a connection to that port of this machine."""
    sockets = set()
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        parts = line.split()
        if parts[3] == LISTENS and int(parts[1].rpartition(":")[2], 16) == port:
            sockets.add(f"socket:[{parts[9]}]")
    return {one.number for one in _all() if sockets & _open_files(one.number)}


def _open_files(number: int) -> set[str]:
    held = set()
    with suppress(FileNotFoundError, ProcessLookupError, PermissionError):
        for entry in Path(f"/proc/{number}/fd").iterdir():
            with suppress(FileNotFoundError):
                held.add(str(entry.readlink()))
    return held


def _all() -> Iterator[Process]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (one := found(int(entry.name))):
            yield one
