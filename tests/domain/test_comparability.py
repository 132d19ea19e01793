"""Two versions of a questionnaire: what stays comparable."""

from dataclasses import replace
from fractions import Fraction

from app.domain.comparability import Comparability, compare, compare_versions
from app.domain.compared_items import Aspect, MeasuredItem, compare_item, item_fingerprint
from app.domain.items import RatingItem
from app.domain.questionnaire import Dimension, Factor, ItemOrigin, Questionnaire
from app.domain.text import Text
from tests.domain.examples import bipolar, factor, questionnaire, questionnaire_of, rating, text

BEFORE = questionnaire(factor("service", rating("x"), rating("y")), factor("nytta", rating("z")))


def reworded(item_id: str, words: str = "other words") -> RatingItem:
    return replace(rating(item_id), text=text(words))


def telling(one: Factor, *origins: ItemOrigin, replaces: str | None = None) -> Factor:
    """The factor, with what it says of earlier versions."""
    return replace(one, origins=origins, replaces=replaces)


def the_same(item_id: str, *words: str, replaces: str | None = None) -> ItemOrigin:
    return ItemOrigin(item_id, replaces, tuple(text(one) for one in words))


def told(earlier: Questionnaire, later: Questionnaire, *between: Questionnaire) -> list[tuple[object, ...]]:
    found = compare(earlier, later, between)
    return [(one.factor_id, one.comparability, one.common) for one in found]


def test_the_same_items_are_fully_comparable_in_any_order() -> None:
    after = questionnaire(factor("nytta", rating("z")), factor("service", rating("y"), rating("x")))
    assert told(BEFORE, after) == [
        ("nytta", Comparability.FULL, ("z",)),
        ("service", Comparability.FULL, ("y", "x")),
    ]
    assert compare(BEFORE, after)[1].pairs == (("y", "y"), ("x", "x"))


def test_a_reworded_item_leaves_the_common_ones() -> None:
    (found,) = compare(BEFORE, questionnaire(factor("service", rating("x"), reworded("y"))))
    assert (found.comparability, found.common, found.pairs) == (Comparability.COMMON_ITEMS, ("x",), (("x", "x"),))
    (one,) = found.reworded
    assert (one.earlier, one.later, one.aspects) == (rating("y"), reworded("y"), (Aspect.WORDS,))


def test_what_differs_is_named() -> None:
    def aspects(later: MeasuredItem) -> tuple[Aspect, ...]:
        return compare_item(rating("x"), later).aspects

    assert aspects(rating("x", reverse=True)) == (Aspect.DIRECTION,)
    assert aspects(rating("x", length=4)) == (Aspect.ANSWERS,)
    assert aspects(replace(rating("x", length=4), text=text("new"))) == (Aspect.WORDS, Aspect.ANSWERS)
    assert aspects(bipolar("x")) == (Aspect.KIND,)


class TestItemsThatReplaceOthers:
    def test_a_new_id_is_followed(self) -> None:
        after = questionnaire(
            telling(factor("service", rating("x"), reworded("why", "y")), the_same("why", replaces="y"))
        )
        (found,) = compare(BEFORE, after)
        assert (found.comparability, found.pairs) == (Comparability.FULL, (("x", "x"), ("y", "why")))

    def test_without_it_the_item_is_new_and_the_other_gone(self) -> None:
        (found,) = compare(BEFORE, questionnaire(factor("service", rating("x"), reworded("why", "y"))))
        assert [one.id for one in found.new] == ["why"]
        assert [one.id for one in found.gone] == ["y"]
        assert found.comparability is Comparability.COMMON_ITEMS

    def test_a_factor_under_a_new_id_is_followed_and_one_that_is_left_is_gone(self) -> None:
        after = questionnaire(telling(factor("help", rating("x"), rating("y")), replaces="service"))
        found = compare_versions(BEFORE, after)
        assert found.factors[0].earlier == BEFORE.factors[0]
        assert found.factors[0].comparability is Comparability.FULL
        assert [one.id for one in found.gone] == ["nytta"]
        assert found.comparability is Comparability.COMMON_ITEMS


