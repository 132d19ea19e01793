"""What has changed between two rounds: the values that pages, documents and exports take."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.comparability import Comparability
from app.domain.published import Withheld
from app.domain.uncertainty import Interval


class Direction(StrEnum):
    """What may be said of a difference."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NO_SURE_CHANGE = "no_sure_change"
    NOT_TESTED = "not_tested"
    """There is a difference, and no interval to judge it by (joint rounds, or the spread is withheld)."""


class Drift(StrEnum):
    """Whether the group sees it more alike than it did."""

    CLOSER = "closer"
    APART = "apart"
    AS_BEFORE = "as_before"


@dataclass(frozen=True)
class CellChange:
    """An organisation that is a published cell of its own in both rounds: its means on the later round's scale."""

    organisation: str
    before: float
    after: float
    difference: float


@dataclass(frozen=True)
class Change:
    """A factor, dimension or the whole, before and after, on the later round's main scale; all of the compared items.

    `common`: ids (in the later version) of the items that both rounds ask alike, out of `asked`. `before`, `after`
    and `difference` (after minus before) are rounded to two decimals. `drift` is None where agreement is withheld in
    either. `organisations`: those that are published by themselves in both rounds; `common_organisations`: the
    mean over these of before and of after, each organisation weighing alike, None where there are none."""

    unit_id: str
    comparability: Comparability
    common: tuple[str, ...]
    asked: int
    before: float | Withheld
    after: float | Withheld
    difference: float | Withheld
    interval: Interval | Withheld
    direction: Direction | None
    ad_before: float | Withheld
    ad_after: float | Withheld
    drift: Drift | None
    organisations: tuple[CellChange, ...]
    common_organisations: tuple[float, float] | None


@dataclass(frozen=True)
class RoundChange:
    """All changes from one round to a later one. `left` and `joined`: organisation ids that took part in one of them
    only. `same_questionnaire`: nothing was asked differently."""

    whole: Change
    dimensions: tuple[Change, ...]
    factors: tuple[Change, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    same_questionnaire: bool

    def of(self, unit_id: str) -> Change:
        """The change of that factor, dimension or the WHOLE. Raises KeyError."""
        for change in (self.whole, *self.dimensions, *self.factors):
            if change.unit_id == unit_id:
                return change
        raise KeyError(unit_id)
