"""Accounts that are made on the machine itself."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.services.accounts import authenticate
from app.services.installation import Installation


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SAMSPEL_INSTANCE": str(tmp_path / "instance"), "LANG": "en_GB.UTF-8", "LC_ALL": "", "DATABASE_URL": ""}


def test_a_new_account_may_make_collaborations_unless_it_is_a_readers(
    environment: dict[str, str], home: Installation
) -> None:
    for email, words in (("leder@norrdal.example", ()), ("laser@norrdal.example", ("--reader",))):
        made = CliRunner().invoke(
            main, ["user", "add", email, *words, "--password", "a long password"], env=environment
        )
        assert made.exit_code == 0
        found = authenticate(home, email, "a long password")
        assert found is not None and found.makes_collaborations is not bool(words)
