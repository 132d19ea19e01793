"""When a finding must be careful, and what it may lean on."""

from collections.abc import Iterable
from fractions import Fraction

from app.domain.dialogue import PlaceReason, ReasonKind
from app.domain.published import Cell, Withheld
from app.domain.result import FactorResult, RoundResult

UNSURE_CUTOFF = Fraction(15, 100)
"""From this share of "don't know" on, a sentence says that it is about those who could answer."""
ANSWERED_CUTOFF = Fraction(3, 4)
"""The same where fewer than this share of the persons gave some statement a valid answer."""
FEW = 10
"""Below this number of persons nothing is said in shares."""
FEWEST_PARTS = 3
"""Of two organisations neither is the one that is apart; of two statements neither stands out."""


def hedged(factor: FactorResult, result: RoundResult) -> bool:
    """Whether so many could not answer that the finding cannot speak for the whole group."""
    parts = [part.n for one in factor.weighed for part in one.parts if not isinstance(part.mean, Withheld)]
    fewest = factor.n[0] if factor.is_scored else min(parts, default=0)
    return exact(factor.dont_know_share) >= UNSURE_CUTOFF or fewest < ANSWERED_CUTOFF * result.persons


def few(result: RoundResult) -> bool:
    """Whether the persons are too few for shares."""
    return result.persons < FEW


def reason(factor: FactorResult, kind: ReasonKind) -> PlaceReason | None:
    """The reason of that kind for the factor's place. It was decided on unrounded figures, so a finding that follows
    it never contradicts the place."""
    return next((one for one in factor.reasons if one.kind is kind), None)


def in_order(cells: Iterable[Cell], result: RoundResult) -> tuple[Cell, ...]:
    """Organisations in the round's order, roles in the questionnaire's; merged ones last."""
    levels = result.questionnaire.level.options if result.questionnaire.level else ()
    known = [*result.organisation_names, *(one.id for one in levels)]
    return tuple(sorted(cells, key=lambda one: (known.index(one.id) if one.id in known else len(known), one.id)))


def exact(shown: float) -> Fraction:
    """A result's figure, which has two decimals, as the number that it is written as."""
    return Fraction(str(shown))
