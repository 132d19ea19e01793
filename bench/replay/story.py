"""A round that is answered by the invited, one after the other, and copies of the database taken meanwhile."""

import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from app.domain.round import Kind, Layout
from app.services.accounts import add_account
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.installation import Installation
from app.services.responses import hand_in, save_draft
from app.services.rounds import NewRound, RoundView, create_round, open_round
from app.store import invitations
from bench.installations import NOW, TODAY
from bench.replay.log_of_sqlite import states
from bench.replay.thief import TABLES, Known, Sheet, Ties, from_log, from_postgresql

QUESTIONNAIRE = "pulskoll"


@dataclass(frozen=True)
class Person:
    """One of the invited. `answers`: nobody else's are the same."""

    address: str
    invitation_id: str
    token: str
    comment: str
    answers: Mapping[str, str]

    def is_whose(self, sheet: Sheet | None) -> bool:
        """Whether the sheet is this person's."""
        return sheet is not None and set(self.answers.items()) <= sheet


@dataclass(frozen=True)
class Told:
    """Of how many persons the thief rightly said which sheet is theirs, which comment belongs to it, and which device
    it came from."""

    persons: int
    address: int
    comment: int
    device: int


def invited_round(installation: Installation, number: int, chance: random.Random) -> tuple[RoundView, list[Person]]:
    """An open round, and so many persons who have been invited to it."""
    account = add_account(installation, "replay@samspel.example", "Replay", "a long password", TODAY)
    names = ("Norrdal", "Storvik")
    within = create_collaboration(installation, account, NewCollaboration("Replay", names), NOW)
    new = NewRound("Replay", names, QUESTIONNAIRE, ("sv",), Kind.INDIVIDUAL, 5, Layout.PAGE, None)
    view = create_round(installation, account, within.id, new, NOW)
    view = open_round(installation, account, view.round.code, NOW)
    ratings = [item.id for item in view.questionnaire.items if item.kind == "rating"]
    persons, seen = list[Person](), set[tuple[str, ...]]()
    while len(persons) < number:
        values = tuple(str(chance.randint(1, 5)) for _ in ratings)
        if values not in seen:
            seen.add(values)
            one, named = uuid.uuid4().hex, f"person{len(persons)}"
            answers = dict(zip(ratings, values, strict=True))
            persons.append(Person(f"{named}@norrdal.example", one, uuid.uuid4().hex, f"words of {named}.", answers))
    with installation.database.writing() as connection:
        invitations.insert_invitations(connection, view.round.id, [(one.invitation_id, one.address) for one in persons])
    return view, persons


def answer_in_turn(
    installation: Installation, view: RoundView, persons: Sequence[Person], chance: random.Random
) -> None:
    """Each saves a draft in two steps and hands it in, in an order that the list of addresses does not tell."""
    (question,) = [item.id for item in view.questionnaire.items if item.kind == "comment"][:1]
    for one in chance.sample(list(persons), len(persons)):
        raw = {key: [value] for key, value in one.answers.items()} | {"organisation": ["norrdal"]}
        save_draft(installation, view, one.token, raw, NOW)
        save_draft(installation, view, one.token, raw | {question: [one.comment]}, NOW)
        hand_in(installation, view, one.token, NOW, invitation_id=one.invitation_id)


def told_by_log(database: Path, persons: Sequence[Person], known: Known) -> Told:
    """What the files of an SQLite database tell as they lie there now."""
    log = database.with_name(f"{database.name}-wal")
    found = states(database.read_bytes(), log.read_bytes() if log.exists() else b"", TABLES)
    return _counted(persons, from_log(found, known))


def told_by_transactions(installation: Installation, persons: Sequence[Person], known: Known) -> Told:
    """What PostgreSQL's rows tell by the transactions beside them."""
    with installation.database.reading() as connection:
        return _counted(persons, from_postgresql(connection, known))


@contextmanager
def somebody_reads(installation: Installation) -> Iterator[None]:
    """Meanwhile a reader needs the state of before, so that SQLite's log cannot be emptied."""
    with installation.database.reading() as connection:
        connection.execute(text("SELECT count(*) FROM responses")).scalar_one()
        yield


def _counted(persons: Sequence[Person], ties: Ties) -> Told:
    return Told(
        len(persons),
        sum(one.is_whose(ties.address.get(one.address)) for one in persons),
        sum(one.is_whose(ties.comment.get(one.comment)) for one in persons),
        sum(one.is_whose(ties.device.get(one.token)) for one in persons),
    )
