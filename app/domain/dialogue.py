"""Where to begin the dialogue, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from app.domain.agreement import practical_cutoff
from app.domain.items.measured import NOW, WANTED
from app.domain.published import Cell, Withheld
from app.domain.scale import Band
from app.domain.scoring import Gap, Mean

DONT_KNOW_CUTOFF = Fraction(3, 10)
"""From this share of "don't know" on, the group should first find out more."""
GAP_CUTOFF = Fraction(1)
"""Perspective gaps are worth naming from one scale step."""
GAP_SHARE = Fraction(1, 4)
"""Gaps of a part are worth naming from this share of the way from end to end: one step of a five-point scale."""
SHIFT_SHARE = Fraction(1, 6)
"""From this share of the way from end to end on, the group wants to be clearly somewhere else: one step of seven."""
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
    SHIFT = "shift"
    SHARED_WEIGHTS = "shared_weights"


@dataclass(frozen=True)
class PlaceReason:
    """One reason with its number, rounded to two decimals.

    `value`: share 0..1 (DONT_KNOW), AD in scale steps (TWO_CAMPS, SPREAD), size of the gap in scale steps, the
    mean (BAND), or wanted minus today in steps (SHIFT); None for TOO_FEW_ANSWERS and SHARED_WEIGHTS (the weights are
    seen alike). For a gap, the two cells with their means as well. `item_id` and `part`: what the reason is about,
    where it is a part of an item.
    """

    kind: ReasonKind
    value: float | None = None
    lowest: Cell | None = None
    highest: Cell | None = None
    lowest_value: float | None = None
    highest_value: float | None = None
    item_id: str | None = None
    part: str | None = None


@dataclass(frozen=True)
class PartPicture:
    """What decides about one part of an item: exact figures in its own steps, 1..`length`. `two_camps` is False where
    they would mean nothing: points and places have no middle."""

    item_id: str
    key: str
    length: int
    mean: Mean
    ad: Fraction | None
    two_camps: bool
    organisation_gap: Gap | None
    level_gap: Gap | None


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
    cutoff: Fraction | None = None
    """The largest AD that still means "alike"; None for A/6 of the main scale."""
    parts: tuple[PartPicture, ...] = ()
    """The parts of its items that are weighed; they decide where it has no score of its own (`scored` False)."""
    scored: bool = True


def place(picture: FactorPicture) -> tuple[Place, tuple[PlaceReason, ...]]:
    """The factor's place in the dialogue, with every reason for that place."""
    if not picture.scored:
        return _place_of_parts(picture)
    for candidate, reasons in (
        (Place.FIND_OUT_MORE, _unknown(picture)),
        (Place.DIVIDED, _divided(picture)),
    ):
        if reasons:
            return candidate, reasons
    assert isinstance(picture.score, Fraction) and picture.band is not None
    by_band = {Band.CONCERN: Place.CHALLENGE, Band.DEVELOP: Place.DEVELOP, Band.STRENGTH: Place.STRENGTH}
    return by_band[picture.band], (PlaceReason(ReasonKind.BAND, rounded(picture.score)),)


def _place_of_parts(picture: FactorPicture) -> tuple[Place, tuple[PlaceReason, ...]]:
    """A factor that is weighed and not scored: the same order, with the wanted shift in place of the band. Weights
    that are seen alike are a shared picture to build on."""
    unknown = [PlaceReason(ReasonKind.DONT_KNOW, rounded(picture.dont_know))] * (picture.dont_know >= DONT_KNOW_CUTOFF)
    if not any(isinstance(part.mean, Fraction) for part in picture.parts):
        unknown.append(PlaceReason(ReasonKind.TOO_FEW_ANSWERS))
    divided = [reason for part in picture.parts for reason in _divided_part(part)]
    if unknown or divided:
        return (Place.FIND_OUT_MORE, tuple(unknown)) if unknown else (Place.DIVIDED, tuple(divided))
    found = shifts(picture.parts)
    if not found:
        return Place.STRENGTH, (PlaceReason(ReasonKind.SHARED_WEIGHTS),)
    item_id, (shift, length) = max(found.items(), key=lambda one: abs(one[1][0]) / (one[1][1] - 1))
    share = abs(shift) / (length - 1)
    where = Place.CHALLENGE if share >= SHIFT_SHARE else Place.DEVELOP if share >= SHIFT_SHARE / 2 else Place.STRENGTH
    return where, (PlaceReason(ReasonKind.SHIFT, rounded_either_way(shift), item_id=item_id),)


