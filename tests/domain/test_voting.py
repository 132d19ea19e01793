"""Votes: what a ballot may hold, when votes are shown, and which factors lead."""

from collections.abc import Mapping

import pytest

from app.domain.errors import SamspelError
from app.domain.published import Reason, Withheld
from app.domain.round import Kind, RoundRules, State
from app.domain.voting import FactorVotes, Vote, VoteState, check_ballot, least_voters, published_vote

ORDER = ("a", "b", "c", "d", "e")


def rules(kind: Kind = Kind.INDIVIDUAL, smallest_group: int = 5) -> RoundRules:
    return RoundRules(kind, smallest_group, State.CLOSED)


def vote(counts: Mapping[str, int], voters: int = 5, state: VoteState = VoteState.CLOSED) -> Vote:
    return published_vote(state, voters, counts, ORDER, rules())


def test_a_ballot_holds_one_to_three_factors_each_once() -> None:
    assert check_ballot(["b", "a", "b"], ORDER) == ("b", "a")
    assert check_ballot(["a", "b", "c", "c"], ORDER) == ("a", "b", "c")


@pytest.mark.parametrize(("chosen", "code"), [([], "T001"), (list("abcd"), "T002"), (["a", "x"], "T003")])
def test_any_other_ballot_is_refused_with_its_reason(chosen: list[str], code: str) -> None:
    with pytest.raises(SamspelError) as refused:
        check_ballot(chosen, ORDER)
    assert refused.value.code == code


def test_an_open_vote_shows_how_many_have_voted_and_nothing_else() -> None:
    assert vote({"a": 9}, 9, VoteState.OPEN) == Vote(VoteState.OPEN, 9, 5, Withheld(Reason.NOT_CLOSED))


@pytest.mark.parametrize("voters", range(5))
def test_a_closed_vote_of_fewer_than_the_smallest_group_is_withheld_and_nothing_leads(voters: int) -> None:
    found = vote({"a": voters}, voters)
    assert found.ranked == Withheld(Reason.TOO_FEW_PERSONS)
    assert found.leading == ()
    assert not found.is_tied


def test_a_closed_vote_of_the_smallest_group_shows_every_factor_most_votes_first() -> None:
    found = vote({"b": 2, "e": 5, "c": 4})
    assert found.ranked == tuple(FactorVotes(*one) for one in (("e", 5), ("c", 4), ("b", 2), ("a", 0), ("d", 0)))
    assert found.leading == ("e", "c", "b")


def test_of_equally_many_votes_the_first_in_the_questionnaire_leads_and_the_tie_is_told() -> None:
    found = vote({"e": 5, "d": 2, "c": 2, "b": 2, "a": 1})
    assert found.leading == ("e", "b", "c")
    assert found.is_tied
    assert not vote({"e": 3, "d": 3, "c": 3, "b": 2}).is_tied


def test_a_factor_that_nobody_voted_for_does_not_lead() -> None:
    found = vote({"d": 5})
    assert found.leading == ("d",)
    assert not found.is_tied


def test_those_who_vote_are_persons_so_a_joint_round_has_a_smallest_group_for_its_votes_too() -> None:
    assert least_voters(rules(smallest_group=8)) == 8
    assert least_voters(rules(Kind.JOINT, 8)) == 3
    joint = published_vote(VoteState.CLOSED, 2, {"a": 2}, ORDER, rules(Kind.JOINT))
    assert joint.ranked == Withheld(Reason.TOO_FEW_PERSONS)
