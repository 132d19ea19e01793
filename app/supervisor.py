"""Keeps the processes of one server running: what ends by itself is started again, and nothing outlives the server.

A program of its own (`python -m app.supervisor`, which `samspel serve` becomes) that loads nothing of the rest: it
stays for as long as the server does."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from app.log_lines import set_up_logs
from app.parent_process import end_with_parent

log = logging.getLogger("samspel.supervisor")

STEADY = 30.0
"""Seconds after which a process counts as one that has come up: when it ends later, it is started again at once."""
PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before a process that did not become steady is started again: the first time, the second, …"""
GRACE = 25.0
"""Seconds that processes have to finish what they are at, when the server is told to end. Then they are killed."""
WATCHED = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD})
ENDING = WATCHED - {signal.SIGCHLD}


@dataclass(frozen=True)
class Child:
    """One process. `descriptors`: open files that it inherits. `is_server`: where it gives up when it is started
    first, the whole server ends with its status. Later it is tried again whatever it ends with: then the world has
    changed, such as a database that is away."""

    name: str
    command: Sequence[str]
    descriptors: Sequence[int] = ()
    is_server: bool = False


@dataclass
class _Running:
    child: Child
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    due: float = 0.0
    attempts: int = 0
    was_steady: bool = False


@dataclass
class Supervisor:
    """`supervise()` starts the children and stays until it is told to end. `clock`: seconds that only go forward."""

    children: Sequence[Child]
    clock: Callable[[], float] = time.monotonic

    def supervise(self) -> int:
        """The exit status: 0 when it was told to end, that of the server when it could not be started."""
        # Children must not find the signals blocked, so each unblocks them before it becomes its program.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
        running = [_Running(one) for one in self.children]
        try:
            return self._watch(running)
        finally:
            _end([one.process for one in running if one.process], self.clock)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _watch(self, running: Sequence[_Running]) -> int:
        while True:
            for one in running:
                if one.process is None and self.clock() >= one.due:
                    self._start(one)
            due = [one.due - self.clock() for one in running if one.process is None]
            told = signal.sigtimedwait(WATCHED, max(0.0, min(due, default=3600.0)))
            if told is not None and told.si_signo in ENDING:
                return 0
            for pid, status in _ended():
                # Others' children are left out: as the first process of a container we inherit them.
                for ended in (one for one in running if one.process and one.process.pid == pid):
                    self._note(ended, status)
                    if ended.child.is_server and not ended.was_steady:
                        return status

    def _start(self, one: _Running) -> None:
        one.began = self.clock()
        one.process = subprocess.Popen(
            one.child.command,
            pass_fds=one.child.descriptors,
            preexec_fn=_prepared(os.getpid()),  # this process has one thread
        )

    def _note(self, one: _Running, status: int) -> None:
        """Notes how the process ended, and when it is started again. One that was killed had come up."""
        assert one.process
        one.process.returncode = status
        lived, one.process = self.clock() - one.began, None
        one.was_steady = one.was_steady or lived >= STEADY or status <= 0
        one.attempts = 0 if lived >= STEADY else one.attempts + 1
        pause = PAUSES[min(one.attempts, len(PAUSES) - 1)] if one.attempts else 0.0
        one.due = self.clock() + pause
        told = f"by signal {-status}" if status < 0 else f"with status {status}"
        log.error("%s ended %s after %d s, and is started again in %.1f s", one.child.name, told, lived, pause)


def _ended() -> list[tuple[int, int]]:
    """Processes that have ended, and how: their status, or minus the signal's number."""
    found: list[tuple[int, int]] = []
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if not pid:
            return found
        found.append((pid, os.waitstatus_to_exitcode(status)))


def _end(processes: Sequence[subprocess.Popen[bytes]], clock: Callable[[], float]) -> None:
    """Tells processes to end, and kills those that have not in time."""
    left = {one.pid: one for one in processes}
    for one in processes:
        one.terminate()
    last = clock() + GRACE
    while left and clock() < last:
        signal.sigtimedwait({signal.SIGCHLD}, min(1.0, max(0.0, last - clock())))
        for pid, status in _ended():
            if pid in left:
                left.pop(pid).returncode = status
    for one in left.values():
        one.kill()
        one.wait()


def _prepared(parent: int) -> Callable[[], None]:
    """For a process that is about to become another program: signals reach it again, and it ends with its parent."""

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)
        end_with_parent(parent, signal.SIGTERM)

    return prepare


def command_of(children: Sequence[Child]) -> list[str]:
    """The command line of a supervisor of these children, for `os.execv`. Their descriptors must be inheritable."""
    return [sys.executable, "-m", "app.supervisor", json.dumps([asdict(one) for one in children])]


if __name__ == "__main__":
    set_up_logs()
    sys.exit(Supervisor([Child(**one) for one in json.loads(sys.argv[1])]).supervise())
