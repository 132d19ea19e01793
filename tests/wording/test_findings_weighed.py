"""Findings about what is weighed, in sentences: right in form whatever the round, and never against the place."""

import random
import re
from collections.abc import Iterator, Sequence
from functools import cache

import pytest

from app.domain.answers import AnswerSheet
from app.domain.dialogue import Place
from app.domain.findings import (
    ABOUT_WHAT_IS_WEIGHED,
    Finding,
    FindingKind,
    factor_findings,
    heaviest_of_each,
    round_findings,
)
from app.domain.items import Answer, PartedItem
from app.domain.published import OTHER
from app.domain.questionnaire import UNSTATED, Questionnaire
from app.domain.result import RoundResult
from app.domain.round import Kind
from app.domain.scale import DONT_KNOW
from app.services.results import result_of_sheets
from app.wording.findings import finding_sentence
from tests.domain.examples import (
    allocation,
    bipolar,
    bipolar_pair,
    closed,
    factor,
    level_pair,
    questionnaire,
    ranking,
    rating,
)

LANGUAGES = pytest.mark.parametrize("language", ["sv", "en"])
PAIR = questionnaire(factor("f", bipolar_pair("x", steps=7)))
POINTS = questionnaire(factor("f", allocation("x", "a", "b", "c")))


def parted(item: PartedItem, given: Sequence[object]) -> Answer | None:
    return item.parse([f"{key}:{one}" for key, one in zip(item.keys, given, strict=True)])


def round_of(
    asked: Questionnaire, given: Sequence[tuple[str, Sequence[object]]], kind: Kind = Kind.INDIVIDUAL
) -> RoundResult:
    """One sheet per (organisation, values of the parts of the only item)."""
    item = asked.factors[0].parted[0]
    sheets = [AnswerSheet(organisation, None, {"x": parted(item, values)}) for organisation, values in given]  # type: ignore[dict-item]
    names = {one: f"Kommun-{one}" for one, _ in given}
    return result_of_sheets(asked, sheets, closed(kind=kind), names)


def said_of(found: RoundResult, language: str = "sv") -> list[str]:
    return [finding_sentence(one, found, language) for one in factor_findings(found.factors[0], found)]


@pytest.mark.parametrize(
    ("now", "wanted", "sentence"),
    [
        (3, 5, "Gruppen är i stort sett överens om ”f”: tyngdpunkten borde flyttas 2,0 steg mot ”right”, från 3,0 till "
               "5,0 på en skala från 1 till 7."),
        (5, 4, "Gruppen är i stort sett överens om ”f”: tyngdpunkten borde flyttas 1,0 steg mot ”left”, från 5,0 till "
               "4,0 på en skala från 1 till 7."),
        (4, 4, "Gruppen är i stort sett överens om att det är ungefär som det borde vara när det gäller ”f”: 4,0 i dag "
               "och 4,0 önskat, på en skala från 1 till 7."),
    ],
)  # fmt: skip
def test_a_pair_says_where_the_group_is_and_wants_to_be(now: int, wanted: int, sentence: str) -> None:
    assert said_of(round_of(PAIR, [("o0", (now, wanted))] * 6)) == [sentence]


def test_a_pair_says_which_of_its_pictures_is_divided_before_any_mean() -> None:
    found = round_of(PAIR, [("o0", (1 + 6 * (at % 2), 4)) for at in range(8)])
    assert said_of(found)[0] == (
        "Gruppen har olika bilder av hur det är i dag när det gäller ”f”: svaren samlas i två läger."
    )
    assert said_of(found)[1].startswith("I genomsnitt")


def test_points_say_what_weighs_most_and_to_whom() -> None:
    found = round_of(POINTS, [("o0", (8, 1, 1)), ("o1", (1, 8, 1)), ("o2", (8, 1, 1))], Kind.JOINT)
    assert (
        "Alla ger inte mest tyngd åt samma sak: tyngst väger ”a” för Kommun-o0 och Kommun-o2; ”b” för Kommun-o1."
        in (said_of(found))
    )


def test_an_organisation_with_two_heaviest_options_is_not_said_to_prefer_one() -> None:
    found = round_of(POINTS, [("o0", (5, 5, 0)), ("o1", (1, 8, 1))], Kind.JOINT)
    assert [(cell.id, key) for cell, key in heaviest_of_each(found.factors[0].weighed[0])] == [("o1", "b")]


def test_of_few_answers_and_of_many_who_do_not_know_nothing_is_said_to_be_agreed() -> None:
    asked = questionnaire(factor("f", bipolar_pair("x", steps=7)))
    given = [("o0", (3, 5))] * 6 + [("o0", (DONT_KNOW, DONT_KNOW))] * 6
    found = round_of(asked, given)
    assert found.factors[0].place is Place.FIND_OUT_MORE
    assert not any("överens" in sentence for sentence in said_of(found))
    assert said_of(round_of(asked, [("o0", (3, 5))] * 4 + [("o0", (DONT_KNOW, DONT_KNOW))] * 2))[-1] == (
        "Inget resultat visas för ”f”, eftersom för få har svarat."
    )


