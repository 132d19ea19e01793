"""Mails while the worker is killed, or the mail server hangs and dies: none is lost, and one that comes twice has the
same Message-ID both times."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import text

from app.services.installation import Installation
from app.store.messages import StoredMessage, insert_messages
from bench.live.postbox import Postbox, Whim, mail_server
from bench.live.served import Command, environment, seen_from_here
from bench.live.waiting import eventually

SENDER = "Samspel Norrdal <samspel@norrdal.example>"
TIME_PASSES = text(
    "UPDATE messages SET due_at = :now, claimed_until = NULL "
    "WHERE state = 'waiting' AND (:gone = 1 OR claimed_until IS NULL OR claimed_until <= :now)"
)
"""Instead of a wait: for a minute where the server was away, for a quarter of an hour where a worker has died."""


@dataclass(frozen=True)
class Delivered:
    """What became of the mails.

    `whims`: how often the server hung or died. `waiting`: not sent yet when the time was over. `lost`: neither taken
    nor waiting. `twice`: taken more than once under one Message-ID. `other_id`: receivers who got a mail under two."""

    kind: str
    mails: int
    kills: int
    whims: int
    taken: int
    waiting: int
    lost: int
    twice: int
    other_id: int

    @property
    def holds(self) -> bool:
        """Whether every mail came, and nothing came as if it were another."""
        return not self.lost and not self.waiting and not self.other_id


def mails_under_kills(
    kind: str, url: str, folder: Path, number: int, kills: int, seconds: float, chance: random.Random
) -> Delivered:
    """The worker is killed so often, each time after it has sent something, and started again."""
    postbox = Postbox(pause=0.02)
    each = max(1, number // (kills + 1))

    def disturb(worker: Command, installation: Installation, killed: int) -> int:
        if killed == kills or not worker.runs:
            return killed
        wanted = min(number - 1, postbox.taken + chance.randint(1, each))
        eventually(lambda: postbox.taken >= wanted, "a mail comes", pause=0.001)
        time.sleep(chance.uniform(0, 0.03))
        worker.process.kill()
        worker.process.wait()
        let_time_pass(installation, gone=True)
        return killed + 1

    return _delivered(kind, url, folder, number, postbox, disturb, seconds)


def mails_to_a_failing_server(
    kind: str, url: str, folder: Path, number: int, failures: int, seconds: float, chance: random.Random
) -> Delivered:
    """The server fails so often: it hangs, or it dies in the middle of a mail."""
    hangs = failures // 10
    fails = [*[Whim.DIES_BEFORE, Whim.DIES_AFTER] * failures][: failures - hangs] + [Whim.HANGS] * hangs
    chance.shuffle(fails)
    apart, ends = max(1, number // (failures + 1)), count(1)
    postbox = Postbox(lambda: fails.pop() if next(ends) % apart == 0 and fails else Whim.TAKES)

    def disturb(worker: Command, installation: Installation, killed: int) -> int:
        time.sleep(0.2)
        let_time_pass(installation, gone=False)
        return killed

    return _delivered(kind, url, folder, number, postbox, disturb, seconds)


def let_time_pass(installation: Installation, gone: bool) -> None:
    """What waits for its time is due now. `gone`: what a worker had taken, too, for it is dead."""
    with installation.database.writing() as connection:
        connection.execute(TIME_PASSES, {"now": _moment(installation), "gone": int(gone)})


def _delivered(
    kind: str,
    url: str,
    folder: Path,
    number: int,
    postbox: Postbox,
    disturb: Callable[[Command, Installation, int], int],
    seconds: float,
) -> Delivered:
    killed, ends = 0, time.monotonic() + seconds
    with mail_server(postbox) as address:
        mail = {"SAMSPEL_SMTP_URL": address, "SAMSPEL_MAIL_FROM": SENDER}
        env = environment(url, folder / "instance", "http://127.0.0.1", mail)
        worker = Command(("worker",), env, folder / "worker.log")
        with seen_from_here(env) as installation:
            names = _put_out(installation, number)
            worker.start()
            try:
                while _waiting(installation) and time.monotonic() < ends:
                    killed = disturb(worker, installation, killed)
                    if not worker.runs:
                        worker.start()
                    time.sleep(0.05)
            finally:
                worker.finish()
            waiting = _waiting(installation)
    return Delivered(
        kind=kind,
        mails=number,
        kills=killed,
        whims=sum(many for whim, many in postbox.whims.items() if whim is not Whim.TAKES),
        taken=postbox.taken,
        waiting=len(waiting),
        lost=sum(name not in waiting and not any(name in one for one in postbox.ids) for name in names),
        twice=sum(many - 1 for many in postbox.ids.values()),
        other_id=sum(len(ids) > 1 for ids in postbox.receivers.values()),
    )


def _put_out(installation: Installation, number: int) -> list[str]:
    now = datetime.now(UTC)
    names = [f"mail{one:05}" for one in range(number)]
    mails = [
        StoredMessage(one, None, None, "notice", f"{one}@norrdal.example", "Subject", "Text", "", now, now)
        for one in names
    ]
    with installation.database.writing() as connection:
        insert_messages(connection, mails)
    return names


def _waiting(installation: Installation) -> frozenset[str]:
    with installation.database.reading() as connection:
        return frozenset(connection.execute(text("SELECT id FROM messages WHERE state = 'waiting'")).scalars())


def _moment(installation: Installation) -> object:
    now = datetime.now(UTC)
    return f"{now:%Y-%m-%d %H:%M:%S.%f}" if installation.database.is_sqlite else now
