"""What lies beyond this machine: the mail server, the municipality's sign-in, and the own address as visitors reach it.
Each has a limit of time, however slowly it answers."""

import json
import smtplib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import uuid4

import requests

from app.config import Settings
from app.domain.errors import SamspelError
from app.mail.addresses import read_address
from app.mail.messages import Mail
from app.mail.settings import MailSettings, mail_settings
from app.mail.smtp import Delivery, Outcome, SmtpTransport
from app.services import seen_address
from app.services.checkup.finding import LIMIT, Finding, fault, ok, plain_words, refused, warning, within

PATIENCE = 8.0
"""Seconds for each answer."""
CLAIMED = "192.0.2.77"
"""An address kept for documentation (RFC 5737), which no visitor has."""
DISCOVERY = "/.well-known/openid-configuration"


def mail(settings: Settings, receiver: str, words: tuple[str, str], now: datetime, limit: float = LIMIT) -> Finding:
    """The mail server's answer; with a receiver, what became of a mail to them. `words`: its subject and text."""
    try:
        found = mail_settings(settings)
        receiver = read_address(receiver) if receiver else ""
    except SamspelError as error:
        return refused("mail", error)
    if found is None:
        return fault("no_mail_to_try") if receiver else warning("no_mail")
    server = f"{found.host}:{found.port}"
    try:
        done = within(limit, lambda: _tried(replace(found, timeout=min(found.timeout, PATIENCE)), receiver, words, now))
    except (OSError, smtplib.SMTPException) as problem:
        return fault("mail_server", server=server, detail=plain_words(problem))
    if done.outcome is not Outcome.SENT:
        return fault("mail_server", server=server, detail=done.words)
    if receiver:
        return ok("mail_sent", server=server, receiver=receiver)
    if found.security == "none" and urlsplit(f"//{found.host}").hostname not in ("127.0.0.1", "localhost", "::1"):
        return warning("mail_in_clear", server=server)
    return ok("mail", server=server, said=done.words)


def _tried(found: MailSettings, receiver: str, words: tuple[str, str], now: datetime) -> Delivery:
    with SmtpTransport(found) as transport:
        if not receiver:
            return transport.greet()
        about = (uuid4().hex, found.domain, found.sender, found.sender_name, receiver, *words, now)
        return transport.send(Mail(*about))


def sign_in(settings: Settings, limit: float = LIMIT) -> Finding | None:
    """The issuer's description of itself; None where there is no issuer."""
    about = settings.openid
    if about is None:
        return None
    try:
        status, content = within(limit, lambda: _got(f"{about.issuer}{DISCOVERY}", {}, is_plain=False))
        described = json.loads(content) if status == 200 else None
    except (OSError, ValueError) as problem:
        return fault("issuer_away", issuer=about.issuer, detail=plain_words(problem))
    if not isinstance(described, dict):
        return fault("issuer_away", issuer=about.issuer, detail=str(status))
    if str(described.get("issuer", "")).rstrip("/") != about.issuer:
        return fault("issuer_other", issuer=about.issuer, other=str(described.get("issuer", ""))[:100])
    missing = [one for one in ("authorization_endpoint", "token_endpoint", "jwks_uri") if one not in described]
    if missing:
        return fault("issuer_away", issuer=about.issuer, detail=", ".join(missing))
    return ok("issuer", issuer=about.issuer) if about.client_secret else warning("issuer_public", issuer=about.issuer)


def front(settings: Settings, now: datetime, limit: float = LIMIT) -> Iterator[Finding]:
    """The own address, asked as a visitor does who claims to come from elsewhere: what arrives of that."""
    base = settings.base_url
    headers = {seen_address.HEADER: seen_address.proof(settings, now), "X-Forwarded-For": CLAIMED}
    try:
        status, content = within(limit, lambda: _got(f"{base}{seen_address.PLACE}", headers, is_plain=True))
        found = json.loads(content) if status == 200 else None
    except (OSError, ValueError) as problem:
        yield fault("not_reached", address=base, detail=plain_words(problem))
        return
    if not isinstance(found, dict) or not {"address", "scheme", "forwarded"} <= found.keys():
        yield fault("not_samspel", address=base, status=status)
        return
    proxies = sum(one != CLAIMED for one in found["forwarded"])
    if proxies != settings.proxies:
        yield fault("proxies", number=proxies, given=settings.proxies)
    elif found["address"] == CLAIMED:
        yield fault("claimed_address")
    if found["scheme"] != urlsplit(base).scheme:
        yield fault("scheme", seen=found["scheme"], address=base)
    elif proxies == settings.proxies and found["address"] != CLAIMED:
        yield ok("front", address=base, number=proxies)


def _got(address: str, headers: Mapping[str, str], *, is_plain: bool) -> tuple[int, bytes]:
    """Status and the beginning of an answer. `is_plain`: by no proxy that the environment names."""
    with requests.Session() as session:
        session.trust_env = not is_plain
        with session.get(
            address, headers=dict(headers), timeout=PATIENCE, allow_redirects=not is_plain, stream=True
        ) as answer:
            return answer.status_code, next(answer.iter_content(1_000_000), b"")
