"""Many people who answer at once, one after the other at each device, until it is enough."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from threading import Event, Lock, Thread

from app.services.rounds import RoundView
from bench.live.respondents import NotThrough, Person, Respondent, StrangeContent, person
from bench.live.visitor import AWAY, Visitor

APART = 7919
"""Between the numbers of two persons, so that their answers have little in common."""
MOST = 20_000
"""Persons in one storm at the most."""


class Storm:
    """Devices at which people answer. `everybody` who began, `strange` what somebody was shown that was not theirs."""

    def __init__(self, view: RoundView, port: int, devices: int, patience: float) -> None:
        self.view, self.port, self.patience = view, port, patience
        self.respondents: list[Respondent] = []
        self.strange: list[str] = []
        self.not_through = 0
        self._numbers, self._lock, self._ending = count(1), Lock(), Event()
        self._threads = [Thread(target=self._device, name=f"device {one}") for one in range(devices)]

    def start(self) -> None:
        """Begins."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Nobody begins any more; waits for those who have begun, who give up by themselves in the end."""
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def answers_one(self) -> bool:
        """Whether somebody gets through at the first attempt, each step of the way."""
        one = self._next()
        one.answer()
        return one.receipt and not one.retries

    @property
    def everybody(self) -> Sequence[Person]:
        """All who began."""
        return [one.person for one in self.respondents]

    @property
    def promised(self) -> Sequence[Person]:
        """Those who were shown a receipt."""
        return [one.person for one in self.respondents if one.receipt]

    @property
    def statuses(self) -> dict[str, int]:
        """How often each kind of answer was given: "ok", "away" (nobody answered, or it was broken off), else the
        status."""
        found: dict[str, int] = {}
        for one in self.respondents:
            for status in one.visitor.seen:
                kind = "away" if status == AWAY else "ok" if status < 400 else str(status)
                found[kind] = found.get(kind, 0) + 1
        return dict(sorted(found.items()))

    def _device(self) -> None:
        while not self._ending.is_set():
            one = self._next()
            if one.person.number > MOST * APART:
                return
            try:
                one.answer()
            except NotThrough:
                self.not_through += 1
            except StrangeContent as fault:
                self.strange.append(str(fault))

    def _next(self) -> Respondent:
        def wait(attempt: int) -> None:
            Event().wait(min(0.1 * 2**attempt, 2.0))

        with self._lock:
            number = next(self._numbers) * APART
            one = Respondent(self.view, person(self.view, number), self._visitor(), wait)
            self.respondents.append(one)
        return one

    def _visitor(self) -> Visitor:
        return Visitor("127.0.0.1", self.port, patience=self.patience)


@contextmanager
def storm(view: RoundView, port: int, devices: int = 8, patience: float = 20.0) -> Iterator[Storm]:
    """A storm that has begun; over at the end. `patience`: seconds until a device tries again."""
    one = Storm(view, port, devices, patience)
    one.start()
    try:
        yield one
    finally:
        one.end()
