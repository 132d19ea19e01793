"""The processes of a server: what ends is started again, and nothing outlives it. Real, short processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from app.config import ROOT

PATIENCE = 600.0
NOTES_ITSELF = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {NOTES_ITSELF}"
SUPERVISE = """
import logging, sys
from app import supervisor
from app.supervisor import Child, Supervisor
logging.basicConfig(level=logging.INFO, format="%(message)s")
supervisor.GRACE = 1.0
children = [Child(name, tuple(command), is_server=is_server) for name, is_server, *command in {children!r}]
sys.exit(Supervisor(children).supervise())
"""


def until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < last, "it did not happen"
        time.sleep(0.02)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes"
    path.touch()
    return path


def written(notes: Path) -> list[int]:
    return [int(one) for one in notes.read_text().split()]


def has_written(notes: Path, times: int) -> bool:
    return len(written(notes)) == times


def is_there(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


@pytest.fixture
def supervising() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def start(*children: tuple[object, ...]) -> subprocess.Popen[str]:
        code = SUPERVISE.format(children=children)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        one = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, env=environment)
        started.append(one)
        return one

    yield start
    for one in started:
        with one:
            one.kill()


def noting(notes: Path, code: str = NOTES_ITSELF, *, is_server: bool = False) -> tuple[object, ...]:
    return ("the worker", is_server, sys.executable, "-c", code, str(notes))


def test_what_is_killed_is_started_again_and_the_log_says_so(
    notes: Path, supervising: Callable[..., subprocess.Popen[str]]
) -> None:
    one = supervising(noting(notes))
    for times in range(1, 4):
        until(partial(has_written, notes, times))
        os.kill(written(notes)[-1], signal.SIGKILL)
    until(lambda: len(written(notes)) == 4)
    one.terminate()
    _, told = one.communicate(timeout=PATIENCE)
    assert told.count("the worker ended by signal 9") == 3
    assert one.returncode == 0
    assert not any(is_there(pid) for pid in written(notes))


def test_a_server_that_cannot_start_ends_it_with_its_status(
    notes: Path, supervising: Callable[..., subprocess.Popen[str]]
) -> None:
    one = supervising(noting(notes), ("the web server", True, sys.executable, "-c", "raise SystemExit(3)"))
    assert one.wait(PATIENCE) == 3
    until(lambda: not any(is_there(pid) for pid in written(notes)))


def test_a_server_that_was_there_before_is_tried_again_whatever_it_ends_with(
    notes: Path, supervising: Callable[..., subprocess.Popen[str]]
) -> None:
    """As when the database is away: it comes up, is killed, cannot start for a while, and comes up again."""
    third = "n = len(open(sys.argv[1]).read().split()); sys.exit(3) if n in (2, 3) else time.sleep(600)"
    one = supervising(noting(notes, NOTES_ITSELF.replace("time.sleep(600)", third), is_server=True))
    until(partial(has_written, notes, 1))
    os.kill(written(notes)[0], signal.SIGKILL)
    until(partial(has_written, notes, 4))
    until(lambda: is_there(written(notes)[-1]))
    assert one.poll() is None


def test_a_worker_that_cannot_start_does_not_end_the_server(
    notes: Path, supervising: Callable[..., subprocess.Popen[str]]
) -> None:
    gives_up = f"{NOTES_ITSELF.replace('time.sleep(600)', 'sys.exit(3)')}"
    one = supervising(noting(notes, gives_up))
    until(lambda: len(written(notes)) >= 3)
    assert one.poll() is None


def test_what_does_not_end_when_told_is_killed(notes: Path, supervising: Callable[..., subprocess.Popen[str]]) -> None:
    one = supervising(noting(notes, STUBBORN))
    until(lambda: len(written(notes)) == 1)
    one.terminate()
    assert one.wait(PATIENCE) == 0
    assert not is_there(written(notes)[0])


def test_nothing_outlives_a_supervisor_that_is_killed(
    notes: Path, supervising: Callable[..., subprocess.Popen[str]]
) -> None:
    one = supervising(noting(notes), noting(notes, is_server=True))
    until(lambda: len(written(notes)) == 2)
    one.kill()
    until(lambda: not any(is_there(pid) for pid in written(notes)))