class TestWordsThatAreDeclaredToMeanTheSame:
    def test_the_item_is_compared_and_listed(self) -> None:
        after = questionnaire(telling(factor("service", rating("x"), reworded("y")), the_same("y", "y")))
        (found,) = compare(BEFORE, after)
        assert found.comparability is Comparability.FULL
        assert [one.later.id for one in found.same_meaning] == ["y"]
        assert found.reworded == ()

    def test_the_declaration_must_quote_the_earlier_words(self) -> None:
        after = questionnaire(telling(factor("service", rating("x"), reworded("y")), the_same("y", "something else")))
        assert told(BEFORE, after) == [("service", Comparability.COMMON_ITEMS, ("x",))]

    def test_it_speaks_of_words_and_of_nothing_else(self) -> None:
        turned = replace(reworded("y"), reverse=True)
        after = questionnaire(telling(factor("service", rating("x"), turned), the_same("y", "y")))
        assert told(BEFORE, after) == [("service", Comparability.COMMON_ITEMS, ("x",))]


class TestVersionsThatAreSeveralStepsApart:
    SECOND = questionnaire(
        telling(factor("help", rating("x"), reworded("b", "2")), the_same("b", "y", replaces="y"), replaces="service")
    )
    THIRD = questionnaire(
        telling(factor("care", rating("x"), reworded("c", "3")), the_same("c", "2", replaces="b"), replaces="help")
    )

    def test_ids_and_meanings_are_followed_step_by_step(self) -> None:
        (found,) = compare(BEFORE, self.THIRD, [self.SECOND])
        assert (found.comparability, found.pairs) == (Comparability.FULL, (("x", "x"), ("y", "c")))
        assert [one.earlier.id for one in found.same_meaning] == ["y"]

    def test_without_the_version_in_between_nothing_is_guessed(self) -> None:
        assert told(BEFORE, self.THIRD) == [("care", Comparability.NONE, ())]

    def test_words_that_changed_in_one_step_are_not_compared_although_the_next_only_polished_them(self) -> None:
        second = questionnaire(factor("service", rating("x"), reworded("y", "2")))
        third = questionnaire(telling(factor("service", rating("x"), reworded("y", "3")), the_same("y", "2")))
        assert told(BEFORE, third, second) == [("service", Comparability.COMMON_ITEMS, ("x",))]

    def test_words_that_came_back_are_alike(self) -> None:
        second = questionnaire(factor("service", rating("x"), reworded("y", "2")))
        assert told(BEFORE, questionnaire(BEFORE.factors[0]), second) == [("service", Comparability.FULL, ("x", "y"))]
        without = questionnaire(factor("service", rating("x")))
        assert told(BEFORE, questionnaire(BEFORE.factors[0]), without) == [("service", Comparability.FULL, ("x", "y"))]

    def test_a_version_of_another_questionnaire_in_between_disturbs_nothing(self) -> None:
        other = questionnaire(factor("other", rating("o")))
        assert told(BEFORE, BEFORE, other) == told(BEFORE, BEFORE)


def test_a_new_translation_is_no_change_and_a_language_without_words_in_common_is() -> None:
    def into(*languages: str) -> Questionnaire:
        words = Text(tuple((code, f"x in {code}") for code in languages))
        one = questionnaire(factor("service", replace(rating("x"), text=words)))
        return replace(one, languages=languages)

    found = compare_versions(into("sv"), into("sv", "en"))
    assert (found.comparability, found.languages_new, found.languages_gone) == (Comparability.FULL, ("en",), ())
    assert compare_versions(into("sv"), into("nb")).comparability is Comparability.NONE


def test_moves_scales_cut_offs_and_weights_are_told() -> None:
    heavier = factor("service", replace(rating("x"), weight=Fraction(2)), rating("y"))
    home, away = (
        Dimension("inom", text("inom"), text("inom"), (heavier,)),
        Dimension("mellan", text("m"), text("m"), ()),
    )
    after = questionnaire_of(home, replace(away, factors=(BEFORE.factors[1],)), length=4)
    found = compare_versions(BEFORE, after)
    assert [one.moved and tuple(each.id for each in one.moved) for one in found.factors] == [None, ("inom", "mellan")]
    assert (found.scale_lengths, found.bands_changed, found.weights_changed) == ((5, 4), True, ("service",))


def test_a_new_factor_and_one_without_common_items_are_not_comparable() -> None:
    after = questionnaire(factor("service", rating("new")), factor("other", rating("x")))
    assert [one.comparability for one in compare(BEFORE, after)] == [Comparability.NONE, Comparability.NONE]


def test_weights_do_not_change_what_respondents_met_but_direction_and_scale_do() -> None:
    assert item_fingerprint(rating("x")) == item_fingerprint(replace(rating("x"), weight=rating("x").weight * 2))
    assert item_fingerprint(rating("x")) != item_fingerprint(rating("x", reverse=True))
    assert item_fingerprint(rating("x")) != item_fingerprint(rating("x", length=4))
