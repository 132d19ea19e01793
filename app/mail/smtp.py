"""The way to the mail server: one connection for many mails, and a plain word on what became of each."""

import smtplib
import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

from app.mail.messages import Mail, written
from app.mail.settings import MailSettings, Security

CLOSING = 421
"""The server's word that it ends the connection."""
LONGEST_WORDS = 300
AT_THE_END = 6
"""How many times longer than for its other answers the server is waited for once it has a whole mail. It may be looking
through it; who goes before it has said that it has taken the mail sends it again, and the receiver gets it twice
(RFC 5321, section 4.5.3.2.6)."""
NO_CONNECTION = "no connection"
NO_SIGN_IN = "no sign-in"
BROKEN_OFF = "broken off"

SERVER_SILENT = "mail server silent"
SERVER_REFUSES_CONNECTION = "mail server refuses the connection"
SERVER_REFUSES_SIGN_IN = "mail server refuses the sign-in"
SERVER_REFUSES_MAILS = "mail server refuses mails from here"
SERVER_HUNG_UP = "mail server hung up mid-sentence"
SERVER_NOT_TRUSTED = "mail server cannot prove that it is the one"
SERVER_UNPROTECTED = "mail server does not protect the connection"
SERVER_OUT_OF_REACH = "mail server out of reach"


class Outcome(StrEnum):
    """What became of a mail."""

    SENT = "sent"
    REFUSED = "refused"
    """By the server and for good: this mail to this receiver will never be taken."""
    LATER = "later"
    """This mail was not taken now; others may be."""
    UNREACHABLE = "unreachable"
    """No mail can be handed over now: the server is down, slow, or does not let the installation in."""


@dataclass(frozen=True)
class Delivery:
    """What became of a mail. `words`: what the server said, with its code in front, or one of this module's own.
    `reason`, where no mail can be handed over: for the log, one of the fixed texts above, which name nobody."""

    outcome: Outcome
    words: str = ""
    reason: str = field(default="", compare=False)


_REASONS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((TimeoutError,), SERVER_SILENT),
    ((ConnectionRefusedError, smtplib.SMTPResponseException), SERVER_REFUSES_CONNECTION),
    ((ConnectionError,), SERVER_HUNG_UP),
    ((ssl.SSLCertVerificationError,), SERVER_NOT_TRUSTED),
    ((ssl.SSLError, smtplib.SMTPNotSupportedError), SERVER_UNPROTECTED),
)


class Transport(Protocol):
    """Takes mails away."""

    def send(self, mail: Mail) -> Delivery: ...


class _Unusable(Exception):
    """The connection cannot be used for any mail. `began`: the mail itself was on its way and may have arrived."""

    def __init__(self, words: str, reason: str, *, began: bool = False) -> None:
        super().__init__(words)
        self.words, self.reason = words, reason
        self.began = began


class SmtpTransport:
    """Hands mails to the installation's server, on one connection that is made for the first of them."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._client: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, mail: Mail) -> Delivery:
        """Hands the mail over. A server that has ended a connection that worked is called once more, as long as the
        mail cannot have arrived."""
        reused = self._client is not None
        try:
            return self._attempt(mail)
        except _Unusable as fault:
            if not reused or fault.began:
                return Delivery(Outcome.UNREACHABLE, fault.words, fault.reason)
        try:
            return self._attempt(mail)
        except _Unusable as fault:
            return Delivery(Outcome.UNREACHABLE, fault.words, fault.reason)

    def greet(self) -> Delivery:
        """Connects and signs in, sends nothing; what the server answered."""
        try:
            self._client = self._connected()
            code, words = self._client.noop()
        except _Unusable as fault:
            behind = fault.__cause__
            said = isinstance(behind, smtplib.SMTPResponseException)
            more = _said(behind.smtp_code, behind.smtp_error) if said else str(behind or "")  # type: ignore[union-attr]
            return Delivery(Outcome.UNREACHABLE, f"{fault.words}: {' '.join(more.split())}"[:LONGEST_WORDS])
        return Delivery(Outcome.SENT if code == 250 else Outcome.UNREACHABLE, _said(code, words))

    def close(self) -> None:
        """Ends the connection, politely where that works."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            client.quit()
        except (OSError, smtplib.SMTPException):
            client.close()

    def _attempt(self, mail: Mail) -> Delivery:
        client = self._client or self._connected()
        self._client = client
        stage = "sender"
        try:
            code, words = client.mail(self._settings.sender)
            if code != 250:  # it is the installation that is not let in, not this receiver
                raise _Unusable(_said(code, words), SERVER_REFUSES_MAILS)
            stage = "receiver"
            code, words = client.rcpt(mail.recipient)
            if code in (250, 251):
                stage = "content"
                code, words = self._content(client, written(mail).as_bytes())
                if 200 <= code < 300:
                    return Delivery(Outcome.SENT)
            return self._not_taken(client, code, words)
        except _Unusable:
            self._drop()
            raise
        except smtplib.SMTPDataError as fault:
            return self._not_taken(client, fault.smtp_code, fault.smtp_error)
        except (OSError, smtplib.SMTPException) as fault:
            self._drop()
            raise _Unusable(BROKEN_OFF, _reason(fault), began=stage == "content") from fault

    def _content(self, client: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
        """Sends the mail itself, and waits with patience for what becomes of it."""
        assert client.sock is not None
        client.sock.settimeout(self._settings.timeout * AT_THE_END)
        try:
            return client.data(content)
        finally:
            if client.sock is not None:
                client.sock.settimeout(self._settings.timeout)

    def _not_taken(self, client: smtplib.SMTP, code: int, words: bytes | str) -> Delivery:
        if code == CLOSING or code < 400:
            self._drop()
            raise _Unusable(_said(code, words), SERVER_REFUSES_MAILS)
        try:
            client.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()
        return Delivery(Outcome.REFUSED if code >= 500 else Outcome.LATER, _said(code, words))

    def _connected(self) -> smtplib.SMTP:
        one = self._settings
        client: smtplib.SMTP
        try:
            if one.security is Security.TLS:
                protected = ssl.create_default_context()
                client = smtplib.SMTP_SSL(one.host, one.port, one.domain, timeout=one.timeout, context=protected)
            else:
                client = smtplib.SMTP(one.host, one.port, one.domain, timeout=one.timeout)
        except (OSError, smtplib.SMTPException) as fault:
            raise _Unusable(NO_CONNECTION, _reason(fault)) from fault
        try:
            if one.security is Security.STARTTLS:
                client.starttls(context=ssl.create_default_context())
            if one.user:
                client.login(one.user, one.password)
            client.ehlo_or_helo_if_needed()
        except smtplib.SMTPAuthenticationError as fault:
            client.close()
            raise _Unusable(NO_SIGN_IN, SERVER_REFUSES_SIGN_IN) from fault
        except (OSError, smtplib.SMTPException) as fault:
            client.close()
            raise _Unusable(NO_CONNECTION, _reason(fault)) from fault
        return client

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


def _reason(fault: BaseException) -> str:
    """A time limit is turned by smtplib into a lost connection, so what is behind a fault is looked at first."""
    behind: BaseException | None = fault
    while behind is not None:
        known = next((reason for kinds, reason in _REASONS if isinstance(behind, kinds)), None)
        if known:
            return known
        behind = behind.__context__
    return SERVER_HUNG_UP if isinstance(fault, smtplib.SMTPServerDisconnected) else SERVER_OUT_OF_REACH


def _said(code: int, words: bytes | str) -> str:
    plain = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(plain.split())}"[:LONGEST_WORDS]
