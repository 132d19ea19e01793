"""The reference from other collaborations: where the middle half of them lies, and when it may be made anew.

Nothing here tells one collaboration's value, nor is anything said of the lowest and the highest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from statistics import quantiles

from app.domain.comparability import item_fingerprint
from app.domain.items import RatingItem
from app.domain.questionnaire import Factor, Questionnaire
from app.domain.uncertainty import WHOLE

FEWEST = 5
"""Other collaborations behind a reference, at least; and contributions that differ from one edition to the next."""
LEFT_AFTER = timedelta(days=28)
"""An edition of that age which somebody has left is shown no more. Less than a deletion can be undone: what is erased
for good is by then in no edition."""
Part = tuple[str, str]
"""(collaboration id, id of the round that its value is of)."""


@dataclass(frozen=True)
class Reference:
    """Where `collaborations` others lie with a unit (a factor, a dimension, the whole): their median and quartiles on
    the main scale, one decimal."""

    unit_id: str
    collaborations: int
    lower: float
    median: float
    upper: float


class Absence(StrEnum):
    """Why a round has no reference."""

    NOT_SHARED = "not_shared"
    """The collaboration does not share its own: who gives may take."""
    NOT_LATEST = "not_latest"
    """The collaboration has a later round: an old one is not held against what others answer now."""
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Others:
    """The references of a round by unit id; `absent` says why there is none at all."""

    references: Mapping[str, Reference] = field(default_factory=dict)
    absent: Absence | None = None


NOBODY = Others()
"""Where there is nothing to compare with and nothing to say of it."""


class Turn(StrEnum):
    """What becomes of an edition of a reference."""

    RENEWED = "renewed"
    KEPT = "kept"
    BLANKED = "blanked"
    """It is shown no more, and what it was made of is remembered, so that the next one differs enough from it."""


def reference_of(unit_id: str, values: Sequence[float]) -> Reference | None:
    """The reference of these collaborations' values, None for fewer than FEWEST.

    Quartiles by linear interpolation between the values in order, both ends included: method 7 of Hyndman & Fan 1996,
    "Sample Quantiles in Statistical Packages", which numpy and Excel's QUARTILE.INC use."""
    if len(values) < FEWEST:
        return None
    lower, median, upper = (_tenth(one) for one in quantiles(values, n=4, method="inclusive"))
    return Reference(unit_id, len(values), lower, median, upper)


def turn(before: Collection[Part], now: Collection[Part], there: Collection[str], age: timedelta) -> Turn:
    """What becomes of an edition that was made of the parts `before`, where it would be made of the parts `now`.

    `there`: the collaborations that still share a round whose answers are kept, whether it gives a value or not.

    Two editions that follow each other differ in the contributions of at least FEWEST collaborations or not at all, so
    that none can be worked out from the difference."""
    if age < timedelta(days=1):
        return Turn.KEPT
    changed = {collaboration for collaboration, _ in set(before) ^ set(now)}
    if len(changed) >= FEWEST and len(now) >= FEWEST:
        return Turn.RENEWED
    if len(now) < FEWEST:
        return Turn.BLANKED
    if age >= LEFT_AFTER and any(collaboration not in there for collaboration, _ in before):
        return Turn.BLANKED
    return Turn.KEPT


def unit_wordings(questionnaire: Questionnaire) -> dict[str, str]:
    """Unit id -> 16 hexadecimal digits of all that is asked in it: two versions are compared in a unit only where
    these are equal. Of a package, the units of its main questionnaire."""
    main = questionnaire.main_dimensions or tuple(one.id for one in questionnaire.dimensions)
    found: dict[str, str] = {}
    for dimension in questionnaire.dimensions:
        if dimension.id not in main:
            continue
        scored = [factor for factor in dimension.factors if factor.ratings]
        factors = {factor.id: _factor_wording(factor, questionnaire.scale_length) for factor in scored}
        if factors:
            parts = [f"{factor.id}:{factor.weight}:{factors[factor.id]}" for factor in scored]
            found |= {**factors, dimension.id: _digest(parts)}
    if found:
        counting = [one for one in questionnaire.dimensions if one.id in found and questionnaire.makes_the_whole(one)]
        found[WHOLE] = _digest([f"{one.id}:{_weighed(one.weight)}{found[one.id]}" for one in counting])
    return found


def _factor_wording(factor: Factor, length: int) -> str:
    asked = [f"{item.id}:{item.weight}:{item_fingerprint(item)}{_helped(item)}" for item in factor.ratings]
    return _digest([str(length), *asked])


def _weighed(weight: Fraction) -> str:
    """A dimension's weight where it has one: wordings that were kept before there were any stay as they are."""
    return "" if weight == 1 else f"{weight}:"


def _helped(item: RatingItem) -> str:
    """Its help text where it has one, for the same reason."""
    return f":{item.help.variants}" if item.help else ""


def _digest(parts: Sequence[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _tenth(value: float) -> float:
    """Rounded to one decimal, halves away from zero, as numbers are written."""
    return round(value + 1e-9, 1)
