"""Items that are weighed and not scored: what is published of their parts, their shift, and their place."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.domain.answers import AnswerSheet
from app.domain.dialogue import Place, ReasonKind
from app.domain.items import Answer, PartedItem
from app.domain.published import PublishedParts, Reason, Withheld
from app.domain.questionnaire import Questionnaire
from app.domain.result import FactorResult
from app.domain.round import Kind
from app.domain.scale import DONT_KNOW
from tests.domain.examples import (
    allocation,
    bipolar_pair,
    closed,
    factor,
    level_pair,
    published,
    questionnaire,
    ranking,
    rating,
    result,
    sheet,
)

PAIR = questionnaire(factor("f", bipolar_pair("x", steps=7)))


def pairs(now: Sequence[int | str], wanted: Sequence[int | str], organisation: str | None = None) -> list[AnswerSheet]:
    return [
        sheet({"x": (("now", one), ("wanted", other))}, organisation) for one, other in zip(now, wanted, strict=True)
    ]


def shared(*points: tuple[int, ...], organisation: str | None = None) -> list[AnswerSheet]:
    """One sheet per person of an allocation over "one", "two", "three"."""
    item = allocation("x")
    sheets = []
    for one in points:
        answer = item.parse([f"{key}:{number}" for key, number in zip(item.keys, one, strict=True)])
        assert answer is not None
        sheets.append(sheet({"x": answer}, organisation))
    return sheets


def parts(asked: Questionnaire, sheets: Sequence[AnswerSheet]) -> PublishedParts:
    found = published(asked, closed(), sheets).items["x"]
    assert isinstance(found, PublishedParts)
    return found


def the_factor(asked: Questionnaire, sheets: Sequence[AnswerSheet], kind: Kind = Kind.INDIVIDUAL) -> FactorResult:
    return result(asked, closed(kind=kind), sheets).factors[0]


def test_each_part_of_a_pair_is_counted_for_itself() -> None:
    sheets = [*pairs([2] * 6, [5] * 6), sheet({"x": (("now", 4),)}), *pairs([DONT_KNOW], [1])]
    now, wanted = parts(PAIR, sheets).parts["now"], parts(PAIR, sheets).parts["wanted"]
    assert (now.n, now.dont_know, now.no_answer, now.distribution) == (7, 1, 0, (0, 6, 0, 1, 0, 0, 0))
    assert (wanted.n, wanted.dont_know, wanted.no_answer, wanted.distribution) == (7, 0, 1, (1, 0, 0, 0, 6, 0, 0))


def test_a_part_with_four_answers_is_withheld_and_the_other_part_is_shown() -> None:
    found = parts(PAIR, [*pairs([2] * 4, [5] * 4), sheet({"x": (("now", 2),)})])
    assert found.parts["now"].distribution == (0, 5, 0, 0, 0, 0, 0)
    assert found.parts["wanted"].distribution == Withheld(Reason.TOO_FEW_ANSWERS)
    assert the_factor(PAIR, [*pairs([2] * 4, [5] * 4), sheet({"x": (("now", 2),)})]).weighed[0].shift == Withheld(
        Reason.TOO_FEW_ANSWERS
    )


@pytest.mark.parametrize("item", [ranking("x"), allocation("x")], ids=["ranking", "allocation"])
def test_parts_that_depend_on_each_other_are_compared_by_organisation_and_never_by_role(item: PartedItem) -> None:
    raw = ("one:1", "two:2", "three:3") if item.kind == "ranking" else ("one:2", "two:3", "three:5")
    answer = item.parse(raw)
    assert answer is not None
    sheets = [
        sheet({"x": answer}, organisation, level)
        for organisation in ("norrdal", "alvnas")
        for level in ("politik", "ledning")
        for _ in range(5)
    ]
    for part in parts(questionnaire(factor("f", item)), sheets).parts.values():
        assert not isinstance(part.organisations, Withheld)
        assert part.levels == Withheld(Reason.TIED_PARTS)


@pytest.mark.parametrize("seed", range(20))
def test_persons_of_one_organisation_may_change_places_without_anything_shown_telling_it(seed: int) -> None:
    """Why one breakdown of parts that add up is safe: what each gave is known for nobody in the cell."""
    chance = random.Random(seed)
    asked = questionnaire(factor("f", allocation("x"), rating("y")))
    sheets: list[AnswerSheet] = []
    for organisation in ("norrdal", "alvnas", "storvik"):
        for _ in range(chance.randint(5, 8)):
            first = chance.randint(0, 10)
            second = chance.randint(0, 10 - first)
            answer: Answer = (("one", first + 1), ("two", second + 1), ("three", 11 - first - second))
            level = chance.choice(["politik", "ledning", "verksamhet"])
            sheets.append(sheet({"x": answer, "y": chance.randint(1, 5)}, organisation, level))
    mixed = list(sheets)
    for organisation in ("norrdal", "alvnas", "storvik"):
        places = [at for at, one in enumerate(sheets) if one.organisation == organisation]
        moved = chance.sample(places, len(places))
        for at, origin in zip(places, moved, strict=True):
            mixed[at] = replace(sheets[at], answers={**sheets[at].answers, "x": sheets[origin].answers["x"]})
    assert published(asked, closed(), sheets) == published(asked, closed(), mixed)


def test_the_shift_is_the_wanted_mean_minus_todays() -> None:
    found = the_factor(PAIR, pairs([2, 2, 3, 3, 2], [4, 5, 4, 5, 4])).weighed[0]
    assert found.shift == 2.0
    assert (found.part("now").mean, found.part("wanted").mean) == (2.4, 4.4)
    assert the_factor(PAIR, pairs([5] * 5, [4, 4, 4, 4, 3])).weighed[0].shift == -1.2


def test_a_factor_that_is_weighed_has_no_score_and_does_not_count_in_the_mean() -> None:
    asked = questionnaire(factor("f", rating("y")), factor("g", bipolar_pair("x", steps=7)))
    sheets = [sheet({"x": (("now", 1), ("wanted", 1)), "y": 4}) for _ in range(5)]
    found = result(asked, closed(), sheets)
    assert found.factor("g").score == Withheld(Reason.NOT_SCORED)
    assert not isinstance(found.score, Withheld) and found.score.value == 4.0
    alone = result(PAIR, closed(), pairs([1] * 5, [1] * 5))
    assert alone.score == Withheld(Reason.NOT_SCORED)
    assert alone.dimensions[0].score == Withheld(Reason.NOT_SCORED)


@pytest.mark.parametrize(
    ("now", "wanted", "where", "reasons"),
    [
        ([3] * 6, [3] * 6, Place.STRENGTH, {ReasonKind.SHIFT}),
        ([3] * 6, [3, 3, 3, 4, 4, 4], Place.DEVELOP, {ReasonKind.SHIFT}),
        ([3] * 6, [4] * 6, Place.CHALLENGE, {ReasonKind.SHIFT}),
        ([3] * 6, [2] * 6, Place.CHALLENGE, {ReasonKind.SHIFT}),
        ([1, 1, 1, 7, 7, 7], [4] * 6, Place.DIVIDED, {ReasonKind.TWO_CAMPS}),
        ([4] * 6, [4, 4, 4, 7, 7, 7], Place.DIVIDED, {ReasonKind.SPREAD}),
        ([3] * 4 + [DONT_KNOW] * 4, [3] * 5 + [DONT_KNOW] * 3, Place.FIND_OUT_MORE, {ReasonKind.DONT_KNOW}),
        ([3] * 4, [3] * 4, Place.FIND_OUT_MORE, {ReasonKind.TOO_FEW_ANSWERS}),
    ],
)
def test_a_pairs_place_follows_from_agreement_and_then_from_the_wanted_shift(
    now: Sequence[int | str], wanted: Sequence[int | str], where: Place, reasons: set[ReasonKind]
) -> None:
    silent = [sheet({})] * max(0, 5 - len(now))
    found = the_factor(PAIR, [*pairs(now, wanted), *silent])
    assert found.place is where
    assert {one.kind for one in found.reasons} == reasons


def test_organisations_whose_positions_lie_a_quarter_of_the_way_apart_have_different_pictures() -> None:
    sheets = [*pairs([3] * 5, [4] * 5, "norrdal"), *pairs([3] * 5, [5, 6, 6, 5, 6], "alvnas")]
    found = the_factor(PAIR, sheets)
    assert found.place is Place.DIVIDED
    (reason,) = found.reasons
    assert (reason.kind, reason.item_id, reason.part, reason.value) == (ReasonKind.ORGANISATION_GAP, "x", "wanted", 1.6)
    assert reason.highest is not None and reason.highest.id == "alvnas"


def test_points_shared_out_alike_are_a_shared_picture_to_build_on() -> None:
    asked = questionnaire(factor("f", allocation("x")))
    found = the_factor(asked, shared((6, 3, 1), (7, 2, 1), (6, 2, 2), (5, 3, 2), (6, 3, 1)))
    assert found.place is Place.STRENGTH
    assert [one.kind for one in found.reasons] == [ReasonKind.SHARED_WEIGHTS]
    assert found.weighed[0].part("one").mean == 7.0
    assert found.weighed[0].shift is None


def test_points_that_organisations_share_out_otherwise_are_different_pictures() -> None:
    asked = questionnaire(factor("f", allocation("x")))
    sheets = [
        *shared(*[(6, 3, 1)] * 5, organisation="norrdal"),
        *shared(*[(3, 6, 1)] * 5, organisation="alvnas"),
    ]
    found = the_factor(asked, sheets)
    assert found.place is Place.DIVIDED
    assert {(one.kind, one.part) for one in found.reasons} == {
        (ReasonKind.ORGANISATION_GAP, "one"),
        (ReasonKind.ORGANISATION_GAP, "two"),
    }


def test_points_have_no_camps_since_most_lie_below_the_middle() -> None:
    asked = questionnaire(factor("f", allocation("x")))
    found = the_factor(asked, shared(*[(10, 0, 0)] * 3, *[(0, 10, 0)] * 3))
    assert found.place is Place.DIVIDED
    assert {one.kind for one in found.reasons} == {ReasonKind.SPREAD}


def test_a_joint_round_shows_what_each_organisation_gave() -> None:
    asked = questionnaire(factor("f", level_pair("x")))
    sheets = [*pairs([1], [4], "norrdal"), *pairs([2], [4], "alvnas")]
    now = the_factor(asked, sheets, Kind.JOINT).weighed[0].part("now")
    assert not isinstance(now.organisations, Withheld)
    assert [(one.cell.id, one.value) for one in now.organisations] == [("alvnas", 2.0), ("norrdal", 1.0)]


def test_the_proposal_takes_a_scored_strength_before_a_balance_that_is_right() -> None:
    found = result(
        questionnaire(factor("f", bipolar_pair("x", steps=7)), factor("g", rating("y"))),
        closed(),
        [sheet({"x": (("now", 4), ("wanted", 4)), "y": 4}) for _ in range(5)],
    )
    assert found.proposal[0] == "g"


def test_parts_alone_decide_only_where_there_is_no_score() -> None:
    asked = questionnaire(factor("f", rating("y"), bipolar_pair("x", steps=7)))
    found = result(asked, closed(), [sheet({"x": (("now", 1 + 6 * (at % 2)),), "y": 4}) for at in range(6)])
    assert found.factors[0].place is Place.STRENGTH
    assert found.factors[0].weighed[0].part("now").agreement != Withheld(Reason.TOO_FEW_ANSWERS)


def test_a_divided_balance_comes_before_a_divided_factor_with_a_smaller_spread() -> None:
    asked = questionnaire(factor("f", rating("y")), factor("g", bipolar_pair("x", steps=7)))
    sheets = [sheet({"x": (("now", 1 + 6 * (at % 2)), ("wanted", 4)), "y": 2 + 2 * (at % 2)}) for at in range(8)]
    found = result(asked, closed(), sheets)
    assert found.proposal == ("g", "f")
