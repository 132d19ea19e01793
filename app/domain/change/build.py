"""The change from one round to a later one. Rules: docs/method.md, "Change between rounds"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain import agreement, scoring
from app.domain.change.values import CellChange, Change, Direction, Drift, RoundChange
from app.domain.comparability import Comparability, ComparedFactor, VersionComparison, compare_versions
from app.domain.dialogue import rounded_either_way
from app.domain.published import Reason, Withheld
from app.domain.questionnaire import UNSTATED, Questionnaire
from app.domain.result import CellScores, DimensionResult, FactorResult, ItemResult, RoundResult
from app.domain.round import Kind
from app.domain.scale import rescaled
from app.domain.uncertainty import (
    WHOLE,
    Interval,
    Spread,
    difference_interval,
    spread_of_items,
    spread_together,
)

LEAST_CHANGE = Fraction(3, 10)
"""Scale steps from which on a change that is sure is worth naming."""
LEAST_DRIFT = Fraction(1, 20)
"""Share of the scale's length by which AD must have moved before the group is said to have come closer or drifted
apart. A convention of ours: no test of AD is made."""


def round_change(before: RoundResult, after: RoundResult, between: Sequence[Questionnaire] = ()) -> RoundChange:
    """What has changed from one round to a later one of the same questionnaire, whatever its versions. `between`: the
    versions in between, oldest first, where there are any.

    Rounds are independent samples: answers are anonymous, so nobody's two answers are tied together."""
    versions = compare_versions(before.questionnaire, after.questionnaire, between)
    pair = _Pair(before, after, versions)
    earlier, later = set(before.organisation_names), set(after.organisation_names)
    return RoundChange(
        whole=pair.whole(),
        dimensions=tuple(pair.dimension(one) for one in after.dimensions if _is_scored(one)),
        factors=tuple(pair.factor(one) for one in after.scored_factors),
        joined=tuple(sorted(later - earlier)),
        left=tuple(sorted(earlier - later)),
        versions=versions,
    )


@dataclass(frozen=True)
class _Measured:
    """A unit's exact figures on the compared items, on the later main scale."""

    mean: Fraction | Withheld
    ad: Fraction | None
    spread: Spread | Withheld


NOTHING = Withheld(Reason.NOT_ASKED)


