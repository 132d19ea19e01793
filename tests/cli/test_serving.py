"""The commands that start a server."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.config import ROOT


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
