"""The demo's answers to what is weighed and not scored: balances, points to share out, orders, levels. Invented."""

import random
from collections.abc import Mapping, Sequence

from app.domain.items import (
    PARTED_KINDS,
    AllocationItem,
    Answer,
    BipolarItem,
    Item,
    LevelPairItem,
    PartedItem,
    RankingItem,
    RatingItem,
)
from app.domain.items.measured import NOW, keyed
from app.domain.scale import DONT_KNOW

# Item id -> where the weight lies today and where it should lie, 0 (left) to 1 (right), in the eyes of the group.
BALANCES: Mapping[str, tuple[float, float]] = {
    "balans_process_lage": (0.25, 0.5),
    "balans_resurser_lage": (0.3, 0.45),
    "balans_ledarskap_lage": (0.7, 0.55),
    "balans_kapacitet_lage": (0.35, 0.4),
    "balans_tid_lage": (0.2, 0.6),
    "balans_form_lage": (0.65, 0.5),
    "balans_struktur_lage": (0.4, 0.45),
}
BALANCE_COMMENTS: dict[str, Sequence[str]] = {
    "balans_hemma_gemensamt_kommentar": (
        "Vi lägger nästan all tid på det gemensamma och hinner inte förankra hemma.",
        "Det är lätt att säga ja på mötet och svårt att hitta tiden sedan.",
        "Ledarskapet har blivit lite för styrt från ett håll.",
        "Jag skulle vilja ha mer av det interna samtalet innan vi möts.",
        "Resurserna räcker om vi slutar göra samma sak på fem ställen.",
        "Vi är duktiga på det egna men vågar inte lita på de andra än.",
    ),
    "balans_form_riktning_kommentar": (
        "Vi jagar snabba resultat. Det långsiktiga kommer alltid sist.",
        "Formen är tydlig nu. Låt den vara ett tag.",
        "Lite mindre pärm och lite mer prat.",
        "Bra att vi vågar pröva nytt, men någon måste hålla i det som redan fungerar.",
        "Vi behöver en plan som är längre än ett budgetår.",
        "Jag tycker att balansen är bra som den är.",
    ),
}
# What each of the five organisations weighs most: the shares of the options, in the order of the questionnaire.
SHARES: Sequence[Sequence[float]] = (
    (0.5, 0.3, 0.2, 0.1),
    (0.1, 0.3, 0.6, 0.1),
    (0.2, 0.6, 0.2, 0.1),
    (0.1, 0.2, 0.7, 0.2),
    (0.4, 0.4, 0.2, 0.1),
)
LEVELS_NOW: Sequence[int] = (2, 1, 2, 2, 1)
LEVELS_WANTED: Sequence[int] = (3, 2, 4, 3, 2)
RATED: Sequence[int] = (4, 2, 3, 3, 2)
JOINT_COMMENTS: Sequence[str] = (
    "Vi går med för att lära av de andra, och för att få fler att tala med om samma frågor.",
    "För oss är det personalen. Vi klarar inte att bemanna alla tjänster själva.",
    "Invånarnas behov är desamma på båda sidor om kommungränsen.",
    "Vi är små och behöver dela på kompetens. Det är huvudskälet.",
    "Vi är osäkra på hur långt politiken vill gå.",
)


def weighed_opinion(item: PartedItem, generator: random.Random) -> Answer:
    """What one person of the group thinks of a balance."""
    assert isinstance(item, BipolarItem)
    today, wanted = BALANCES.get(item.id, (0.5, 0.5))

    def position(opinion: float) -> int:
        place = 1 + opinion * (item.steps - 1) + generator.gauss(0, 0.8)
        return min(item.steps, max(1, round(place)))

    if item.dont_know and generator.random() < 0.06:
        return tuple((key, DONT_KNOW) for key in item.keys)
    return tuple((key, position(today if key == NOW else wanted)) for key in item.keys)


def joint_answers(items: Sequence[Item], organisation: int) -> dict[str, Answer]:
    """What the organisation of that number (0..4) has agreed to answer."""
    found: dict[str, Answer] = {}
    for at, item in enumerate(items):
        if isinstance(item, PARTED_KINDS):
            found[item.id] = _joint(item, organisation)
        elif isinstance(item, RatingItem):
            value = RATED[organisation] + (at + organisation) % 2
            found[item.id] = item.coded(min(item.scale.length, value))
    comment = next((item.id for item in items if item.kind == "comment"), None)
    if comment is not None:
        found[comment] = JOINT_COMMENTS[organisation]
    return found


def _joint(item: PartedItem, organisation: int) -> Answer:
    shares = SHARES[organisation]
    if isinstance(item, LevelPairItem):
        return tuple((key, (LEVELS_NOW if key == NOW else LEVELS_WANTED)[organisation]) for key in item.keys)
    if isinstance(item, AllocationItem):
        given = _points(item, shares)
    else:
        assert isinstance(item, RankingItem)
        order = sorted(range(len(item.keys)), key=lambda option: -shares[option])
        given = [order.index(option) + 1 for option in range(len(item.keys))]
    answer = item.parse([keyed(key, str(value)) for key, value in zip(item.keys, given, strict=True)])
    assert answer is not None
    return answer


def _points(item: AllocationItem, shares: Sequence[float]) -> list[int]:
    """The points of each option; the one that weighs most gets what rounding leaves over."""
    wanted = shares[: len(item.keys)]
    points = [int(item.points * one / sum(wanted)) for one in wanted]
    points[wanted.index(max(wanted))] += item.points - sum(points)
    return points
