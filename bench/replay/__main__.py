"""`python -m bench.replay [PERSONS]`: answers a round one by one on both databases, steals a copy of the database and
of its log meanwhile, and prints of how many persons the thief can tell which sheet is theirs."""

import random
import sys

from app.services.installation import Installation
from bench.replay.story import Told, answer_in_turn, invited_round, somebody_reads, told_by_log, told_by_transactions
from bench.replay.thief import Known, with_secret_key, without_secret_key
from bench.scale.databases import installations


def main() -> None:
    """Replays and prints."""
    number, chance = int(sys.argv[1]) if len(sys.argv) > 1 else 40, random.Random(1)
    print(f"{'':58} {'persons':>8} {'address':>8} {'comment':>8} {'device':>8}")
    for is_read in (False, True):
        with installations("sqlite", 1) as (one,):
            view, persons = invited_round(one, number, chance)
            path = one.database.files[0]
            tokens = [person.token for person in persons]
            if is_read:
                with somebody_reads(one):
                    answer_in_turn(one, view, persons, chance)
                    told = [told_by_log(path, persons, known) for known in _thieves(one, tokens)]
                _print("SQLite, all of the log, since somebody reads", told)
            else:
                answer_in_turn(one, view, persons, chance)
                _print("SQLite", [told_by_log(path, persons, known) for known in _thieves(one, tokens)])
    with installations("postgresql", 1) as (one,):
        view, persons = invited_round(one, number, chance)
        tokens = [person.token for person in persons]
        answer_in_turn(one, view, persons, chance)
        _print("PostgreSQL", [told_by_transactions(one, persons, known) for known in _thieves(one, tokens)])


def _thieves(installation: Installation, tokens: list[str]) -> tuple[Known, Known]:
    return without_secret_key(tokens), with_secret_key(installation, tokens)


def _print(what: str, told: list[Told]) -> None:
    for words, one in zip((what, f"{what}; the secret key as well"), told, strict=True):
        print(f"{words:58} {one.persons:8} {one.address:8} {one.comment:8} {one.device:8}", flush=True)


if __name__ == "__main__":
    main()
