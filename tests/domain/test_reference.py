"""The reference from other collaborations: quartiles, and when an edition may be made anew."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.domain.comparability import Comparability, compare
from app.domain.questionnaire import Questionnaire
from app.domain.reference import FEWEST, LEFT_AFTER, Reference, Turn, reference_of, turn, unit_wordings
from app.domain.uncertainty import WHOLE
from tests.domain.examples import factor, questionnaire, rating, text

LONG, DAY = timedelta(days=100), timedelta(days=1)
BEFORE = questionnaire(factor("service", rating("x"), rating("y")), factor("nytta", rating("z")))
IDS = st.sampled_from("abcdefghijklmnop")
Parts = frozenset[tuple[str, str]]
PARTS = st.dictionaries(IDS, st.sampled_from(["r1", "r2"])).map(lambda found: frozenset(found.items()))


def parts(names: str, held: str = "r1") -> set[tuple[str, str]]:
    return {(name, held) for name in names}


def dimension_of(one: Questionnaire) -> str:
    return one.dimensions[0].id


def test_the_middle_half_of_five_lies_from_the_second_to_the_fourth() -> None:
    assert reference_of("service", [2.0, 4.5, 3.0, 3.4, 3.86]) == Reference("service", 5, 3.0, 3.4, 3.9)


def test_fewer_than_five_others_give_nothing() -> None:
    assert reference_of("service", [3.0] * (FEWEST - 1)) is None


@given(st.lists(st.integers(100, 500).map(lambda one: one / 100), min_size=FEWEST, max_size=40))
def test_quartiles_are_those_of_numpy_to_one_decimal(values: list[float]) -> None:
    found = reference_of("service", values)
    assert found is not None
    exact = np.quantile(values, [0.25, 0.5, 0.75])
    assert np.allclose([found.lower, found.median, found.upper], exact, atol=0.0501)
    assert all(round(one, 1) == one for one in (found.lower, found.median, found.upper))


def test_the_first_edition_takes_five() -> None:
    assert turn((), parts("abcde"), "abcde", timedelta.max) is Turn.RENEWED
    assert turn((), parts("abcd"), "abcd", timedelta.max) is Turn.BLANKED


def test_an_edition_stays_until_five_have_something_new_to_give() -> None:
    before = parts("abcdefgh")
    four = parts("efgh") | parts("abcd", "r2")
    assert turn(before, four, "abcdefgh", LONG) is Turn.KEPT
    assert turn(before, parts("fgh") | parts("abcde", "r2"), "abcdefgh", LONG) is Turn.RENEWED
    assert turn(before, before | parts("ijkl"), "abcdefghijkl", LONG) is Turn.KEPT
    assert turn(before, before | parts("ijklm"), "abcdefghijklm", LONG) is Turn.RENEWED


def test_nothing_is_made_anew_twice_on_a_day() -> None:
    assert turn(parts("abcde"), parts("fghij"), "fghij", timedelta(0)) is Turn.KEPT
    assert turn(parts("abcde"), parts("fghij"), "fghij", DAY) is Turn.RENEWED


def test_what_somebody_has_left_is_shown_for_four_weeks_at_most() -> None:
    before, now = parts("abcdefgh"), parts("abcdefg")
    assert turn(before, now, "abcdefg", LEFT_AFTER - DAY) is Turn.KEPT
    assert turn(before, now, "abcdefg", LEFT_AFTER) is Turn.BLANKED


def test_a_value_that_is_withheld_now_is_nobody_leaving() -> None:
    assert turn(parts("abcdefgh"), parts("abcdefg"), "abcdefgh", LONG) is Turn.KEPT


@given(st.lists(st.tuples(PARTS, st.integers(0, 40)), max_size=12))
def test_editions_that_follow_each_other_differ_in_five_or_not_at_all(
    history: list[tuple[Parts, int]],
) -> None:
    made: list[Parts] = []
    age = timedelta.max
    for now, days in history:
        there = [collaboration for collaboration, _ in now]
        age = age if age == timedelta.max else age + timedelta(days=days)
        if turn(made[-1] if made else (), now, there, age) is Turn.RENEWED:
            made.append(now)
            age = timedelta(0)
    assert all(len(one) >= FEWEST for one in made)
    for one, other in pairwise(made):
        assert len({collaboration for collaboration, _ in one ^ other}) >= FEWEST


def test_a_reworded_statement_takes_its_factor_its_dimension_and_the_whole_out() -> None:
    reworded = replace(rating("y"), text=text("other words"))
    after = questionnaire(factor("service", rating("x"), reworded), factor("nytta", rating("z")))
    before, now = unit_wordings(BEFORE), unit_wordings(after)
    assert {unit for unit in before if before[unit] == now[unit]} == {"nytta"}
    assert {"service", WHOLE, dimension_of(after)} == {unit for unit in now if before[unit] != now[unit]}
    assert {one.factor_id for one in compare(BEFORE, after) if one.comparability is Comparability.FULL} == {"nytta"}


def test_weights_and_the_length_of_the_scale_are_part_of_what_is_compared() -> None:
    twice = replace(rating("y"), weight=rating("y").weight * 2)
    heavier = questionnaire(factor("service", rating("x"), twice), factor("nytta", rating("z")))
    longer = questionnaire(factor("service", rating("x"), rating("y")), factor("nytta", rating("z", length=7)))
    assert unit_wordings(heavier)["service"] != unit_wordings(BEFORE)["service"]
    assert unit_wordings(longer)["nytta"] != unit_wordings(BEFORE)["nytta"]
