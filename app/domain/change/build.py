"""The change from one round to a later one. Rules: docs/method.md, "Change between rounds"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain import agreement, scoring
from app.domain.change.values import CellChange, Change, Direction, Drift, RoundChange
from app.domain.comparability import Comparability, ComparedFactor, compare
from app.domain.dialogue import rounded_either_way
from app.domain.published import Reason, Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.result import CellScores, DimensionResult, FactorResult, RoundResult
from app.domain.round import Kind
from app.domain.scale import rescaled
from app.domain.uncertainty import WHOLE, Interval, difference_interval, spreads

LEAST_CHANGE = Fraction(3, 10)
"""Scale steps from which on a change that is sure is worth naming."""
LEAST_DRIFT = Fraction(1, 20)
"""Share of the scale's length by which AD must have moved before the group is said to have come closer or drifted
apart. A convention of ours: no test of AD is made."""


def round_change(before: RoundResult, after: RoundResult) -> RoundChange:
    """What has changed from one round to a later one of the same questionnaire, whatever its versions.

    Rounds are independent samples: answers are anonymous, so nobody's two answers are tied together. Intervals
    compare what both rounds asked alike."""
    compared = {one.factor_id: one for one in compare(before.questionnaire, after.questionnaire)}
    pair = _Pair(before, after, compared)
    earlier = set(before.organisation_names)
    later = set(after.organisation_names)
    return RoundChange(
        whole=pair.whole(),
        dimensions=tuple(pair.dimension(one) for one in after.dimensions if _is_scored(one)),
        factors=tuple(pair.factor(one) for one in after.scored_factors),
        joined=tuple(sorted(later - earlier)),
        left=tuple(sorted(earlier - later)),
        same_questionnaire=before.questionnaire.fingerprint == after.questionnaire.fingerprint,
    )


@dataclass(frozen=True)
class _Measured:
    """A unit's figures on the compared items: exact."""

    mean: Fraction | Withheld
    ad: Fraction | None


class _Pair:
    """Two rounds and what of their questionnaires is common."""

    def __init__(self, before: RoundResult, after: RoundResult, compared: Mapping[str, ComparedFactor]) -> None:
        self.before, self.after, self.compared = before, after, compared
        common = {one.factor_id: one.common for one in compared.values()}
        self.spreads = spreads(before, common), spreads(after, common)
        self.length = after.questionnaire.scale_length
        self.joint = Kind.JOINT in (before.kind, after.kind)

    def factor(self, later: FactorResult) -> Change:
        factor_id = later.factor.id
        compared = self.compared[factor_id]
        earlier = _factor(self.before, factor_id)
        organisations = () if earlier is None else self._cells(earlier.organisations, later.organisations)
        return self._change(
            factor_id,
            compared.comparability,
            compared.common,
            len(later.factor.ratings),
            self._measured(earlier, compared.common),
            self._measured(later, compared.common),
            organisations if compared.comparability is Comparability.FULL else (),
        )

    def dimension(self, later: DimensionResult) -> Change:
        factors = [one for one in later.factors if one.is_scored]
        earlier = {one.dimension.id: one for one in self.before.dimensions}.get(later.dimension.id)
        cells = () if earlier is None else self._cells(earlier.organisations, later.organisations)
        gone = earlier is not None and {one.factor.id for one in earlier.factors} - {one.factor.id for one in factors}
        return self._together(later.dimension.id, factors, () if gone else cells, bool(gone))

    def whole(self) -> Change:
        result = self.after
        main = [
            one for one in result.dimensions if _is_scored(one) and result.questionnaire.makes_the_whole(one.dimension)
        ]
        parts = [self.dimension(one) for one in main]
        comparability = _joined_comparability([one.comparability for one in parts], False)
        return self._change(
            WHOLE,
            comparability,
            tuple(item for one in parts for item in one.common),
            sum(one.asked for one in parts),
            _mean_of([self._side(self.before, one) for one in main]),
            _mean_of([self._side(self.after, one) for one in main]),
            (),
        )

    def _together(
        self, unit_id: str, factors: Sequence[FactorResult], cells: tuple[CellChange, ...], gone: bool
    ) -> Change:
        compared = [self.compared[one.factor.id] for one in factors]
        comparability = _joined_comparability([one.comparability for one in compared], gone)
        return self._change(
            unit_id,
            comparability,
            tuple(item for one in compared for item in one.common),
            sum(len(one.factor.ratings) for one in factors),
            self._factors(self.before, factors),
            self._factors(self.after, factors),
            cells if comparability is Comparability.FULL else (),
        )

    def _side(self, period: RoundResult, dimension: DimensionResult) -> tuple[Fraction, _Measured]:
        return Fraction(1), self._factors(period, [one for one in dimension.factors if one.is_scored])

    def _factors(self, period: RoundResult, factors: Sequence[FactorResult]) -> _Measured:
        """The mean over the factors that can be compared, in one of the two rounds."""
        parts = []
        for one in factors:
            common = self.compared[one.factor.id].common
            if common:
                parts.append((one.factor.weight, self._measured(_factor(period, one.factor.id), common)))
        return _mean_of(parts)

    def _measured(self, found: FactorResult | None, common: Sequence[str]) -> _Measured:
        """A factor's mean and AD over the common items, by the rules of scoring."""
        items = [one for one in found.items if one.item.id in common] if found else []
        if not items:
            return _Measured(Withheld(Reason.NOT_ASKED), None)
        parts: list[tuple[Fraction, scoring.Mean]] = []
        shown = []
        for one in items:
            if isinstance(one.distribution, Withheld):
                parts.append((one.item.weight, one.distribution))
                continue
            total = sum(code * number for code, number in enumerate(one.distribution, start=1))
            mean = rescaled(Fraction(total, one.n), one.item.scale.length, self.length)
            parts.append((one.item.weight, mean))
            shown.append(one.distribution)
        mean_or_not = scoring.mean_of_published(parts)
        if isinstance(mean_or_not, Withheld):
            return _Measured(mean_or_not, None)
        return _Measured(mean_or_not, agreement.factor_deviation(shown, self.length))

    def _cells(self, before: CellScores, after: CellScores) -> tuple[CellChange, ...]:
        """The organisations that are a published cell by themselves both times, in the later round's order."""
        if isinstance(before, Withheld) or isinstance(after, Withheld):
            return ()
        length = self.before.questionnaire.scale_length
        earlier = {one.cell.id: one.value for one in before if one.cell.members == (one.cell.id,)}
        found = []
        for one in after:
            if one.cell.members == (one.cell.id,) and one.cell.id in earlier and one.cell.id != UNSTATED:
                then = float(rescaled(Fraction(earlier[one.cell.id]), length, self.length))
                found.append(CellChange(one.cell.id, round(then, 2), one.value, round(one.value - then, 2)))
        return tuple(found)

    def _change(
        self,
        unit_id: str,
        comparability: Comparability,
        common: tuple[str, ...],
        asked: int,
        before: _Measured,
        after: _Measured,
        organisations: tuple[CellChange, ...],
    ) -> Change:
        difference = _difference(before.mean, after.mean)
        interval = self._interval(unit_id, difference)
        return Change(
            unit_id=unit_id,
            comparability=comparability,
            common=common,
            asked=asked,
            before=_two_decimals(before.mean),
            after=_two_decimals(after.mean),
            difference=_two_decimals(difference),
            interval=interval,
            direction=_direction(difference, interval),
            ad_before=_two_decimals(before.ad if before.ad is not None else _no_agreement(before.mean)),
            ad_after=_two_decimals(after.ad if after.ad is not None else _no_agreement(after.mean)),
            drift=_drift(before.ad, after.ad, self.length),
            organisations=organisations,
            common_organisations=_balanced(organisations),
        )

    def _interval(self, unit_id: str, difference: Fraction | Withheld) -> Interval | Withheld:
        if isinstance(difference, Withheld):
            return difference
        if self.joint:
            return Withheld(Reason.JOINT)
        before, after = (of_round.get(unit_id, Withheld(Reason.NOT_ASKED)) for of_round in self.spreads)
        if isinstance(before, Withheld):
            return before
        return after if isinstance(after, Withheld) else difference_interval(float(difference), before, after)