def random_round(seed: int) -> RoundResult:
    """A group that weighs: every kind of item, uneven organisations, opinions that depend on organisation and role."""
    chance = random.Random(seed)
    asked = questionnaire(
        factor("one", bipolar_pair("pair", steps=chance.choice((5, 7)))),
        factor("two", bipolar("single", steps=7)),
        factor("three", level_pair("level")),
        factor("four", ranking("rank", "a", "b", "c")),
        factor("five", allocation("points", "a", "b", "c", "d")),
        factor("six", rating("rated")),
    )
    kind = Kind.JOINT if chance.random() < 0.3 else Kind.INDIVIDUAL
    ids = [f"o{at}" for at in range(chance.randint(1, 6))]
    sizes = [1 if kind is Kind.JOINT else chance.choice((1, 3, 6, 8)) for _ in ids]
    unsure, spread = chance.choice((0.02, 0.2, 0.5, 0.9)), chance.choice((0.03, 0.15, 0.4))
    leaning = {key: chance.gauss(0, chance.choice((0, 0.3))) for key in [*ids, "politik", "ledning"]}
    sheets = []
    for organisation, size in zip(ids, sizes, strict=True):
        for _ in range(size):
            role = chance.choice(("politik", "ledning"))
            answers: dict[str, Answer] = {"rated": chance.choice((3, 4))}
            for one in asked.factors:
                for item in one.parted:
                    answer = parted(
                        item, list(_given(item, leaning[organisation] + leaning[role], spread, unsure, chance))
                    )
                    if answer is not None:
                        answers[item.id] = answer
            sheets.append(AnswerSheet(organisation, role, answers))
    return result_of_sheets(asked, sheets, closed(kind=kind), {one: f"Kommun-{one}" for one in ids})


def _given(item: PartedItem, leaning: float, spread: float, unsure: float, chance: random.Random) -> Iterator[object]:
    keys = list(item.keys)
    if item.kind == "ranking":
        order = sorted(keys, key=lambda key: keys.index(key) * (0.2 + leaning) + chance.gauss(0, spread))
        yield from (order.index(key) + 1 for key in keys)
    elif item.kind == "allocation":
        first = min(10, max(0, round(10 * (0.4 + leaning + chance.gauss(0, spread)))))
        yield from (first, 10 - first, *[0] * (len(keys) - 2)) if chance.random() > 0.2 else (3, 3, 2, 2)
    else:
        top = item.parts[0].length
        for at in range(len(keys)):
            value = round(1 + (top - 1) * (0.4 + 0.1 * at + leaning + chance.gauss(0, spread)))
            yield DONT_KNOW if chance.random() < unsure else min(top, max(1, value))


@cache
def rounds() -> tuple[RoundResult, ...]:
    return tuple(random_round(seed) for seed in range(120))


def said() -> Iterator[tuple[RoundResult, Finding]]:
    for found in rounds():
        yield from ((found, one) for one in round_findings(found))
        for each in found.factors:
            yield from ((found, one) for one in factor_findings(each, found))


def test_the_random_rounds_hold_every_kind_of_finding_about_what_is_weighed() -> None:
    assert ABOUT_WHAT_IS_WEIGHED - {finding.kind for _, finding in said()} == set()


def test_there_are_at_most_two_about_what_is_weighed_in_all_and_one_to_four_about_each() -> None:
    for found in rounds():
        assert sum(one.kind in ABOUT_WHAT_IS_WEIGHED for one in round_findings(found)) <= (0 if found.withheld else 2)
        for each in found.factors:
            assert (found.withheld is not None) or 1 <= len(factor_findings(each, found)) <= 4


@LANGUAGES
def test_every_finding_is_one_whole_sentence(language: str) -> None:
    for found, finding in said():
        sentence = finding_sentence(finding, found, language)
        assert sentence.endswith(".") and not sentence.endswith(".."), sentence
        assert sentence[0].isupper() or sentence[0] in "”“", sentence
        assert not re.search(r"  |%\(|%[sd]|\{|None|Withheld|[.] [A-ZÅÄÖ]|,,|,:|-\d", sentence), sentence
        assert language == "en" or not re.search(r"\d\.\d", sentence), sentence
        assert language == "sv" or not re.search(r"\d,\d", sentence), sentence


def test_only_cells_that_are_published_with_the_part_are_named() -> None:
    for found, finding in said():
        if finding.kind not in ABOUT_WHAT_IS_WEIGHED or not finding.cells:
            continue
        item = next(one for one in found.factor(finding.factors[0]).weighed if one.item.id == finding.item)
        for key in finding.parts:
            part = item.part(key)
            shown = part.levels if finding.kind is FindingKind.WEIGHED_ROLE_GAP else part.organisations
            assert isinstance(shown, tuple)
            assert set(finding.cells) <= {one.cell for one in shown}
        if finding.kind is FindingKind.WEIGHED_MOST_DIFFERS:
            assert not any(cell.id == OTHER or UNSTATED in cell.members for cell in finding.cells)


@LANGUAGES
def test_no_sentence_contradicts_the_place(language: str) -> None:
    agreed = ("överens", "agree")
    for found, finding in said():
        if finding.kind not in ABOUT_WHAT_IS_WEIGHED:
            continue
        places = {found.factor(one).place for one in finding.factors}
        sentence = finding_sentence(finding, found, language)
        if any(word in sentence for word in agreed) and len(finding.factors) == 1:
            assert not places & {Place.DIVIDED, Place.FIND_OUT_MORE}, sentence
        if finding.kind in (FindingKind.WEIGHED_APART, FindingKind.WEIGHED_MOST_DIFFERS):
            assert places == {Place.DIVIDED}
        if finding.kind is FindingKind.WEIGHED_MOVE:
            assert Place.STRENGTH not in places
        if finding.kind is FindingKind.WEIGHED_STAY and finding.values[0]:
            assert places == {Place.STRENGTH}
