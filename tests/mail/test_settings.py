"""The two settings of mail: read whole, or refused without telling the password."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.config import Settings
from app.domain.errors import SamspelError
from app.mail.settings import MailSettings, Security, mail_settings
from app.wording.errors import error_sentence

BASE = Settings("sqlite://", "secret", Path("instance"), Path("questionnaires"), "https://samspel.example")


def read(url: str, sender: str = "Samspel <samspel@norrdal.example>") -> MailSettings | None:
    return mail_settings(replace(BASE, smtp_url=url, mail_from=sender))


def test_without_both_mail_is_not_set_up() -> None:
    assert read("", "") is None


def test_an_address_with_everything_in_it() -> None:
    found = read("smtp://samspel%40norrdal.example:p%2Fw@mail.norrdal.example:2525?tls=starttls&timeout=5")
    assert found == MailSettings(
        host="mail.norrdal.example",
        port=2525,
        security=Security.STARTTLS,
        user="samspel@norrdal.example",
        password="p/w",
        timeout=5.0,
        sender="samspel@norrdal.example",
        sender_name="Samspel",
        domain="samspel.example",
    )


@pytest.mark.parametrize(
    ("url", "port", "security"),
    [
        ("smtp://mail.example", 587, Security.STARTTLS),
        ("smtps://mail.example", 465, Security.TLS),
        ("smtp://mail.example:25?tls=none", 25, Security.NONE),
    ],
)
def test_what_is_left_out_is_what_is_usual(url: str, port: int, security: Security) -> None:
    found = read(url)
    assert found is not None
    assert (found.port, found.security, found.user) == (port, security, "")


@pytest.mark.parametrize(
    "url",
    [
        "mail.example:587",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:port",
        "smtp://mail.example?tls=maybe",
        "smtp://mail.example?timeout=0",
        "smtp://mail.example?tsl=none",
        "smtp://kim:pass/word@mail.example",
    ],
)
def test_an_unreadable_server_is_refused_and_its_password_not_repeated(url: str) -> None:
    with pytest.raises(SamspelError, match="M002") as refused:
        read(url)
    assert "word" not in str(refused.value)
    assert "smtp://" in error_sentence(refused.value, "sv")


def test_a_password_that_mail_servers_would_read_differently_is_refused() -> None:
    with pytest.raises(SamspelError, match="M004"):
        read("smtp://kim:p%C3%A5ske@mail.example")


def test_one_of_the_two_alone_is_said_to_be_half() -> None:
    with pytest.raises(SamspelError, match="M001") as refused:
        read("smtp://mail.example", "")
    assert "SAMSPEL_MAIL_FROM" in error_sentence(refused.value, "en")
    with pytest.raises(SamspelError, match="M001"):
        read("")


def test_a_sender_must_be_an_address() -> None:
    with pytest.raises(SamspelError, match="M003"):
        read("smtp://mail.example", "Samspel")
