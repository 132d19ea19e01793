"""Findings in sentences: right in form whatever the round, and never more than may be shown."""

import random
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import pytest

from app.domain.answers import AnswerSheet
from app.domain.dialogue import Place
from app.domain.findings import ABOUT_WHAT_IS_WEIGHED, FindingKind, factor_findings, round_findings
from app.domain.items import Answer
from app.domain.published import OTHER, Cell, Withheld
from app.domain.questionnaire import UNSTATED, Questionnaire
from app.domain.result import Agreement, CellScores, RoundResult, Score
from app.domain.round import Kind
from app.domain.scale import DONT_KNOW, Band
from app.services.results import result_of_sheets
from app.wording.findings import finding_sentence
from app.wording.findings.phrases import Phrases, share_words
from tests.domain.examples import closed, factor, questionnaire, rating

LANGUAGES = pytest.mark.parametrize("language", ["sv", "en"])
AGREED = {
    FindingKind.STRONG: Place.STRENGTH,
    FindingKind.WEAK: Place.CHALLENGE,
    FindingKind.MIDDLE: Place.DEVELOP,
}
LEVELS = {
    "sv": {Band.STRENGTH: "fungerar väl", Band.DEVELOP: "fungerar delvis", Band.CONCERN: "inte tillräckligt bra"},
    "en": {Band.STRENGTH: "works well", Band.DEVELOP: "works in part", Band.CONCERN: "not work well enough"},
}


@pytest.mark.parametrize(
    ("share", "swedish", "english"),
    [
        (Fraction(1, 100), "några få", "a few"),
        (Fraction(1, 12), "en mindre del", "a minority"),
        (Fraction(1, 5), "en mindre del", "a minority"),
        (Fraction(5, 24), "ungefär en fjärdedel", "about a quarter"),
        (Fraction(29, 100), "ungefär en fjärdedel", "about a quarter"),
        (Fraction(7, 24), "ungefär en tredjedel", "about a third"),
        (Fraction(41, 100), "ungefär en tredjedel", "about a third"),
        (Fraction(5, 12), "ungefär hälften", "about half"),
        (Fraction(58, 100), "ungefär hälften", "about half"),
        (Fraction(7, 12), "ungefär två tredjedelar", "about two thirds"),
        (Fraction(70, 100), "ungefär två tredjedelar", "about two thirds"),
        (Fraction(17, 24), "ungefär tre fjärdedelar", "about three quarters"),
        (Fraction(87, 100), "ungefär tre fjärdedelar", "about three quarters"),
        (Fraction(7, 8), "den allra största delen", "nearly all"),
    ],
)
def test_a_share_is_said_as_the_nearest_fraction(share: Fraction, swedish: str, english: str) -> None:
    assert share_words(share, "sv") == swedish
    assert share_words(share, "en") == english


def phrases(language: str) -> Phrases:
    found = random_round(1)
    return Phrases(round_findings(found)[0], found, language)


def test_things_are_listed_with_a_word_before_the_last_one() -> None:
    assert [phrases("sv").listed(words) for words in ("A", "AB", "ABC")] == ["A", "A och B", "A, B och C"]
    assert phrases("en").listed("ABC") == "A, B and C"


def test_numbers_are_words_up_to_twelve_and_figures_where_one_of_them_is_larger() -> None:
    assert phrases("sv").numbers(1, 12) == ["en", "tolv"]
    assert phrases("en").numbers(3, 13) == ["3", "13"]


