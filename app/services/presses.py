"""Documents beside the form: a process that answers visitors has them made by others, and never waits long for one.

Whoever asks is given the document where it is kept, else it is made in a process of its own, a few at a time on the
whole machine; one thread of this process waits a moment for it, everybody else is told to come back (BeingMade)."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Lock, Thread

from app.config import Settings
from app.documents.order import Order
from app.documents.press import chosen_press, set_press
from app.documents.press_process import Limits, PressFault, PressProcess
from app.domain.errors import SamspelError
from app.services.content_key import program
from app.services.made_files import MadeFiles, made_files
from app.services.slots import Claims, slot

PATIENCE = 1.5
"""Seconds that one thread waits for a document, before its visitor is told that it is being made."""
QUEUE = 64
"""Documents that wait in one process. Who comes then is told to come back as well, and is in the queue later."""
IDLE = 10.0
"""Seconds after which a process that has nothing to make is ended."""
AGAIN = 2
"""Seconds after which it makes sense to ask again for a document that is being made."""
TOLD = 60.0
"""Seconds for which a document that could not be made is not tried again."""
FAULT = ".fault"
LIMITS = Limits()

log = logging.getLogger("samspel.presses")


class BeingMade(Exception):
    """The document is not ready yet. Asking for it again a little later gives it, or tells why it cannot be made.
    `key`: what `is_being_made` knows it by."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class NotMade(SamspelError):
    """A document could not be made (D020 to D023)."""


class OwnProcesses:
    """A press for a process with many threads. `folder`: the installation's, shared with the other processes of this
    machine. Nothing is started before the first document, so that it may be made before a fork."""

    def __init__(
        self,
        folder: Path,
        made: MadeFiles,
        limits: Limits = LIMITS,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.folder, self.made, self.patience, self.clock = folder, made, patience, clock
        self.process = PressProcess(limits)
        self._queue: Queue[Order] = Queue(QUEUE)
        self._claims = Claims(folder / "press.claims")
        self._lock, self._waiting = Lock(), Lock()
        self._at_work: dict[str, Event] = {}
        self._faults: dict[str, tuple[str, float]] = {}
        self._thread: Thread | None = None

    def __call__(self, order: Order) -> bytes:
        """The file. Raises BeingMade, or NotMade where it could not be made during the last minute."""
        key = order.key
        found = self._outcome(key)
        if found is None:
            self._wait_for(self._begun(key, order))
            found = self._outcome(key)
        if found is None:
            raise BeingMade(key)
        return found

    def has_begun(self, key: str) -> bool:
        """Whether a process of this machine has the document in its queue, or makes it."""
        with self._lock:
            if key in self._at_work:
                return True
            if not self._taken(key):
                return True
            self._claims.give_back(key)
            return False

    def _outcome(self, key: str) -> bytes | None:
        """What has become of the document, None where nothing has yet. Raises NotMade."""
        content = self.made.find(key)
        if content is not None:
            return content
        code, when = self._faults.get(key) or _told(self.made.find(key + FAULT))
        if self.clock() - when < TOLD:
            raise NotMade(code)
        return None

    def _begun(self, key: str, order: Order) -> Event | None:
        """Sees to it that somebody makes the document; what is set when it is done, None where another process makes
        it or too many wait already."""
        with self._lock:
            if key in self._at_work:
                return self._at_work[key]
            if self._queue.full() or not self._taken(key):
                return None
            if self._thread is None:
                self._thread = Thread(target=self._work, name="presses", daemon=True)
                self._thread.start()
            done = self._at_work[key] = Event()
            self._queue.put_nowait(order)
            return done

    def _taken(self, key: str) -> bool:
        try:
            return self._claims.take(key)
        except OSError as fault:
            raise NotMade("D023") from fault

    def _wait_for(self, done: Event | None) -> None:
        """A moment, where no other thread of this process waits."""
        if done is not None and self._waiting.acquire(blocking=False):
            try:
                done.wait(self.patience)
            finally:
                self._waiting.release()

    def _work(self) -> None:
        """Makes one after the other, for as long as this process lives."""
        while True:
            try:
                order = self._queue.get(timeout=IDLE if self.process.number else None)
            except Empty:
                self.process.close()
                continue
            try:
                self._make(order)
            finally:
                with self._lock:
                    self._claims.give_back(order.key)
                    self._at_work.pop(order.key).set()

    def _make(self, order: Order) -> None:
        """Makes the document and keeps it, or why it could not be made."""
        key = order.key
        try:
            with slot(self.folder):
                if self.made.find(key) is None:  # another process may have made it while this one waited
                    self.made.keep(key, self.process(order), self.clock())
        except PressFault as fault:
            self._tell(key, fault.code)
        except OSError:
            self._tell(key, "D023")
        except Exception as error:  # the next document is made all the same; an error's words may quote this one
            log.error("%s while a document was made", type(error).__name__)
            self._tell(key, "D020")

    def _tell(self, key: str, code: str) -> None:
        """The fault for all processes, and for this one where nothing can be written."""
        log.error("a document was not made: %s", code, extra={"reason": code})
        now = self.clock()
        self._faults = {one: told for one, told in self._faults.items() if now - told[1] < TOLD} | {key: (code, now)}
        try:
            self.made.keep(key + FAULT, f"{code} {now}".encode(), now)
        except OSError:
            log.error("why a document was not made could not be kept")


def _told(content: bytes | None) -> tuple[str, float]:
    """Code and time of a fault that was kept; long ago where there is none."""
    code, _, when = (content or b"").decode().partition(" ")
    return code, float(when or 0)


def make_beside(settings: Settings) -> None:
    """From now on this process has its documents made by others: for a process that answers visitors."""
    program()  # now, while its files are those that this process runs
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    set_press(OwnProcesses(settings.instance, made_files(settings)))


def is_being_made(key: str) -> bool:
    """Whether a document that was asked for before is not ready yet: then what it is made of need not be put together
    again to say so. Nobody can tell the key of a document that they have not asked for."""
    press = chosen_press()
    return isinstance(press, OwnProcesses) and press.has_begun(key)
