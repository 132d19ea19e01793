"""The demo: an invented collaboration of five invented municipalities, with rounds of every sort."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from app.domain.answers import AnswerSheet
from app.domain.collaboration import Form, Stage
from app.domain.items import Answer, RatingItem
from app.domain.questionnaire import Questionnaire
from app.domain.record import Principle
from app.domain.round import Kind, Layout
from app.domain.scale import DONT_KNOW
from app.domain.swedish_time import day_of, moment_of
from app.services.accounts import Account, account_of, add_account
from app.services.agreements import add
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.comments import show_all
from app.services.demo_neighbours import fill_neighbours
from app.services.demo_people import add_demo_people
from app.services.demo_record import record_demo
from app.services.demo_weighed import BALANCE_COMMENTS, joint_answers, weighed_opinion
from app.services.installation import Installation
from app.services.responses import store_sheets
from app.services.rounds import NewRound, RoundView, close_round, create_round, find_round, list_rounds, open_round
from app.wording.dates import season

EMAIL = "demo@samspel.example"
PASSWORD = "prova samspel"
COLLABORATION = "Samverkan Fjällådalen"
MUNICIPALITIES = ("Norrdal", "Älvnäs", "Storvik", "Granträsk", "Havsöre")
DESCRIPTION = NewCollaboration(
    name=COLLABORATION,
    organisations=MUNICIPALITIES,
    purpose="Gemensam vuxenutbildning i Fjällådalen, så att alla kan läsa vidare nära hemmet.",
    form=Form.AGREEMENT,
    stage=Stage.OPERATION,
)
PERIOD = timedelta(days=21)
LAST_MINUTE = time(23, 59)
SIZES = (8, 7, 7, 6, 6)
ORGANISATIONS = ("norrdal", "alvnas", "storvik", "grantrask", "havsore")
LEVELS = ("politik", "ledning", "verksamhet", "stod", "verksamhet", "ledning", "samordning")


@dataclass(frozen=True)
class DemoLinks:
    """Where to look: the code of the open round and of the latest closed one."""

    open_code: str
    closed_code: str


# Factor id -> mean of the underlying opinion on 1..5, in the earlier and in the later round.
OPINIONS: Mapping[str, tuple[float, float]] = {
    "behovsdialog": (2.5, 2.9),
    "involvering": (2.9, 3.3),
    "drivkrafter": (3.2, 3.4),
    "representantskap": (3.0, 3.6),
    "malbild": (3.3, 3.7),
    "service": (4.1, 4.3),
    "ledartroja": (3.2, 3.1),
    "kostnadsfordelning": (2.6, 2.8),
    "nytta": (3.9, 4.0),
    "levande_behov": (2.8, 3.5),
    "riktning": (2.7, 2.6),
    "granser": (3.1, 3.2),
    "strukturer": (2.9, 3.0),
}
COMMENTS: dict[str, Sequence[str]] = {
    "inom_kommentar": (
        "Vi pratar sällan om behoven innan det redan är bråttom.",
        "Stödfunktionerna kommer in för sent. Det märks varje gång ett avtal ska skrivas.",
        "Bra att uppdraget nu finns på papper.",
        "Jag vet inte vem som äger frågan hos oss.",
        "Politiken är positiv, men verksamheten hinner inte.",
        "Vi behöver avsatt tid, annars blir det kvällsarbete.",
    ),
    "mellan_kommentar": (
        "Det har blivit lättare att ringa en kollega i en annan kommun.",
        "Kostnadsfördelningen förstår jag fortfarande inte.",
        "Samma kommun håller i nästan allt.",
        "Vi hjälper varandra på riktigt, särskilt med bemanning på somrarna.",
        "Vi borde tala om var tjänsterna ska finnas, i stället för att gå runt det.",
    ),
    "samverkansorganisationen_kommentar": (
        "För många möten som handlar om samma sak.",
        "Samordnaren gör ett bra jobb men har för lite tid.",
        "Oklart vad som beslutas var.",
    ),
}

# Cornerstone -> the principle that the invented group worded in its workshop.
CORNERSTONES: Sequence[tuple[str, str]] = (
    ("grundsten_kostnader", "Vi delar kostnader efter invånarantal och ser över fördelningen vart fjärde år."),
    ("grundsten_turas_om", "Vi turas om att leda, och den som leder en fråga förbereder den också."),
)


def fill_demo(installation: Installation, now: datetime) -> DemoLinks:
    """Makes the demo where it is not there yet, and says where to look. The same every time, but for the dates."""
    account = account_of(installation, EMAIL) or add_account(
        installation, EMAIL, "Processledare Demo", PASSWORD, day_of(now), of_demo=True
    )
    found = {view.round.title: view for view in list_rounds(installation, account)}
    if not found:
        found = {view.round.title: view for view in _rounds(installation, account, now)}
    views = list(found.values())
    fill_neighbours(installation, now)
    add_demo_people(installation, views[0], day_of(now))
    opened = next(view for view in views if view.round.state == "open")
    answered = [view for view in views if view.round.closed_on and not view.round.is_workshop]
    closed = max(answered, key=lambda view: str(view.round.closed_on))
    return DemoLinks(opened.round.code, closed.round.code)


def _rounds(installation: Installation, account: Account, now: datetime) -> list[RoundView]:
    generator = random.Random(2022)
    plans = (
        ("nyckelfaktorer", now - timedelta(days=400), 0, SIZES),
        ("nyckelfaktorer", now - timedelta(days=40), 1, SIZES),
        ("pulskoll", now - timedelta(days=3), 1, (3, 1, 2, 0, 1)),
    )
    collaboration = create_collaboration(installation, account, DESCRIPTION, plans[0][1])
    views = []
    for questionnaire_id, opened_at, period, sizes in plans:
        new = _new_round(questionnaire_id, opened_at)
        view = create_round(installation, account, collaboration.id, new, opened_at)
        open_round(installation, account, view.round.code, opened_at)
        sheets = list(_sheets(view.questionnaire, sizes, period, generator))
        for days, part in _over_days(sheets, min(timedelta(days=20), now - opened_at)):
            store_sheets(installation, view, part, opened_at + days)
        if questionnaire_id == "nyckelfaktorer":
            close_round(installation, account, view.round.code, opened_at + PERIOD)
            show_all(installation, account, view.round.code, opened_at + PERIOD + timedelta(days=1))
        views.append(find_round(installation, view.round.code))
    views += _weighed_rounds(installation, account, collaboration.id, now)
    held_on = day_of(plans[0][1] + PERIOD + timedelta(days=7))
    record_demo(installation, account, views[0], held_on, day_of(now))
    return views


def _weighed_rounds(
    installation: Installation, account: Account, collaboration_id: str, now: datetime
) -> list[RoundView]:
    """A package of two questionnaires, one that each organisation answers jointly, and a workshop."""
    generator = random.Random(7)
    opened_at = now - timedelta(days=220)
    plain = _new_round("nyckelfaktorer", opened_at)
    package = replace(plain, title=f"{plain.title}, med balansgångar", further=("balansgangar",))
    joint = replace(plain, title="Våra drivkrafter", questionnaire_id="drivkrafter", kind=Kind.JOINT)
    both = create_round(installation, account, collaboration_id, package, opened_at)
    together = create_round(installation, account, collaboration_id, joint, opened_at)
    for view, sheets in (
        (both, _sheets(both.questionnaire, SIZES, 0, generator)),
        (together, _joint_sheets(together.questionnaire)),
    ):
        open_round(installation, account, view.round.code, opened_at)
        store_sheets(installation, view, sheets, opened_at)
        close_round(installation, account, view.round.code, opened_at + PERIOD)
    workshop = replace(plain, title="Våra grundstenar", questionnaire_id="grundstenar")
    made = create_round(installation, account, collaboration_id, workshop, now - timedelta(days=60))
    for factor_id, words in CORNERSTONES:
        add(installation, account, made.round.code, Principle("", factor_id, words), now - timedelta(days=60))
    return [find_round(installation, view.round.code) for view in (both, together, made)]


def _joint_sheets(questionnaire: Questionnaire) -> list[AnswerSheet]:
    """One sheet of each organisation."""
    items = questionnaire.items
    return [AnswerSheet(one, None, joint_answers(items, number)) for number, one in enumerate(ORGANISATIONS)]


def _over_days(sheets: Sequence[AnswerSheet], period: timedelta) -> list[tuple[timedelta, list[AnswerSheet]]]:
    """The sheets spread over the days of a period: many in the first days, and again after a reminder half way."""
    chance = random.Random(len(sheets))
    days = [min(period.days, int(chance.choice((0, period.days / 2)) + chance.expovariate(0.6))) for _ in sheets]
    return [
        (timedelta(days=day), [one for one, came in zip(sheets, days, strict=True) if came == day])
        for day in sorted(set(days))
    ]


def _new_round(questionnaire_id: str, opened_at: datetime) -> NewRound:
    day = day_of(opened_at)
    kind = ", pulskoll" if questionnaire_id == "pulskoll" else ""
    return NewRound(
        title=f"{season(day, 'sv')}{kind}",
        organisations=MUNICIPALITIES,
        questionnaire_id=questionnaire_id,
        languages=("sv", "en"),
        kind=Kind.INDIVIDUAL,
        smallest_group=5,
        layout=Layout.STEPS,
        expected=sum(SIZES) + 5,
        closes_at=moment_of(day + PERIOD, LAST_MINUTE),
    )


def _sheets(
    questionnaire: Questionnaire, sizes: Sequence[int], period: int, generator: random.Random
) -> list[AnswerSheet]:
    sheets = []
    comments = {item_id: list(words) for item_id, words in (COMMENTS | BALANCE_COMMENTS).items()}
    for organisation, size in zip(ORGANISATIONS, sizes, strict=True):
        for person in range(size):
            level = LEVELS[person % len(LEVELS)]
            answers: dict[str, Answer] = {}
            for factor in questionnaire.factors:
                answers |= {item.id: weighed_opinion(item, generator) for item in factor.parted}
                if not factor.ratings:
                    continue
                opinion = _opinion(factor.id, organisation, level, period, generator)
                for item in factor.ratings:
                    answers[item.id] = _rate(item, opinion, _unsure(factor.id, level), generator.random)
            for item_id, words in comments.items():
                if item_id in questionnaire.items_by_id and words and generator.random() < 0.3:
                    answers[item_id] = words.pop()
            sheets.append(AnswerSheet(organisation, level, answers))
    return sheets


def _opinion(factor_id: str, organisation: str, level: str, period: int, generator: random.Random) -> float:
    """What this person thinks of the factor: the group's opinion, moved by where the person stands."""
    opinion = OPINIONS[factor_id][period]
    if factor_id == "involvering":  # politicians and management see more involvement than the operations do
        opinion += {"politik": 1.0, "ledning": 0.7, "verksamhet": -0.9}.get(level, 0.0)
    if factor_id == "ledartroja":  # two camps: those who carry, and those who feel that they take turns
        opinion += -1.5 if organisation in ("norrdal", "storvik") else 1.2
    if factor_id == "malbild" and organisation == "havsore":  # one organisation apart
        opinion -= 1.4
    return opinion + generator.gauss(0, 0.35)


def _unsure(factor_id: str, level: str) -> float:
    """How likely this person does not know."""
    if factor_id == "kostnadsfordelning":
        return 0.2 if level == "ledning" else 0.45
    return 0.02


def _rate(item: RatingItem, opinion: float, unsure: float, chance: Callable[[], float]) -> Answer:
    if chance() < unsure:
        return DONT_KNOW
    value = min(item.scale.length, max(1, round(opinion + (chance() - 0.5) * 1.6)))
    return item.coded(value)
