"""Accounts by commands: passkeys that are lost, and what there is where passwords are off."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from app.cli import main
from app.services.installation import Installation
from tests.builders import facilitator


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SAMSPEL_INSTANCE": str(tmp_path / "instance"), "LANG": "en_GB.UTF-8", "LC_ALL": "", "DATABASE_URL": ""}


def run(environment: Mapping[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env=dict(environment))


def test_passkeys_are_reset_from_the_command_line(environment: dict[str, str], home: Installation) -> None:
    account = facilitator(home)
    done = run(environment, "user", "reset-passkeys", account.email.upper())
    assert done.exit_code == 0 and account.email.upper() in done.stdout
    assert account.email in run(environment, "log").stdout
    refused = run(environment, "user", "reset-passkeys", "nobody@norrdal.example")
    assert refused.exit_code == 1 and "samspel user list" in refused.stderr


def test_where_passwords_are_off_an_account_is_made_without_one_and_none_is_set(
    environment: dict[str, str], home: Installation
) -> None:
    off = {**environment, "SAMSPEL_PASSWORD_SIGN_IN": "no", "SAMSPEL_OIDC_ISSUER": "https://id.norrdal.example"}
    off["SAMSPEL_OIDC_CLIENT_ID"] = "samspel"
    assert run(off, "user", "add", "ny@norrdal.example").stdout == "ny@norrdal.example\n"
    assert run(off, "user", "add", "mer@norrdal.example", "--password", "sju kor i diket").exit_code == 1
    assert run(off, "user", "password", "ny@norrdal.example", "--password", "sju kor i diket").exit_code == 1
    with home.database.reading() as connection:
        kept = connection.execute(text("SELECT email, password_hash FROM accounts")).all()
    assert [tuple(row) for row in kept] == [("ny@norrdal.example", None)]
