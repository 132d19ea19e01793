"""A real mail server for the tests: accepting, slow, refusing some, breaking off."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from app.services.installation import Installation
from bench.live.postbox import OnFreePort

SENDER = "Samspel Norrdal <samspel@norrdal.example>"


class Postbox:
    """What the server got, and how it behaves. `answers`: what it says to receivers, `at_end` to whole mails, in place
    of taking them; a mail beyond `breaks_off_after` is taken and the connection cut before that is said."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.receivers: list[str] = []
        self.answers: dict[str, str] = {}
        self.at_end: dict[str, str] = {}
        self.connections = 0
        self.pause = 0.0
        self.pause_at_end = 0.0
        self.breaks_off_after: int | None = None
        self.closes_after: int | None = None
        self.in_connection = 0

    async def handle_EHLO(  # noqa: N802 - the name that aiosmtpd looks for
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        self.in_connection = 0
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.closes_after is not None and self.in_connection >= self.closes_after:
            return "421 4.7.0 too many mails on one connection"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self.pause)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        receiver = envelope.rcpt_tos[0]
        if receiver in self.at_end:
            return self.at_end[receiver]
        await asyncio.sleep(self.pause_at_end)
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        self.receivers.append(receiver)
        self.in_connection += 1
        if self.breaks_off_after is not None and len(self.mails) > self.breaks_off_after:
            self.breaks_off_after = None
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 OK"


@contextmanager
def mail_server(postbox: Postbox, **options: Any) -> Iterator[int]:
    """The server on a free port, which is given. `options` as aiosmtpd has them."""
    controller = OnFreePort(postbox, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()


def mailing(installation: Installation, port: int, options: str = "") -> Installation:
    """The installation with mail set up for that server."""
    url = f"smtp://127.0.0.1:{port}?tls=none{options}"
    return replace(installation, settings=replace(installation.settings, smtp_url=url, mail_from=SENDER))


def text_of(message: EmailMessage) -> str:
    """The words of a mail."""
    content = message.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")