@pytest.mark.parametrize(
    ("values", "swedish", "english"),
    [
        (
            (4, 3),
            "Bilden skiljer sig mellan Kommun-o0 (4,0) och Kommun-o1 (3,0).",
            "The picture differs between Kommun-o0 (4.0) and Kommun-o1 (3.0).",
        ),
        (
            (4, 5, 3),
            "Bland organisationerna skiljer sig bilden mest mellan Kommun-o1 (5,0) och Kommun-o2 (3,0).",
            "Among the organisations, the picture differs most between Kommun-o1 (5.0) and Kommun-o2 (3.0).",
        ),
        (
            (4, 3, 4),
            "Bilden skiljer sig mest mellan å ena sidan Kommun-o0 och Kommun-o2 (4,0) och å andra sidan Kommun-o1 "
            "(3,0).",
            "The picture differs most between Kommun-o0 and Kommun-o2 on the one hand (4.0) and Kommun-o1 on the other "
            "(3.0).",
        ),
        (
            (4, 4, 4, 4, 3),
            "Bilden skiljer sig mest mellan å ena sidan fyra organisationer (4,0) och å andra sidan Kommun-o4 (3,0).",
            "The picture differs most between four organisations on the one hand (4.0) and Kommun-o4 on the other "
            "(3.0).",
        ),
    ],
    ids=["two", "three", "a tie", "many who tie"],
)
def test_a_gap_names_both_ends_and_counts_more_than_three(values: tuple[int, ...], swedish: str, english: str) -> None:
    asked = questionnaire(factor("f", rating("x")))
    names = {f"o{at}": f"Kommun-o{at}" for at in range(len(values))}
    sheets = [AnswerSheet(one, None, {"x": value}) for one, value in zip(names, values, strict=True)]
    found = result_of_sheets(asked, sheets, closed(kind=Kind.JOINT), names)
    (gap,) = [one for one in factor_findings(found.factors[0], found) if one.kind is FindingKind.ORGANISATION_GAP]
    assert [finding_sentence(gap, found, language) for language in ("sv", "en")] == [swedish, english]


def random_questionnaire(chance: random.Random) -> Questionnaire:
    """Two to six factors of one to four statements, on scales of four to eleven points, some of them turned."""
    length = chance.choice((4, 5, 5, 5, 7, 11))
    return questionnaire(
        *(
            factor(
                f"factor {at}",
                *(
                    rating(f"statement {at} {number}", length=length, reverse=chance.random() < 0.3)
                    for number in range(chance.randint(1, 4))
                ),
            )
            for at in range(chance.randint(2, 6))
        ),
        length=length,
    )


def random_round(seed: int) -> RoundResult:
    """A group as they come: uneven organisations, opinions that depend on organisation, role and person, gaps."""
    chance = random.Random(seed)
    asked = random_questionnaire(chance)
    kind = Kind.JOINT if chance.random() < 0.25 else Kind.INDIVIDUAL
    ids = [f"o{at}" for at in range(chance.randint(1, 7))]
    sizes = [1 if kind is Kind.JOINT else chance.choice((1, 2, 4, 6, 9)) for _ in ids]
    unsure, spread = chance.choice((0.02, 0.15, 0.3, 0.5)), chance.choice((0.05, 0.2, 0.4))
    leaning = {key: chance.gauss(0, chance.choice((0, 0.25))) for key in [*ids, "politik", "ledning", "verksamhet"]}
    sheets = []
    for organisation, size in zip(ids, sizes, strict=True):
        for _ in range(size):
            role = chance.choice(("politik", "ledning", "verksamhet", None))
            answers: dict[str, Answer] = {}
            for at, one in enumerate(asked.factors):
                middle = 0.2 + 0.15 * at + leaning[organisation] + leaning.get(role or "", 0)
                for item in one.ratings:
                    value = round(1 + (item.scale.length - 1) * (middle + chance.gauss(0, spread)))
                    value = min(item.scale.length, max(1, value))
                    answers[item.id] = DONT_KNOW if chance.random() < unsure else item.coded(value)
            stated = organisation if kind is Kind.JOINT or chance.random() < 0.95 else None
            sheets.append(AnswerSheet(stated, role, answers))
    return result_of_sheets(asked, sheets, closed(kind=kind), {one: f"Kommun-{one}" for one in ids})


@cache
def rounds() -> tuple[RoundResult, ...]:
    return tuple(random_round(seed) for seed in range(150))


def said(language: str) -> Iterator[tuple[RoundResult, str]]:
    for result in rounds():
        for finding in round_findings(result):
            yield result, finding_sentence(finding, result, language)
        for one in result.factors:
            for finding in factor_findings(one, result):
                yield result, finding_sentence(finding, result, language)


