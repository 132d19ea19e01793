"""A process of the installation that shows itself for as long as it runs, and tells the log once of each difference."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from app.definitions.library import stamp_of
from app.services import clock
from app.services.installation import Installation
from app.services.presence import SHOWN_EVERY, Differences, Kind, leave, show

LOOK = 1.0
"""Seconds between two looks whether a questionnaire has come, changed or gone."""
LEAVING = 2.0
"""Seconds that a process which ends waits for the database to take note of it."""

log = logging.getLogger("samspel.servers")


class ShownPresence:
    """Shows one process. `clock`: seconds that only go forward."""

    def __init__(self, installation: Installation, kind: Kind, clock: Callable[[], float] = time.monotonic) -> None:
        self.installation, self.kind, self.clock = installation, kind, clock
        self.has_another_key = False
        self._due = clock()
        self._stamp = stamp_of(installation.library.folder)
        self._told: frozenset[str] = frozenset()

    def show(self) -> None:
        """Shows it where that is due, or where a file has changed. What fails is tried again when it is due next."""
        stamp = stamp_of(self.installation.library.folder) if self.kind is Kind.PAGES else ()
        if self.clock() < self._due and stamp == self._stamp:
            return
        self._due, self._stamp = self.clock() + SHOWN_EVERY.total_seconds(), stamp
        with suppress(Exception):  # the database being away is told by whoever needs it
            found = show(self.installation, self.kind, clock.now())
            self.has_another_key = found.another_key
            self._tell(found)

    def keep_shown(self, ending: Event, on_another_key: Callable[[], None]) -> Thread:
        """In a thread of its own, until `ending` is set: shows it, and then that it has left. `on_another_key` is
        called where the installation has got another secret key than this process."""

        def keep() -> None:
            while not ending.wait(LOOK):
                self.show()
                if self.has_another_key:
                    on_another_key()
                    return
            with suppress(Exception):
                leave(self.installation, self.kind, clock.now())

        thread = Thread(target=keep, name="presence", daemon=True)
        thread.start()
        return thread

    def _tell(self, found: Differences) -> None:
        lines = frozenset(_lines(found))
        for line in sorted(lines - self._told):
            log.warning("%s", line)
        self._told = lines


def _lines(found: Differences) -> list[str]:
    """What the log tells."""
    lines = []
    if found.another_key:
        lines.append("the installation has another secret key than this process, which ends: start it with that key")
    if found.addresses:
        named = ", ".join(f"{machine}: {value}" for machine, value in found.addresses)
        lines.append(f"servers and workers run with different SAMSPEL_BASE_URL ({named}): links in mails lead astray")
    if found.versions:
        named = ", ".join(f"{machine}: {value}" for machine, value in found.versions)
        lines.append(f"versions run beside each other ({named}): finish the upgrade")
    for one in found.questionnaires:
        lines.append(
            f"the questionnaire {one.id} {one.version} reads otherwise in this server's folder than on the other "
            f"servers since {one.since:%Y-%m-%d}, whose words are used: put the same file on all of them, or raise "
            "its version"
        )
    return lines