class _Pair:
    """Two rounds and what of their questionnaires is common."""

    def __init__(self, before: RoundResult, after: RoundResult, versions: VersionComparison) -> None:
        self.before, self.after = before, after
        self.compared = {one.factor_id: one for one in versions.factors}
        self.length = after.questionnaire.scale_length
        self.joint = Kind.JOINT in (before.kind, after.kind)

    def factor(self, later: FactorResult) -> Change:
        compared = self.compared[later.factor.id]
        earlier = _earlier(self.before, compared)
        whole = earlier is not None and compared.comparability is Comparability.FULL
        return self._change(
            later.factor.id,
            compared.comparability,
            self._common(later),
            len(later.factor.ratings),
            self._factors([later]),
            self._cells(earlier.organisations, later.organisations) if earlier and whole else (),
        )

    def dimension(self, later: DimensionResult) -> Change:
        factors = [one for one in later.factors if one.is_scored]
        compared = [self.compared[one.factor.id] for one in factors]
        earlier = {one.dimension.id: one for one in self.before.dimensions}.get(later.dimension.id)
        were = {one.factor.id for one in earlier.factors if one.is_scored} if earlier else set()
        same = were == {one.earlier.id for one in compared if one.earlier}
        comparability = _joined_comparability([one.comparability for one in compared], same)
        cells = earlier is not None and comparability is Comparability.FULL
        return self._change(
            later.dimension.id,
            comparability,
            tuple(item for one in factors for item in self._common(one)),
            sum(len(one.factor.ratings) for one in factors),
            self._factors(factors),
            self._cells(earlier.organisations, later.organisations) if earlier and cells else (),
        )

    def whole(self) -> Change:
        asked = self.after.questionnaire
        scored = [one for one in self.after.dimensions if _is_scored(one)]
        main = [one for one in scored if asked.makes_the_whole(one.dimension)]
        parts = [self.dimension(one) for one in main]
        sides = [self._factors([factor for factor in one.factors if factor.is_scored]) for one in main]
        return self._change(
            WHOLE,
            _joined_comparability([one.comparability for one in parts], True),
            tuple(item for one in parts for item in one.common),
            sum(one.asked for one in parts),
            (
                _together([(one.dimension.weight, before) for one, (before, _) in zip(main, sides, strict=True)]),
                _together([(one.dimension.weight, after) for one, (_, after) in zip(main, sides, strict=True)]),
            ),
            (),
        )

    def _common(self, later: FactorResult) -> tuple[str, ...]:
        """The later ids of the statements that both ask alike; what is weighed has no score to compare."""
        rated = {item.id for item in later.factor.ratings}
        return tuple(one for one in self.compared[later.factor.id].common if one in rated)

    def _factors(self, factors: Sequence[FactorResult]) -> tuple[_Measured, _Measured]:
        """The mean over those factors that can be compared, before and after."""
        befores, afters = [], []
        for one in factors:
            compared = self.compared[one.factor.id]
            weights = {item.id: item.weight for item in one.factor.ratings}
            pairs = [(was, now) for was, now in compared.pairs if now in weights]
            if not pairs:
                continue
            earlier = _earlier(self.before, compared)
            befores.append((one.factor.weight, self._measured(earlier, {was: weights[now] for was, now in pairs})))
            afters.append((one.factor.weight, self._measured(one, {now: weights[now] for _, now in pairs})))
        return _together(befores), _together(afters)

    def _measured(self, found: FactorResult | None, weights: Mapping[str, Fraction]) -> _Measured:
        """A factor's figures over the items with these weights, by the rules of scoring."""
        items = [(weights[one.item.id], one) for one in found.items if one.item.id in weights] if found else []
        if not items:
            return _Measured(NOTHING, None, NOTHING)
        mean = scoring.mean_of_published([(weight, self._item_mean(one)) for weight, one in items])
        shown = [one.distribution for _, one in items if not isinstance(one.distribution, Withheld)]
        if isinstance(mean, Withheld):
            return _Measured(mean, None, mean)
        ad = agreement.factor_deviation(shown, self.length)
        return _Measured(mean, ad, spread_of_items(items, self.length))

    def _item_mean(self, one: ItemResult) -> Fraction | Withheld:
        if isinstance(one.distribution, Withheld):
            return one.distribution
        total = sum(code * number for code, number in enumerate(one.distribution, start=1))
        return rescaled(Fraction(total, one.n), one.item.scale.length, self.length)

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
        sides: tuple[_Measured, _Measured],
        organisations: tuple[CellChange, ...],
    ) -> Change:
        before, after = sides
        difference = _difference(before.mean, after.mean)
        interval = self._interval(difference, before.spread, after.spread)
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

    def _interval(
        self, difference: Fraction | Withheld, before: Spread | Withheld, after: Spread | Withheld
    ) -> Interval | Withheld:
        if isinstance(difference, Withheld):
            return difference
        if self.joint:
            return Withheld(Reason.JOINT)
        if isinstance(before, Withheld):
            return before
        return after if isinstance(after, Withheld) else difference_interval(float(difference), before, after)


def _joined_comparability(parts: Sequence[Comparability], same: bool) -> Comparability:
    """Of several factors together. `same`: there are no others, before or after."""
    if not parts or all(one is Comparability.NONE for one in parts):
        return Comparability.NONE
    alike = all(one is Comparability.FULL for one in parts) and same
    return Comparability.FULL if alike else Comparability.COMMON_ITEMS


def _together(parts: Sequence[tuple[Fraction, _Measured]]) -> _Measured:
    """The weighted mean, the mean AD, and the most that the mean can spread."""
    if not parts:
        return _Measured(NOTHING, None, NOTHING)
    if len(parts) == 1:
        return parts[0][1]
    mean = scoring.mean_of_published([(weight, one.mean) for weight, one in parts])
    deviations = [one.ad for _, one in parts if one.ad is not None]
    if isinstance(mean, Withheld) or not deviations:
        return _Measured(mean, None, mean if isinstance(mean, Withheld) else NOTHING)
    spread = spread_together([(weight, one.spread) for weight, one in parts])
    return _Measured(mean, sum(deviations, Fraction(0)) / len(deviations), spread)


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


def _earlier(result: RoundResult, compared: ComparedFactor) -> FactorResult | None:
    """The factor as it was, by the id that it had then."""
    if compared.earlier is None:
        return None
    return next((one for one in result.factors if one.factor.id == compared.earlier.id), None)


def _no_agreement(mean: Fraction | Withheld) -> Withheld:
    return mean if isinstance(mean, Withheld) else Withheld(Reason.TOO_FEW_ANSWERS)


def _two_decimals(value: Fraction | Withheld) -> float | Withheld:
    return value if isinstance(value, Withheld) else rounded_either_way(value)


def _hundredths(value: Fraction) -> Fraction:
    """The size of a difference, rounded as it is shown."""
    return Fraction(int(abs(value) * 100 + Fraction(1, 2)), 100)
