"""The real `samspel serve`, started as an operator starts it, and the processes that it consists of."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.config import ROOT, Settings
from app.services.installation import Installation
from bench.live.addresses import kept_port
from bench.live.processes import Process, descendants, found
from bench.live.visitor import Visitor
from bench.live.waiting import PATIENCE, eventually

KEY = "a secret key of a server that is tried, 0123456789abcdef"
SAMSPEL = Path(sys.executable).with_name("samspel")


def environment(url: str, instance: Path, base_url: str, others: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a server is told: this, and nothing that this process was told about Samspel."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMSPEL_", "DATABASE_"))}
    return kept | {
        "DATABASE_URL": url,
        "SAMSPEL_SECRET_KEY": KEY,
        "SAMSPEL_INSTANCE": str(instance),
        "SAMSPEL_QUESTIONNAIRES": str(ROOT / "questionnaires"),
        "SAMSPEL_BASE_URL": base_url,
        "PYTHONUNBUFFERED": "1",
        **(others or {}),
    }


@contextmanager
def seen_from_here(env: Mapping[str, str]) -> Iterator[Installation]:
    """The same installation in this process, to prepare and to look."""
    installation = Installation.open(Settings.from_environment(env))
    try:
        yield installation
    finally:
        installation.database.dispose()


@dataclass
class Command:
    """A `samspel` command that runs until it is ended, in a group of processes of its own, and what it said.
    `starts`: how often it was started."""

    arguments: tuple[str, ...]
    env: Mapping[str, str]
    log: Path
    starts: int = 0
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Starts it, once more where it has ended."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(SAMSPEL), *self.arguments],
                cwd=ROOT,
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.starts += 1

    @property
    def runs(self) -> bool:
        """Whether the process that was started is there."""
        return self.process.poll() is None

    @property
    def parts(self) -> list[Process]:
        """The process that was started, and all below it."""
        first = found(self.process.pid) if self.runs else None
        return [first, *descendants(first.number)] if first else []

    def end(self, patience: float = PATIENCE) -> int:
        """Tells it to end as a system does (SIGTERM); what it ended with. Raises TimeoutExpired."""
        self.process.terminate()
        return self.process.wait(patience)

    def finish(self) -> None:
        """Ends it and all that it started, whatever they do."""
        below = self.parts
        with suppress(subprocess.TimeoutExpired):
            self.end(PATIENCE / 3)
        for one in below:
            one.kill()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @property
    def said(self) -> str:
        """Its log."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""


@dataclass
class Server(Command):
    """`samspel serve` on a port of this machine."""

    port: int = 0

    @property
    def is_ready(self) -> bool:
        """Whether it answers."""
        return Visitor("127.0.0.1", self.port, patience=60).get("/privacy").status == 200

    def wait_until_ready(self) -> None:
        """Raises TimeoutError, with what the server said, where it does not come to answer."""

        def ready() -> bool:
            if not self.runs:
                raise TimeoutError(f"the server has ended with {self.process.poll()}: {self.said}")
            return self.is_ready

        eventually(ready, "the server answers", pause=0.1)


@contextmanager
def served(
    url: str,
    folder: Path,
    *arguments: str,
    base_url: str = "",
    others: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """A server on a free port, which answers, with an instance folder of its own in `folder`; ended afterwards."""
    with kept_port() as port:
        env = environment(url, folder / "instance", base_url or f"http://127.0.0.1:{port}", others)
        at = ("serve", "--host", "127.0.0.1", "--port", str(port), *arguments)
        server = Server(at, env, folder / "server.log", port=port)
        folder.mkdir(parents=True, exist_ok=True)
        server.start()
        try:
            server.wait_until_ready()
            yield server
        finally:
            server.finish()
