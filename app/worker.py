"""The worker: a small process beside the server that does what is due, by the clock and not by a visit.

Each task is tried by itself: one that fails is noted and does not stop the others."""

import logging
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from time import monotonic
from types import FrameType

from app.services.installation import REASONS, Installation, Unavailable
from app.services.made_files import prune_made_files
from app.services.mails import send_other_mail, send_reminder_mail
from app.services.presence import Kind, leave
from app.services.readiness import SIGN_EVERY, show_sign_of_life
from app.services.reference import make_references
from app.services.results import store_missing_results
from app.services.retention import delete_expired
from app.services.schedule import keep_time
from app.services.shown_presence import ShownPresence

PAUSE = 3.0
"""Seconds between two looks at what is due."""
PARENT_CHECK = 0.5
"""Seconds between two looks at whether the server is still there."""

log = logging.getLogger("samspel.worker")
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Work:
    """What a task is given: the installation, the time of day, and whether it should go on or leave the rest."""

    installation: Installation
    clock: Clock
    goes_on: Callable[[], bool]


@dataclass(frozen=True)
class Task:
    """Something that is due again and again. `every`: not more often than that."""

    name: str
    run: Callable[[Work], object]
    every: timedelta = timedelta(0)


TASKS: tuple[Task, ...] = (
    Task("mail", lambda work: send_other_mail(work.installation, work.clock, work.goes_on)),
    Task("rounds", lambda work: keep_time(work.installation, work.clock()), timedelta(seconds=20)),
    Task("results", lambda work: store_missing_results(work.installation, work.goes_on), timedelta(seconds=20)),
    Task("log", lambda work: work.installation.database.empty_log()),
    Task("reference", lambda work: make_references(work.installation, work.clock()), timedelta(hours=1)),
    Task("made files", lambda work: prune_made_files(work.installation, work.clock()), timedelta(hours=1)),
    Task("retention", lambda work: delete_expired(work.installation, work.clock()), timedelta(hours=6)),
)
"""All that is due: add a line."""
ASIDE: tuple[Task, ...] = (
    Task("reminders", lambda work: send_reminder_mail(work.installation, work.clock, work.goes_on)),
)
"""What is done beside it, in a thread of its own: nothing else may take longer when a reminder is sent to somebody who
has not answered (decision 0032)."""


def now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


def work(
    installation: Installation,
    parent: int | None = None,
    tasks: Sequence[Task] = TASKS,
    aside: Sequence[Task] = ASIDE,
) -> bool:
    """Does what is due until the process is told to end, or the process `parent` is gone. False where it ended since
    the installation has got another secret key."""
    ending = Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ending.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)

    def goes_on() -> bool:
        return not ending.is_set() and (parent is None or os.getppid() == parent)

    sign, presence = SignOfLife(installation), ShownPresence(installation, Kind.WORKER)

    def goes_on_and_shows_it() -> bool:
        sign.show()
        presence.show()
        if presence.has_another_key:  # its mails would hold dead links
            ending.set()
        return goes_on()

    def go_round(several: Sequence[Task], goes_on: Callable[[], bool]) -> None:
        due: dict[str, float] = {}
        while goes_on():
            run_due(Work(installation, now, goes_on), due, several)
            _rest(ending, goes_on)

    beside = Thread(target=go_round, args=(aside, goes_on), name="aside")
    beside.start()
    go_round(tasks, goes_on_and_shows_it)
    beside.join()
    with suppress(Exception):  # seen no more, it counts as gone after a while
        leave(installation, Kind.WORKER, now())
    return not presence.has_another_key


class SignOfLife:
    """Notes that the worker is at work, not more often than `SIGN_EVERY`: between tasks, and between mails."""

    def __init__(self, installation: Installation, clock: Callable[[], float] = monotonic) -> None:
        self.installation, self.clock = installation, clock
        self.due = clock()

    def show(self) -> None:
        """What fails goes unnoted: the tasks tell of that, and nothing may end the round that they are done in."""
        if self.clock() < self.due:
            return
        self.due = self.clock() + SIGN_EVERY.total_seconds()
        with suppress(Exception):
            show_sign_of_life(self.installation, now())


def run_due(
    one: Work, due: dict[str, float], tasks: Sequence[Task] = TASKS, elapsed: Callable[[], float] = monotonic
) -> None:
    """Runs each task that is due; `due` says from when on, by name, and is changed. It is in seconds of `elapsed`: the
    time of day may be set back by a day, and nothing would be due for as long."""
    for task in tasks:
        began = elapsed()
        if began < due.get(task.name, began) or not one.goes_on():
            continue
        due[task.name] = began + task.every.total_seconds()
        try:
            task.run(one)
        except Exception as fault:
            log.error("task %s failed: %s", task.name, _kind_and_place(fault))


def _rest(ending: Event, goes_on: Callable[[], bool]) -> None:
    for _ in range(round(PAUSE / PARENT_CHECK)):
        if not goes_on() or ending.wait(PARENT_CHECK):
            return


def _kind_and_place(fault: Exception) -> str:
    """The reason where it is known, else the kind of fault and where in the code. Its own words may hold an address."""
    if isinstance(fault, Unavailable):
        return REASONS[fault.code]
    place, trace = "", fault.__traceback__
    while trace is not None:
        place, trace = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}", trace.tb_next
    return f"{type(fault).__name__} in {place}"
