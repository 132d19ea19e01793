"""Whether the installation can do its work just now, for whoever watches over it. Nothing here tells of a person, and
nothing counts: numbers that move would tell when somebody has done something (decision 0032)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.services.installation import REASONS, Installation, Unavailable
from app.services.presence import SHOWN_EVERY, running
from app.services.presence import SILENT_AFTER as SILENT_AFTER
from app.store import messages, signs_of_life
from app.store.database import Transaction
from app.store.upgrade import is_up_to_date

WORKER = "worker"
SIGN_EVERY = SHOWN_EVERY
"""How often a worker shows a sign, also between mails. One that has shown none for `SILENT_AFTER` is not at work."""
LATE_AFTER = timedelta(minutes=30)
"""A mail that has been due for so long is late: nobody sends, or the mail server takes none."""
OK = "ok"


@dataclass(frozen=True)
class Readiness:
    """What was looked at, in words: "ok", or what is wrong."""

    found: Mapping[str, str]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is wrong."""
        return set(self.found.values()) == {OK}


def readiness(installation: Installation, now: datetime) -> Readiness:
    """Looks at the database, its tables, the worker, the mail and the servers, in that order; what cannot be looked at
    since the database is unavailable is left out."""
    found: dict[str, str] = {}
    try:
        with installation.database.reading() as connection:
            found["database"] = OK
            for name, look in LOOKS.items():
                found[name] = look(connection, now)
                if found["tables"] != OK:
                    break
    except Unavailable as fault:
        found["database"] = REASONS[fault.code]
    return Readiness(found)


def show_sign_of_life(installation: Installation, now: datetime) -> None:
    """For the worker: notes that it is at work."""
    with installation.database.writing() as connection:
        signs_of_life.note(connection, WORKER, now)


def _tables(connection: Transaction, _now: datetime) -> str:
    return OK if is_up_to_date(connection) else "of another version of Samspel"


def _worker(connection: Transaction, now: datetime) -> str:
    seen = signs_of_life.latest(connection, WORKER)
    return OK if seen is not None and now - seen < SILENT_AFTER else "not at work"


def _mail(connection: Transaction, now: datetime) -> str:
    return "late" if messages.is_late(connection, now - LATE_AFTER) else OK


def _servers(connection: Transaction, now: datetime) -> str:
    """Whether all that run have what must be the same for all of them. Versions may differ during an upgrade."""
    found = running(connection, now)
    if len({one.base_url for one in found}) > 1:
        return "with different base addresses"
    listed = [item for one in found for item in one.questionnaires.items()]
    return OK if len(set(listed)) == len(dict(listed)) else "with different questionnaires of one version"


LOOKS: Mapping[str, Callable[[Transaction, datetime], str]] = {
    "tables": _tables,
    "worker": _worker,
    "mail": _mail,
    "servers": _servers,
}
