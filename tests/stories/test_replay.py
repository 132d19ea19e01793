"""A thief copies the database and its log while a round is open, and holds every device: nothing ties an address, a
comment or a device to a sheet (decision 0032). `make replay` does the same for longer."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from app.config import ROOT, Settings
from app.services.installation import Installation
from app.services.responses import InvalidAnswers, hand_in, load_draft, save_draft
from app.services.sealing import invitation_mark
from bench.installations import NOW
from bench.replay.log_of_sqlite import states
from bench.replay.story import (
    Told,
    answer_in_turn,
    invited_round,
    somebody_reads,
    told_by_log,
    told_by_transactions,
)
from bench.replay.thief import TABLES, with_secret_key, without_secret_key
from tests.builders import opened_round

NUMBER = 12


def test_the_whole_log_of_sqlite_ties_nobody_to_a_sheet(installation: Installation) -> None:
    """A reader keeps the log from being emptied, so that every hand-in lies in it."""
    chance = random.Random(7)
    view, persons = invited_round(installation, NUMBER, chance)
    with somebody_reads(installation):
        answer_in_turn(installation, view, persons, chance)
        told = told_by_log(installation.database.files[0], persons, without_secret_key([one.token for one in persons]))
    assert told == Told(NUMBER, address=0, comment=0, device=0)


def test_the_thief_of_these_tests_would_find_what_could_be_found(installation: Installation) -> None:
    """With the secret key, and the whole log, the replay finds everybody: it can tell, if there is anything to tell."""
    chance = random.Random(7)
    view, persons = invited_round(installation, NUMBER, chance)
    known = with_secret_key(installation, [one.token for one in persons])
    with somebody_reads(installation):
        answer_in_turn(installation, view, persons, chance)
        told = told_by_log(installation.database.files[0], persons, known)
    assert told == Told(NUMBER, NUMBER, NUMBER, NUMBER)


def test_on_sqlite_nothing_of_a_hand_in_is_left_in_the_log_so_that_the_secret_key_finds_nothing_either(
    installation: Installation,
) -> None:
    chance = random.Random(7)
    view, persons = invited_round(installation, NUMBER, chance)
    answer_in_turn(installation, view, persons, chance)
    known = with_secret_key(installation, [one.token for one in persons])
    assert told_by_log(installation.database.files[0], persons, known) == Told(NUMBER, 0, 0, 0)
    assert installation.database.files[1].read_bytes() == b""


@pytest.mark.parametrize("any_installation", ["postgresql"], indirect=True)
def test_the_transactions_of_postgresql_tie_nobody_to_a_sheet(any_installation: Installation) -> None:
    chance = random.Random(7)
    view, persons = invited_round(any_installation, NUMBER, chance)
    answer_in_turn(any_installation, view, persons, chance)
    known = without_secret_key([one.token for one in persons])
    assert told_by_transactions(any_installation, persons, known) == Told(NUMBER, 0, 0, 0)


@pytest.mark.parametrize("any_installation", ["postgresql"], indirect=True)
def test_on_postgresql_the_secret_key_finds_no_address_and_no_device_by_a_transaction(
    any_installation: Installation,
) -> None:
    chance = random.Random(7)
    view, persons = invited_round(any_installation, NUMBER, chance)
    answer_in_turn(any_installation, view, persons, chance)
    told = told_by_transactions(
        any_installation, persons, with_secret_key(any_installation, [one.token for one in persons])
    )
    assert (told.address, told.device) == (0, 0)


def test_a_draft_can_be_read_by_its_device_alone(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    raw = {"organisation": ["norrdal"], "puls_kommentar": ["Vi hinner inte"]}
    save_draft(any_installation, view, "a token", raw, NOW)
    assert load_draft(any_installation, "a token") == raw
    assert load_draft(any_installation, "another token") == {}
    with any_installation.database.reading() as connection:
        held = str(connection.execute(text("SELECT * FROM drafts")).all())
    assert "norrdal" not in held
    assert "hinner" not in held


def test_drafts_and_comments_of_different_lengths_are_stored_at_the_same_length(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    for token, words in (("a", "Ja"), ("b", "Vi hinner inte tala med varandra, och det är synd."), ("c", "")):
        save_draft(any_installation, view, token, {"malbild_puls": ["4"], "puls_kommentar": [words]}, NOW)
        hand_in(any_installation, view, f"{token}!", NOW, {"malbild_puls": ["4"], "puls_kommentar": [words]})
    with any_installation.database.reading() as connection:
        drafts = {len(str(row[0])) for row in connection.execute(text("SELECT answers FROM drafts"))}
        sealed = {len(row[0]) for row in connection.execute(text("SELECT sealed FROM sealed_comments"))}
    assert len(drafts) == 1
    assert len(sealed) == 1


def test_a_process_that_dies_in_a_hand_in_leaves_all_of_it_or_nothing(any_installation: Installation) -> None:
    """The mark, the sheet and its comments are one transaction: nobody answers twice, and nobody is shut out."""
    chance = random.Random(7)
    view, (one,) = invited_round(any_installation, 1, chance)
    raw = {key: [value] for key, value in one.answers.items()}
    save_draft(any_installation, view, one.token, raw, NOW)
    with pytest.raises(InvalidAnswers):
        hand_in(any_installation, view, one.token, NOW, {**raw, "organisation": ["?"]}, invitation_id=one.invitation_id)
    with any_installation.database.reading() as connection:
        for table in ("responses", "answers", "sealed_comments", "handed_in"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0, table
    assert not hand_in(any_installation, view, one.token, NOW, invitation_id=one.invitation_id).already
    assert hand_in(any_installation, view, one.token, NOW, invitation_id=one.invitation_id).already
    with any_installation.database.reading() as connection:
        marks = set(connection.execute(text("SELECT token_hash FROM handed_in")).scalars())
        assert connection.execute(text("SELECT count(*) FROM responses")).scalar_one() == 1
    assert invitation_mark(any_installation, one.invitation_id) in marks


def test_the_log_is_read_as_sqlite_reads_it(installation: Installation) -> None:
    """The last state that the replay finds is the one that SQLite itself shows."""
    chance = random.Random(3)
    view, persons = invited_round(installation, 3, chance)
    path = installation.database.files[0]
    with somebody_reads(installation):
        answer_in_turn(installation, view, persons, chance)
        *_, last = states(path.read_bytes(), Path(f"{path}-wal").read_bytes(), TABLES)
        with installation.database.reading() as connection:
            for table, columns in TABLES.items():
                found = connection.execute(text(f"SELECT {', '.join(columns)} FROM {table}"))
                assert last[table] == frozenset(tuple(row) for row in found), table


HANDS_IN = """
import sys
from datetime import UTC, datetime
from app.config import Settings
from app.services.installation import Installation
from app.services.responses import hand_in
from app.services.rounds import find_round
installation = Installation.open(Settings.from_environment())
view = find_round(installation, sys.argv[1])
raw = {item.id: ["4"] for item in view.questionnaire.items if item.kind == "rating"} | {"puls_kommentar": ["Mer tid"]}
print("ready", flush=True)
for number in range(100000):
    hand_in(installation, view, f"token {number}", datetime(2026, 3, 2, 8, tzinfo=UTC), raw)
    print(number, flush=True)
