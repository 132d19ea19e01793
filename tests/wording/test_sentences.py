"""Reasons and classes in words: every case, its numbers, and nothing that the numbers do not say."""

import re
from dataclasses import replace

import pytest

from app.domain.agreement import AgreementClass
from app.domain.answers import AnswerSheet
from app.domain.dialogue import Place, PlaceReason, ReasonKind
from app.domain.items import Answer
from app.domain.published import OTHER, Cell, Reason, Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.result import RoundResult
from app.domain.round import Kind
from app.domain.scale import DONT_KNOW, Band
from app.services.results import result_of_sheets
from app.wording import names, sentences
from tests.domain.examples import closed, factor, questionnaire, rating

LANGUAGES = ("sv", "en")
TWO = questionnaire(factor("f", rating("x")))


def result(
    values: list[Answer], organisations: tuple[str, ...] = ("alvnas",), kind: Kind = Kind.INDIVIDUAL
) -> RoundResult:
    """One factor of one item, answered with these values by persons of the organisations in turn."""
    sheets = [
        AnswerSheet(organisations[number % len(organisations)], "politik", {"x": value})
        for number, value in enumerate(values)
    ]
    return result_of_sheets(TWO, sheets, closed(kind=kind), {"alvnas": "Älvnäs", "norrdal": "Norrdal"})


def reasons(found: RoundResult, language: str) -> str:
    return sentences.reason_sentences(found.factor("f"), found, language)


@pytest.mark.parametrize(
    ("values", "swedish", "english"),
    [
        (
            [4, 5, 5, 5, 5],
            "Medelvärdet är högt, 4,8 av 5, och svaren ligger nära varandra (spridning 0,20 steg).",
            "The mean is high, 4.8 of 5, and the answers lie close together (spread 0.20 steps).",
        ),
        (
            [3, 3, 3, 4, 4],
            "Medelvärdet är varken högt eller lågt, 3,4 av 5, och svaren ligger nära varandra (spridning 0,40 steg).",
            "The mean is neither high nor low, 3.4 of 5, and the answers lie close together (spread 0.40 steps).",
        ),
        (
            [2, 2, 2, 2, 3],
            "Medelvärdet är lågt, 2,2 av 5, och svaren ligger nära varandra (spridning 0,20 steg).",
            "The mean is low, 2.2 of 5, and the answers lie close together (spread 0.20 steps).",
        ),
        (
            [1, 1, 1, 5, 5, 5],
            "Svaren samlas i två läger. I genomsnitt ligger de 2,00 steg från det mittersta svaret.",
            "The answers gather in two camps; on average they lie 2.00 steps from the middle one.",
        ),
        (
            [1, 3, 3, 3, 3, 5, 5, 5],
            "Svaren är spridda. I genomsnitt ligger de 1,00 steg från det mittersta svaret.",
            "The answers spread; on average they lie 1.00 steps from the middle one.",
        ),
        (
            [3, 3, 3, 3, 3, DONT_KNOW, DONT_KNOW, DONT_KNOW],
            "38\N{NO-BREAK SPACE}% av svaren är ”Vet ej”.",
            "38% of the answers are “don't know”.",
        ),
        (
            [3, 3, DONT_KNOW, DONT_KNOW, DONT_KNOW],
            "60\N{NO-BREAK SPACE}% av svaren är ”Vet ej”. För få har kunnat svara för att nyckelfaktorn ska få ett "
            "medelvärde.",
            "60% of the answers are “don't know”. Too few have been able to answer for the factor to get a mean.",
        ),
    ],
)
def test_a_factors_place_is_explained_with_its_numbers(values: list[Answer], swedish: str, english: str) -> None:
    found = result(values)
    assert reasons(found, "sv") == swedish
    assert reasons(found, "en") == english


def test_a_mean_without_agreement_is_not_said_to_be_agreed_on() -> None:
    assert reasons(result([4], kind=Kind.JOINT), "sv") == "Medelvärdet är 4,00 av 5."


def test_a_gap_names_both_ends_with_their_means() -> None:
    found = result([5, 3] * 5, ("alvnas", "norrdal"))
    expected = "Bilden skiljer sig mellan organisationerna: Älvnäs 5,0, Norrdal 3,0."
    assert expected in reasons(found, "sv")
    assert "The picture differs between organisations: Älvnäs 5.0, Norrdal 3.0." in reasons(found, "en")


def test_a_gap_between_roles_uses_the_roles_own_words() -> None:
    found = result([4] * 5)
    reason = PlaceReason(
        ReasonKind.LEVEL_GAP, 1.5, Cell("politik", ("politik",), 5), Cell("ledning", ("ledning",), 5), 2.5, 4.0
    )
    said = sentences.reason_sentence(reason, found.factor("f"), found, "sv")
    assert said == "Bilden skiljer sig mellan rollerna: ledning 4,0, politik 2,5."


def test_an_organisation_with_the_id_of_a_role_keeps_its_own_name() -> None:
    found = replace(result([4] * 5), organisation_names={"politik": "Politikernas förening"})
    cell = Cell("politik", ("politik",), 5)
    assert names.organisation_name(cell, found, "sv") == "Politikernas förening"
    assert names.level_name(cell, found, "sv") == "politik"


def test_merged_cells_name_their_members_and_those_who_did_not_say() -> None:
    cell = Cell(OTHER, ("alvnas", UNSTATED), 6)
    assert names.organisation_name(cell, result([4] * 5), "sv") == "Övriga: Älvnäs, Ej angivet"
    assert names.organisation_name(cell, result([4] * 5), "en") == "Others: Älvnäs, Not stated"


@pytest.mark.parametrize("reason", Reason)
def test_whatever_is_withheld_says_why(reason: Reason) -> None:
    found = result([4] * 5)
    swedish = sentences.withheld_words(Withheld(reason), found, "sv")
    english = sentences.withheld_words(Withheld(reason), found, "en")
    assert re.fullmatch(r"(Visas inte|Svaren är raderade), eftersom [^%]+\.", swedish)
    assert re.fullmatch(r"(Not shown|The answers have been deleted), since [^%]+\.", english)


def test_a_joint_round_without_answers_does_not_speak_of_the_smallest_group() -> None:
    joint = result([], kind=Kind.JOINT)
    assert joint.withheld is not None
    assert sentences.withheld_words(joint.withheld, joint, "sv") == "Visas inte, eftersom ingen har svarat."
    individual = result([])
    assert individual.withheld is not None
    assert sentences.withheld_words(individual.withheld, individual, "sv") == (
        "Visas inte, eftersom färre än 5 har svarat."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_band_and_place_has_words_of_its_own(language: str) -> None:
    for words in (
        [sentences.band_words(one, language) for one in Band],
        [sentences.agreement_words(one, language) for one in AgreementClass],
        [sentences.place_words(one, language) for one in Place],
        [sentences.place_explanation(one, language) for one in Place],
    ):
        assert all(words)
        assert len(set(words)) == len(words)


def test_an_organisation_that_weighs_heavily_is_named_with_both_means() -> None:
    said = sentences.heavy_sentence(3.1, 3.52, "sv")
    assert said.endswith("Om alla organisationer vägde lika skulle medelvärdet bli 3,52 i stället för 3,10.")
