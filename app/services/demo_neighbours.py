"""The demo's neighbouring collaborations: two more that its first municipality takes part in, led by somebody else, so
that whoever follows that municipality has several pictures to set beside each other."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.answers import AnswerSheet
from app.domain.collaboration import Form, Stage
from app.domain.items import Answer
from app.domain.questionnaire import Questionnaire
from app.domain.record import Action
from app.domain.round import Kind, Layout
from app.domain.swedish_time import day_of
from app.services.accounts import Account, account_of, add_account
from app.services.agreements import add
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.installation import Installation
from app.services.responses import store_sheets
from app.services.rounds import NewRound, close_round, create_round, open_round
from app.wording.dates import season

EMAIL = "granne@samspel.example"
PASSWORD = "prova samspel"
PERIOD = timedelta(days=21)


@dataclass(frozen=True)
class Neighbour:
    """A collaboration: what is said of it, how many of each organisation answer in each of its rounds and how long ago
    these were (days), and what the first organisation thinks of some factors (1..5)."""

    described: NewCollaboration
    rounds: Sequence[tuple[int, Sequence[int]]]
    opinions: Mapping[str, float]
    action: tuple[str, str, int]


NEIGHBOURS = (
    Neighbour(
        NewCollaboration(
            "Räddningstjänst i norr",
            ("Norrdal", "Granträsk", "Fjällåsen"),
            "Gemensam räddningstjänst med en larmledning för tre kommuner.",
            Form.JOINT_BOARD,
            Stage.OPERATION,
        ),
        ((730, (6, 6, 5)), (365, (7, 6, 5)), (90, (3, 6, 7))),
        {"behovsdialog": 2.2, "involvering": 2.6, "service": 4.6, "drivkrafter": 4.3, "representantskap": 3.9},
        ("Ta fram en gemensam beskrivning av vad räddningstjänsten behöver.", "Räddningschef", 60),
    ),
    Neighbour(
        NewCollaboration(
            "Överförmyndarna i Fjällbygden",
            ("Norrdal", "Björkliden"),
            "Gemensam handläggning av ställföreträdare.",
            Form.AGREEMENT,
            Stage.START,
        ),
        ((500, (6, 5)), (120, (7, 6))),
        {"behovsdialog": 2.4, "involvering": 3.6, "malbild": 2.7, "drivkrafter": 4.4, "riktning": 2.3},
        ("Utse en ägare för frågorna om handläggningstider.", "Kanslichef", -12),
    ),
)


def fill_neighbours(installation: Installation, now: datetime) -> None:
    """Makes them where they are not there yet; each has its record, and the same answers every time."""
    if account_of(installation, EMAIL) is not None:
        return
    account = add_account(installation, EMAIL, "Processledare Granne", PASSWORD, day_of(now), of_demo=True)
    for number, one in enumerate(NEIGHBOURS):
        _fill(installation, account, one, now, random.Random(number))


def _fill(
    installation: Installation, account: Account, one: Neighbour, now: datetime, generator: random.Random
) -> None:
    first = now - timedelta(days=one.rounds[0][0])
    collaboration = create_collaboration(installation, account, one.described, first)
    code = ""
    for days, sizes in one.rounds:
        opened_at = now - timedelta(days=days)
        new = _new_round(one.described.organisations, opened_at, sum(sizes))
        view = create_round(installation, account, collaboration.id, new, opened_at)
        open_round(installation, account, view.round.code, opened_at)
        ids = [party.id for party in view.round.organisations]
        sheets = list(_sheets(view.questionnaire, ids, sizes, one.opinions, generator))
        store_sheets(installation, view, sheets, opened_at)
        code = close_round(installation, account, view.round.code, opened_at + PERIOD).round.code
    words, responsible, due = one.action
    action = Action("", "behovsdialog", words, responsible, collaboration.parties[0].id, day_of(now + timedelta(due)))
    add(installation, account, code, action, now - timedelta(days=30))


def _new_round(organisations: Sequence[str], opened_at: datetime, expected: int) -> NewRound:
    return NewRound(
        title=season(day_of(opened_at), "sv"),
        organisations=tuple(organisations),
        questionnaire_id="nyckelfaktorer",
        languages=("sv", "en"),
        kind=Kind.INDIVIDUAL,
        smallest_group=5,
        layout=Layout.STEPS,
        expected=expected + 3,
    )


def _sheets(
    asked: Questionnaire,
    organisations: Sequence[str],
    sizes: Sequence[int],
    opinions: Mapping[str, float],
    generator: random.Random,
) -> list[AnswerSheet]:
    """The first organisation thinks so; the others think what most do."""
    sheets = []
    for at, (organisation, size) in enumerate(zip(organisations, sizes, strict=True)):
        for _ in range(size):
            answers: dict[str, Answer] = {}
            for factor in asked.factors:
                opinion = opinions.get(factor.id, 3.4) if at == 0 else 3.5
                for item in factor.ratings:
                    value = round(generator.gauss(opinion, 0.6))
                    answers[item.id] = item.coded(min(item.scale.length, max(1, value)))
            sheets.append(AnswerSheet(organisation, "ledning", answers))
    return sheets
