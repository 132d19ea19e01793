"""A storm of answers while parts are killed: every receipt is true, and nothing is stored but what was handed in."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.live.census import Census, close_and_count, open_a_round
from bench.live.postgresql import Cluster, cluster
from bench.live.served import Server, seen_from_here, served
from bench.torture.kills import Killer, Victim, plan
from bench.torture.storm import storm


@dataclass(frozen=True)
class Outcome:
    """What became of one storm. `recovered`: somebody then got through at the first attempt. `strange`: what somebody
    was shown that was not theirs. `mail_came_back` of how many mail workers that were killed."""

    kind: str
    killed: Counter[Victim]
    census: Census
    statuses: dict[str, int]
    strange: tuple[str, ...]
    not_through: int
    restarts: int
    mail_came_back: int
    recovered: bool

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, doubled or mixed up, and the server was itself again."""
        return self.census.holds and self.recovered and not self.strange


@contextmanager
def server_on(kind: str, folder: Path, *arguments: str) -> Iterator[tuple[Server, Cluster | None]]:
    """A server on a database of that kind, "sqlite" or "postgresql", and the database's own server."""
    if kind == "sqlite":
        with served(f"sqlite:///{folder / 'served' / 'samspel.db'}", folder / "served", *arguments) as server:
            yield server, None
        return
    with (
        cluster(folder / "postgresql") as one,
        served(one.database("torture"), folder / "served", *arguments) as server,
    ):
        yield server, one


def answers_under_kills(kind: str, folder: Path, kills: int, seconds: float, chance: random.Random) -> Outcome:
    """So many kills, or as many as fit into that time."""
    folder.mkdir(parents=True, exist_ok=True)
    with server_on(kind, folder, "--workers", "2") as (server, database), seen_from_here(server.env) as installation:
        view = open_a_round(installation)
        installation.database.dispose()
        killer, ends = Killer(server, database), time.monotonic() + seconds
        with storm(view, server.port) as people:
            for victim in plan(kills, chance):
                if time.monotonic() > ends:
                    break
                time.sleep(chance.uniform(0.1, 1.2))
                killer.kill(victim, chance)
        recovered = people.answers_one()
        installation.database.dispose()
        census = close_and_count(installation, view, people.everybody, people.promised)
        return Outcome(
            kind, killer.killed, census, people.statuses, tuple(people.strange), people.not_through,
            killer.restarts, killer.mail_came_back, recovered,
        )  # fmt: skip
