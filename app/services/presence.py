"""Which servers and workers the installation has, on whichever machine, and in what they differ though they must not.

Each shows itself every few seconds with what it was started with. Nothing here tells of those who visit."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from importlib.metadata import version

from app.domain.errors import SamspelError
from app.services import offered
from app.services.installation import Installation
from app.services.known_key import has_known_key
from app.store import installation_facts, servers
from app.store.database import Transaction
from app.store.installation_facts import Fact as Fact  # what was noted before
from app.store.servers import StoredServer
from app.store.upgrade import VERSION

SHOWN_EVERY = timedelta(seconds=20)
SILENT_AFTER = timedelta(minutes=3)
"""A server that has not been seen for so long does not run."""
REMEMBERED = timedelta(days=1)
"""For so long the questionnaires of a server that is away are not taken for withdrawn."""
ADDRESS = "base url"


class Kind(StrEnum):
    """What runs."""

    PAGES = "pages"
    WORKER = "worker"


@dataclass(frozen=True)
class Differences:
    """In what the servers that run, or this one and the others, differ. `another_key`: this one has not the
    installation's. `addresses`: (machine, base address) of all that run, where there are several addresses; `versions`
    likewise. `questionnaires`: versions that read otherwise in the own folder."""

    another_key: bool = False
    addresses: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    questionnaires: tuple[offered.OtherWords, ...] = ()


def show(installation: Installation, kind: Kind, now: datetime) -> Differences:
    """Shows that this process runs, brings its questionnaires to the others, and tells in what they differ. Where
    another process of the same server has just done so, nothing is written."""
    own = _own(installation, kind, now)
    with installation.database.reading() as connection:
        seen = {one.id: one for one in servers.every(connection)}
        is_fresh = _is_fresh(seen.get(own.id), own)
        differences = _differences(installation, connection, own, [one for one in seen.values() if _runs(one, now)])
    if is_fresh or differences.another_key:
        return differences
    with installation.database.writing() as connection:
        servers.forget(connection, now - REMEMBERED)
        servers.note(connection, own)
        others = [one for one in servers.every(connection) if one.id != own.id]
        if kind is Kind.PAGES:
            offered.offer_own_files(installation, connection, now, others, [one for one in others if _runs(one, now)])
        running_now = [own, *(one for one in others if _runs(one, now))]
        return _differences(installation, connection, own, running_now)


def leave(installation: Installation, kind: Kind, now: datetime) -> None:
    """Notes that this process has been told to end."""
    with installation.database.writing() as connection:
        servers.note(connection, _own(installation, kind, now, has_left=True))


def running(connection: Transaction, now: datetime) -> list[StoredServer]:
    """Those that run just now."""
    return [one for one in servers.every(connection) if _runs(one, now)]


def require_own_address(installation: Installation, now: datetime) -> None:
    """For a worker, whose mails hold links. Raises V055 where pages are served, and all of them under another base
    address than this process has."""
    with installation.database.reading() as connection:
        pages = [one for one in running(connection, now) if one.kind == Kind.PAGES]
    own = installation.settings.base_url
    if pages and all(one.base_url != own for one in pages):
        raise SamspelError(
            "V055", "SAMSPEL_BASE_URL", own=own, others=", ".join(sorted({one.base_url for one in pages}))
        )


def note_start(installation: Installation, now: datetime) -> tuple[tuple[str, Fact], ...]:
    """Notes address and version of a server that is about to serve; what was noted before and reads otherwise."""
    own = {ADDRESS: installation.settings.base_url, VERSION: version("samspel")}
    before: list[tuple[str, Fact]] = []
    with installation.database.writing() as connection:
        for name, value in own.items():
            known = installation_facts.find(connection, name)
            if known is not None and known.value != value:
                before.append((name, known))
            if known is None or known.value != value:
                installation_facts.change(connection, name, value, now)
    return tuple(before)


def own_version() -> str:
    """The version of Samspel that this process is of."""
    return version("samspel")


def own_machine() -> str:
    """What this machine is called."""
    return socket.gethostname()[:60]


def _own(installation: Installation, kind: Kind, now: datetime, *, has_left: bool = False) -> StoredServer:
    settings, machine = installation.settings, own_machine()
    about = (kind, machine, str(settings.instance), str(installation.library.folder), settings.base_url)
    listed = offered.versions_in(offered.own_files(installation)) if kind is Kind.PAGES else {}
    id_ = sha256("\0".join(about).encode()).hexdigest()[:32]
    return StoredServer(id_, kind, machine, settings.base_url, version("samspel"), listed, now, has_left)


def _runs(one: StoredServer, now: datetime) -> bool:
    return not one.has_left and abs(now - one.seen_at) < SILENT_AFTER


def _is_fresh(before: StoredServer | None, own: StoredServer) -> bool:
    if before is None or before.has_left or abs(own.seen_at - before.seen_at) >= SHOWN_EVERY:
        return False
    return (before.version, before.questionnaires) == (own.version, own.questionnaires)


def _differences(
    installation: Installation, connection: Transaction, own: StoredServer, running_now: Sequence[StoredServer]
) -> Differences:
    return Differences(
        not has_known_key(installation, connection),
        _where_several([(one.machine, one.base_url) for one in running_now]),
        _where_several([(one.machine, one.version) for one in running_now]),
        offered.otherwise_worded(installation, connection) if own.kind == Kind.PAGES else (),
    )


def _where_several(found: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(set(found))) if len({value for _, value in found}) > 1 else ()
