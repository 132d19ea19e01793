"""Rounds of every sort that a dialogue document is made for, from invented answers."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.config import ROOT
from app.definitions.library import Library
from app.documents.agreed import Recorded
from app.documents.occasion import Occasion
from app.domain.answers import AnswerSheet
from app.domain.items import Answer
from app.domain.questionnaire import Questionnaire
from app.domain.record import Action, ActionState, Note, Principle, Record
from app.domain.result import RoundResult
from app.domain.round import Kind, RoundRules, State
from app.domain.scale import DONT_KNOW
from app.services.results import result_of_sheets
from tests.conftest import LIBRARY
from tests.made_when_asked import MadeWhenAsked

FIVE = ("Norrdal", "Älvnäs", "Storvik", "Granträsk", "Havsöre")
FOURTEEN = (
    *FIVE,
    "Fjällåsens kommun",
    "Åkerträsks kommun",
    "Södra Övre Älvdalens kommun",
    "Kommunalförbundet för räddningstjänst i Norra Älvdalarna",
    "Region Norra Skogslandet",
    "Björkliden",
    "Mörttjärn",
    "Ytterån",
    "Östra Hällefors",
)
LONG_WORD = "Gymnasieutbildningssamverkansorganisationsutvecklingsgruppen"
LONG_NAMES = (
    *(
        f"Kommunalförbundet för gemensam räddningstjänst, överförmyndarverksamhet och lönehantering i {place} kommun"
        for place in ("Norrdals", "Älvnäs", "Storviks", "Granträsks")
    ),
    LONG_WORD,
)
LONG_COMMENT = (
    "Det som är svårast är att få tiden att räcka till. Vi har gemensamma möten varje månad men hinner sällan gå "
    "igenom vad som har hänt sedan sist, och därför börjar vi om från början nästa gång. "
) * 8 + f"\n\nOch så {LONG_WORD}."


@dataclass(frozen=True)
class Case:
    """A result, what the cover says about it, and what was agreed on after the round before."""

    result: RoundResult
    occasion: Occasion
    before: Recorded | None = None


@cache
def questionnaire(name: str = "nyckelfaktorer") -> Questionnaire:
    return LIBRARY.find(name)


@cache
def without_texts() -> Questionnaire:
    """22 factors in six dimensions that weigh differently, with no texts about them."""
    return Library(ROOT / "tests" / "fixtures").find("tjugotva")


def sheets(
    asked: Questionnaire, sizes: Mapping[str, int], *, unsure: float = 0.03, comments: Sequence[str] = ()
) -> list[AnswerSheet]:
    """So many persons of each organisation. The opinions differ from factor to factor; one factor splits the group."""
    chance = random.Random(7)
    levels = [option.id for option in asked.level.options] if asked.level else []
    found = []
    for place, (organisation, size) in enumerate(sizes.items()):
        for person in range(size):
            answers: dict[str, Answer] = {}
            for number, factor in enumerate(asked.factors):
                opinion = 2.2 + (number * 5 % 13) / 5.5 + (1.6 * (-1) ** place if number == 3 else 0)
                for item in factor.ratings:
                    length = item.scale.length
                    value = min(length, max(1, round(opinion + chance.gauss(0, 0.7))))
                    answers[item.id] = DONT_KNOW if chance.random() < unsure else item.coded(value)
            for question in asked.comments:
                if person < len(comments):
                    answers[question.id] = comments[person]
            found.append(AnswerSheet(organisation, levels[person % len(levels)] if levels else None, answers))
    return found


def case(
    names: Sequence[str] = FIVE,
    each: int = 8,
    *,
    kind: Kind = Kind.INDIVIDUAL,
    unsure: float = 0.03,
    comments: Sequence[str] = ("Vi behöver mer tid.", "Det går åt rätt håll.", "Oklart vem som beslutar."),
    collaboration: str = "Samverkan Älvdalarna",
    title: str = "Våren 2026",
    asked: Questionnaire | None = None,
    before: Recorded | None = None,
) -> Case:
    asked = asked or questionnaire()
    ids = [f"o{number}" for number in range(1, len(names) + 1)]
    filled = sheets(asked, dict.fromkeys(ids, each), unsure=unsure, comments=comments)
    result = result_of_sheets(asked, filled, RoundRules(kind, 5, State.CLOSED), dict(zip(ids, names, strict=True)))
    occasion = Occasion(
        collaboration,
        title,
        tuple(names),
        date(2026, 3, 2),
        date(2026, 3, 23),
        date(2026, 3, 30),
        len(filled),
        len(filled) + 9,
    )
    return Case(result, occasion, before)


def recorded(agreements: Record, names: Sequence[str] = FIVE) -> Recorded:
    """A record of an earlier round with those organisations."""
    ids = {f"o{number}": name for number, name in enumerate(names, start=1)}
    return Recorded("Hösten 2024", questionnaire(), ids, agreements)


SOME = Record(
    (Note("service", "Poolen fungerar.\n\nVi vill fortsätta."), Note(None, "Bra möte.")),
    (Principle("p1", None, "Vi säger det som skaver."), Principle("p2", "riktning", "Beslut fattas i styrgruppen.")),
    (
        Action("a1", "service", "Berätta om poolen.", "Kommunikatör", "o3", date(2026, 1, 31), ActionState.DONE),
        Action("a2", "riktning", "Ta fram en turordning.", "Samordnare", None, date(2026, 3, 1), ActionState.BEGUN),
        Action("a3", None, "Boka nästa möte.", "Kanslichef", "o1", date(2026, 5, 1)),
        Action("a4", "service", "Resa tillsammans.", "Kanslichef", None, None, ActionState.DROPPED),
    ),
)
"""Of every sort of thing something: an action that is done, one that is overdue, one that is not, one dropped."""
VERY_LONG = (
    "Vi kommer överens om att alltid gå igenom detta innan vi skiljs åt, och att skriva ner det så att alla vet. " * 4
)


def very_much(*, of_each: int = 2, about: int = 14) -> Record:
    """Long agreements about the whole and all thirteen factors, or so many of them."""
    places = [None, *(factor.id for factor in questionnaire().factors)][:about]
    return Record(
        tuple(Note(place, LONG_COMMENT) for place in places),
        tuple(Principle(f"p{at}{n}", one, VERY_LONG.strip()) for at, one in enumerate(places) for n in range(of_each)),
        tuple(
            Action(
                f"a{at}{n}", one, f"{LONG_WORD} {VERY_LONG}".strip(), f"Chef för {LONG_WORD.lower()}", "o4",
                date(2026, 1 + n, 1 + at), list(ActionState)[n % 4],
            )
            for at, one in enumerate(places)
            for n in range(of_each)
        ),
    )  # fmt: skip


RECORDS: Mapping[str, Recorded] = MadeWhenAsked(
    {
        "empty": lambda: recorded(Record()),
        "some": lambda: recorded(SOME),
        "notes_only": lambda: recorded(Record(SOME.notes)),
        "actions_only": lambda: recorded(Record((), (), SOME.actions)),
        "very_much": lambda: recorded(very_much(), FOURTEEN),
    }
)
CASES: Mapping[str, Case] = MadeWhenAsked(
    {
        "normal": lambda: case(),
        "too_few": lambda: case(FIVE[:2], 2),
        "none": lambda: case(FIVE, 0),
        "one_organisation": lambda: case(FIVE[:1], 11),
        "fourteen_organisations": lambda: case(FOURTEEN, 7),
        "long_names": lambda: case(
            LONG_NAMES,
            6,
            comments=(LONG_COMMENT, "Kort.", LONG_WORD * 2, "& <b>inte fet</b>"),
            collaboration="Samverkan om "
            + LONG_WORD.lower()
            + " och allt annat som behöver ett mycket långt namn i norr",
            title="Uppföljning av samverkan efter det första året, våren och försommaren 2026",
        ),
        "joint": lambda: case(FOURTEEN, 1, kind=Kind.JOINT),
        "joint_none": lambda: case(FIVE, 0, kind=Kind.JOINT),
        "mostly_dont_know": lambda: case(FIVE, 8, unsure=0.7),
        "pulse": lambda: case(asked=questionnaire("pulskoll")),
        "without_texts": lambda: case(asked=without_texts()),
        "agreed": lambda: case(before=RECORDS["some"]),
        "agreed_without_figures": lambda: case(FIVE[:2], 2, before=RECORDS["some"]),
        "agreed_on_two_pages": lambda: case(
            asked=questionnaire("pulskoll"), before=recorded(very_much(of_each=1, about=4), FOURTEEN)
        ),
        "agreed_about_everything": lambda: case(FOURTEEN, 7, before=RECORDS["very_much"]),
    }
)