def shifts(parts: Sequence[PartPicture]) -> dict[str, tuple[Fraction, int]]:
    """Item id -> (mean wanted minus mean today in steps, number of steps), for the pairs of which both are shown."""
    means = {(part.item_id, part.key): part.mean for part in parts}
    found = {}
    for part in parts:
        now, wanted = means.get((part.item_id, NOW)), means.get((part.item_id, WANTED))
        if part.key == NOW and isinstance(now, Fraction) and isinstance(wanted, Fraction):
            found[part.item_id] = (wanted - now, part.length)
    return found


def proposal(pictures: Sequence[FactorPicture]) -> tuple[str, ...]:
    """The ids of at most five factors to talk about, in order.

    One strength first (the highest); then divided factors by AD, largest first; then challenges by mean, lowest
    first. Room that is left goes to what the group should find out more about, by share of don't know, and then to
    the lowest of the factors to develop (decision 0006). Ties keep the questionnaire's order."""
    places: dict[Place, list[FactorPicture]] = {one: [] for one in Place}
    for picture in pictures:
        places[place(picture)[0]].append(picture)
    strengths = sorted(places[Place.STRENGTH], key=lambda picture: (picture.scored, _mean(picture)), reverse=True)
    ordered = [
        *strengths[:1],
        *sorted(places[Place.DIVIDED], key=_spread, reverse=True),
        *sorted(places[Place.CHALLENGE], key=_mean),
        *sorted(places[Place.FIND_OUT_MORE], key=lambda picture: picture.dont_know, reverse=True),
        *sorted(places[Place.DEVELOP], key=_mean),
    ]
    return tuple(picture.factor_id for picture in ordered[:LONGEST_PROPOSAL])


def rounded(value: Fraction) -> float:
    """Two decimals, halves upwards."""
    return int(value * 100 + Fraction(1, 2)) / 100


def rounded_either_way(value: Fraction) -> float:
    """Two decimals, halves away from nothing."""
    return rounded(value) if value >= 0 else -rounded(-value)


def _mean(picture: FactorPicture) -> Fraction:
    """The score; for a factor that is weighed, as far from the strong end as the group wants to move."""
    if isinstance(picture.score, Fraction):
        return picture.score
    widest = max((abs(shift) / (length - 1) for shift, length in shifts(picture.parts).values()), default=Fraction(0))
    return picture.length - widest * (picture.length - 1) if picture.parts else Fraction(0)


def _spread(picture: FactorPicture) -> Fraction:
    """The AD on the main scale; for a factor that is weighed, the largest of its parts."""
    shares = [part.ad / (part.length - 1) for part in picture.parts if part.ad is not None]
    return picture.ad or max(shares, default=Fraction(0)) * (picture.length - 1)


def _unknown(picture: FactorPicture) -> tuple[PlaceReason, ...]:
    reasons = []
    if picture.dont_know >= DONT_KNOW_CUTOFF:
        reasons.append(PlaceReason(ReasonKind.DONT_KNOW, rounded(picture.dont_know)))
    if isinstance(picture.score, Withheld):
        reasons.append(PlaceReason(ReasonKind.TOO_FEW_ANSWERS))
    return tuple(reasons)


def _divided(picture: FactorPicture) -> tuple[PlaceReason, ...]:
    return _divisions(picture, GAP_CUTOFF)


def _divided_part(part: PartPicture) -> tuple[PlaceReason, ...]:
    reasons = _divisions(part, GAP_SHARE * (part.length - 1))
    return tuple(replace(one, item_id=part.item_id, part=part.key) for one in reasons)


def _cutoff(seen: FactorPicture | PartPicture) -> Fraction:
    own = seen.cutoff if isinstance(seen, FactorPicture) else None
    return practical_cutoff(seen.length) if own is None else own


def _divisions(seen: FactorPicture | PartPicture, gap_cutoff: Fraction) -> tuple[PlaceReason, ...]:
    reasons = []
    if seen.ad is not None and seen.two_camps:
        reasons.append(PlaceReason(ReasonKind.TWO_CAMPS, rounded(seen.ad)))
    elif seen.ad is not None and seen.ad > _cutoff(seen):
        reasons.append(PlaceReason(ReasonKind.SPREAD, rounded(seen.ad)))
    for kind, gap in (
        (ReasonKind.ORGANISATION_GAP, seen.organisation_gap),
        (ReasonKind.LEVEL_GAP, seen.level_gap),
    ):
        if gap is not None and gap.size >= gap_cutoff:
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
