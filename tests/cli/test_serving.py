"""The commands that start a server."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.config import ROOT
from app.services.accounts import add_account
from app.services.installation import Installation
from app.web.fonts import web_fonts
from tests.builders import TODAY


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "instance").mkdir()
    return {"SAMSPEL_INSTANCE": str(tmp_path / "instance")}


def test_a_port_that_is_taken_is_said_before_anything_is_prepared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMSPEL_INSTANCE", str(tmp_path / "instance"))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = CliRunner().invoke(main, ["serve", "--demo", "--port", str(port)])
    assert done.exit_code == 1
    assert f"127.0.0.1:{port}" in done.output
    assert "PORT=" in done.output
    assert not (tmp_path / "instance").exists()


def test_a_preview_says_that_its_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = CliRunner().invoke(main, ["preview", str(ROOT / "questionnaires" / "pulskoll.yaml"), "--port", port])
    assert done.exit_code == 1
    assert "--port 8080" in done.stderr


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def spoken(port: int, request: bytes) -> bytes:
    """What the server answers to these bytes, whatever they are."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        one.sendall(request)
        one.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: one.recv(65536), b""))


def test_the_server_logs_that_it_runs_and_nothing_about_its_visitors(tmp_path: Path, fonts: Path) -> None:
    port = free_port()
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "fonts").symlink_to(web_fonts(fonts))
    environment = {
        **os.environ,
        "SAMSPEL_INSTANCE": str(tmp_path / "instance"),
        "PYTHONPATH": str(ROOT),
        "GUNICORN_CMD_ARGS": "--access-logfile - --log-level debug",
    }
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--workers", "1", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=PIPE, stderr=STDOUT, text=True) as server:
        output = server.stdout
        assert output
        started = "".join(iter(lambda: "" if "Booting worker" in (line := output.readline()) else line, ""))
        try:
            assert b"ok" in spoken(port, b"GET /healthz?marked HTTP/1.1\r\nHost: marked\r\n\r\n")
            assert b"404" in spoken(port, b"GET /r/MARKED HTTP/1.1\r\nHost: x\r\nX-Words: marked\r\n\r\n")
            assert b"400" in spoken(port, b"marked nonsense\r\n\r\n")
        finally:
            server.terminate()
        written = started + output.read()
    assert "Listening at" in written
    assert "A request could not be read" in written
    assert "marked" not in written.lower()
    assert "healthz" not in written


def served(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str, **environment: str) -> Result:
    """What `serve` says; that it would start shows by the server's name. Nothing is started."""

    def instead(_program: str, arguments: list[str]) -> None:
        print("would start", arguments[arguments.index("-m") + 1])

    monkeypatch.setattr(os, "execv", instead)
    known = {"SAMSPEL_INSTANCE": str(folder), "SAMSPEL_BASE_URL": None, **environment}
    return CliRunner().invoke(main, ["serve", "--no-worker", "--port", str(free_port()), *options], env=known)


class TestDemoAccounts:
    """Everybody knows their password, so that they must not meet the world by mistake."""

    @pytest.fixture
    def folder(self, home: Installation) -> Path:
        add_account(home, "demo@samspel.example", "Processledare Demo", "prova samspel", TODAY, of_demo=True)
        return home.settings.instance

    @pytest.mark.parametrize("host", ["0.0.0.0", ""])
    def test_serving_to_others_is_refused_and_the_command_that_removes_them_is_said(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, host: str
    ) -> None:
        done = served(folder, monkeypatch, "--host", host)
        assert done.exit_code == 1
        assert "samspel demo --remove" in done.stderr
        assert "would start" not in done.output

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
    def test_this_machine_alone_may_see_them(self, folder: Path, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
        assert "would start gunicorn" in served(folder, monkeypatch, "--host", host).output

    def test_behind_another_server_they_are_met_by_others_too(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert served(folder, monkeypatch, SAMSPEL_BASE_URL="https://samspel.norrdal.example").exit_code == 1
        assert served(folder, monkeypatch, SAMSPEL_PROXIES="1").exit_code == 1

    def test_the_command_removes_them_and_then_it_starts(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SAMSPEL_INSTANCE", str(folder))
        done = CliRunner().invoke(main, ["demo", "--remove"])
        assert done.output == "Removed: demo@samspel.example\n"
        assert CliRunner().invoke(main, ["demo", "--remove"]).output == "There is no demo here.\n"
        assert "would start gunicorn" in served(folder, monkeypatch, "--host", "0.0.0.0").output