def test_the_random_rounds_hold_every_kind_of_finding() -> None:
    kinds = {finding.kind for result in rounds() for finding in round_findings(result)}
    kinds |= {finding.kind for result in rounds() for one in result.factors for finding in factor_findings(one, result)}
    assert set(FindingKind) - ABOUT_WHAT_IS_WEIGHED - kinds == set()


def test_there_are_at_most_six_about_the_whole_and_one_to_four_about_each_factor() -> None:
    for result in rounds():
        assert len(round_findings(result)) <= (0 if result.withheld else 6)
        for one in result.factors:
            found = factor_findings(one, result)
            assert not found if result.withheld else 1 <= len(found) <= 4


@LANGUAGES
def test_every_finding_is_one_whole_sentence(language: str) -> None:
    for _, sentence in said(language):
        assert sentence.endswith(".") and not sentence.endswith(".."), sentence
        assert sentence[0].isupper() or sentence[0].isdigit() or sentence[0] in "”“", sentence
        assert not re.search(r"  |%\(|%[sd]|\{|None|Withheld|[.] [A-ZÅÄÖ]|,,|,:", sentence), sentence
        assert language == "en" or not re.search(r"\d\.\d", sentence), sentence
        assert language == "sv" or not re.search(r"\d,\d", sentence), sentence


@LANGUAGES
def test_no_sentence_of_a_small_group_speaks_in_shares(language: str) -> None:
    shares = r"%|hälften|tredjedel|fjärdedel|minst tre av tio" if language == "sv" else r"%|half|third|quarter"
    assert any(re.search(shares, sentence) for result, sentence in said(language) if result.persons >= 10)
    for result, sentence in said(language):
        assert result.persons >= 10 or not re.search(shares, sentence), sentence


@LANGUAGES
def test_an_organisation_or_role_is_named_only_where_its_own_cell_is_published(language: str) -> None:
    for result, sentence in said(language):
        for organisation, name in result.organisation_names.items():
            if name in sentence:
                assert organisation in published(result.organisations), sentence
        for role in ("politik", "ledning", "verksamhet"):
            if role in sentence:
                assert role in published(result.levels), sentence


def published(cells: tuple[Cell, ...] | Withheld) -> set[str]:
    """The ids of the cells that are one organisation or role."""
    return set() if isinstance(cells, Withheld) else {cell.id for cell in cells if cell.id not in (OTHER, UNSTATED)}


def test_a_finding_names_only_cells_that_the_factors_behind_it_publish() -> None:
    """All factors behind it; for two who differ on most of them, those."""

    def ids(cells: CellScores) -> set[str]:
        return set() if isinstance(cells, Withheld) else {one.cell.id for one in cells}

    for result in rounds():
        for finding in (*round_findings(result), *(f for one in result.factors for f in factor_findings(one, result))):
            if finding.cells:
                roles = finding.kind in (FindingKind.ROLE_GAP, FindingKind.ROLES_DIFFER)
                behind = [result.factor(one) for one in finding.factors]
                named = {cell.id for cell in finding.cells}
                showing = [named <= ids(one.levels if roles else one.organisations) for one in behind]
                differ = finding.kind in (FindingKind.ORGANISATIONS_DIFFER, FindingKind.ROLES_DIFFER)
                assert sum(showing) >= (finding.values[2] if differ else len(behind))


@LANGUAGES
def test_no_sentence_contradicts_a_factors_band_or_place(language: str) -> None:
    for result in rounds():
        for finding in round_findings(result):
            if finding.kind in AGREED:
                assert {result.factor(one).place for one in finding.factors} == {AGREED[finding.kind]}
            if finding.kind in (FindingKind.DIVIDED, FindingKind.TWO_CAMPS):
                assert {result.factor(one).place for one in finding.factors} == {Place.DIVIDED}
        for one in result.factors:
            for finding in factor_findings(one, result):
                if finding.kind is not FindingKind.LEVEL_AGREED:
                    continue
                assert one.place is not Place.DIVIDED and isinstance(one.agreement, Agreement)
                assert isinstance(one.score, Score)
                assert LEVELS[language][one.score.band] in finding_sentence(finding, result, language)
