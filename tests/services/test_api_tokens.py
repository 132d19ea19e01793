"""Tokens: how they are kept, what they may be made for, what is written down about them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SamspelError
from app.services.accounts import Account, account_of, add_account
from app.services.api_tokens import (
    DAYS,
    MOST,
    NewToken,
    choices,
    find_bearer,
    list_tokens,
    make_token,
    new_api_token,
    revoke_token,
)
from app.services.audit_log import LogFilter, whole_log
from app.services.installation import Installation
from app.services.own_data import own_data_of, remove_own_account
from app.services.retention import delete_expired
from app.services.token_scope import Scope
from app.store.database import Database
from tests.builders import NOW, PASSWORD, TODAY, collaboration, facilitator

ALL = Scope(everything=True)


def made(installation: Installation, account: Account, scope: Scope = ALL, name: str = "Rapport") -> str:
    secret = new_api_token()
    make_token(installation, account, NewToken(name, scope, 90), secret, NOW)
    return secret


def rows(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM api_tokens")]


def test_a_token_is_kept_as_a_hash_and_leads_back_to_its_account(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    secret = made(any_installation, account)
    bearer = find_bearer(any_installation, secret, NOW)
    assert bearer is not None and (bearer.account, bearer.scope) == (account, ALL)
    assert secret.startswith("samspel_") and len(secret) > 45
    assert secret not in str(rows(any_installation.database))
    assert find_bearer(any_installation, secret + "x", NOW) is None


def test_the_day_of_use_is_noted_and_no_moment(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    secret = made(any_installation, account)
    assert [one.last_used_on for one in list_tokens(any_installation, account, NOW)] == [None]
    find_bearer(any_installation, secret, NOW + timedelta(days=3, hours=2))
    find_bearer(any_installation, secret, NOW + timedelta(days=3, hours=5))
    assert [one.last_used_on for one in list_tokens(any_installation, account, NOW)] == [TODAY + timedelta(days=3)]


@pytest.mark.parametrize("days", DAYS)
def test_a_token_ends_with_its_last_day(installation: Installation, days: int) -> None:
    account, secret = facilitator(installation), new_api_token()
    make_token(installation, account, NewToken("Rapport", ALL, days), secret, NOW)
    assert find_bearer(installation, secret, NOW + timedelta(days=days)) is not None
    after = NOW + timedelta(days=days + 1)
    assert find_bearer(installation, secret, after) is None
    assert [one.is_over for one in list_tokens(installation, account, after)] == [True]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (NewToken(" ", ALL, 30), "H020"),
        (NewToken("x" * 81, ALL, 30), "H020"),
        (NewToken("Rapport", Scope(), 30), "H021"),
        (NewToken("Rapport", ALL, 366), "H022"),
        (NewToken("Rapport", ALL, 0), "H022"),
        (NewToken("Rapport", Scope(collaborations=frozenset({"0" * 32})), 30), "H026"),
        (NewToken("Rapport", Scope(organisations=frozenset({"norrdal"})), 30), "H026"),
    ],
)
def test_what_cannot_be_made_is_said(installation: Installation, wish: NewToken, code: str) -> None:
    with pytest.raises(SamspelError) as refused:
        make_token(installation, facilitator(installation), wish, new_api_token(), NOW)
    assert refused.value.code == code
    assert rows(installation.database) == []


def test_an_account_has_no_more_than_twenty_tokens(installation: Installation) -> None:
    account = facilitator(installation)
    for _ in range(MOST):
        made(installation, account)
    with pytest.raises(SamspelError) as refused:
        made(installation, account)
    assert refused.value.code == "H023"


def test_nobody_revokes_the_token_of_another(installation: Installation) -> None:
    account = facilitator(installation)
    secret = made(installation, account)
    other = add_account(installation, "lo@storvik.example", "Lo", PASSWORD, TODAY)
    (one,) = list_tokens(installation, account, NOW)
    with pytest.raises(SamspelError) as refused:
        revoke_token(installation, other, one.id, NOW)
    assert refused.value.code == "H024"
    assert find_bearer(installation, secret, NOW) is not None
    assert revoke_token(installation, account, one.id, NOW) == "Rapport"
    assert find_bearer(installation, secret, NOW) is None


def test_making_and_revoking_stand_in_the_log_and_the_token_does_not(installation: Installation) -> None:
    account = facilitator(installation)
    secret = made(installation, account)
    revoke_token(installation, account, list_tokens(installation, account, NOW)[0].id, NOW)
    lines = whole_log(installation, None, LogFilter(), 1).lines
    assert [line.deed for line in lines][:2] == ["token_revoked", "token_made"]
    assert secret not in str(lines)


def test_one_can_choose_what_one_may_read(installation: Installation) -> None:
    account = facilitator(installation)
    one = collaboration(installation)
    known = choices(installation, account)
    assert (known.collaborations, known.organisations) == (((one.id, one.name),), ())
    secret = made(installation, account, Scope(collaborations=frozenset({one.id})))
    bearer = find_bearer(installation, secret, NOW)
    assert bearer is not None and bearer.scope.covers_collaboration(one.id, [])
    assert not bearer.scope.covers_collaboration("another", ["norrdal"])


def test_tokens_are_among_what_is_stored_about_me_and_go_with_my_account(any_installation: Installation) -> None:
    account = add_account(any_installation, "lo@storvik.example", "Lo", PASSWORD, TODAY)
    secret = made(any_installation, account)
    (stored,) = own_data_of(any_installation, account).tokens
    assert stored == ("Rapport", TODAY, TODAY + timedelta(days=90), None)
    remove_own_account(any_installation, account, NOW)
    assert account_of(any_installation, "lo@storvik.example") is None
    assert find_bearer(any_installation, secret, NOW) is None
    assert rows(any_installation.database) == []


def test_an_expired_token_is_shown_for_thirty_days_and_then_deleted(any_installation: Installation) -> None:
    account = facilitator(any_installation)
    made(any_installation, account)
    for days, left in ((119, 1), (122, 0)):
        delete_expired(any_installation, NOW + timedelta(days=days))
        assert len(rows(any_installation.database)) == left


ids = st.frozensets(st.text("abcdef0123456789-", min_size=1, max_size=32), max_size=4)


@given(st.builds(Scope, st.booleans(), st.booleans(), ids, ids))
def test_a_scope_is_read_back_from_its_words(scope: Scope) -> None:
    assert Scope.of_words(scope.words) == scope


def test_words_that_are_not_known_give_no_right() -> None:
    assert Scope.of_words("write:results read:resultsx read:everything") == Scope()
