"""Two versions of a questionnaire: what stays comparable."""

from dataclasses import replace

from app.domain.comparability import Comparability, ComparedFactor, compare, item_fingerprint
from tests.domain.examples import factor, questionnaire, rating, text

BEFORE = questionnaire(factor("service", rating("x"), rating("y")), factor("nytta", rating("z")))


def test_the_same_items_are_fully_comparable_in_any_order() -> None:
    after = questionnaire(factor("nytta", rating("z")), factor("service", rating("y"), rating("x")))
    assert compare(BEFORE, after) == (
        ComparedFactor("nytta", Comparability.FULL, ("z",)),
        ComparedFactor("service", Comparability.FULL, ("y", "x")),
    )


def test_a_reworded_item_leaves_the_common_ones() -> None:
    reworded = replace(rating("y"), text=text("other words"))
    (found,) = compare(BEFORE, questionnaire(factor("service", rating("x"), reworded)))
    assert found == ComparedFactor("service", Comparability.COMMON_ITEMS, ("x",))


def test_a_new_factor_and_one_without_common_items_are_not_comparable() -> None:
    after = questionnaire(factor("service", rating("new")), factor("other", rating("x")))
    assert [one.comparability for one in compare(BEFORE, after)] == [Comparability.NONE, Comparability.NONE]


def test_weights_do_not_change_what_respondents_met_but_direction_and_scale_do() -> None:
    assert item_fingerprint(rating("x")) == item_fingerprint(replace(rating("x"), weight=rating("x").weight * 2))
    assert item_fingerprint(rating("x")) != item_fingerprint(rating("x", reverse=True))
    assert item_fingerprint(rating("x")) != item_fingerprint(rating("x", length=4))
