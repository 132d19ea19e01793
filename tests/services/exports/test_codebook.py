"""The codebook: what each id says, and which questionnaire it is of."""

from dataclasses import replace

from app.config import ROOT
from app.definitions.library import Library
from app.domain.package import combined
from app.services.exports.codebook import Entry, codebook, codes, direction
from app.services.exports.exported import ExportedRound
from app.wording.exports import COLUMNS
from tests.conftest import LIBRARY
from tests.domain.examples import allocation, bipolar, closed, level_pair, ranking, rating, result, text
from tests.services.exports.round_cases import CASES


def entries(*rounds: ExportedRound) -> dict[str, Entry]:
    return {one.id: one for one in codebook(rounds, "en")}


def test_what_each_code_of_a_kind_means() -> None:
    assert codes(bipolar("b"), "en") == "1 = left; 5 = right"
    assert codes(ranking("r"), "en") == "1 = place 3; 3 = place 1"
    assert codes(allocation("a", points=10), "en") == "1 = 0 points; 11 = 10 points"
    assert codes(level_pair("p"), "en").startswith("1 = point 1; 2 = point 2")
    assert codes(rating("x", reverse=True), "en").startswith("1 = point 5; 2 = point 4")
    assert direction(bipolar("b"), "en") == "Neither end is better"


def test_every_item_of_every_shipped_questionnaire_is_explained_in_both_languages() -> None:
    for asked in LIBRARY.questionnaires():
        found = entries(ExportedRound(result(asked, closed())))
        for item in asked.items:
            assert all(found[item.id].texts), item.id
            assert found[item.id].answered
            assert all(found[item.id].codes) or item.kind in ("comment", "single_choice", "multiple_choice"), item.id


def test_what_is_asked_after_the_main_questionnaire_bears_its_own_name() -> None:
    main, *further = (LIBRARY.find(one) for one in ("pulskoll", "balansgangar", "ledarskap"))
    two = entries(ExportedRound(result(combined(main, further[:1]), closed())))
    assert two[main.items[0].id].questionnaire == "pulskoll"
    asked_after = two[further[0].items[0].id]
    assert (asked_after.questionnaire, asked_after.version) == ("balansgangar", further[0].version)
    three = entries(ExportedRound(result(combined(main, further), closed())))
    assert three[further[1].items[0].id].questionnaire == "balansgangar + ledarskap"


def test_columns_and_reasons_are_explained() -> None:
    found = entries(ExportedRound(CASES["rated"]))
    assert set(COLUMNS) <= set(found)
    assert "fewer than 5" in found["too_few_persons"].texts[1]
    assert found["merged"].texts[0].startswith("Visas inte för sig.")


def test_words_are_left_out_in_a_language_that_a_questionnaire_does_not_have() -> None:
    one = CASES["rated"]
    (dimension,) = one.questionnaire.dimensions
    swedish = replace(dimension, title=replace(text("bara"), variants=(("sv", "bara"),)))
    asked = replace(one.questionnaire, dimensions=(swedish,))
    assert entries(ExportedRound(replace(one, questionnaire=asked)))["inom"].texts == ("bara", "")


def test_what_limits_the_marks_of_a_choice_is_said() -> None:
    asked = Library(ROOT / "tests" / "fixtures").find("tjugotva")
    found = entries(ExportedRound(result(asked, closed())))
    assert found["stod"].answered == "Several options. At most 2. “Inget av detta” only by itself."
