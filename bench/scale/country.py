"""Fills an installation with a share of a simulated country, in rows of the store's own tables."""

import random
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from app.domain.collaboration import Collaboration, Form, Party, Stage
from app.domain.questionnaire import Questionnaire
from app.domain.round import Kind, Layout, Organisation, Round, State
from app.services.access import Role
from app.services.accounts import Account, add_account
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.installation import Installation
from app.services.reference import make_references
from app.services.results import store_missing_results
from app.services.rounds import NewRound, RoundView, create_round
from app.store import collaborations, memberships, organisations, reference, responses, rounds
from app.store.database import Transaction

MUNICIPALITIES, COLLABORATIONS, ROUNDS, PARTIES, PERSONS = 290, 600, 8, 3, 5
"""Of the whole country; ROUNDS of each collaboration, PARTIES in each, PERSONS of each party who answer a round."""
OF_ONE = 4
"""Collaborations that the measured municipality takes part in, whatever the share: what is on its pages is the same."""
LED = 2
"""Of these, how many the measured facilitator leads."""
FEWEST_MADE = 10
"""Collaborations at least: fewer have no reference."""
FACILITATOR, FOLLOWER = "leder@samspel.example", "foljer@samspel.example"
PASSWORD = "a long password"
FIRST = datetime(2018, 3, 1, 8, tzinfo=UTC)
HALF_A_YEAR = timedelta(days=182)
LEVELS = ("politik", "ledning", "verksamhet", "stod", "samordning")
BATCH = 50
"""Collaborations in one transaction."""


@dataclass(frozen=True)
class Country:
    """What was filled: what is measured in it, how much there is, and how many seconds each step took."""

    collaboration: str
    municipality: str
    code: str
    answers: int
    filled: float
    stored: float
    references: float


def fill(installation: Installation, share: float) -> Country:
    """Fills the empty installation with that share of the country (0..1), the same every time."""
    began = time.perf_counter()
    facilitator = add_account(installation, FACILITATOR, "Bench", PASSWORD, FIRST.date())
    follower = add_account(installation, FOLLOWER, "Bench", PASSWORD, FIRST.date())
    model = _model(installation, facilitator)
    parties = _municipalities(installation, max(PARTIES * 2, round(MUNICIPALITIES * share)))
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, follower.id, parties[0].id)
    answers = 0
    made = list(_collaborations(max(FEWEST_MADE, round(COLLABORATIONS * share)), parties))
    for first in range(0, len(made), BATCH):
        with installation.database.writing() as connection:
            for at, one in enumerate(made[first : first + BATCH], start=first):
                answers += _with_rounds(connection, one, at, model, facilitator)
    filled = time.perf_counter()
    store_missing_results(installation)
    stored = time.perf_counter()
    make_references(installation, FIRST + (ROUNDS + 1) * HALF_A_YEAR)
    made_all = time.perf_counter()
    code = _code(0, ROUNDS - 1)
    return Country(made[0].id, parties[0].id, code, answers, filled - began, stored - filled, made_all - stored)


def _model(installation: Installation, account: Account) -> RoundView:
    """A round as the service makes one, in a collaboration of its own that is not measured: the others are like it."""
    names = ("Modell A", "Modell B", "Modell C")
    within = create_collaboration(installation, account, NewCollaboration("Modell", names), FIRST)
    new = NewRound("Modell", names, "nyckelfaktorer", ("sv",), Kind.INDIVIDUAL, 5, Layout.PAGE, None)
    return create_round(installation, account, within.id, new, FIRST)


def _municipalities(installation: Installation, number: int) -> list[Party]:
    found = [Party(f"kommun-{at}", f"Kommun {at}") for at in range(number)]
    with installation.database.writing() as connection:
        for one in found:
            organisations.add(connection, one)
    return found


def _collaborations(number: int, parties: Sequence[Party]) -> Iterator[Collaboration]:
    """The first OF_ONE hold the measured municipality, the others do not; the rest go round the country."""
    others, at = parties[1:], 0
    for index in range(number):
        taken = PARTIES - 1 if index < OF_ONE else PARTIES
        beside = [others[(at + step) % len(others)] for step in range(taken)]
        at += taken
        of = (parties[0], *beside) if index < OF_ONE else tuple(beside)
        yield Collaboration(f"samverkan-{index}", f"Samverkan {index}", "", Form.AGREEMENT, Stage.OPERATION, of)


def _with_rounds(connection: Transaction, one: Collaboration, at: int, model: RoundView, facilitator: Account) -> int:
    """The collaboration with its rounds and answers; how many answers."""
    collaborations.insert_collaboration(connection, one, FIRST.date())
    organisations.take_part(connection, one.id, one.parties)
    reference.set_shares(connection, one.id, shares_now=True)
    if at < LED:
        collaborations.insert_membership(connection, facilitator.id, one.id, Role.FACILITATOR)
    chance = random.Random(at)
    sheets: list[dict[str, object]] = []
    answers: list[dict[str, str]] = []
    for number in range(ROUNDS):
        closed_on = (FIRST + number * HALF_A_YEAR).date()
        held = _round(model.round, one, _code(at, number), closed_on, number)
        rounds.insert_round(connection, held, one.id, closed_on)
        _answered(held, model.questionnaire, chance, sheets, answers)
    responses.insert_sheets(connection, sheets, answers, [])
    return len(answers)


def _round(model: Round, one: Collaboration, code: str, closed_on: date, number: int) -> Round:
    return replace(
        model,
        id=f"{one.id}-{number}",
        code=code,
        title=f"Round {number + 1}",
        organisations=tuple(Organisation(party.id, party.name) for party in one.parties),
        rules=replace(model.rules, state=State.CLOSED),
        opened_on=closed_on - timedelta(days=21),
        closed_on=closed_on,
    )


def _answered(
    held: Round,
    questionnaire: Questionnaire,
    chance: random.Random,
    sheets: list[dict[str, object]],
    answers: list[dict[str, str]],
) -> None:
    """Every person answers every statement around an opinion of the group."""
    ratings = [(item.id, chance.gauss(3.4, 0.6)) for factor in questionnaire.factors for item in factor.ratings]
    for organisation in held.organisations:
        for person in range(PERSONS):
            identity = uuid.UUID(int=chance.getrandbits(128)).hex
            level = LEVELS[person % len(LEVELS)]
            sheets.append(
                {
                    "id": identity,
                    "round_id": held.id,
                    "organisation": organisation.id,
                    "level": level,
                    "wave": 0,
                }
            )
            answers += [
                {
                    "response_id": identity,
                    "item_id": item_id,
                    "value": str(min(5, max(1, round(chance.gauss(opinion, 0.9))))),
                }
                for item_id, opinion in ratings
            ]


def _code(at: int, number: int) -> str:
    return f"B{at:04d}{number}"
