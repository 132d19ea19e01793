"""Where to begin the dialogue, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain.agreement import practical_cutoff
from app.domain.published import Cell, Withheld
from app.domain.scale import Band
from app.domain.scoring import Gap, Mean

DONT_KNOW_CUTOFF = Fraction(3, 10)
"""From this share of "don't know" on, the group should first find out more."""
GAP_CUTOFF = Fraction(1)
"""Perspective gaps are worth naming from one scale step."""
LONGEST_PROPOSAL = 5
"""What a group has time for in two hours."""


class Place(StrEnum):
    """What a factor is for in the dialogue; the first that holds, in this order."""

    FIND_OUT_MORE = "find_out_more"
    DIVIDED = "divided"
    CHALLENGE = "challenge"
    DEVELOP = "develop"
    STRENGTH = "strength"


class ReasonKind(StrEnum):
    """What put a factor in its place."""

    DONT_KNOW = "dont_know"
    TOO_FEW_ANSWERS = "too_few_answers"
    TWO_CAMPS = "two_camps"
    SPREAD = "spread"
    ORGANISATION_GAP = "organisation_gap"
    LEVEL_GAP = "level_gap"
    BAND = "band"


@dataclass(frozen=True)
class PlaceReason:
    """One reason with its number, rounded to two decimals.

    `value`: share 0..1 (DONT_KNOW), AD in scale steps (TWO_CAMPS, SPREAD), size of the gap in scale steps, or the
    mean (BAND); None for TOO_FEW_ANSWERS. For a gap, the two cells with their means as well.
    """

    kind: ReasonKind
    value: float | None = None
    lowest: Cell | None = None
    highest: Cell | None = None
    lowest_value: float | None = None
    highest_value: float | None = None


@dataclass(frozen=True)
class FactorPicture:
    """What decides a factor's place: exact figures on the main scale of `length` points."""

    factor_id: str
    length: int
    dont_know: Fraction
    score: Mean
    band: Band | None
    ad: Fraction | None
    two_camps: bool
    organisation_gap: Gap | None
    level_gap: Gap | None


def place(picture: FactorPicture) -> tuple[Place, tuple[PlaceReason, ...]]:
    """The factor's place in the dialogue, with every reason for that place."""
    for candidate, reasons in (
        (Place.FIND_OUT_MORE, _unknown(picture)),
        (Place.DIVIDED, _divided(picture)),
    ):
        if reasons:
            return candidate, reasons
    assert isinstance(picture.score, Fraction) and picture.band is not None
    by_band = {Band.CONCERN: Place.CHALLENGE, Band.DEVELOP: Place.DEVELOP, Band.STRENGTH: Place.STRENGTH}
    return by_band[picture.band], (PlaceReason(ReasonKind.BAND, rounded(picture.score)),)


def proposal(pictures: Sequence[FactorPicture]) -> tuple[str, ...]:
    """The ids of at most five factors to talk about, in order.

    One strength first (the highest); then divided factors by AD, largest first; then challenges by mean, lowest
    first. Room that is left goes to what the group should find out more about, by share of don't know, and then to
    the lowest of the factors to develop (decision 0006). Ties keep the questionnaire's order."""
    places: dict[Place, list[FactorPicture]] = {one: [] for one in Place}
    for picture in pictures:
        places[place(picture)[0]].append(picture)
    strengths = sorted(places[Place.STRENGTH], key=_mean, reverse=True)
    ordered = [
        *strengths[:1],
        *sorted(places[Place.DIVIDED], key=lambda picture: picture.ad or Fraction(0), reverse=True),
        *sorted(places[Place.CHALLENGE], key=_mean),
        *sorted(places[Place.FIND_OUT_MORE], key=lambda picture: picture.dont_know, reverse=True),
        *sorted(places[Place.DEVELOP], key=_mean),
    ]
    return tuple(picture.factor_id for picture in ordered[:LONGEST_PROPOSAL])


def rounded(value: Fraction) -> float:
    """Two decimals, halves upwards."""
    return int(value * 100 + Fraction(1, 2)) / 100


def _mean(picture: FactorPicture) -> Fraction:
    return picture.score if isinstance(picture.score, Fraction) else Fraction(0)


def _unknown(picture: FactorPicture) -> tuple[PlaceReason, ...]:
    reasons = []
    if picture.dont_know >= DONT_KNOW_CUTOFF:
        reasons.append(PlaceReason(ReasonKind.DONT_KNOW, rounded(picture.dont_know)))
    if isinstance(picture.score, Withheld):
        reasons.append(PlaceReason(ReasonKind.TOO_FEW_ANSWERS))
    return tuple(reasons)


def _divided(picture: FactorPicture) -> tuple[PlaceReason, ...]:
    reasons = []
    if picture.ad is not None and picture.two_camps:
        reasons.append(PlaceReason(ReasonKind.TWO_CAMPS, rounded(picture.ad)))
    elif picture.ad is not None and picture.ad > practical_cutoff(picture.length):
        reasons.append(PlaceReason(ReasonKind.SPREAD, rounded(picture.ad)))
    for kind, gap in (
        (ReasonKind.ORGANISATION_GAP, picture.organisation_gap),
        (ReasonKind.LEVEL_GAP, picture.level_gap),
    ):
        if gap is not None and gap.size >= GAP_CUTOFF:
            reasons.append(
                PlaceReason(
                    kind,
                    rounded(gap.size),
                    gap.lowest,
                    gap.highest,
                    rounded(gap.lowest_mean),
                    rounded(gap.highest_mean),
                )
            )
    return tuple(reasons)
