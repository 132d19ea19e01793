"""Small questionnaires, sheets and counts for the domain's tests, built straight from the domain's own values."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from app.domain.answers import AnswerSheet, tally
from app.domain.disclosure import publish
from app.domain.item_table import Count, Group, RoundCounts, WrittenComment
from app.domain.items import (
    AllocationItem,
    Answer,
    BipolarItem,
    BipolarPairItem,
    CommentItem,
    Item,
    LevelItem,
    LevelPairItem,
    MultipleChoiceItem,
    RankingItem,
    RatingItem,
    SingleChoiceItem,
)
from app.domain.items.choice import MarkedOption, Option, WeighedOption
from app.domain.published import PublishedRound, Withheld
from app.domain.questionnaire import BackgroundQuestion, Dimension, Factor, Questionnaire
from app.domain.result import RoundResult, build_result
from app.domain.round import Kind, RoundRules, State
from app.domain.scale import Bands, Scale, ScalePoint
from app.domain.text import Text


def text(words: str) -> Text:
    return Text.of({"sv": words, "en": words})


def scale(length: int = 5) -> Scale:
    points = tuple(ScalePoint(value, text(f"point {value}")) for value in range(1, length + 1))
    return Scale(f"scale_{length}", points, text("don't know"))


def rating(item_id: str, *, length: int = 5, reverse: bool = False, weight: Fraction = Fraction(1)) -> RatingItem:
    return RatingItem(item_id, text(item_id), scale(length), reverse, weight)


def options(*ids: str) -> tuple[Option, ...]:
    return tuple(Option(one, text(one)) for one in ids)


def marked_options(*ids: str, alone: str = "") -> tuple[MarkedOption, ...]:
    """`alone`: the one that is marked by itself or not at all."""
    return tuple(MarkedOption(one, text(one), one == alone) for one in ids)


def weighed_options(*ids: str) -> tuple[WeighedOption, ...]:
    return tuple(WeighedOption(one, text(one), text(f"{one} leads")) for one in ids)


def bipolar(item_id: str, *, steps: int = 5) -> BipolarItem:
    return BipolarItem(item_id, text(item_id), text("left"), text("right"), steps, text("don't know"))


def bipolar_pair(item_id: str, *, steps: int = 5) -> BipolarPairItem:
    return BipolarPairItem(item_id, text(item_id), text("left"), text("right"), steps, text("don't know"))


def level(item_id: str, *, length: int = 5) -> LevelItem:
    behaviours = tuple(text(f"behaviour {value}") for value in range(1, length + 1))
    return LevelItem(item_id, text(item_id), scale(length), behaviours=behaviours)


def level_pair(item_id: str, *, length: int = 4) -> LevelPairItem:
    behaviours = tuple(text(f"behaviour {value}") for value in range(1, length + 1))
    return LevelPairItem(item_id, text(item_id), scale(length), behaviours)


def ranking(item_id: str, *ids: str) -> RankingItem:
    return RankingItem(item_id, text(item_id), weighed_options(*(ids or ("one", "two", "three"))))


def allocation(item_id: str, *ids: str, points: int = 10) -> AllocationItem:
    return AllocationItem(item_id, text(item_id), points, weighed_options(*(ids or ("one", "two", "three"))))


def factor(factor_id: str, *items: Item, weight: Fraction = Fraction(1)) -> Factor:
    words = text(factor_id)
    return Factor(factor_id, words, words, words, words, (words,), (words,), items, weight)


def questionnaire(*factors: Factor, items: Sequence[Item] = (), length: int = 5) -> Questionnaire:
    """One dimension, "inom", of these factors; three levels."""
    return questionnaire_of(Dimension("inom", text("inom"), text("inom"), factors, tuple(items)), length=length)


def questionnaire_of(*dimensions: Dimension, length: int = 5) -> Questionnaire:
    return Questionnaire(
        id="example",
        version=1,
        fingerprint="0" * 64,
        languages=("sv", "en"),
        title=text("Example"),
        introduction=text("Introduction"),
        minutes=5,
        source=None,
        scales=(scale(length),),
        bands=Bands.default(length),
        organisation=BackgroundQuestion(text("organisation"), None, ()),
        level=BackgroundQuestion(text("level"), None, options("politik", "ledning", "verksamhet")),
        dimensions=dimensions,
    )


ONE_ITEM = questionnaire(factor("service", rating("x")))
"""The smallest questionnaire: one factor of one item, "x"."""

CHOICES = (
    SingleChoiceItem("form", text("form"), options("avtal", "forbund")),
    MultipleChoiceItem("areas", text("areas"), marked_options("it", "hr", "skola")),
    CommentItem("words", text("words")),
)


def closed(k: int = 5, kind: Kind = Kind.INDIVIDUAL) -> RoundRules:
    return RoundRules(kind, k, State.CLOSED)


def sheet(answers: Mapping[str, Answer], organisation: str | None = None, level: str | None = None) -> AnswerSheet:
    return AnswerSheet(organisation, level, dict(answers))


def counts(one: Questionnaire, *waves: Iterable[AnswerSheet]) -> RoundCounts:
    """The counts of sheets that came in wave 0, wave 1, ..."""
    persons: dict[Group, int] = {}
    rows: list[Count] = []
    comments: list[WrittenComment] = []
    for wave, sheets in enumerate(waves):
        kept = list(sheets)
        in_groups, in_items = tally(one, kept)
        persons |= {Group(*group, wave): number for group, number in in_groups.items()}
        rows += [
            Count(item_id, Group(organisation, level, wave), value, number)
            for (item_id, organisation, level, value), number in in_items.items()
        ]
        comments += [
            WrittenComment(item_id, wave, words) for kept_sheet in kept for item_id, words in kept_sheet.comments(one)
        ]
    return RoundCounts.of(persons, rows, comments)


def published(one: Questionnaire, rules: RoundRules, *waves: Iterable[AnswerSheet]) -> PublishedRound:
    """What is published of a round of which something is."""
    found = publish(counts(one, *waves), one, rules)
    assert not isinstance(found, Withheld), found
    return found


def result(one: Questionnaire, rules: RoundRules, *waves: Iterable[AnswerSheet]) -> RoundResult:
    return build_result(one, publish(counts(one, *waves), one, rules), rules, {})


def answered(values: Iterable[Answer], organisation: str | None = None, level: str | None = None) -> list[AnswerSheet]:
    """One sheet per value of item "x"."""
    return [sheet({"x": value}, organisation, level) for value in values]
