"""Eight invented rounds, each with a shape of its own that its documents must show within a minute's reading."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import cycle

from app.documents.occasion import Occasion
from app.domain.answers import AnswerSheet
from app.domain.items import Answer, PartedItem
from app.domain.questionnaire import Questionnaire
from app.domain.round import Kind, RoundRules, State
from app.domain.scale import DONT_KNOW
from app.services.results import result_of_sheets
from tests.documents.cases import FIVE, FOURTEEN, Case, questionnaire

ROLES = ("politik", "ledning", "verksamhet", "verksamhet", "stod", "samordning")
"""Whom a working group usually consists of."""
LEVELS = (4.3, 3.6, 3.9, 3.3, 4.1, 4.5, 3.4, 2.6, 3.8, 3.5, 2.8, 3.1, 3.7)
"""A group's ordinary opinion of each of the thirteen factors: some strong, some weak, most between."""
STRONG = (4.4, 4.1, 4.3, 4.2, 4.5, 4.6, 4.1, 3.5, 4.3, 4.2, 3.6, 4.0, 4.2)
"""The opinion of a group that has found its ways."""
STATEMENTS = {"involvering_personer": -1.3, "service_lampad": -1.2, "strukturer_ansvar": -1.4, "nytta_bredd": 0.7}
"""How much lower or higher than the rest of its factor a group puts some statements."""
COMMENTS = (
    "Vi har kommit långt sedan förra året, framför allt för att vi träffas regelbundet.",
    "Det är svårt att få tiden att räcka till. Mandatet hemma behöver bli tydligare.",
    "Jag saknar en gemensam bild av vad samverkan kostar och vad den ger.",
    "Bra stämning i gruppen. Nu behöver vi våga ta upp de svåra frågorna.",
    "Ordna gärna en träff där även medarbetarna från verksamheterna är med.",
    "Det märks att alla vill, men besluten dröjer för länge.",
)


@dataclass(frozen=True)
class Person:
    """Who answers: the number of the person in the round, of the organisation in it, and the role."""

    number: int
    organisation: int
    role: str


Opinion = Callable[[Person, int], float]
"""What a person thinks of the factor with that number (0..12), on the scale 1..5."""


def _sheets(
    asked: Questionnaire,
    organisations: Sequence[int],
    roles: Sequence[str],
    opinion: Opinion,
    *,
    spread: float,
    unsure: Mapping[int, float],
    seed: int,
) -> list[AnswerSheet]:
    """One sheet per entry of `organisations`, the number of the organisation; the roles in turn."""
    chance = random.Random(seed)
    found = []
    for number, (organisation, role) in enumerate(zip(organisations, cycle(roles), strict=False)):
        person = Person(number, organisation, role)
        answers: dict[str, Answer] = {}
        for at, factor in enumerate(asked.factors):
            for item in factor.ratings:
                thinks = opinion(person, at) + STATEMENTS.get(item.id, 0) + chance.gauss(0, spread)
                value = min(5, max(1, round(thinks)))
                answers[item.id] = DONT_KNOW if chance.random() < unsure.get(at, 0.02) else item.coded(value)
        for at, question in enumerate(asked.comments):
            if number < len(COMMENTS):
                answers[question.id] = COMMENTS[(number + 2 * at) % len(COMMENTS)]
        found.append(AnswerSheet(f"o{organisation + 1}", role, answers))
    return found


def _case(
    names: Sequence[str],
    sizes: Sequence[int],
    opinion: Opinion,
    *,
    roles: Sequence[str] = ROLES,
    spread: float = 0.6,
    unsure: Mapping[int, float] | None = None,
    seed: int = 7,
    kind: Kind = Kind.INDIVIDUAL,
) -> Case:
    """So many persons of each organisation, who think so; a few more were asked."""
    asked = questionnaire()
    organisations = [at for at, size in enumerate(sizes) for _ in range(size)]
    filled = _sheets(asked, organisations, roles, opinion, spread=spread, unsure=unsure or {}, seed=seed)
    return _made(asked, names, filled, kind)