def _joined_comparability(parts: Sequence[Comparability], something_gone: bool) -> Comparability:
    if not parts or all(one is Comparability.NONE for one in parts):
        return Comparability.NONE
    alike = all(one is Comparability.FULL for one in parts) and not something_gone
    return Comparability.FULL if alike else Comparability.COMMON_ITEMS


def _mean_of(parts: Sequence[tuple[Fraction, _Measured]]) -> _Measured:
    if not parts:
        return _Measured(Withheld(Reason.NOT_ASKED), None)
    mean = scoring.mean_of_published([(weight, one.mean) for weight, one in parts])
    deviations = [one.ad for _, one in parts if one.ad is not None]
    if isinstance(mean, Withheld) or not deviations:
        return _Measured(mean, None)
    return _Measured(mean, sum(deviations, Fraction(0)) / len(deviations))


def _difference(before: Fraction | Withheld, after: Fraction | Withheld) -> Fraction | Withheld:
    if isinstance(before, Withheld):
        return before
    return after if isinstance(after, Withheld) else after - before


def _direction(difference: Fraction | Withheld, interval: Interval | Withheld) -> Direction | None:
    """By the difference as it is rounded for showing, so that no figure contradicts the words."""
    if isinstance(difference, Withheld):
        return None
    if isinstance(interval, Withheld):
        return Direction.NOT_TESTED
    if not interval.leaves_out_zero or _hundredths(difference) < LEAST_CHANGE:
        return Direction.NO_SURE_CHANGE
    return Direction.INCREASE if difference > 0 else Direction.DECREASE


def _drift(before: Fraction | None, after: Fraction | None, length: int) -> Drift | None:
    if before is None or after is None:
        return None
    if _hundredths(after - before) < LEAST_DRIFT * length:
        return Drift.AS_BEFORE
    return Drift.CLOSER if after < before else Drift.APART


def _balanced(organisations: Sequence[CellChange]) -> tuple[float, float] | None:
    if not organisations:
        return None
    number = len(organisations)
    return (
        round(sum(one.before for one in organisations) / number, 2),
        round(sum(one.after for one in organisations) / number, 2),
    )


def _is_scored(dimension: DimensionResult) -> bool:
    return any(one.is_scored for one in dimension.factors)


def _factor(result: RoundResult, factor_id: str) -> FactorResult | None:
    return next((one for one in result.factors if one.factor.id == factor_id), None)


def _no_agreement(mean: Fraction | Withheld) -> Withheld:
    return mean if isinstance(mean, Withheld) else Withheld(Reason.TOO_FEW_ANSWERS)


def _two_decimals(value: Fraction | Withheld) -> float | Withheld:
    return value if isinstance(value, Withheld) else rounded_either_way(value)


def _hundredths(value: Fraction) -> Fraction:
    """The size of a difference, rounded as it is shown."""
    return Fraction(int(abs(value) * 100 + Fraction(1, 2)), 100)
