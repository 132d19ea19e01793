"""`samspel retention` and `samspel log`."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.services.audit import record
from app.services.installation import Installation
from tests.builders import NOW, facilitator


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SAMSPEL_INSTANCE": str(tmp_path / "instance"), "LANG": "sv_SE.UTF-8", "LC_ALL": "", "DATABASE_URL": ""}


def run(environment: Mapping[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env=dict(environment))


def test_a_dry_run_says_what_would_go_and_a_run_deletes_it(environment: dict[str, str], home: Installation) -> None:
    with home.database.writing() as connection:
        record(connection, NOW.replace(year=2020), None, "round_opened", None, "CODE")
    dry = run(environment, "retention", "--dry-run").stdout
    assert dry.startswith("Inget raderades. Det här skulle raderas:\n     0  Inbjudningar\n")
    assert dry.endswith("     1  Rader i händelseloggen\n")
    done = run(environment, "retention").stdout
    assert done == dry.partition("\n")[2]
    assert run(environment, "retention").stdout.endswith("     0  Rader i händelseloggen\n")
    assert "Samspel: Raderade det som hade sparats så länge det får: 0 inbjudningar" in run(environment, "log").stdout


def test_the_log_is_printed_newest_first_and_looked_through(environment: dict[str, str], home: Installation) -> None:
    account = facilitator(home)
    with home.database.writing() as connection:
        for number in range(70):
            record(connection, NOW, account, "round_opened", None, f"CODE{number:02}")
        record(connection, NOW, None, "round_closed", None, "LATEST")
    lines = run(environment, "log").stdout.splitlines()
    assert lines[:2] == [
        "2026-03-02 09:00  Samspel: Stängde omgången LATEST",
        f"2026-03-02 09:00  {account.email}: Öppnade omgången CODE69",
    ]
    assert len(lines) == 71
    assert len(run(environment, "log", "--person", "KIM", "--since", "2026-03-02").stdout.splitlines()) == 70
    assert run(environment, "log", "--until", "2026-03-01").stdout == ""
    table = run(environment, "log", "--format", "csv", "--deed", "round_closed", "--language", "en").stdout
    assert table.splitlines()[1:] == ["2026-03-02 09:00:00;;;round_closed;Closed the round LATEST"]


def test_a_setting_that_cannot_be_read_stops_the_start_with_a_sentence(environment: dict[str, str]) -> None:
    refused = run({**environment, "SAMSPEL_KEEP_AUDIT_MONTHS": "two years"}, "serve")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("SAMSPEL_KEEP_AUDIT_MONTHS: ”two years” går inte att använda. Skriv ett heltal")
