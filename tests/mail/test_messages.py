"""Mails as they travel: honest headers, Swedish letters, and no header that somebody smuggled in."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from hypothesis import given
from hypothesis import strategies as st

from app.mail.messages import Mail, headers_of, written
from tests.mail_server import text_of

MAIL = Mail(
    id="4f1c",
    domain="samspel.example",
    sender="samspel@norrdal.example",
    sender_name="Samspel i Älvnäs",
    recipient="kim@norrdal.example",
    subject="Frågor om samverkan i Älvdalen – våren 2026",
    text="Hej!\n\nHär är din länk:\nhttps://samspel.example/i/abc\n\n.\nåäö",
    at=datetime(2026, 3, 2, 12, 0, tzinfo=UTC),
    unsubscribe="https://samspel.example/u/abc",
    headers={"Reply-To": "lo@norrdal.example"},
)


def received(mail: Mail) -> EmailMessage:
    message = message_from_bytes(written(mail).as_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_mail_arrives_as_it_was_written() -> None:
    message = received(MAIL)
    assert message["Subject"] == MAIL.subject
    assert message["From"] == "Samspel i Älvnäs <samspel@norrdal.example>"
    assert message["To"] == MAIL.recipient
    assert message["Reply-To"] == "lo@norrdal.example"
    assert text_of(message) == MAIL.text + "\n"


def test_a_mail_carries_what_automatic_mail_ought_to() -> None:
    message = received(MAIL)
    assert message["Message-ID"] == "<4f1c@samspel.example>"
    assert message["Date"] == "Mon, 02 Mar 2026 12:00:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://samspel.example/u/abc>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Content-Type"].params["charset"] == "utf-8"


def test_long_addresses_of_pages_stay_whole() -> None:
    base = "samspel.a-municipality-with-quite-a-long-name.example"
    one = replace(MAIL, domain=base, unsubscribe=f"https://{base}/a/folder/u/{'a' * 43}")
    lines = written(one).as_bytes().decode().split("\r\n")
    assert f"List-Unsubscribe: <{one.unsubscribe}>" in lines
    assert f"Message-ID: <4f1c@{base}>" in lines


def test_a_mail_that_was_asked_for_has_no_way_out_of_a_list() -> None:
    assert received(replace(MAIL, unsubscribe=""))["List-Unsubscribe"] is None


def test_a_mail_travels_in_plain_characters_and_short_lines() -> None:
    lines = written(replace(MAIL, text="å" * 3000)).as_bytes().split(b"\r\n")
    assert all(line.isascii() and len(line) <= 998 for line in lines)


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_in_a_value_begins_a_header_of_its_own(subject: str, name: str) -> None:
    names = [key for key, _ in received(MAIL).items()]
    smuggled = f"{subject}\r\nBcc: all@norrdal.example\n\n{name}"
    message = received(
        replace(MAIL, subject=smuggled, sender_name=smuggled, headers={"Reply-To": "lo@a.example\nCc: b@c.example"})
    )
    assert sorted(key for key, _ in message.items()) == sorted(names)
    assert message["Bcc"] is None
    assert message["Cc"] is None


def test_further_headers_are_lines_and_take_the_place_of_none() -> None:
    kept = headers_of("Reply-To: lo@norrdal.example\nnonsense\nX-Samspel:  yes\n{}")
    assert kept == {"Reply-To": "lo@norrdal.example", "X-Samspel": "yes"}
    message = received(replace(MAIL, headers={"To": "x@y.example", "Content-Type": "text/html", "X-Samspel": "yes"}))
    assert message.get_all("To") == [MAIL.recipient]
    assert message.get_content_type() == "text/plain"
    assert message["X-Samspel"] == "yes"
