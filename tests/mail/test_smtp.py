"""The way to a real mail server: what became of each mail, whatever the server does."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.mail.messages import Mail
from app.mail.settings import MailSettings, Security
from app.mail.smtp import (
    BROKEN_OFF,
    NO_CONNECTION,
    NO_SIGN_IN,
    SERVER_HUNG_UP,
    SERVER_NOT_TRUSTED,
    SERVER_REFUSES_CONNECTION,
    SERVER_REFUSES_MAILS,
    SERVER_REFUSES_SIGN_IN,
    SERVER_SILENT,
    SERVER_UNPROTECTED,
    Delivery,
    Outcome,
    SmtpTransport,
)
from tests.mail_server import Postbox, mail_server

SENT = Delivery(Outcome.SENT)


def out_of_reach(delivery: Delivery) -> tuple[str, str]:
    """What is kept beside the mail, and what is logged, where no mail can be handed over."""
    assert delivery.outcome is Outcome.UNREACHABLE
    return delivery.words, delivery.reason


def mail(number: int, receiver: str = "") -> Mail:
    return Mail(
        id=f"mail{number}",
        domain="samspel.example",
        sender="samspel@norrdal.example",
        sender_name="Samspel",
        recipient=receiver or f"person{number}@norrdal.example",
        subject="Frågor",
        text="Hej!",
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )


def settings(port: int, timeout: float = 20.0) -> MailSettings:
    return MailSettings(
        "127.0.0.1", port, Security.NONE, "", "", timeout, "samspel@norrdal.example", "Samspel", "samspel.example"
    )


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def transport(postbox: Postbox) -> Iterator[SmtpTransport]:
    with mail_server(postbox) as port, SmtpTransport(settings(port)) as transport:
        yield transport


def test_many_mails_go_over_one_connection(postbox: Postbox, transport: SmtpTransport) -> None:
    assert [transport.send(mail(number)) for number in range(20)] == [SENT] * 20
    assert postbox.receivers == [f"person{number}@norrdal.example" for number in range(20)]
    assert postbox.connections == 1


def test_a_refused_receiver_does_not_keep_the_others_waiting(postbox: Postbox, transport: SmtpTransport) -> None:
    postbox.answers = {
        "person1@norrdal.example": "550 5.1.1 no such user",
        "person2@norrdal.example": "451 4.7.1 greylisted, come back",
    }
    postbox.at_end = {"person3@norrdal.example": "554 5.7.1 looks like spam"}
    assert [transport.send(mail(number)) for number in range(5)] == [
        SENT,
        Delivery(Outcome.REFUSED, "550 5.1.1 no such user"),
        Delivery(Outcome.LATER, "451 4.7.1 greylisted, come back"),
        Delivery(Outcome.REFUSED, "554 5.7.1 looks like spam"),
        SENT,
    ]
    assert postbox.connections == 1


def test_a_server_that_is_down_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with SmtpTransport(settings(port)) as transport:
        assert out_of_reach(transport.send(mail(1))) == (NO_CONNECTION, SERVER_REFUSES_CONNECTION)


def test_a_server_that_never_answers_is_given_up_after_the_timeout() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        SmtpTransport(settings(silent.getsockname()[1], timeout=0.3)) as transport,
    ):
        assert out_of_reach(transport.send(mail(1))) == (NO_CONNECTION, SERVER_SILENT)


def test_a_server_that_becomes_slow_is_given_up_after_the_timeout(postbox: Postbox) -> None:
    with mail_server(postbox) as port, SmtpTransport(settings(port, timeout=0.5)) as transport:
        assert transport.send(mail(1)) == SENT
        postbox.pause = 3
        assert out_of_reach(transport.send(mail(2))) == (BROKEN_OFF, SERVER_SILENT)
        postbox.pause = 0
        assert transport.send(mail(3)) == SENT
    assert postbox.receivers == ["person1@norrdal.example", "person3@norrdal.example"]


def test_a_mail_that_may_have_arrived_is_not_handed_over_at_once_again(
    postbox: Postbox, transport: SmtpTransport
) -> None:
    assert transport.send(mail(1)) == SENT
    postbox.breaks_off_after = 1
    assert out_of_reach(transport.send(mail(2))) == (BROKEN_OFF, SERVER_HUNG_UP)
    assert postbox.receivers.count("person2@norrdal.example") == 1
    assert transport.send(mail(3)) == SENT


def test_a_server_that_takes_few_mails_a_connection_is_called_again(postbox: Postbox, transport: SmtpTransport) -> None:
    postbox.closes_after = 3
    assert [transport.send(mail(number)) for number in range(8)] == [SENT] * 8
    assert len(set(postbox.receivers)) == len(postbox.receivers) == 8
    assert postbox.connections == 3


def test_a_server_that_takes_nothing_from_here_is_told_apart_without_its_words(
    postbox: Postbox, transport: SmtpTransport
) -> None:
    postbox.closes_after = 0
    words = "421 4.7.0 too many mails on one connection"
    assert out_of_reach(transport.send(mail(1))) == (words, SERVER_REFUSES_MAILS)


def test_a_server_without_the_protection_that_is_wanted_gets_nothing(postbox: Postbox) -> None:
    with (
        mail_server(postbox) as port,
        SmtpTransport(replace(settings(port), security=Security.STARTTLS)) as transport,
    ):
        assert out_of_reach(transport.send(mail(1))) == (NO_CONNECTION, SERVER_UNPROTECTED)
    assert postbox.receivers == []


class TestOverAProtectedConnection:
    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        """A certificate for 127.0.0.1 and its key, in one file."""
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        path = tmp_path / "server.pem"
        plain = serialization.NoEncryption()
        path.write_bytes(
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
            + made.public_bytes(serialization.Encoding.PEM)
        )
        return path

    @pytest.fixture
    def protected(self, certificate: Path, postbox: Postbox) -> Iterator[int]:
        """A server that wants STARTTLS and a sign-in; its port."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)

        def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
            assert isinstance(data, LoginPassword)
            return AuthResult(success=data == LoginPassword(b"samspel", b"p/ske!"), handled=False)

        options = {"require_starttls": True, "auth_required": True, "authenticator": check}
        with mail_server(postbox, tls_context=context, **options) as port:
            yield port

    def test_the_mail_goes_with_the_right_password(
        self, protected: int, certificate: Path, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        asked = replace(settings(protected), security=Security.STARTTLS, user="samspel")
        with SmtpTransport(replace(asked, password="p/ske!")) as transport:
            assert transport.send(mail(1)) == SENT
        with SmtpTransport(replace(asked, password="wrong")) as transport:
            assert out_of_reach(transport.send(mail(2))) == (NO_SIGN_IN, SERVER_REFUSES_SIGN_IN)
        assert postbox.receivers == ["person1@norrdal.example"]

    def test_a_certificate_that_nobody_vouches_for_gets_nothing(self, protected: int, postbox: Postbox) -> None:
        asked = replace(settings(protected), security=Security.STARTTLS, user="samspel", password="p/ske!")
        with SmtpTransport(asked) as transport:
            assert out_of_reach(transport.send(mail(1))) == (NO_CONNECTION, SERVER_NOT_TRUSTED)
        assert postbox.receivers == []
