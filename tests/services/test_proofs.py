"""Showing again who one is: what counts, for how long, and what does not."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.services.accounts import Account
from app.services.identities import Identity
from app.services.installation import Installation
from app.services.proofs import (
    CODE_GOOD_FOR,
    FRESH,
    MOST_CODES,
    MOST_TRIES,
    QUARTER,
    Way,
    is_proved,
    keep_typed,
    new_code,
    prove_by_code,
    prove_by_identity,
    prove_by_password,
    send_code,
    typed_before,
    ways,
)
from app.services.sessions import ROTATION, Session, begin_session, find_session
from app.services.sign_in_links import look_at_link
from app.store import accounts
from tests.builders import PASSWORD, facilitator

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = NOW + FRESH


def again(installation: Installation, now: datetime, token: str = "token") -> Session:
    found = find_session(installation, token, now, "fresh")
    assert found is not None
    return found


def begun(installation: Installation, token: str = "token") -> Session:
    return begin_session(installation, facilitator(installation), NOW, token)


def mailing(installation: Installation) -> Installation:
    settings = replace(installation.settings, smtp_url="smtp://localhost:2525", mail_from="samspel@norrdal.example")
    return replace(installation, settings=settings)


def without_password(installation: Installation, subject: str | None = None) -> Account:
    account = facilitator(installation)
    with installation.database.writing() as connection:
        accounts.update_account(connection, account.id, password_hash=None, subject=subject)
    return account


def deeds(installation: Installation) -> list[str]:
    with installation.database.reading() as connection:
        return list(connection.execute(text("SELECT deed FROM audit ORDER BY id")).scalars())


def test_signing_in_counts_for_ten_minutes(any_installation: Installation) -> None:
    begun(any_installation)
    assert is_proved(again(any_installation, NOW + FRESH - SECOND), NOW + FRESH - SECOND)
    assert not is_proved(again(any_installation, LATER), LATER)


def test_the_password_shows_it_again_and_another_does_not(any_installation: Installation) -> None:
    session = begun(any_installation)
    with pytest.raises(SamspelError, match="U032"):
        prove_by_password(any_installation, session, "not the password", LATER)
    assert not is_proved(again(any_installation, LATER), LATER)
    prove_by_password(any_installation, session, PASSWORD, LATER)
    assert is_proved(again(any_installation, LATER), LATER)
    assert deeds(any_installation) == ["proof_failed", "proof_given"]


def test_it_counts_for_this_session_alone_and_through_all_its_tokens(any_installation: Installation) -> None:
    session, late = begun(any_installation), NOW + ROTATION
    begin_session(any_installation, session.account, NOW + SECOND, "elsewhere")
    prove_by_password(any_installation, session, PASSWORD, late - SECOND)
    assert is_proved(again(any_installation, late), late)
    assert is_proved(again(any_installation, late + SECOND, "fresh"), late + SECOND)
    assert not is_proved(again(any_installation, late, "elsewhere"), late)


def test_a_stolen_session_does_not_guess_on_and_on(any_installation: Installation) -> None:
    session = begun(any_installation)
    for _ in range(MOST_TRIES):
        with pytest.raises(SamspelError, match="U032"):
            prove_by_password(any_installation, session, "a guess", LATER)
    with pytest.raises(SamspelError, match="U036"):
        prove_by_password(any_installation, session, PASSWORD, LATER)
    prove_by_password(any_installation, session, PASSWORD, LATER + QUARTER)


class TestCodes:
    def test_a_mailed_code_shows_it_once_for_the_session_that_asked(self, any_installation: Installation) -> None:
        installation = mailing(any_installation)
        without_password(installation)
        session, code = begun(installation), new_code()
        other = begin_session(installation, session.account, NOW + SECOND, "other")
        send_code(installation, session, code, "sv", LATER)
        with pytest.raises(SamspelError, match="U033"):
            prove_by_code(installation, other, code, LATER)
        prove_by_code(installation, session, f" {code[:4]} {code[4:]} ", LATER)
        assert is_proved(again(installation, LATER), LATER)
        with pytest.raises(SamspelError, match="U033"):
            prove_by_code(installation, session, code, LATER)

    def test_its_time_is_over_after_ten_minutes(self, installation: Installation) -> None:
        installation = mailing(installation)
        without_password(installation)
        session = begun(installation)
        send_code(installation, session, "01234567", "sv", LATER)
        with pytest.raises(SamspelError, match="U033"):
            prove_by_code(installation, session, "01234567", LATER + CODE_GOOD_FOR)

    def test_codes_are_few_and_are_not_kept_in_clear(self, any_installation: Installation) -> None:
        installation = mailing(any_installation)
        account = without_password(installation)
        session = begun(installation)
        for number in range(MOST_CODES):
            send_code(installation, session, f"7654321{number}", "sv", LATER)
        with pytest.raises(SamspelError, match="U034"):
            send_code(installation, session, "76543219", "sv", LATER)
        with installation.database.reading() as connection:
            kept = str(connection.execute(text("SELECT * FROM sign_in_links")).all())
            mailed = connection.execute(text("SELECT recipient, body FROM messages")).all()
        assert "7654321" not in kept
        assert [row[0] for row in mailed] == [account.email] * MOST_CODES and "76543210" in mailed[0][1]

    def test_a_code_is_no_link(self, installation: Installation) -> None:
        installation = mailing(installation)
        without_password(installation)
        send_code(installation, begun(installation), "01234567", "sv", LATER)
        with installation.database.reading() as connection:
            (kept,) = connection.execute(text("SELECT token_hash FROM sign_in_links")).scalars()
        for token in ("01234567", kept):
            with pytest.raises(SamspelError, match="U004"):
                look_at_link(installation, token, LATER)

    def test_codes_are_random_and_of_eight_digits(self) -> None:
        codes = {new_code() for _ in range(200)}
        assert len(codes) > 190 and all(re.fullmatch(r"\d{8}", one) for one in codes)


def test_who_has_a_password_shows_it_by_that_alone(installation: Installation) -> None:
    installation = mailing(installation)
    session = begun(installation)
    assert ways(installation, session) == {Way.PASSWORD}
    with pytest.raises(SamspelError, match="U035"):
        send_code(installation, session, "01234567", "sv", LATER)


def test_the_identity_that_the_account_is_connected_with_shows_it_and_no_other(any_installation: Installation) -> None:
    right = Identity("https://idp.example", "kim", "", "Kim")
    without_password(any_installation, right.key)
    session = begun(any_installation)
    with pytest.raises(SamspelError, match="U009"):
        prove_by_identity(any_installation, session, replace(right, subject="eve"), LATER)
    assert not is_proved(again(any_installation, LATER), LATER)
    prove_by_identity(any_installation, session, right, LATER)
    assert is_proved(again(any_installation, LATER), LATER)


class TestWhatWasTyped:
    def test_it_is_given_back_once_on_its_own_page_and_holds_no_password(self, any_installation: Installation) -> None:
        session = begun(any_installation)
        typed = [("name", "Å & ö"), ("chosen", "1"), ("chosen", "2"), ("new_password", "x"), ("csrf_token", "y")]
        keep_typed(any_installation, session, ("/here", typed))
        assert typed_before(any_installation, session, "/elsewhere") == []
        assert typed_before(any_installation, session, "/here") == [("name", "Å & ö"), ("chosen", "1"), ("chosen", "2")]
        assert typed_before(any_installation, session, "/here") == []

    def test_it_stays_when_the_token_is_rotated_and_is_no_other_sessions(self, any_installation: Installation) -> None:
        session = begun(any_installation)
        other = begin_session(any_installation, session.account, NOW + SECOND, "other")
        keep_typed(any_installation, session, ("/here", [("name", "x")]))
        again(any_installation, NOW + ROTATION)
        rotated = again(any_installation, NOW + ROTATION + timedelta(minutes=2), "fresh")
        assert typed_before(any_installation, other, "/here") == []
        assert typed_before(any_installation, rotated, "/here") == [("name", "x")]

    def test_what_is_overlong_is_not_kept(self, installation: Installation) -> None:
        session = begun(installation)
        keep_typed(installation, session, ("/here", [("name", "x" * 100_000)]))
        assert typed_before(installation, session, "/here") == []


def test_where_passwords_are_switched_off_a_code_takes_their_place(installation: Installation) -> None:
    settings = replace(
        installation.settings, password_sign_in=False, smtp_url="smtp://localhost:2525", mail_from="s@norrdal.example"
    )
    off, session = replace(installation, settings=settings), begun(installation)
    assert ways(installation, session) == {Way.PASSWORD}
    assert ways(off, session) == {Way.CODE}
    with pytest.raises(SamspelError, match="U053"):
        prove_by_password(off, session, PASSWORD, LATER)
    send_code(off, session, "12345678", "sv", LATER)
    prove_by_code(off, session, "12345678", LATER)
    assert is_proved(again(installation, LATER), LATER)
