"""Accounts: hashed passwords, and nothing told to those who guess."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.config import Settings
from app.domain.errors import SamspelError
from app.services.accounts import account_of, add_account, authenticate, find_account
from app.services.installation import Installation
from app.services.passwords import hash_password, is_password
from app.store import accounts
from app.store.accounts import StoredAccount
from tests.builders import TODAY

PASSWORD = "a long password"


def test_the_right_password_signs_in_whatever_the_case_of_the_address(any_installation: Installation) -> None:
    account = add_account(any_installation, "Kim@Norrdal.example", "Kim", PASSWORD, TODAY)
    assert authenticate(any_installation, " kim@norrdal.EXAMPLE ", PASSWORD) == account
    assert find_account(any_installation, account.id) == account_of(any_installation, "kim@norrdal.example") == account


def test_a_wrong_password_and_an_unknown_address_look_the_same(installation: Installation) -> None:
    add_account(installation, "kim@norrdal.example", "Kim", PASSWORD, TODAY)
    assert authenticate(installation, "kim@norrdal.example", "wrong") is None
    assert authenticate(installation, "nobody@norrdal.example", "nobody has this password") is None


def test_the_password_is_stored_hashed_by_argon2(installation: Installation) -> None:
    add_account(installation, "kim@norrdal.example", "Kim", PASSWORD, TODAY)
    with installation.database.reading() as connection:
        stored = accounts.by_email(connection, "kim@norrdal.example")
    assert stored is not None and stored.password_hash is not None
    assert stored.password_hash.startswith("$argon2id$")
    assert PASSWORD not in stored.password_hash


def test_a_guess_costs_as_much_as_argon2s_standard_asks_whatever_the_environment_says(
    installation: Installation, tmp_path: Path
) -> None:
    with pytest.raises(SamspelError, match="V040"):
        Settings.from_environment({"SAMSPEL_INSTANCE": str(tmp_path), "SAMSPEL_PASSWORD_WORK": "1"})
    owners = Settings.from_environment({"SAMSPEL_INSTANCE": str(tmp_path)})
    own = replace(installation, settings=owners)
    kept = hash_password(own, PASSWORD, "kim@norrdal.example", "Kim")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert is_password(own, kept, PASSWORD)
    assert not is_password(own, kept, "wrong")
    assert not is_password(own, None, PASSWORD)


def test_an_account_without_a_password_is_not_signed_in_by_any(installation: Installation) -> None:
    with installation.database.writing() as connection:
        accounts.add(connection, StoredAccount("1", "kim@norrdal.example", "Kim", None, "subject", False), TODAY)
    for password in ("", "nobody has this password", "None"):
        assert authenticate(installation, "kim@norrdal.example", password) is None


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        ("kim@norrdal.example", PASSWORD, "U001"),
        ("ny@norrdal.example", "too short", "U002"),
        ("norrdal", PASSWORD, "U003"),
        ("a b@norrdal.example", PASSWORD, "U003"),
    ],
)
def test_an_account_that_cannot_be_made_is_refused(
    installation: Installation, email: str, password: str, code: str
) -> None:
    add_account(installation, "kim@norrdal.example", "Kim", PASSWORD, TODAY)
    with pytest.raises(SamspelError, match=code):
        add_account(installation, email, "Ny", password, TODAY)
