"""What is worth saying about the whole: at most six findings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from app.domain.agreement import AgreementClass
from app.domain.dialogue import GAP_CUTOFF, Place, ReasonKind
from app.domain.findings.doubt import FEWEST_PARTS, few, hedged, in_order, reason
from app.domain.findings.values import Finding, FindingKind
from app.domain.findings.weighed import weighed_round_findings
from app.domain.published import OTHER, Cell, Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.result import Agreement, FactorResult, RoundResult, Score

MOST_ABOUT_THE_WHOLE = 6
ENOUGH_ABOUT_THE_WHOLE = 4
"""With so many findings, what works in part is left to the pages of the factors."""
APART_CUTOFF = Fraction(1, 3)
"""An organisation is named as seeing things differently from this share of the compared factors on."""
FEWEST_FACTORS = 3
"""With fewer factors nothing is said of how many of them the group agrees on, nor of one organisation apart."""


def round_findings(result: RoundResult) -> tuple[Finding, ...]:
    """At most six findings about the whole, most important first; none where nothing is shown."""
    if result.withheld:
        return ()
    found = (
        _agreed(FindingKind.STRONG, Place.STRENGTH, result, highest=True),
        _divided(result),
        _agreed(FindingKind.WEAK, Place.CHALLENGE, result, highest=False),
        *weighed_round_findings(result),
        _one_apart(result) or _differ(FindingKind.ORGANISATIONS_DIFFER, ReasonKind.ORGANISATION_GAP, result),
        _differ(FindingKind.ROLES_DIFFER, ReasonKind.LEVEL_GAP, result),
        _many_do_not_know(result),
        _no_mean(result),
        _breadth(result),
        _heavy(result),
    )
    told = tuple(one for one in found if one)
    middle = _agreed(FindingKind.MIDDLE, Place.DEVELOP, result, highest=True)
    if middle and len(told) < ENOUGH_ABOUT_THE_WHOLE:
        told = (*told, middle)
    return told[:MOST_ABOUT_THE_WHOLE]


def _about(
    kind: FindingKind, factors: Sequence[FactorResult], result: RoundResult, cells: tuple[Cell, ...] = ()
) -> Finding | None:
    """A finding about those factors among all, none where there are none."""
    if not factors:
        return None
    return Finding(
        kind,
        tuple(one.factor.id for one in factors),
        (len(factors), len(result.scored_factors)),
        cells,
        hedged=any(hedged(one, result) for one in factors),
        few=few(result),
    )


def _agreed(kind: FindingKind, place: Place, result: RoundResult, *, highest: bool) -> Finding | None:
    agreed = [one for one in result.scored_factors if one.place is place and isinstance(one.agreement, Agreement)]
    return _about(kind, sorted(agreed, key=_mean, reverse=highest), result)


def _divided(result: RoundResult) -> Finding | None:
    kinds = (ReasonKind.TWO_CAMPS, ReasonKind.SPREAD)
    divided = [one for one in result.scored_factors if any(reason(one, kind) for kind in kinds)]
    camps = all(reason(one, ReasonKind.TWO_CAMPS) for one in divided)
    kind = FindingKind.TWO_CAMPS if camps else FindingKind.DIVIDED
    return _about(kind, sorted(divided, key=_deviation, reverse=True), result)


def _one_apart(result: RoundResult) -> Finding | None:
    """The only organisation that lies a step or more from the whole on at least a third of the compared factors."""
    compared = [one for one in result.scored_factors if not isinstance(one.organisations, Withheld)]
    if len(compared) < FEWEST_FACTORS:
        return None
    distances: dict[Cell, list[tuple[FactorResult, float]]] = {}
    for factor in compared:
        for cell, distance in _distances(factor):
            distances.setdefault(cell, []).append((factor, distance))
    if len(distances) < FEWEST_PARTS:
        return None
    apart = {
        cell: far
        for cell, all_of_it in distances.items()
        if len(
            far := [
                (one, distance)
                for one, distance in all_of_it
                if abs(distance) >= GAP_CUTOFF * result.questionnaire.span.step
            ]
        )
        >= APART_CUTOFF * len(compared)
    }
    if len(apart) != 1:
        return None
    ((cell, far),) = apart.items()
    if cell.id == OTHER or UNSTATED in cell.members:
        return None
    signs = {1 if distance > 0 else -1 for _, distance in far}
    factors = [one for one, _ in sorted(far, key=lambda pair: abs(pair[1]), reverse=True)]
    side = signs.pop() if len(signs) == 1 else 0
    return Finding(
        FindingKind.ONE_APART,
        tuple(one.factor.id for one in factors),
        (len(far), len(compared), side),
        (cell,),
        hedged=any(hedged(one, result) for one in factors),
        few=few(result),
    )


def _distances(factor: FactorResult) -> Iterable[tuple[Cell, float]]:
    """Each organisation's distance from the whole group, in scale steps to two decimals."""
    if isinstance(factor.organisations, Withheld) or isinstance(factor.score, Withheld):
        return ()
    whole = factor.score.value
    return tuple((one.cell, round(one.value - whole, 2)) for one in factor.organisations)


