"""The files of docs/running/: their programs can read what operators copy, and it keeps its promises."""

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest
import yaml
from click import Context

from app.cli import main
from app.config import ROOT, Settings

FOLDER = ROOT / "docs" / "running"
UNITS = ("samspel.service", "samspel-worker.service")
HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "Restart": "always",
    "KillMode": "control-group",
    "CapabilityBoundingSet": "",
}


class Unit(RawConfigParser):
    """A unit of systemd: names keep their letters, and may stand there twice."""

    def __init__(self, name: str) -> None:
        super().__init__(strict=False, interpolation=None)
        self.read_string((FOLDER / name).read_text(encoding="utf-8"))

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.mark.parametrize("name", UNITS)
def test_units_start_a_command_that_exists_and_may_do_little(name: str) -> None:
    service = dict(Unit(name)["Service"])
    assert {key: service[key] for key in HARDENED} == HARDENED
    program, command, *arguments = service["ExecStart"].split()
    _, found, _ = main.resolve_command(Context(main), [command])
    assert found is not None
    known = {option for one in found.params for option in (*one.opts, *one.secondary_opts)}
    assert program.endswith("/.venv/bin/samspel")
    assert {word for word in arguments if word.startswith("--")} <= known
    assert service["User"] == "samspel"


@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_nothing_wrong_with_the_units(name: str, tmp_path: Path) -> None:
    """Where there is no systemd, that every line is an assignment or a heading is all that can be asked."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert all(re.fullmatch(r"|\[\w+\]|[A-Za-z]+=.*", line) for line in text.splitlines())
    unit = tmp_path / name
    unit.write_text(text.replace("/opt/samspel/.venv/bin/samspel", "/bin/true"), encoding="utf-8")
    if analyze := shutil.which("systemd-analyze"):
        done = subprocess.run([analyze, "verify", "--man=no", unit], capture_output=True, text=True, check=False)
        # What it says of other units of this machine is nothing of ours.
        assert [line for line in done.stderr.splitlines() if name in line] == []


def test_the_settings_of_the_example_can_be_read() -> None:
    lines = [line for line in (FOLDER / "samspel.env").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    environ = dict(line.split("=", 1) for line in lines)
    found = Settings.from_environment(environ)
    assert found.proxies == 1
    assert found.base_url == "https://samspel.norrdal.example"
    assert found.privacy.missing == ()


def test_containers_run_commands_that_exist_on_files_that_exist() -> None:
    services = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert set(services) == {"database", "pages", "worker", "proxy"}
    assert services["worker"]["command"][:2] == ["samspel", "worker"]
    container = (FOLDER / "Containerfile").read_text(encoding="utf-8")
    assert {path for path in re.findall(r"requirements/\S+", container) if not (ROOT / path).is_file()} == set()
    for one in ("pages", "worker"):
        assert (FOLDER / services[one]["build"]["context"]).resolve() == ROOT
        assert (ROOT / services[one]["build"]["dockerfile"]).is_file()


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_no_front_hands_on_what_a_visitor_claims_or_waits_for_ever(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    assert "X-Forwarded-For" in text and "proxy_add_x_forwarded_for" not in text
    assert re.search(r"proxy_connect_timeout|dial_timeout", text)
    assert "/metrics" in text


def test_nginx_logs_nothing_of_those_who_answer_or_vote() -> None:
    text = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    assert "~*^/[riv]/ 0;" in text and "if=$samspel_logs" in text
    assert "remote_addr" not in re.search(r"log_format[^;]*;", text)[0]  # type: ignore[index]
    assert "$request_uri" not in re.search(r"log_format[^;]*;", text)[0]  # type: ignore[index]
