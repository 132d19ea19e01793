"""`samspel renew-key`, and the commands that refuse another secret key."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.services.installation import Installation
from app.services.known_key import require_known_key
from app.services.responses import save_draft
from tests.builders import NOW, filled, opened_round

NEW = {"SAMSPEL_SECRET_KEY": "a new key that somebody has put in its place 0123"}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SAMSPEL_INSTANCE": str(tmp_path / "instance"), "LC_ALL": "en_GB.UTF-8", "DATABASE_URL": ""}


def run(environment: Mapping[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env=dict(environment))


@pytest.fixture
def known(home: Installation) -> Installation:
    """An installation that has been started, with drafts under way."""
    require_known_key(home, NOW)
    view = opened_round(home)
    for number in range(12):
        save_draft(home, view, f"device {number}", filled(view), NOW)
    return home


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("command", [("worker",), ("demo",), ("import", "{code}", "answers.csv")])
def test_commands_that_need_the_key_refuse_another_one_with_its_cure(
    environment: dict[str, str], known: Installation, command: tuple[str, ...]
) -> None:
    with known.database.reading() as connection:
        code = str(connection.exec_driver_sql("SELECT code FROM rounds").scalar_one())
    done = run(environment | NEW, *(word.format(code=code) for word in command))
    assert done.exit_code == 1
    assert f"since {NOW:%Y-%m-%d}" in done.stderr and "renew-key" in done.stderr


@pytest.mark.usefixtures("known")
def test_a_command_that_only_reads_needs_no_key(environment: dict[str, str]) -> None:
    assert run(environment | NEW, "rounds").exit_code == 0


@pytest.mark.usefixtures("known")
def test_what_would_be_lost_is_said_and_nothing_is_done_until_it_is_meant(environment: dict[str, str]) -> None:
    asked = run(environment | NEW, "renew-key")
    assert asked.exit_code == 1
    assert "drafts under way, at least 10;" in asked.stdout and "open rounds: 1;" in asked.stdout
    assert "--yes" in asked.stdout and "close the open rounds first" in asked.stdout
    assert run(environment | NEW, "demo").exit_code == 1
    done = run(environment | NEW, "renew-key", "--yes")
    assert done.exit_code == 0, done.output
    assert "The key is changed." in done.stdout
    assert run(environment | NEW, "demo", "--remove").exit_code == 0
    assert "another one than this installation" in run(environment, "demo", "--remove").stderr


@pytest.mark.usefixtures("known")
def test_without_another_key_in_its_place_there_is_nothing_to_renew(environment: dict[str, str]) -> None:
    done = run(environment | {"LC_ALL": "sv_SE.UTF-8"}, "renew-key", "--yes")
    assert done.exit_code == 1
    assert "Lägg först den nya på dess plats" in done.stderr


def test_an_older_samspel_is_told_that_the_database_is_a_newer_ones(
    environment: dict[str, str], home: Installation
) -> None:
    with home.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        now = datetime.now(UTC).isoformat()
        connection.exec_driver_sql(f"INSERT INTO installation_facts VALUES ('version', '7.1.0', '{now}')")
    done = run(environment, "rounds")
    assert done.exit_code == 1
    assert "newer version of Samspel (7.1.0)" in done.stderr and "Traceback" not in done.output
