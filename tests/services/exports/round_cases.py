"""Results of many kinds, for claims about every export: weighed and rated, individual and joint, reopened, withheld."""

import random
from collections.abc import Mapping
from dataclasses import replace

from app.domain.answers import AnswerSheet
from app.domain.items import Answer
from app.domain.published import Reason, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import RoundResult, build_result
from app.domain.round import Kind
from app.domain.scale import DONT_KNOW
from tests.domain.examples import (
    CHOICES,
    allocation,
    bipolar_pair,
    closed,
    factor,
    level,
    level_pair,
    questionnaire,
    ranking,
    rating,
    result,
    sheet,
)

RATED = questionnaire(
    factor("service", rating("x"), rating("y", reverse=True)),
    factor("tillit", rating("z", length=7)),
    factor("vana", level("w", length=4)),
    items=CHOICES,
)
WEIGHED = questionnaire(
    factor("balance", bipolar_pair("pair"), level_pair("steps")),
    factor("drive", ranking("order"), allocation("points")),
    factor("service", rating("x")),
)
PLACES = (("norrdal", "politik"), ("alvnas", "ledning"), ("storvik", "verksamhet"), ("alvnas", None))


def group(number: int, seed: int = 1, asked: Questionnaire = RATED) -> list[AnswerSheet]:
    """So many persons of uneven organisations, with gaps and don't knows."""
    chance = random.Random(seed)
    sheets = []
    for _ in range(number):
        answers: dict[str, Answer] = {}
        for item in ("x", "y", "z", "w"):
            draw, top = chance.random(), {"z": 7, "w": 4}.get(item, 5)
            if draw > 0.1:
                answers[item] = DONT_KNOW if draw < 0.15 else chance.randint(1, top)
        answers["form"] = chance.choice(["avtal", "forbund"])
        answers["words"] = f"=comment {chance.randint(1, 99)}"
        for item in ("pair", "steps"):
            answers[item] = (("now", chance.randint(1, 4)), ("wanted", chance.randint(1, 4)))
        order = chance.sample([1, 2, 3], 3)
        answers["order"] = tuple(zip(("one", "two", "three"), order, strict=True))
        first = chance.randint(0, 10)
        answers["points"] = (("one", first + 1), ("two", 11 - first), ("three", 1))
        known = {key: value for key, value in answers.items() if key in asked.items_by_id}
        sheets.append(sheet(known, *chance.choice(PLACES)))
    return sheets


def deleted(asked: Questionnaire) -> RoundResult:
    return build_result(asked, Withheld(Reason.DELETED), closed(), {})


CASES: Mapping[str, RoundResult] = {
    "rated": result(RATED, closed(), group(40)),
    "few of some": result(RATED, closed(), group(14, 3)),
    "weighed": result(WEIGHED, closed(), group(40, 5, WEIGHED)),
    "reopened": result(RATED, closed(), group(9, 7), group(8, 8)),
    "joint": result(RATED, closed(kind=Kind.JOINT), [replace(one, level=None) for one in group(5, 9)]),
    "too few": result(RATED, closed(), group(4)),
    "deleted": deleted(RATED),
}
