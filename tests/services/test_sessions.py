"""Sessions: kept as hashes, rotated, idle, over; ended everywhere where a password changes."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.services.accounts import Account, add_account, authenticate
from app.services.administration import remove_account, reset_account, set_password_of
from app.services.api_tokens import NewToken, find_bearer, make_token, new_api_token
from app.services.installation import Installation
from app.services.own_account import change_password
from app.services.sessions import (
    GRACE,
    IDLE,
    ROTATION,
    WHOLE,
    begin_session,
    end_all_sessions,
    end_session,
    find_session,
)
from app.services.sign_in_links import Letter, ask_for_link, set_password_by_link
from app.services.sign_in_mails import Purpose
from app.services.token_scope import Scope
from tests.builders import EMAIL, PASSWORD, facilitator
from tests.mail_server import mailing

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_session_is_found_by_its_token_and_only_a_hash_is_kept(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    begin_session(any_installation, account, NOW, "first token")
    found = find_session(any_installation, "first token", NOW + SECOND, "fresh")
    assert found is not None and found.account == account and found.token == "first token"
    assert find_session(any_installation, "another token", NOW + SECOND, "fresh") is None
    with any_installation.database.reading() as connection:
        kept = [str(row) for row in connection.execute(text("SELECT * FROM sessions"))]
    assert len(kept) == 1 and "first token" not in kept[0]


def test_an_old_token_is_rotated_and_good_for_a_minute_yet(any_installation: Installation) -> None:
    begin_session(any_installation, facilitator(any_installation), NOW, "first")
    due = NOW + ROTATION
    rotated = find_session(any_installation, "first", due, "second")
    assert rotated is not None and rotated.token == "second"
    beside = find_session(any_installation, "first", due + SECOND, "third")
    assert beside is not None and beside.token == "first", "a request at the same time keeps what it has"
    assert find_session(any_installation, "third", due + SECOND, "x") is None
    assert find_session(any_installation, "first", due + GRACE, "x") is None
    after = find_session(any_installation, "second", due + GRACE, "x")
    assert after is not None and after.began_at == NOW


def test_a_session_that_is_not_used_is_over_after_twelve_hours(any_installation: Installation) -> None:
    begin_session(any_installation, facilitator(any_installation), NOW, "token")
    assert find_session(any_installation, "token", NOW + IDLE, "x") is None
    moment, token = NOW, "token"
    for number in range(6):  # used every eleven hours it goes on, under one token after the other
        moment += timedelta(hours=11)
        found = find_session(any_installation, token, moment, f"token {number}")
        assert found is not None
        token = found.token


def test_a_session_is_over_after_seven_days_however_much_it_is_used(installation: Installation) -> None:
    begin_session(installation, facilitator(installation), NOW, "token 0")
    moment, token, number = NOW, "token 0", 0
    while moment + timedelta(hours=8) < NOW + WHOLE:
        moment, number = moment + timedelta(hours=8), number + 1
        found = find_session(installation, token, moment, f"token {number}")
        assert found is not None
        token = found.token
    assert find_session(installation, token, NOW + WHOLE, "x") is None


def test_ending_a_session_ends_every_token_it_has_had_and_no_other_session(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    here = begin_session(any_installation, account, NOW, "here")
    begin_session(any_installation, account, NOW + SECOND, "there")
    find_session(any_installation, "here", NOW + ROTATION, "here again")
    end_session(any_installation, here)
    later = NOW + ROTATION + SECOND
    assert find_session(any_installation, "here", later, "x") is None
    assert find_session(any_installation, "here again", later, "x") is None
    assert find_session(any_installation, "there", NOW + 2 * SECOND, "x") is not None
    end_all_sessions(any_installation, account, NOW)
    assert find_session(any_installation, "there", NOW + 2 * SECOND, "x") is None


def test_a_changed_password_ends_all_other_sessions(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    here = begin_session(any_installation, account, NOW, "here")
    begin_session(any_installation, account, NOW + SECOND, "there")
    with pytest.raises(SamspelError, match="U005"):
        change_password(any_installation, here, "not the old one", "a quite new password", "sv", NOW)
    assert find_session(any_installation, "there", NOW + 2 * SECOND, "x") is not None
    change_password(any_installation, here, PASSWORD, "a quite new password", "sv", NOW)
    assert find_session(any_installation, "here", NOW + 2 * SECOND, "x") is not None
    assert find_session(any_installation, "there", NOW + 2 * SECOND, "x") is None


def test_sessions_that_are_over_are_forgotten_in_passing(installation: Installation) -> None:
    account = facilitator(installation)
    begin_session(installation, account, NOW, "old")
    begin_session(installation, account, NOW + IDLE + SECOND, "new")
    with installation.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM sessions")).scalar() == 1


class TestTokensOfTheApi:
    """Whatever says that somebody else may have got in makes them worthless."""

    def token(self, installation: Installation, account: Account) -> str:
        secret = new_api_token()
        make_token(installation, account, NewToken("Rapport", Scope(everything=True), 90), secret, NOW)
        assert find_bearer(installation, secret, NOW) is not None
        return secret

    def test_a_changed_password_revokes_them_and_a_mail_tells_of_it(self, any_installation: Installation) -> None:
        installation = mailing(any_installation, 2525)
        account = facilitator(installation)
        secret = self.token(installation, account)
        here = begin_session(installation, account, NOW, "here")
        assert change_password(installation, here, PASSWORD, "a quite new password", "sv", NOW) == 1
        assert find_bearer(installation, secret, NOW) is None
        with installation.database.reading() as connection:
            recipient, subject, body = connection.execute(text("SELECT recipient, subject, body FROM messages")).one()
            facts = connection.execute(text("SELECT facts FROM audit WHERE deed = 'password_changed'")).scalar()
        assert (recipient, subject) == (EMAIL, "Ditt lösenord till Samspel har ändrats")
        assert "1 åtkomstnyckel för andra program spärrades" in body
        assert '"tokens": "1"' in str(facts) or facts == {"tokens": "1"}

    def test_a_password_that_is_reset_revokes_them(self, any_installation: Installation) -> None:
        account = facilitator(any_installation)
        secret = self.token(any_installation, account)
        ask_for_link(any_installation, EMAIL, Purpose.RESET, Letter(NOW, "reset", "sv"))
        with any_installation.database.reading() as connection:
            body = str(connection.execute(text("SELECT body FROM messages")).scalar())
        assert "Dina åtkomstnycklar" in body or "dina åtkomstnycklar för andra program spärras" in body
        set_password_by_link(any_installation, "reset", "a quite new password", "sv", NOW)
        assert find_bearer(any_installation, secret, NOW) is None

    def test_an_administrators_reset_revokes_them(self, any_installation: Installation) -> None:
        secret = self.token(any_installation, facilitator(any_installation))
        set_password_of(any_installation, EMAIL, "a quite new password", NOW)
        assert find_bearer(any_installation, secret, NOW) is None

    def test_an_administrators_reset_in_the_browser_ends_everything_and_mails_a_link(
        self, any_installation: Installation
    ) -> None:
        installation = mailing(any_installation, 2525)
        account = facilitator(installation)
        admin = add_account(installation, "admin@norrdal.example", "", PASSWORD, NOW.date(), is_administrator=True)
        secret = self.token(installation, account)
        begin_session(installation, account, NOW, "there")
        assert reset_account(installation, admin, account.id, Letter(NOW, "reset", "sv")) == 1
        assert find_bearer(installation, secret, NOW) is None
        assert find_session(installation, "there", NOW + SECOND, "x") is None
        assert authenticate(installation, EMAIL, PASSWORD) is None
        set_password_by_link(installation, "reset", "a quite new password", "sv", NOW)
        assert authenticate(installation, EMAIL, "a quite new password") == account

    def test_without_mail_nobody_is_reset_into_nowhere(self, installation: Installation) -> None:
        account = facilitator(installation)
        admin = add_account(installation, "admin@norrdal.example", "", PASSWORD, NOW.date(), is_administrator=True)
        with pytest.raises(SamspelError, match="U039"):
            reset_account(installation, admin, account.id, Letter(NOW, "reset", "sv"))
        assert authenticate(installation, EMAIL, PASSWORD) == account

    def test_signing_out_everywhere_revokes_them(self, any_installation: Installation) -> None:
        account = facilitator(any_installation)
        secret = self.token(any_installation, account)
        assert end_all_sessions(any_installation, account, NOW) == 1
        assert find_bearer(any_installation, secret, NOW) is None

    def test_they_go_with_the_account(self, installation: Installation) -> None:
        account = facilitator(installation)
        admin = add_account(installation, "admin@norrdal.example", "", PASSWORD, NOW.date(), is_administrator=True)
        secret = self.token(installation, account)
        remove_account(installation, admin, account.id, NOW)
        assert find_bearer(installation, secret, NOW) is None

    def test_those_of_others_stay(self, installation: Installation) -> None:
        account = facilitator(installation)
        other = add_account(installation, "ute@storvik.example", "", PASSWORD, NOW.date())
        secret = self.token(installation, other)
        end_all_sessions(installation, account, NOW)
        assert find_bearer(installation, secret, NOW) is not None
