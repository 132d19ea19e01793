"""A person's sheet: checked against the questionnaire, nothing valid lost on a fault."""

from app.domain.answers import AnswerSheet, check_sheet, tally
from tests.domain.examples import CHOICES, factor, questionnaire, rating, sheet

ASKED = questionnaire(factor("service", rating("x"), rating("y")), items=CHOICES)


def test_a_right_sheet_is_taken_whole() -> None:
    raw = {"x": ["4"], "y": [""], "areas": ["it", "hr"], "words": [" bra "]}
    found, faults = check_sheet(ASKED, ["norrdal"], "norrdal", "politik", raw)
    assert faults == []
    assert found == AnswerSheet("norrdal", "politik", {"x": 4, "areas": frozenset({"it", "hr"}), "words": "bra"})


def test_all_faults_are_reported_and_the_valid_answers_kept() -> None:
    found, faults = check_sheet(ASKED, ["norrdal"], "kiruna", "kung", {"x": ["9"], "y": ["2"], "form": ["kedja"]})
    assert [(fault.code, fault.where) for fault in faults] == [
        ("A001", "x"),
        ("A002", "form"),
        ("A005", "organisation"),
        ("A006", "level"),
    ]
    assert found.answers == {"y": 2}


def test_organisation_and_level_may_be_left_out() -> None:
    found, faults = check_sheet(ASKED, ["norrdal"], "", "", {})
    assert (found, faults) == (AnswerSheet(None, None, {}), [])


def test_answers_to_questions_that_were_not_asked_are_ignored() -> None:
    assert check_sheet(ASKED, [], "", "", {"other": ["1"]}) == (AnswerSheet(None, None, {}), [])


def test_tally_counts_persons_and_values_per_organisation_and_level() -> None:
    persons, counts = tally(
        ASKED,
        [sheet({"x": 4}, "norrdal", "politik"), sheet({"x": 4}, "norrdal", "politik"), sheet({"words": "a"})],
    )
    assert persons == {("norrdal", "politik"): 2, (None, None): 1}
    assert counts == {("x", "norrdal", "politik", "4"): 2}


def test_only_free_texts_are_comments() -> None:
    assert list(sheet({"x": 4, "form": "avtal", "words": "bra"}).comments(ASKED)) == [("words", "bra")]
