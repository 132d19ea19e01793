"""A mail server that takes mails, hangs, or dies in the middle of a sentence, and counts what it got."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from enum import StrEnum

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HANGS = 300.0
"""Seconds of silence, unless the other end goes first."""


class Whim(StrEnum):
    """What the server does at the end of a mail."""

    TAKES = "takes it"
    HANGS = "takes it and says nothing"
    DIES_BEFORE = "dies before it has taken it"
    DIES_AFTER = "takes it and dies before it has said so"


class Postbox:
    """What came. `ids`: how often a mail of that Message-ID was taken. `receivers`: the Message-IDs for each receiver.
    `whims`: how often the server did what. `pause`: seconds that it needs for a mail."""

    def __init__(self, whim: Callable[[], Whim] = lambda: Whim.TAKES, pause: float = 0.0) -> None:
        self.ids: Counter[str] = Counter()
        self.receivers: dict[str, set[str]] = {}
        self.whims: Counter[Whim] = Counter()
        self._whim, self._pause = whim, pause

    @property
    def taken(self) -> int:
        """How many mails were taken, each time that one was."""
        return self.ids.total()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self._pause)
        whim = self._whim()
        self.whims[whim] += 1
        if whim is not Whim.DIES_BEFORE:
            self._take(envelope)
        if whim is Whim.HANGS:
            await asyncio.sleep(HANGS)
        elif whim is not Whim.TAKES:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 OK"

    def _take(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        name = str(message_from_bytes(envelope.content)["Message-ID"])
        self.ids[name] += 1
        self.receivers.setdefault(envelope.rcpt_tos[0], set()).add(name)


class OnFreePort(Controller):
    """Finds out which port the system gave it before it tries whether it answers."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server(postbox: Postbox) -> Iterator[str]:
    """The server on a free port; its address, as SAMSPEL_SMTP_URL has it, with five seconds of patience."""
    controller = OnFreePort(postbox, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}?tls=none&timeout=5"
    finally:
        controller.stop()
