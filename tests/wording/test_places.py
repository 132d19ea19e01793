"""The place of a factor and its agreement in words that are true of it, whether it is scored or weighed."""

from collections.abc import Sequence

import pytest

from app.domain.answers import AnswerSheet
from app.domain.dialogue import Place
from app.domain.items import Answer
from app.domain.result import FactorResult
from app.services.results import result_of_sheets
from app.wording.sentences import factor_agreement_words, factor_place_words
from tests.documents.rounds import round_case
from tests.domain.examples import allocation, bipolar_pair, closed, factor, level_pair, questionnaire, rating

BALANCE = questionnaire(factor("f", bipolar_pair("x", steps=7)))
LEVEL = questionnaire(factor("f", level_pair("x")))


def of_pair(asked: object, now: int, wanted: Sequence[int]) -> FactorResult:
    answers: list[Answer] = [(("now", now), ("wanted", one)) for one in wanted]
    sheets = [AnswerSheet(None, None, {"x": one}) for one in answers]
    return result_of_sheets(asked, sheets, closed(), {}).factors[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "now", "wanted", "place", "words"),
    [
        (BALANCE, 4, [4] * 6, Place.STRENGTH, "I balans"),
        (LEVEL, 2, [2] * 6, Place.STRENGTH, "Där ni vill vara"),
        (BALANCE, 3, [5] * 6, Place.CHALLENGE, "Vill flytta tyngdpunkten"),
        (BALANCE, 3, [3, 3, 3, 4, 4, 4], Place.DEVELOP, "Liten förändring önskas"),
        (LEVEL, 1, [3] * 6, Place.CHALLENGE, "Vill gå längre"),
        (LEVEL, 3, [1] * 6, Place.CHALLENGE, "Vill gå mindre långt"),
    ],
)
def test_a_pair_is_where_the_group_wants_it_or_not(
    asked: object, now: int, wanted: Sequence[int], place: Place, words: str
) -> None:
    found = of_pair(asked, now, wanted)
    assert (found.place, factor_place_words(found, "sv")) == (place, words)


def test_points_that_are_shared_out_alike_are_a_shared_picture_and_no_strength() -> None:
    asked = questionnaire(factor("f", allocation("x", "a", "b", "c")))
    answer = asked.factors[0].parted[0].parse(["a:8", "b:1", "c:1"])
    assert answer is not None
    found = result_of_sheets(asked, [AnswerSheet(None, None, {"x": answer})] * 6, closed(), {}).factors[0]
    assert factor_place_words(found, "sv") == "Samsyn att bygga på"


def of_organisations(first: int, second: int) -> FactorResult:
    asked = questionnaire(factor("f", rating("x")))
    sheets = [AnswerSheet(one, None, {"x": value}) for one, value in (("o0", first), ("o1", second)) for _ in range(6)]
    return result_of_sheets(asked, sheets, closed(), {"o0": "Norrdal", "o1": "Älvnäs"}).factors[0]


def test_answers_close_together_are_no_shared_picture_where_organisations_differ() -> None:
    found = of_organisations(3, 4)
    assert found.place is Place.DIVIDED
    assert factor_agreement_words(found, "sv") == "Liten spridning, men olika mellan organisationer"
    assert factor_agreement_words(found, "sv", briefly=True) == "Olika mellan organisationer"
    assert factor_agreement_words(of_organisations(4, 4), "sv") == "Samsyn"


def test_no_round_says_that_a_divided_factor_is_seen_alike() -> None:
    seen = set()
    for name in ("one_apart", "politicians_against_operations", "two_organisations"):
        for found in round_case(name).result.factors:
            words = factor_agreement_words(found, "sv")
            seen.add(words)
            assert not (found.place is Place.DIVIDED and words == "Samsyn")
    assert "Liten spridning, men olika mellan roller" in seen
