"""Killing parts of a server that is in use, and being the system that starts again what nothing else starts."""

import random
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from bench.live.postgresql import Cluster
from bench.live.processes import Process, listeners
from bench.live.served import Server
from bench.live.waiting import eventually


class Victim(StrEnum):
    """What is killed."""

    WEB = "web worker"
    MASTER = "web server"
    MAIL = "mail worker"
    SUPERVISOR = "supervisor"
    DATABASE = "database"
    ALL = "all at once"
    """All of Samspel's processes, and the database's where it has some: as when the machine loses its power."""


SHARES: dict[Victim, int] = {
    Victim.WEB: 14, Victim.MASTER: 1, Victim.MAIL: 1, Victim.SUPERVISOR: 1, Victim.DATABASE: 2, Victim.ALL: 1,
}  # fmt: skip
"""Of twenty kills."""
COMES_BACK = 10.0
"""Seconds after which a part that has not come back by itself is taken for gone."""


def plan(number: int, chance: random.Random) -> list[Victim]:
    """So many victims, each kind with its share and at least once where there is room."""
    every = [one for one, share in SHARES.items() for _ in range(share)]
    whole = (list(SHARES) + every * (number // len(every) + 1))[:number]
    chance.shuffle(whole)
    return whole


class Killer:
    """Kills, and sees to it that the server is there afterwards.

    `killed`: how often what was. `restarts`: how often the system had to start the server, since all of it was gone.
    `mail_came_back`: how often the mail worker did by itself."""

    def __init__(self, server: Server, cluster: Cluster | None) -> None:
        self.server, self.cluster = server, cluster
        self.killed: Counter[Victim] = Counter()
        self.restarts = 0
        self.mail_came_back = 0

    def kill(self, victim: Victim, chance: random.Random) -> None:
        """Kills it, or, where there is no such part, a web worker; waits until the server answers again."""
        if victim is Victim.DATABASE and self.cluster:
            self._kill_database(chance)
        elif victim is Victim.ALL:
            self._kill_all()
        else:
            self._kill_part(victim, chance)
        self._keep_running()

    def _kill_database(self, chance: random.Random) -> None:
        assert self.cluster is not None
        if chance.random() < 0.5:
            self.cluster.kill()
        else:
            self.cluster.stop_immediately()
        self.killed[Victim.DATABASE] += 1
        self.cluster.start()

    def _kill_all(self) -> None:
        for one in self.server.parts:
            one.kill()
        eventually(lambda: not self.server.runs, "all is gone")
        if self.cluster:
            self.cluster.kill()
            self.cluster.start()
        self.killed[Victim.ALL] += 1

    def _kill_part(self, victim: Victim, chance: random.Random) -> None:
        parts = self._parts(victim)
        if not parts:
            victim, parts = Victim.WEB, self._parts(Victim.WEB)
        if parts and chance.choice(parts).kill():
            self.killed[victim] += 1
            if victim is Victim.MAIL:
                self._look_for_mail_worker()
            if victim is Victim.SUPERVISOR:
                # Those below it answer for a moment yet: that is no sign that somebody keeps them running.
                eventually(lambda: not self.server.runs, "the supervisor is gone")

    def _parts(self, victim: Victim) -> Sequence[Process]:
        everything = self.server.parts
        listening = listeners(self.server.port)
        # The supervisor, which was started first, holds the socket too, and answers nobody.
        web = [one for one in everything[1:] if one.number in listening]
        match victim:
            case Victim.MAIL:
                return [one for one in everything if one.is_mail_worker]
            case Victim.MASTER:
                return web[:1]
            case Victim.WEB:
                return web[1:]
            case Victim.SUPERVISOR:
                return everything[:1]
            case Victim.DATABASE | Victim.ALL:
                return []

    def _look_for_mail_worker(self) -> None:
        try:
            eventually(lambda: self._parts(Victim.MAIL), "the mail worker", COMES_BACK)
        except TimeoutError:
            return
        self.mail_came_back += 1

    def _keep_running(self) -> None:
        def answers() -> bool:
            if not self.server.runs:
                # What is left of it ends by itself; a system would see to that before it starts it again.
                eventually(lambda: not listeners(self.server.port), "nobody listens any more")
                self.server.start()
                self.restarts += 1
            return self.server.is_ready

        eventually(answers, f"the server answers again: {self.server.said[-2000:]}", pause=0.2)
