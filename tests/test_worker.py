"""The worker: each task by itself, ended with the server, and a log that names nobody."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from app.config import ROOT
from app.services.installation import Installation
from app.worker import ASIDE, TASKS, Task, Work, run_due, work
from tests.mail_server import Postbox, mail_server

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PATIENCE = 60.0
SAMSPEL = "from app.cli import main; main()"
PARENT = f"""
import subprocess, sys, os, time
child = subprocess.Popen([sys.executable, "-c", {SAMSPEL!r}, "worker", "--parent", str(os.getpid())])
print(child.pid, flush=True)
time.sleep(600)
"""
PUT_OUT = """
import sys
from datetime import UTC, datetime
from app.config import Settings
from app.services.installation import Installation
from app.store.messages import StoredMessage, insert_message
now = datetime.now(UTC)
installation = Installation.open(Settings.from_environment())
with installation.database.writing() as connection:
    insert_message(connection, StoredMessage("m", None, None, "notice", "kim@norrdal.example", "S", "T", "", now, now))
installation.database.dispose()
"""


def test_a_task_that_fails_is_noted_without_its_words_and_stops_no_other(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fail(_: Work) -> None:
        raise ValueError("kim@norrdal.example")

    tasks = (Task("first", fail), Task("second", lambda _: done.append("second")))
    with caplog.at_level(logging.DEBUG):
        run_due(Work(installation, lambda: NOON, lambda: True), {}, tasks)
    assert done == ["second"]
    assert "task first failed: ValueError in fail:" in caplog.text
    assert "kim@" not in caplog.text


def test_a_task_runs_not_more_often_than_it_wants(installation: Installation) -> None:
    moments: list[datetime] = []
    due: dict[str, float] = {}
    task = Task("hourly", lambda one: moments.append(one.clock()), timedelta(hours=1))
    for minutes in (0, 30, 59, 60, 61, 125):
        moment = NOON + timedelta(minutes=minutes)
        run_due(
            Work(installation, lambda moment=moment: moment, lambda: True),  # type: ignore[misc]
            due,
            (task,),
            lambda passed=minutes * 60.0: passed,  # type: ignore[misc]
        )
    assert moments == [NOON, NOON + timedelta(minutes=60), NOON + timedelta(minutes=125)]


def test_a_clock_that_is_set_ahead_and_back_stops_no_task_and_hurries_none(installation: Installation) -> None:
    moments: list[datetime] = []
    due: dict[str, float] = {}
    task = Task("hourly", lambda one: moments.append(one.clock()), timedelta(hours=1))
    day = timedelta(days=1)
    for minutes, moment in ((0, NOON + day), (30, NOON), (59, NOON + day), (60, NOON - day), (90, NOON + day)):
        run_due(
            Work(installation, lambda moment=moment: moment, lambda: True),  # type: ignore[misc]
            due,
            (task,),
            lambda passed=minutes * 60.0: passed,  # type: ignore[misc]
        )
    assert moments == [NOON + day, NOON - day]


def test_mail_is_among_the_tasks_and_reminders_go_beside_them() -> None:
    assert "mail" in {task.name for task in TASKS}
    assert {task.name for task in ASIDE} == {"reminders"}


def test_a_reminder_that_takes_long_holds_up_nothing_else(installation: Installation) -> None:
    """The worker goes on with its tasks while what is done aside has not ended."""
    reminding, others = Event(), Event()

    def remind(_work: Work) -> None:
        reminding.set()
        assert others.wait(PATIENCE)

    def other(_work: Work) -> None:
        assert reminding.wait(PATIENCE)
        others.set()
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        work(installation, tasks=(Task("other", other),), aside=(Task("reminders", remind),))
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert others.is_set()


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[tuple[dict[str, str], Postbox]]:
    """Of an installation that mails to a real server."""
    postbox = Postbox()
    with mail_server(postbox) as port:
        named = {
            "SAMSPEL_INSTANCE": str(tmp_path / "instance"),
            "SAMSPEL_SMTP_URL": f"smtp://127.0.0.1:{port}?tls=none",
            "SAMSPEL_MAIL_FROM": "samspel@norrdal.example",
            "PYTHONPATH": str(ROOT),
        }
        yield {**os.environ, **named}, postbox


def wait_for(is_so: object) -> None:
    assert callable(is_so)
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.1)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_the_command_sends_what_is_due_and_ends_when_it_is_told_to(
    environment: tuple[dict[str, str], Postbox],
) -> None:
    environ, postbox = environment
    subprocess.run([sys.executable, "-c", PUT_OUT], env=environ, cwd=ROOT, check=True)
    worker = subprocess.Popen([sys.executable, "-c", SAMSPEL, "worker"], env=environ, cwd=ROOT)
    wait_for(lambda: postbox.receivers)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    assert postbox.receivers == ["kim@norrdal.example"]


def test_the_worker_ends_when_its_server_is_killed(environment: tuple[dict[str, str], Postbox]) -> None:
    environ, _ = environment
    parent = subprocess.Popen([sys.executable, "-c", PARENT], env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert lives(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_for(lambda: not lives(child))


def test_settings_that_cannot_be_read_are_said_before_anything_starts(tmp_path: Path) -> None:
    environ = {**os.environ, "SAMSPEL_INSTANCE": str(tmp_path / "instance"), "SAMSPEL_SMTP_URL": "mail:secret"}
    done = subprocess.run(
        [sys.executable, "-c", SAMSPEL, "worker"], env=environ, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "SAMSPEL_MAIL_FROM" in done.stderr
    assert "secret" not in done.stderr
    assert not (tmp_path / "instance" / "samspel.db").exists()
