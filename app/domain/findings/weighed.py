"""What is worth saying about what is weighed and not scored: about one such factor, and about all of them."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from app.domain.dialogue import SHIFT_SHARE, Place, PlaceReason, ReasonKind
from app.domain.findings.doubt import UNSURE_CUTOFF, exact, few, hedged, in_order, reason
from app.domain.findings.values import Finding, FindingKind
from app.domain.findings.weights import heaviest, heaviest_of_each
from app.domain.items.measured import NOW, WANTED
from app.domain.published import Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.result import Agreement, FactorResult, PartedResult, RoundResult

MOST_ABOUT_A_FACTOR = 4
MOST_ABOUT_ALL = 2
"""About the whole, since what is weighed is seldom all that was asked."""
GAPS = {
    ReasonKind.ORGANISATION_GAP: FindingKind.WEIGHED_ORGANISATION_GAP,
    ReasonKind.LEVEL_GAP: FindingKind.WEIGHED_ROLE_GAP,
}
APART = (ReasonKind.TWO_CAMPS, ReasonKind.SPREAD)


def weighed_factor_findings(factor: FactorResult, result: RoundResult) -> tuple[Finding, ...]:
    """One to four findings about a factor that is weighed, most important first: where the group is and wants to be,
    or what weighs most; where the answers, the organisations and the roles lie apart."""
    shown = [one for one in factor.weighed if any(not isinstance(part.mean, Withheld) for part in one.parts)]
    unknown = _do_not_know(factor, result)
    if not shown:
        withheld = Finding(FindingKind.WEIGHED_WITHHELD, (factor.factor.id,), few=few(result))
        return tuple(one for one in (unknown, withheld) if one)
    where = [said for one in shown if (said := _where(one, factor, result))]
    apart = [said for one in shown for said in _apart(one, factor, result)]
    doubtful = factor.place is Place.FIND_OUT_MORE
    found = [*apart, *where] if factor.place is Place.DIVIDED else [*where, *apart]
    if unknown:
        found = [unknown, *found] if doubtful else [*found[: MOST_ABOUT_A_FACTOR - 1], unknown]
    return tuple(found[:MOST_ABOUT_A_FACTOR])


def weighed_round_findings(result: RoundResult) -> tuple[Finding, ...]:
    """At most two findings about all factors that are weighed: where the group wants to be somewhere else, where the
    pictures do not match; else, what is as it should be, and what weighs alike."""
    weighed = [one for one in result.factors if not one.is_scored]
    moves = [one for one in weighed if one.place is Place.CHALLENGE]
    divided = [one for one in weighed if one.place is Place.DIVIDED]
    strengths = [one for one in weighed if one.place is Place.STRENGTH]
    found = (
        _about(FindingKind.WANTED_MOVES, sorted(moves, key=_shift_share, reverse=True), weighed, result),
        _about(FindingKind.WEIGHED_DIFFERENTLY, divided, weighed, result, _between(divided)),
        _about(FindingKind.AS_WANTED, [one for one in strengths if reason(one, ReasonKind.SHIFT)], weighed, result),
        _about(
            FindingKind.WEIGHED_ALIKE,
            [one for one in strengths if reason(one, ReasonKind.SHARED_WEIGHTS)],
            weighed,
            result,
        ),
    )
    return tuple(one for one in found if one)[:MOST_ABOUT_ALL]


def _about(
    kind: FindingKind, factors: Sequence[FactorResult], weighed: Sequence[FactorResult], result: RoundResult, *more: int
) -> Finding | None:
    if not factors:
        return None
    return Finding(
        kind,
        tuple(one.factor.id for one in factors),
        (len(factors), len(weighed), *more),
        hedged=any(hedged(one, result) for one in factors),
        few=few(result),
    )


def _between(divided: Iterable[FactorResult]) -> int:
    """1 where organisations alone, 2 where roles alone make the difference in all of them, else 0."""
    kinds = {one.kind for factor in divided for one in factor.reasons}
    return 1 if kinds == {ReasonKind.ORGANISATION_GAP} else 2 if kinds == {ReasonKind.LEVEL_GAP} else 0


def _shift_share(factor: FactorResult) -> Fraction:
    """The widest wanted shift, as a share of the way from end to end."""
    shifts = [abs(exact(one.shift)) / _width(one) for one in factor.weighed if isinstance(one.shift, float)]
    return max(shifts, default=Fraction(0))


def _width(found: PartedResult) -> Fraction:
    """From end to end of the item's scale."""
    span = found.item.parts[0].span
    return span.high - span.low


