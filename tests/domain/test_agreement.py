"""Agreement: worked examples by hand beside properties over all distributions."""

from fractions import Fraction
from statistics import mean, median, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import agreement
from app.domain.agreement import AgreementClass

distributions = st.integers(2, 9).flatmap(
    lambda length: st.lists(st.integers(0, 12), min_size=length, max_size=length).filter(sum).map(tuple)
)


def values_of(distribution: tuple[int, ...]) -> list[int]:
    return [value for value, number in enumerate(distribution, start=1) for _ in range(number)]


def test_median_of_an_even_number_is_the_mean_of_the_two_middle_answers() -> None:
    assert agreement.median((1, 0, 0, 1, 0)) == Fraction(5, 2)


def test_average_deviation_of_a_hand_calculated_example() -> None:
    # 1 2 2 4 5: median 2; deviations 1 0 0 2 3; sum 6; 6 / 5 = 1.2
    assert agreement.average_deviation((1, 2, 0, 1, 1)) == Fraction(6, 5)


def test_r_wg_of_a_hand_calculated_example() -> None:
    # 3 4 4 5: mean 4, squares 1 0 0 1, s2 = 2/3; uniform variance 24/12 = 2; 1 - 1/3 = 2/3
    assert agreement.within_group_agreement((0, 0, 1, 2, 1)) == Fraction(2, 3)


def test_r_wg_is_zero_where_the_group_is_more_divided_than_chance() -> None:
    assert agreement.within_group_agreement((5, 0, 0, 0, 5)) == 0


def test_r_wg_needs_two_answers() -> None:
    with pytest.raises(ValueError, match="two answers"):
        agreement.within_group_agreement((0, 0, 1, 0, 0))


@pytest.mark.parametrize("measure", [agreement.median, agreement.average_deviation, agreement.item_class])
def test_agreement_without_answers_is_refused(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(ValueError, match="at least one answer"):
        measure((0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("distribution", "expected"),
    [
        ((0, 0, 0, 8, 2), AgreementClass.ALIKE),
        ((5, 0, 0, 0, 5), AgreementClass.TWO_CAMPS),
        ((0, 5, 0, 5, 0), AgreementClass.TWO_CAMPS),
        ((2, 2, 2, 2, 2), AgreementClass.TWO_CAMPS),
        # AD 10 / 12 is exactly A/6: still alike
        ((3, 1, 6, 1, 1), AgreementClass.ALIKE),
        ((4, 1, 6, 1, 1), AgreementClass.SPREAD),
        ((0, 0, 6, 0, 6), AgreementClass.SPREAD),
        # exactly a quarter on either side: 3 of 12 below, 3 above, but AD 2 * 3 / 6 = 1 > 5/6
        ((3, 0, 6, 0, 3), AgreementClass.TWO_CAMPS),
        # a quarter on either side but AD 6 / 12 = 0.5: no camps
        ((0, 3, 6, 3, 0), AgreementClass.ALIKE),
    ],
)
def test_class_of_typical_distributions(distribution: tuple[int, ...], expected: AgreementClass) -> None:
    assert agreement.item_class(distribution) is expected


def test_on_four_points_the_two_middle_points_belong_to_no_camp() -> None:
    assert not agreement.has_two_camps((0, 5, 5, 0))
    assert agreement.has_two_camps((5, 0, 0, 5))


def test_a_factor_has_two_camps_when_half_of_its_items_have() -> None:
    camps, alike = (5, 0, 0, 0, 5), (0, 0, 10, 0, 0)
    assert agreement.factor_has_two_camps([camps, alike])
    assert not agreement.factor_has_two_camps([camps, alike, alike])
    assert not agreement.factor_has_two_camps([])


def test_a_factors_deviation_is_the_mean_of_its_items_on_the_main_scale() -> None:
    # AD 2 on five points and 1 of at most 1 on three points, which is 2 of 2 on five
    assert agreement.factor_deviation([(5, 0, 0, 0, 5), (5, 0, 5)], 5) == 2


@given(distributions)
def test_average_deviation_is_the_textbook_one_and_within_its_bounds(distribution: tuple[int, ...]) -> None:
    values = values_of(distribution)
    middle = Fraction(median(map(Fraction, values)))
    assert agreement.average_deviation(distribution) == mean(abs(value - middle) for value in values)
    assert 0 <= agreement.average_deviation(distribution) <= Fraction(len(distribution) - 1, 2)


@given(distributions.filter(lambda one: sum(one) > 1))
def test_r_wg_is_the_textbook_one_and_between_0_and_1(distribution: tuple[int, ...]) -> None:
    spread = variance(map(Fraction, values_of(distribution)))
    expected = max(Fraction(0), 1 - Fraction(spread) / Fraction(len(distribution) ** 2 - 1, 12))
    assert agreement.within_group_agreement(distribution) == expected
    assert 0 <= expected <= 1


@given(distributions)
def test_reverse_coding_changes_no_agreement(distribution: tuple[int, ...]) -> None:
    mirrored = tuple(reversed(distribution))
    assert agreement.average_deviation(mirrored) == agreement.average_deviation(distribution)
    assert agreement.item_class(mirrored) is agreement.item_class(distribution)


@given(distributions, st.integers(2, 4))
def test_answering_everything_several_times_changes_no_deviation(distribution: tuple[int, ...], times: int) -> None:
    doubled = tuple(times * number for number in distribution)
    assert agreement.average_deviation(doubled) == agreement.average_deviation(distribution)
    assert agreement.item_class(doubled) is agreement.item_class(distribution)


def test_the_limit_for_seeing_alike_is_a_sixth_of_each_items_own_scale() -> None:
    assert agreement.factor_cutoff([(1, 2, 3, 2, 1)], 5) == Fraction(5, 6)
    # Eleven points: 11/6 of their own steps, each four tenths of a step of five points.
    assert agreement.factor_cutoff([(1,) * 11], 5) == Fraction(11, 15)
    assert agreement.factor_cutoff([(1,) * 11, (1,) * 5], 5) == (Fraction(11, 15) + Fraction(5, 6)) / 2


def test_two_camps_win_over_a_small_mean_deviation() -> None:
    assert agreement.agreement_class(Fraction(1, 2), Fraction(5, 6), True) is agreement.AgreementClass.TWO_CAMPS
