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
    Letter,
    ask_for_link,
    look_at_link,
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
        set_password_by_link(any_installation, "token", "short", NOW)
    assert set_password_by_link(any_installation, "token", "a quite new password", NOW) == account
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
        set_password_by_link(installation, "token", "a quite new password", NOW)
    with pytest.raises(SamspelError, match="U004"):
        sign_in_by_link(installation, "reset", NOW)
    assert look_at_link(installation, "token", NOW) and look_at_link(installation, "reset", NOW)