def _differ(kind: FindingKind, why: ReasonKind, result: RoundResult) -> Finding | None:
    gaps = [(one, gap) for one in result.scored_factors if (gap := reason(one, why))]
    gaps.sort(key=lambda pair: pair[1].value or 0.0, reverse=True)
    pairs = Counter(frozenset(cell for cell in (gap.lowest, gap.highest) if cell) for _, gap in gaps)
    cells: tuple[Cell, ...] = ()
    times = 0
    for pair, often in pairs.most_common(1):
        if 2 * often > len(gaps):
            cells, times = in_order(pair, result), often
    found = _about(kind, [one for one, _ in gaps], result, cells)
    return replace(found, values=(*found.values, times)) if found else None


def _many_do_not_know(result: RoundResult) -> Finding | None:
    """Of all factors, scored or weighed: not to know is the same for both."""
    unknown = [one for one in result.factors if reason(one, ReasonKind.DONT_KNOW)]
    found = _about(
        FindingKind.MANY_DO_NOT_KNOW, sorted(unknown, key=lambda one: one.dont_know_share, reverse=True), result
    )
    return replace(found, values=(len(unknown), len(result.factors))) if found else None


def _no_mean(result: RoundResult) -> Finding | None:
    """Factors without a mean that are not already told of as such that many do not know."""
    without = [one for one in result.scored_factors if isinstance(one.score, Withheld)]
    return _about(FindingKind.NO_MEAN, [one for one in without if not reason(one, ReasonKind.DONT_KNOW)], result)


def _breadth(result: RoundResult) -> Finding | None:
    judged = [one for one in result.scored_factors if one.place is not Place.FIND_OUT_MORE]
    judged = [one for one in judged if isinstance(one.agreement, Agreement)]
    agreed = [one for one in judged if one.place is not Place.DIVIDED]
    if len(judged) < FEWEST_FACTORS or not agreed:
        return None
    divided = [one for one in judged if one.place is Place.DIVIDED]
    by_gap_alone = any(
        isinstance(one.agreement, Agreement) and one.agreement.agreement_class is AgreementClass.ALIKE
        for one in divided
    )
    values = (len(agreed), len(judged), len(result.scored_factors), by_gap_alone)
    return Finding(FindingKind.BREADTH, tuple(one.factor.id for one in agreed), values, few=few(result))


def _heavy(result: RoundResult) -> Finding | None:
    if isinstance(result.score, Withheld) or result.organisation_balanced is None or not result.one_weighs_heavily:
        return None
    return Finding(FindingKind.HEAVY, (), (result.score.value, result.organisation_balanced), few=few(result))


def _mean(factor: FactorResult) -> float:
    return factor.score.value if isinstance(factor.score, Score) else 0.0


def _deviation(factor: FactorResult) -> float:
    return factor.agreement.ad if isinstance(factor.agreement, Agreement) else 0.0
