"""A vote in the meeting: which three factors the group wants to talk about.

Those who vote are persons, in a joint round too, and a vote is an answer: votes per factor are published only once the
vote is closed and at least the smallest group has voted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import SamspelError
from app.domain.published import Reason, Withheld
from app.domain.round import SMALLEST_GROUPS, Kind, RoundRules

MOST_CHOICES = 3
"""Factors on one ballot, and factors that are taken from the result: what a meeting has time for."""


class VoteState(StrEnum):
    """Votes are taken only while open; a closed vote stays closed, and a new one takes its place."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class FactorVotes:
    """How many voted for a factor."""

    factor_id: str
    number: int


@dataclass(frozen=True)
class Vote:
    """A vote as it may be shown. `voters`: persons who have voted; `ranked`: every factor with its votes, most first,
    or why they are withheld; `least`: from how many voters on they are shown."""

    state: VoteState
    voters: int
    least: int
    ranked: tuple[FactorVotes, ...] | Withheld

    @property
    def leading(self) -> tuple[str, ...]:
        """The factors to talk about: at most three, all of which somebody voted for; empty where votes are withheld.

        Of factors with equally many votes the one that stands first in the questionnaire is taken."""
        if isinstance(self.ranked, Withheld):
            return ()
        return tuple(one.factor_id for one in self.ranked[:MOST_CHOICES] if one.number)

    @property
    def is_tied(self) -> bool:
        """Whether a factor that is not among the leading has as many votes as one that is."""
        if isinstance(self.ranked, Withheld) or len(self.ranked) <= MOST_CHOICES:
            return False
        return 0 < self.ranked[MOST_CHOICES].number == self.ranked[MOST_CHOICES - 1].number


def check_ballot(chosen: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """The chosen factors, each once. Raises T001 (none), T002 (more than three), T003 (not in the questionnaire)."""
    ballot = tuple(dict.fromkeys(chosen))
    if not ballot:
        raise SamspelError("T001")
    if len(ballot) > MOST_CHOICES:
        raise SamspelError("T002", most=MOST_CHOICES, given=len(ballot))
    check_factors(ballot, known)
    return ballot


def check_factors(chosen: Sequence[str], known: Collection[str]) -> None:
    """Raises T003 for a factor that is not in the questionnaire."""
    if not set(chosen) <= set(known):
        raise SamspelError("T003")


def least_voters(rules: RoundRules) -> int:
    """From how many voters on votes per factor are shown: the round's smallest group. A joint round has promised none,
    but its voters are persons all the same: there it is the smallest that any round may have."""
    return rules.smallest_group if rules.kind is Kind.INDIVIDUAL else SMALLEST_GROUPS.start


def published_vote(
    state: VoteState, voters: int, counts: Mapping[str, int], order: Sequence[str], rules: RoundRules
) -> Vote:
    """What may be shown of a vote. `counts`: factor id -> votes; `order`: the questionnaire's factors."""
    least = least_voters(rules)
    if state is VoteState.OPEN:
        return Vote(state, voters, least, Withheld(Reason.NOT_CLOSED))
    if voters < least:
        return Vote(state, voters, least, Withheld(Reason.TOO_FEW_PERSONS))
    ranked = sorted(order, key=lambda factor_id: -counts.get(factor_id, 0))
    return Vote(state, voters, least, tuple(FactorVotes(one, counts.get(one, 0)) for one in ranked))