def _made(asked: Questionnaire, names: Sequence[str], filled: Sequence[AnswerSheet], kind: Kind) -> Case:
    """The closed round of those answers."""
    ids = {f"o{at}": name for at, name in enumerate(names, start=1)}
    result = result_of_sheets(asked, filled, RoundRules(kind, 5, State.CLOSED), ids)
    expected = len(filled) + (0 if kind is Kind.JOINT else 4)
    start, end, printed = date(2026, 3, 2), date(2026, 3, 23), date(2026, 3, 30)
    return Case(
        result,
        Occasion("Samverkan Älvdalarna", "Våren 2026", tuple(names), start, end, printed, len(filled), expected),
    )


def _consensus() -> Case:
    """Strong and alike: 18 persons of five organisations."""
    return _case(FIVE, (6, 5, 3, 2, 2), lambda _, at: STRONG[at], spread=0.45)


def _two_camps() -> Case:
    """20 persons of four organisations. On five factors every second person, of whatever organisation, sees a strength
    where the others see a weakness."""

    def opinion(person: Person, at: int) -> float:
        if at in (3, 4, 7, 9, 11):
            return 4.5 if person.number % 2 else 1.7
        return LEVELS[at]

    return _case(
        FIVE[:4], (6, 6, 4, 4), opinion, spread=0.5, roles=("politik", "ledning", "ledning", "verksamhet", "stod")
    )


def _one_apart() -> Case:
    """30 persons of five organisations, of which Granträsk sees most things much lower."""

    def opinion(person: Person, at: int) -> float:
        return STRONG[at] - (1.7 if person.organisation == 3 and at % 4 else 0)

    return _case(FIVE, (6,) * 5, opinion, spread=0.5)


def _politicians_against_operations() -> Case:
    """24 persons of three organisations, as many of each role in every one. Politicians see most things higher than
    those in the operations; the organisations do not differ."""

    def opinion(person: Person, at: int) -> float:
        apart = {"politik": 0.9, "ledning": 0.3, "verksamhet": -0.9}[person.role] if at % 3 != 1 else 0
        return min(4.7, LEVELS[at] + apart)

    roles = ("politik", "verksamhet", "politik", "verksamhet", "ledning", "politik", "verksamhet", "ledning")
    return _case(FIVE[:3], (8, 8, 8), opinion, roles=roles, spread=0.5)


def _dont_know() -> Case:
    """20 persons of four organisations, many of whom cannot judge seven of the factors."""
    unsure = {7: 0.55, 8: 0.35, 9: 0.4, 10: 0.45, 11: 0.5, 12: 0.52, 3: 0.34}
    return _case(FIVE[:4], (6, 5, 5, 4), lambda _, at: LEVELS[at], unsure=unsure)


def _two_organisations() -> Case:
    """11 persons of two organisations, which see a few things differently."""

    def opinion(person: Person, at: int) -> float:
        return LEVELS[at] + ((0.8 if person.organisation else -0.8) if at in (6, 8, 9) else 0)

    return _case(FIVE[:2], (6, 5), opinion, spread=0.5)


def _fourteen_organisations() -> Case:
    """30 persons of fourteen organisations, most of them too few to be shown by themselves."""
    return _case(FOURTEEN, (6, 5, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1), lambda _, at: LEVELS[at], spread=1.0)


def _joint() -> Case:
    """Five organisations, each with one agreed answer, by name."""

    def opinion(person: Person, at: int) -> float:
        apart = (0.6, 1.1, -0.4, -1.4, 0.4)[person.organisation] if at in (2, 6, 7) else 0
        return LEVELS[at] + apart

    return _case(FIVE, (1,) * 5, opinion, spread=0.2, kind=Kind.JOINT)


