"""Servers of the tests themselves: each run has its own, and none meets or ends another's."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from app.config import ROOT
from tests.postgres import postgres_server

ANOTHER_RUN = """
from tests.postgres import postgres_server
with postgres_server() as address:
    print(address, flush=True)
    input()
"""


def answers(address: str) -> bool:
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT 42").fetchone() == (42,)


def test_another_run_at_the_same_time_has_a_server_of_its_own_and_ends_only_that(postgres_url: str) -> None:
    command = [sys.executable, "-W", "ignore", "-c", ANOTHER_RUN]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        address = other.stdout.readline().strip()
        assert address != postgres_url
        assert answers(address)
        other.communicate("\n")
    assert other.returncode == 0
    assert not Path(address.partition("host=")[2]).exists()
    assert answers(postgres_url)


def test_a_server_ends_though_somebody_is_still_connected() -> None:
    with postgres_server() as address:
        left = psycopg.connect(address)
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    left.close()