"""


def test_a_process_that_is_killed_while_it_takes_answers_loses_none_that_it_has_confirmed(
    sqlite_model: Path, tmp_path: Path
) -> None:
    shutil.copyfile(sqlite_model, tmp_path / "samspel.db")
    url = f"sqlite:///{tmp_path / 'samspel.db'}"
    environment = {**os.environ, "DATABASE_URL": url, "SAMSPEL_INSTANCE": str(tmp_path), "SAMSPEL_SECRET_KEY": "k" * 40}
    installation = Installation.open(Settings.from_environment(environment))
    view = opened_round(installation)
    program = [sys.executable, "-c", HANDS_IN, view.round.code]
    confirmed = 0
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        for _ in range(30):
            confirmed = int(process.stdout.readline()) + 1
        process.kill()
        confirmed += len(process.stdout.read().splitlines())
    with installation.database.reading() as connection:
        number = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("responses", "sealed_comments", "handed_in", "answers")
        }
    assert confirmed <= number["responses"] <= confirmed + 1
    assert number["handed_in"] == number["sealed_comments"] == number["responses"]
    assert number["answers"] == 13 * number["responses"]
    for one in range(confirmed):
        assert hand_in(installation, view, f"token {one}", NOW, {"malbild_puls": ["4"]}).already
    installation.database.dispose()