def joint_case(names: Sequence[str]) -> Case:
    """As many organisations as there are names, each with one agreed answer; every third is a step lower than the next,
    and that a step lower than the one after."""
    return _case(
        names, (1,) * len(names), lambda one, at: LEVELS[at] + one.organisation % 3 - 1, spread=0.2, kind=Kind.JOINT
    )


def _parted(item: PartedItem, given: Sequence[int | str]) -> Answer:
    """The answer that gives each part its value."""
    answer = item.parse([f"{key}:{one}" for key, one in zip(item.keys, given, strict=True)])
    assert answer is not None
    return answer


def _balances() -> Case:
    """Seven balances by 16 persons of four organisations, of which two are shown by themselves. The group agrees to
    move the first and the fifth, is content with the second, and wants opposite things of the third; many cannot judge
    the last."""
    asked = questionnaire("balansgangar")
    chance = random.Random(7)
    organisations = [at for at, size in enumerate((6, 5, 3, 2)) for _ in range(size)]
    filled = []
    for number, (organisation, role) in enumerate(zip(organisations, cycle(ROLES), strict=False)):
        camp = 1.7 if number % 2 else 6.2
        wishes = ((2.4, 4.3), (3.7, 3.7), (3.4, camp), (3.2, 3.7), (2.3, 4.2), (4.9, 4.3), (5.2, 4.2))
        answers: dict[str, Answer] = {}
        for at, (factor, wish) in enumerate(zip(asked.factors, wishes, strict=True)):
            for item in factor.parted:
                places = [min(7, max(1, round(chance.gauss(middle, 0.6)))) for middle in wish]
                given = [DONT_KNOW if at == 6 and chance.random() < 0.5 else str(place) for place in places]
                answers[item.id] = _parted(item, given)
        for at, question in enumerate(asked.comments):
            if number < len(COMMENTS):
                answers[question.id] = COMMENTS[(number + 2 * at) % len(COMMENTS)]
        filled.append(AnswerSheet(f"o{organisation + 1}", role, answers))
    return _made(asked, FIVE[:4], filled, Kind.INDIVIDUAL)


def _drivers_joint() -> Case:
    """Five organisations by name, each with one agreed answer on why it takes part: three types of collaboration."""
    asked = questionnaire("drivkrafter")
    points = {
        "drivkraft_poang": ((1, 7, 2), (2, 3, 5), (6, 2, 2), (2, 7, 1), (1, 6, 3)),
        "ingangsvarde_poang": ((2, 6, 2), (3, 5, 2), (3, 5, 2), (2, 6, 2), (2, 5, 3)),
        "inriktning_ordning": ((1, 2, 3), (2, 3, 1), (3, 2, 1), (1, 3, 2), (2, 1, 3)),
        "grad_niva": ((2, 3), (2, 4), (1, 2), (2, 3), (2, 3)),
    }
    filled = []
    for organisation in range(5):
        answers: dict[str, Answer] = {}
        for at, factor in enumerate(asked.factors):
            for item in factor.parted:
                answers[item.id] = _parted(item, points[item.id][organisation])
            for place, rated in enumerate(factor.ratings):
                answers[rated.id] = (4, 4, 2, 5, 3)[(organisation + place + at) % 5]
        filled.append(AnswerSheet(f"o{organisation + 1}", None, answers))
    return _made(asked, FIVE, filled, Kind.JOINT)


ROUNDS: Mapping[str, Callable[[], Case]] = {
    "consensus": _consensus,
    "two_camps": _two_camps,
    "one_apart": _one_apart,
    "politicians_against_operations": _politicians_against_operations,
    "dont_know": _dont_know,
    "two_organisations": _two_organisations,
    "fourteen_organisations": _fourteen_organisations,
    "joint": _joint,
}
WEIGHED: Mapping[str, Callable[[], Case]] = {"balances": _balances, "drivers_joint": _drivers_joint}
"""Rounds where something is weighed and not scored: everything, or all but one factor."""


@cache
def round_case(name: str) -> Case:
    """The invented round of that name. Raises KeyError."""
    return {**ROUNDS, **WEIGHED}[name]()
