"""Many who save at the same time, in two processes on one SQLite database: with and without the writers' queue."""

import multiprocessing
import time
from contextlib import nullcontext
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Thread

from sqlalchemy import text

from app.store.database import Database

PROCESSES, THREADS, SAVES = 2, 8, 40
PAUSE = 0.02
"""Seconds between two saves of one client."""
ROUNDS = 3
SAVE = text("INSERT INTO saved (id, words) VALUES (:id, :words) ON CONFLICT (id) DO UPDATE SET words = excluded.words")


class NoTurns:
    """Everybody writes as soon as SQLite lets them."""

    def taken(self, _patience: float) -> nullcontext[None]:
        return nullcontext()


def saves_row() -> tuple[str, str, str, str, str]:
    """The slowest twentieth of the saves, with the queue and without it, in turns."""
    queued: list[float] = []
    unqueued: list[float] = []
    longest = [0.0, 0.0]
    for _ in range(ROUNDS):
        for at, (found, in_turn) in enumerate(((queued, True), (unqueued, False))):
            took = _storm(in_turn=in_turn)
            found.append(quantiles(took, n=20)[-1])
            longest[at] = max(longest[at], *took)
    ratio = median(one / other for one, other in zip(queued, unqueued, strict=True))
    return (
        f"saves of {PROCESSES * THREADS} at a time, the slowest twentieth (SQLite)",
        f"{1000 * median(queued):.0f} ms, the slowest {1000 * longest[0]:.0f} ms",
        f"without the queue: {1000 * median(unqueued):.0f} ms, the slowest {1000 * longest[1]:.0f} ms",
        f"{100 * ratio:.0f} %",
        "< 100 %",
    )


def _storm(*, in_turn: bool) -> list[float]:
    """Seconds of every save."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "saves.db"
        database = Database(f"sqlite:///{path}")
        with database.writing() as connection:
            connection.execute(text("CREATE TABLE saved (id TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID"))
        database.dispose()
        with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
            found = pool.starmap(_process, [(path, number, in_turn) for number in range(PROCESSES)])
        return [took for one in found for took in one]


def _process(path: Path, number: int, in_turn: bool) -> list[float]:
    database = Database(f"sqlite:///{path}")
    if not in_turn:
        vars(database)["_turns"] = NoTurns()
    took: list[float] = []

    def save(name: str) -> None:
        for at in range(SAVES):
            began = time.perf_counter()
            with database.writing() as connection:
                connection.execute(SAVE, {"id": name, "words": f"{at} " * 1000})
            took.append(time.perf_counter() - began)
            time.sleep(PAUSE)

    threads = [Thread(target=save, args=(f"{number} {at}",)) for at in range(THREADS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    database.dispose()
    return took


if __name__ == "__main__":
    print(*saves_row(), sep="\n")
