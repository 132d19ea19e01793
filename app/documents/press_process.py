"""The other side of `app.documents.press_worker`: a process of our own, asked for one document at a time."""

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Timer

from app.documents.messages import receive, send
from app.documents.order import Order

PROGRAM = "app.documents.press_worker"


@dataclass(frozen=True)
class Limits:
    """`seconds` for one document; `memory`: bytes of address space of a process; `documents` that one process makes
    before another takes its place, so that whatever it has piled up is gone."""

    seconds: float = 60
    memory: int = 1536 * 1024**2
    documents: int = 20


class PressFault(Exception):
    """A document was not made. `code`: D020 (the process broke down), D021 (time), D022 (memory)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PressProcess:
    """One process, started when it is asked first and after each end. For one thread."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0

    @property
    def number(self) -> int | None:
        """The process's number, where there is one."""
        return self._process.pid if self._process else None

    def __call__(self, order: Order) -> bytes:
        """The file. Raises PressFault; then the next one is made by another process."""
        process = self._process = self._process or self._started()
        late = Event()
        alarm = Timer(self.limits.seconds, _end, (process, late))
        alarm.daemon = True
        alarm.start()
        try:
            answer = _answer(process, order)
        finally:
            alarm.cancel()
        self._made += 1
        if not isinstance(answer, bytes) or self._made >= self.limits.documents:
            self.close()
        if isinstance(answer, bytes):
            return answer
        if answer == MemoryError.__name__:
            raise PressFault("D022")
        raise PressFault("D021" if late.is_set() else "D020")

    def close(self) -> None:
        """Ends the process, where there is one."""
        if self._process is None:
            return
        process, self._process, self._made = self._process, None, 0
        process.kill()
        with suppress(OSError), process:  # closes its pipes, one of which may be broken, and takes its status
            pass

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", PROGRAM, str(os.getpid()), str(self.limits.memory)]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _end(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def _answer(process: subprocess.Popen[bytes], order: Order) -> object:
    """What the process answers; None where it has ended."""
    assert process.stdin is not None and process.stdout is not None
    try:
        send(process.stdin, order)
    except OSError:
        return None
    return receive(process.stdout)
