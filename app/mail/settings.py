"""How the installation reaches its mail server, read from two settings."""

from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from app.config import Settings
from app.domain.errors import SamspelError
from app.mail.addresses import read_address

DEFAULT_PORTS = {"smtp": 587, "smtps": 465}
TIMEOUT = 20.0
"""Seconds that the server may take for each answer, where the address does not say otherwise."""


class Security(StrEnum):
    """How the connection is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True)
class MailSettings:
    """The server, and whom mails come from. `user` is empty where the server asks for no password. `domain`: of the
    installation, in the ids of its mails."""

    host: str
    port: int
    security: Security
    user: str
    password: str
    timeout: float
    sender: str
    sender_name: str
    domain: str


def mail_settings(settings: Settings) -> MailSettings | None:
    """The settings for mail; None where mail is not set up.

    Raises M001 (only one of the two is there), M002 (unreadable server), M003 (unreadable sender), M004 (letters
    that mail servers do not agree about in a password)."""
    url, sender = settings.smtp_url.strip(), settings.mail_from.strip()
    if not url and not sender:
        return None
    if not url or not sender:
        raise SamspelError("M001", missing="SAMSPEL_MAIL_FROM" if url else "SAMSPEL_SMTP_URL")
    name, address = parseaddr(sender)
    try:
        address = read_address(address)
    except SamspelError as fault:
        raise SamspelError("M003") from fault
    return _server(url, address, name, urlsplit(settings.base_url).hostname or address.rpartition("@")[2])


def _server(url: str, sender: str, name: str, domain: str) -> MailSettings:
    """Never says what stands in the address: it holds a password."""
    try:
        parts = urlsplit(url)
        options = {key: values[-1] for key, values in parse_qs(parts.query, strict_parsing=bool(parts.query)).items()}
        port = parts.port or DEFAULT_PORTS[parts.scheme]
        security = Security.TLS if parts.scheme == "smtps" else Security(options.pop("tls", Security.STARTTLS))
        timeout = float(options.pop("timeout", TIMEOUT))
    except (ValueError, KeyError) as fault:
        raise SamspelError("M002") from fault
    if not parts.hostname or options or not 0 < timeout <= 120 or parts.path not in ("", "/"):
        raise SamspelError("M002")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise SamspelError("M004")
    return MailSettings(parts.hostname, port, security, user, password, timeout, sender, name, domain)
