"""What a short document shows: the highest strengths, and the first of what to talk about."""

import pytest

from app.domain.dialogue import Place
from app.domain.highlights import highlights
from app.domain.result import Score
from tests.documents.cases import CASES
from tests.documents.rounds import ROUNDS, round_case


@pytest.mark.parametrize("name", ROUNDS)
def test_at_most_three_strengths_the_highest_first_and_nothing_that_is_none(name: str) -> None:
    result = round_case(name).result
    found = highlights(result).strengths
    means = [one.score.value for one in found if isinstance(one.score, Score)]
    assert means == sorted(means, reverse=True)
    assert all(one.place is Place.STRENGTH for one in found)
    assert len(found) == min(3, sum(one.place is Place.STRENGTH for one in result.factors))


@pytest.mark.parametrize("name", ROUNDS)
def test_to_talk_about_is_the_proposal_without_its_strength(name: str) -> None:
    result = round_case(name).result
    found = [one.factor.id for one in highlights(result).to_talk_about]
    wanted = [one for one in result.proposal if result.factor(one).place is not Place.STRENGTH]
    assert found == wanted[:3]


def test_without_a_strength_the_nearest_is_named() -> None:
    found = highlights(CASES["one_organisation"].result)
    assert (found.nearest is None) == bool(found.strengths)
    found = highlights(CASES["mostly_dont_know"].result)
    assert found.strengths == ()


def test_nothing_is_shown_of_a_round_that_is_withheld() -> None:
    found = highlights(CASES["too_few"].result)
    assert (found.strengths, found.nearest, found.to_talk_about) == ((), None, ())
