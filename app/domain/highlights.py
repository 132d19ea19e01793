"""What a short document shows of a result: the strengths, and what to talk about first."""

from dataclasses import dataclass

from app.domain.dialogue import Place
from app.domain.result import FactorResult, RoundResult, Score

MOST = 3
"""Of each: what a reader remembers after two pages."""


@dataclass(frozen=True)
class Highlights:
    """Three of each at most.

    `strengths`: factors whose place is a strength, highest mean first. `nearest`: where there is no strength, the
    scored factor to develop with the highest mean; None where there is none. `to_talk_about`: the other factors of the
    proposal for the meeting, in its order. All empty where nothing may be shown."""

    strengths: tuple[FactorResult, ...]
    nearest: FactorResult | None
    to_talk_about: tuple[FactorResult, ...]


def highlights(result: RoundResult) -> Highlights:
    """The highlights of the result; factors of equal means keep the questionnaire's order."""
    if result.withheld:
        return Highlights((), None, ())
    strengths = _highest_first(result, Place.STRENGTH)
    proposed = (result.factor(factor_id) for factor_id in result.proposal)
    return Highlights(
        strengths=strengths[:MOST],
        nearest=None
        if strengths
        else next((one for one in _highest_first(result, Place.DEVELOP) if one.is_scored), None),
        to_talk_about=tuple(one for one in proposed if one.place is not Place.STRENGTH)[:MOST],
    )


def _highest_first(result: RoundResult, place: Place) -> tuple[FactorResult, ...]:
    return tuple(sorted((one for one in result.factors if one.place is place), key=_mean, reverse=True))


def _mean(factor: FactorResult) -> float:
    return factor.score.value if isinstance(factor.score, Score) else 0.0
