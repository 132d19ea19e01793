"""Intervals: by the textbook, wide enough for persons' scores, and made of nothing that ties answers together."""

import random
from collections.abc import Sequence
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from app.domain.answers import AnswerSheet
from app.domain.published import Reason, Withheld
from app.domain.questionnaire import Dimension
from app.domain.result import RoundResult
from app.domain.round import Kind
from app.domain.scale import Span
from app.domain.uncertainty import (
    WHOLE,
    Interval,
    Spread,
    deviation,
    difference_interval,
    mean_interval,
    spreads,
)
from tests.domain.examples import answered, closed, factor, questionnaire, questionnaire_of, rating, result, sheet, text

ASKED = questionnaire(factor("service", rating("x"), rating("y", reverse=True)), factor("tillit", rating("z")))


def of_answers(*values: Sequence[int | None]) -> RoundResult:
    """One sheet per (x, y, z)."""
    sheets = [sheet({key: one for key, one in zip("xyz", row, strict=True) if one is not None}) for row in values]
    return result(ASKED, closed(3), sheets)


def test_the_deviation_of_a_distribution_is_that_of_its_answers() -> None:
    answers = [1, 1, 2, 4, 5, 5, 5]
    assert deviation((2, 1, 0, 1, 3)) == pytest.approx(np.std(answers, ddof=1))


def test_a_difference_has_welchs_interval_rounded_outwards() -> None:
    before, after = [3, 3, 4, 2, 3, 4, 3], [4, 5, 4, 4, 5, 5, 4, 4]
    textbook = stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.95)
    found = difference_interval(
        float(np.mean(after) - np.mean(before)),
        Spread(len(before), float(np.std(before, ddof=1))),
        Spread(len(after), float(np.std(after, ddof=1))),
    )
    assert found.low <= textbook.low < found.low + 0.1
    assert found.high - 0.1 < textbook.high <= found.high
    assert found.leaves_out_zero


def test_a_mean_has_students_interval_within_the_scale() -> None:
    answers = [4, 5, 5, 5, 5, 4]
    textbook = stats.t.interval(0.95, 5, np.mean(answers), stats.sem(answers))
    found = mean_interval(float(np.mean(answers)), Spread(6, float(np.std(answers, ddof=1))), Span.coded(5))
    assert found.low <= textbook[0] < found.low + 0.1
    assert textbook[1] > 5
    assert found.high == 5.0


def test_where_all_agree_the_interval_is_the_mean_and_a_difference_is_sure() -> None:
    alike = Spread(6, 0.0)
    assert mean_interval(4.0, alike, Span.coded(5)) == Interval(4.0, 4.0)
    assert difference_interval(0.5, alike, alike) == Interval(0.5, 0.5)


def test_bounds_that_lie_on_a_tenth_stay_there() -> None:
    assert difference_interval(0.1 + 0.2, Spread(3, 0.0), Spread(3, 0.0)) == Interval(0.3, 0.3)


def test_a_factors_spread_is_at_least_that_of_its_persons_scores() -> None:
    generator = random.Random(5)
    for _ in range(100):
        persons = [tuple(generator.randint(1, 5) for _ in range(3)) for _ in range(generator.randint(3, 20))]
        found = spreads(of_answers(*persons))
        scores = [(x + 6 - y) / 2 for x, y, _ in persons]
        whole = [((x + 6 - y) / 2 + z) / 2 for x, y, z in persons]
        for unit, of_persons in (("service", scores), ("inom", whole), (WHOLE, whole)):
            spread = found[unit]
            assert isinstance(spread, Spread)
            assert spread.n == len(persons)
            assert spread.deviation >= np.std(of_persons, ddof=1) - 1e-9


def test_a_factor_of_one_statement_has_the_spread_of_its_answers() -> None:
    spread = spreads(of_answers((1, 1, 2), (3, 3, 2), (5, 5, 5), (1, 2, None)))["tillit"]
    assert isinstance(spread, Spread)
    assert spread.n == 3
    assert spread.deviation == pytest.approx(np.std([2, 2, 5], ddof=1))


def test_statements_on_longer_scales_spread_in_steps_of_the_main_scale() -> None:
    asked = questionnaire(factor("service", rating("x", length=9)))
    spread = spreads(result(asked, closed(3), answered([1, 5, 9])))["service"]
    assert isinstance(spread, Spread)
    assert spread.deviation == pytest.approx(np.std([1, 3, 5], ddof=1))


def test_it_does_not_matter_which_answers_are_the_same_persons() -> None:
    generator = random.Random(11)
    columns = [[generator.randint(1, 5) for _ in range(12)] for _ in range(3)]
    before = spreads(of_answers(*zip(*columns, strict=True)))
    for column in columns:
        generator.shuffle(column)
    assert spreads(of_answers(*zip(*columns, strict=True))) == before


def test_joint_rounds_and_withheld_factors_have_no_spread() -> None:
    sheets: list[AnswerSheet] = [sheet({"x": 3, "y": 3, "z": 3}, one) for one in "abc"]
    assert spreads(result(ASKED, closed(kind=Kind.JOINT), sheets))["service"] == Withheld(Reason.JOINT)
    few = spreads(of_answers((1, 1, 2), (3, 3, None), (5, 5, None)))
    assert few["tillit"] == Withheld(Reason.TOO_FEW_ANSWERS)
    assert isinstance(few["inom"], Spread)  # half of its factors


def test_dimensions_weigh_alike_in_the_whole() -> None:
    asked = questionnaire_of(
        Dimension("a", text("a"), text("a"), (factor("service", rating("x")), factor("tillit", rating("y")))),
        Dimension("b", text("b"), text("b"), (factor("nytta", rating("z")),)),
    )
    sheets = [sheet({"x": one, "y": one, "z": 3}) for one in (2, 3, 4)]
    whole = spreads(result(asked, closed(3), sheets))[WHOLE]
    assert isinstance(whole, Spread)
    assert whole.deviation == pytest.approx(0.5)
    assert whole.error == pytest.approx((0.5 / sqrt(3)) ** 2)
