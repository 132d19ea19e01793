"""One-time links: used once, in time, and nothing told to who asks."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.services.accounts import authenticate
from app.services.installation import Installation
from app.services.sessions import begin_session, find_session
from app.services.sign_in_links import (
    GOOD_FOR,
    MOST_LINKS,
    Letter,
    ask_for_link,
    look_at_link,
    note_refused_link,
    set_password_by_link,
    sign_in_by_link,
)
from app.services.sign_in_mails import Purpose
from tests.builders import EMAIL, PASSWORD, facilitator

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LETTER = Letter(NOW, "token", "sv")


def rows(installation: Installation, query: str) -> list[tuple[Any, ...]]:
    with installation.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_a_link_signs_in_once(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    ask_for_link(any_installation, f" {EMAIL.upper()}", Purpose.SIGN_IN, LETTER)
    for _ in range(2):  # a mail scanner looks, and the reader looks
        assert look_at_link(any_installation, "token", NOW).account == account
    assert sign_in_by_link(any_installation, "token", NOW) == account
    with pytest.raises(SamspelError, match="U004"):
        sign_in_by_link(any_installation, "token", NOW)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_is_good_for_its_time_and_no_longer(installation: Installation, purpose: Purpose) -> None:
    facilitator(installation)
    ask_for_link(installation, EMAIL, purpose, LETTER)
    look_at_link(installation, "token", NOW + GOOD_FOR[purpose] - timedelta(seconds=1))
    with pytest.raises(SamspelError, match="U004"):
        look_at_link(installation, "token", NOW + GOOD_FOR[purpose])


def test_the_mail_holds_the_link_and_the_database_otherwise_only_its_hash(any_installation: Installation) -> None:
    facilitator(any_installation)
    ask_for_link(any_installation, EMAIL, Purpose.SIGN_IN, LETTER)
    ((kind, recipient, subject, body, state),) = rows(
        any_installation, "SELECT kind, recipient, subject, body, state FROM messages"
    )
    assert (kind, recipient, subject, state) == ("sign_in", EMAIL, "Logga in i Samspel", "waiting")
    assert "http://localhost/account/link/token\n" in body
    assert "token" not in str(rows(any_installation, "SELECT * FROM sign_in_links"))


def test_nobody_is_mailed_at_an_address_without_an_account(any_installation: Installation) -> None:
    ask_for_link(any_installation, "nobody@norrdal.example", Purpose.RESET, LETTER)
    assert (
        rows(any_installation, "SELECT * FROM messages") == rows(any_installation, "SELECT * FROM sign_in_links") == []
    )


def test_a_new_password_by_link_ends_sessions_and_other_links(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    begin_session(any_installation, account, NOW, "somewhere")
    ask_for_link(any_installation, EMAIL, Purpose.RESET, LETTER)
    ask_for_link(any_installation, EMAIL, Purpose.SIGN_IN, Letter(NOW, "other", "sv"))
    with pytest.raises(SamspelError, match="U002"):
        set_password_by_link(any_installation, "token", "short", "sv", NOW)
    assert set_password_by_link(any_installation, "token", "a quite new password", "sv", NOW) == account
    assert authenticate(any_installation, EMAIL, "a quite new password") == account
    assert authenticate(any_installation, EMAIL, PASSWORD) is None
    assert find_session(any_installation, "somewhere", NOW, "x") is None
    for token in ("token", "other"):
        with pytest.raises(SamspelError, match="U004"):
            look_at_link(any_installation, token, NOW)


def test_a_link_does_only_what_it_was_asked_for(installation: Installation) -> None:
    facilitator(installation)
    ask_for_link(installation, EMAIL, Purpose.SIGN_IN, LETTER)
    ask_for_link(installation, EMAIL, Purpose.RESET, Letter(NOW, "reset", "sv"))
    with pytest.raises(SamspelError, match="U004"):
        set_password_by_link(installation, "token", "a quite new password", "sv", NOW)
    with pytest.raises(SamspelError, match="U004"):
        sign_in_by_link(installation, "reset", NOW)
    assert look_at_link(installation, "token", NOW) and look_at_link(installation, "reset", NOW)


def test_asking_for_links_fills_no_mailbox_and_keeps_nobody_out(any_installation: Installation) -> None:
    """Whoever else has asked, its owner has one in the mailbox that is still good, or gets one."""
    account = facilitator(any_installation)
    for number in range(40):
        at = NOW + timedelta(seconds=number)
        ask_for_link(any_installation, EMAIL, Purpose.SIGN_IN, Letter(at, f"sign in {number}", "sv"))
    ask_for_link(any_installation, EMAIL, Purpose.RESET, Letter(NOW, "reset", "sv"))
    mailed = [row[0] for row in rows(any_installation, "SELECT kind FROM messages")]
    assert sorted(mailed) == ["reset", *["sign_in"] * MOST_LINKS]
    latest = NOW + GOOD_FOR[Purpose.SIGN_IN] - timedelta(seconds=1)
    assert look_at_link(any_installation, f"sign in {MOST_LINKS - 1}", latest).account == account
    ask_for_link(any_installation, EMAIL, Purpose.SIGN_IN, Letter(latest + timedelta(seconds=1), "next", "sv"))
    assert sign_in_by_link(any_installation, "next", latest + timedelta(seconds=2)) == account


def test_who_has_used_a_link_may_ask_for_more(installation: Installation) -> None:
    facilitator(installation)
    for number in range(MOST_LINKS + 1):
        ask_for_link(installation, EMAIL, Purpose.SIGN_IN, Letter(NOW, f"{number}", "sv"))
    sign_in_by_link(installation, "0", NOW)
    ask_for_link(installation, EMAIL, Purpose.SIGN_IN, Letter(NOW, "again", "sv"))
    assert look_at_link(installation, "again", NOW)


def test_a_link_that_is_over_is_in_the_log_and_one_that_is_nobodys_is_not(any_installation: Installation) -> None:
    facilitator(any_installation)
    ask_for_link(any_installation, EMAIL, Purpose.SIGN_IN, LETTER)
    for token in ("token", "never made"):
        note_refused_link(any_installation, token, NOW + timedelta(hours=1))
    assert rows(any_installation, "SELECT actor, deed, subject FROM audit") == [("", "sign_in_refused", EMAIL)]
