"""`samspel doctor`: one line for each thing, and exit status 1 on a fault."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.config import ROOT
from app.services.checkup.finding import Verdict
from app.services.checkup.whole import look_at_all
from app.services.installation import Installation
from app.services.presence import Kind, show
from app.wording.checkup import FINDINGS, verdict_word
from bench.live.served import SAMSPEL
from tests.builders import NOW


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    nowhere = "http://127.0.0.1:9"  # the port that discards; nobody listens
    return {
        "SAMSPEL_INSTANCE": str(tmp_path / "instance"), "SAMSPEL_BASE_URL": nowhere, "LC_ALL": "en_GB.UTF-8",
        "DATABASE_URL": "",
    }  # fmt: skip


def run(environment: Mapping[str, str], *options: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *options], env=dict(environment))


def test_each_thing_is_a_line_and_a_fault_the_status(environment: dict[str, str], home: Installation) -> None:
    home.settings.instance.chmod(0o755)
    done = run(environment)
    assert done.exit_code == 1
    lines = dict.fromkeys(done.stdout.splitlines())
    assert all(line.split()[0] in ("ok", "warning", "fault") for line in lines)
    assert f"fault    Others than its owner may read {home.settings.instance}." in done.stdout
    assert "ok       A document was made" in done.stdout
    assert "fault    The worker has never been at work. Start it" in done.stdout
    assert "fault    http://127.0.0.1:9 cannot be reached from here" in done.stdout


def test_what_takes_long_before_it_does_not_put_the_clock_wrong(
    environment: dict[str, str], home: Installation
) -> None:
    moments = [NOW + timedelta(seconds=30 * number) for number in range(9)]
    show(home, Kind.PAGES, moments[1])
    ticks = iter(moments)
    found = {one.what for one in look_at_all(environment, lambda: next(ticks))}
    assert "clock_right" in found


def test_a_setting_that_cannot_be_read_is_told_as_at_start_and_ends_the_look(environment: dict[str, str]) -> None:
    done = run(environment | {"SAMSPEL_PROXIES": "yes"})
    assert done.exit_code == 1
    assert done.stdout.startswith("fault    SAMSPEL_PROXIES: “yes” is no number") and done.stdout.count("\n") == 1


def test_a_mail_server_that_cannot_be_read_is_a_fault_and_no_password_is_printed(
    environment: dict[str, str], home: Installation
) -> None:
    assert home.settings.instance.exists()
    done = run(environment | {"SAMSPEL_SMTP_URL": "smtp://u:word-of-pass@h:99999", "SAMSPEL_MAIL_FROM": "a@b.example"})
    assert "fault    SAMSPEL_SMTP_URL cannot be read" in done.stdout
    assert "word-of-pass" not in done.output


def test_where_nothing_is_yet_nothing_is_made(environment: dict[str, str], tmp_path: Path) -> None:
    done = run(environment, "--json", "--language", "sv")
    found = {one["what"]: one for one in json.loads(done.stdout)["found"]}
    assert json.loads(done.stdout)["ok"] is False  # nobody answers at the address
    assert found["no_key"]["verdict"] == "warning" and found["no_database"]["verdict"] == "warning"
    assert found["no_key"]["words"].startswith("Det finns ingen nyckel än")
    assert not (tmp_path / "instance").exists()


def test_the_real_command_looks_in_a_process_of_its_own(environment: dict[str, str], home: Installation) -> None:
    assert home.settings.instance.exists()
    done = subprocess.run(
        [sys.executable, str(SAMSPEL), "doctor", "--json"],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1 and done.stderr == ""
    assert {"tables", "documents", "not_reached"} <= {one["what"] for one in json.loads(done.stdout)["found"]}


def test_every_sentence_is_said_somewhere_and_every_verdict_has_a_word() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app/services/checkup").glob("*.py"))
    assert [what for what in FINDINGS if f'("{what}"' not in code] == []
    assert [verdict_word(one, "sv") for one in Verdict] == ["ok", "varning", "fel"]