def _where(found: PartedResult, factor: FactorResult, result: RoundResult) -> Finding | None:
    """Where the group is and wants to be, or what weighs most."""
    agreed = float(_agreed(found, factor))
    kind = FindingKind.WEIGHED_EVENLY
    values, parts = tuple[float, ...](), tuple[str, ...]()
    if NOW in found.item.keys:
        now = found.part(NOW).mean
        if isinstance(now, Withheld):
            return None
        kind, values = FindingKind.WEIGHED_AT, (agreed, now)
        wanted = found.part(WANTED).mean if WANTED in found.item.keys else None
        if isinstance(found.shift, float) and isinstance(wanted, float):
            kind = FindingKind.WEIGHED_STAY if _stays(found, factor) else FindingKind.WEIGHED_MOVE
            values = (agreed, now, wanted, found.shift)
    elif top := heaviest(found):
        kind, parts = FindingKind.WEIGHED_MOST, tuple(part.key for part in top)
        values = (agreed, *(part.mean for part in top if isinstance(part.mean, float)))
    return Finding(kind, (factor.factor.id,), values, (), found.item.id, hedged(factor, result), few(result), parts)


def _agreed(found: PartedResult, factor: FactorResult) -> bool:
    """Whether the group sees the item alike, as its factor's place says. Of one that many could not judge, that is not
    said."""
    if factor.place is Place.FIND_OUT_MORE or any(one.item_id == found.item.id for one in _divisions(factor)):
        return False
    return all(isinstance(part.agreement, Agreement) for part in found.parts)


def _stays(found: PartedResult, factor: FactorResult) -> bool:
    """Whether it is much where it should be: as the factor's place says, where the place is decided by shifts."""
    if factor.place is Place.STRENGTH:
        return True
    assert isinstance(found.shift, float)
    decisive = reason(factor, ReasonKind.SHIFT)
    if decisive and decisive.item_id == found.item.id:
        return False
    return abs(exact(found.shift)) < SHIFT_SHARE / 2 * _width(found)


def _divisions(factor: FactorResult) -> tuple[PlaceReason, ...]:
    return tuple(one for one in factor.reasons if one.kind in (*APART, *GAPS))


def _apart(found: PartedResult, factor: FactorResult, result: RoundResult) -> Iterable[Finding]:
    """Where the answers, the organisations and the roles lie apart, and where organisations give most weight to
    different options."""
    reasons = [one for one in _divisions(factor) if one.item_id == found.item.id]
    spread = [one for one in reasons if one.kind in APART]
    if spread:
        camps = float(all(one.kind is ReasonKind.TWO_CAMPS for one in spread))
        parts = tuple(one.part or "" for one in sorted(spread, key=lambda one: one.value or 0.0, reverse=True))
        yield Finding(
            FindingKind.WEIGHED_APART,
            (factor.factor.id,),
            (camps,),
            (),
            found.item.id,
            hedged(factor, result),
            few(result),
            parts,
        )
    for why in GAPS:
        gaps = [one for one in reasons if one.kind is why]
        if gaps:
            yield _gap(max(gaps, key=lambda one: one.value or 0.0), found, factor, result)
    tops = heaviest_of_each(found) if reasons else ()
    if len({key for _, key in tops}) > 1:
        order = in_order([cell for cell, _ in tops], result)
        parts = tuple(dict(tops)[cell] for cell in order)
        yield Finding(
            FindingKind.WEIGHED_MOST_DIFFERS,
            (factor.factor.id,),
            (),
            order,
            found.item.id,
            few=few(result),
            parts=parts,
        )


def _gap(gap: PlaceReason, found: PartedResult, factor: FactorResult, result: RoundResult) -> Finding:
    """The gap, with all cells that share the highest mean, and all that share the lowest."""
    part = found.part(gap.part or NOW)
    cells = part.levels if gap.kind is ReasonKind.LEVEL_GAP else part.organisations
    assert not isinstance(cells, Withheld)
    high, low = gap.highest_value or 0.0, gap.lowest_value or 0.0
    named = [one for one in cells if one.cell.members != (UNSTATED,)]
    highest = in_order([one.cell for one in named if one.value == high], result)
    lowest = in_order([one.cell for one in named if one.value == low], result)
    values = (high, low, float(len(highest)))
    return Finding(
        GAPS[gap.kind], (factor.factor.id,), values, (*highest, *lowest), found.item.id, few=few(result),
        parts=(part.key,),
    )  # fmt: skip


def _do_not_know(factor: FactorResult, result: RoundResult) -> Finding | None:
    many = reason(factor, ReasonKind.DONT_KNOW) is not None
    if not many and exact(factor.dont_know_share) < UNSURE_CUTOFF:
        return None
    return Finding(FindingKind.DO_NOT_KNOW, (factor.factor.id,), (factor.dont_know_share, float(many)), few=few(result))
