"""What happened, as the tables of docs/reliability.md."""

import re
from collections.abc import Sequence
from pathlib import Path

from bench.torture.answers import Outcome
from bench.torture.hindrances import Hindered
from bench.torture.kills import Victim
from bench.torture.mails import Delivered

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def kills_table(outcomes: Sequence[Outcome]) -> str:
    """Kills, and what became of the answers."""
    rows: list[list[object]] = [["", *(NAMES[one.kind] for one in outcomes)]]
    rows += [[f"killed: {victim.value}", *(one.killed[victim] for one in outcomes)] for victim in Victim]
    rows += [
        ["**kills**", *(one.killed.total() for one in outcomes)],
        ["requests that were answered", *(one.statuses.get("ok", 0) for one in outcomes)],
        ["requests that were broken off, or found nobody", *(one.statuses.get("away", 0) for one in outcomes)],
        ["answers that said so (status 5xx)", *(_said_so(one.statuses) for one in outcomes)],
        *_of_answers(outcomes),
        ["the system started the server, all of it being gone", *(one.restarts for one in outcomes)],
        ["mail workers that came back by themselves", *(one.mail_came_back for one in outcomes)],
    ]
    return _table(rows)


def hindrances_table(outcomes: Sequence[Hindered]) -> str:
    """Locks and the disk."""
    rows: list[list[object]] = [["", *(f"{NAMES[one.kind]}: {one.what}" for one in outcomes)]]
    rows += [
        ["seconds", *(f"{one.seconds:.0f}" for one in outcomes)],
        ["requests that were answered", *(one.statuses.get("ok", 0) for one in outcomes)],
        ["requests that were broken off", *(one.statuses.get("away", 0) for one in outcomes)],
        ["answered with 500", *(one.statuses.get("500", 0) for one in outcomes)],
        ["answered with another 5xx", *(_said_so(one.statuses) - one.statuses.get("500", 0) for one in outcomes)],
        *_of_answers(outcomes),
    ]
    return _table(rows)


def mails_table(outcomes: Sequence[Delivered]) -> str:
    """Mails."""
    head = ("mails", "worker killed", "server hung or died", "never came", "came twice", "under another Message-ID")
    rows: list[list[object]] = [["", *head]]
    for one in outcomes:
        never = one.lost + one.waiting
        rows.append([NAMES[one.kind], one.mails, one.kills, one.whims, never, one.twice, one.other_id])
    return _table(rows)


def write_between(path: Path, name: str, table: str) -> None:
    """Puts the table in place of what stands between the marks of that name."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before = path.read_text(encoding="utf-8")
    after, number = re.subn(f"{begin}.*?{end}", lambda _: f"{begin}\n{table}\n{end}", before, flags=re.DOTALL)
    if number != 1:
        raise ValueError(f"{path.name} has no place for {name}")
    path.write_text(after, encoding="utf-8")


def _of_answers(outcomes: Sequence[Outcome] | Sequence[Hindered]) -> list[list[object]]:
    return [
        ["**answers with a receipt**", *(one.census.promised for one in outcomes)],
        ["of these lost", *(one.census.lost + one.census.comments_lost for one in outcomes)],
        ["stored twice", *(one.census.doubled + one.census.comments_doubled for one in outcomes)],
        ["stored by half, or as nobody gave them", *(one.census.strange for one in outcomes)],
        ["stored, and the receipt never seen", *(one.census.unpromised for one in outcomes)],
        ["pages that showed what was another's", *(_number(one.strange) for one in outcomes)],
        ["gave up after all tries", *(one.not_through for one in outcomes)],
        ["afterwards answered at the first attempt", *("yes" if one.recovered else "no" for one in outcomes)],
    ]


def _number(strange: int | Sequence[str]) -> int:
    return strange if isinstance(strange, int) else len(strange)


def _said_so(statuses: dict[str, int]) -> int:
    return sum(number for status, number in statuses.items() if status.startswith("5"))


def _table(rows: Sequence[Sequence[object]]) -> str:
    head, *body = ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])
