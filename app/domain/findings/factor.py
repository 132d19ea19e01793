"""What is worth saying about one factor: one to four findings."""

from collections.abc import Sequence
from fractions import Fraction

from app.domain.agreement import AgreementClass, practical_cutoff
from app.domain.dialogue import GAP_CUTOFF, Place, ReasonKind
from app.domain.findings.doubt import FEWEST_PARTS, UNSURE_CUTOFF, exact, few, hedged, in_order, reason
from app.domain.findings.values import Finding, FindingKind
from app.domain.findings.weighed import weighed_factor_findings
from app.domain.published import Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.result import FactorResult, ItemResult, RoundResult
from app.domain.round import Kind
from app.domain.scale import Band, Span, rescaled

MOST_ABOUT_A_FACTOR = 4
STANDS_OUT_CUTOFF = Fraction(1, 5)
"""A statement stands out from this share of the scale's length, A - 1, on: 0.8 steps of five points."""
ENTIRELY_CUTOFF = Fraction(1, 2)
"""Up to this share of the cut-off for seeing it alike, the group agrees, and not only "by and large"."""
FEWEST_ON_A_SIDE = 2
"""A single answer is not spoken of."""


def factor_findings(factor: FactorResult, result: RoundResult) -> tuple[Finding, ...]:
    """One to four findings about one factor of the result, most important first; none where nothing is shown."""
    if result.withheld:
        return ()
    if not factor.is_scored:
        return weighed_factor_findings(factor, result)
    unknown = _do_not_know(factor, result)
    doubtful = factor.place is Place.FIND_OUT_MORE
    found = (
        unknown if doubtful else None,
        _level(factor, result),
        _sides(factor, result),
        _gap(FindingKind.ORGANISATION_GAP, ReasonKind.ORGANISATION_GAP, factor, result),
        _gap(FindingKind.ROLE_GAP, ReasonKind.LEVEL_GAP, factor, result),
        None if doubtful else unknown,
        _stands_out(factor, result),
    )
    return tuple(one for one in found if one)[:MOST_ABOUT_A_FACTOR]


def _level(factor: FactorResult, result: RoundResult) -> Finding:
    kind, values = _level_kind(factor, result.questionnaire.span)
    return Finding(kind, (factor.factor.id,), values, hedged=hedged(factor, result), few=few(result))


def _level_kind(factor: FactorResult, span: Span) -> tuple[FindingKind, tuple[float, ...]]:
    if isinstance(factor.score, Withheld):
        return FindingKind.WITHHELD, ()
    if isinstance(factor.agreement, Withheld):
        return FindingKind.LEVEL_ALONE, ()
    if factor.agreement.agreement_class is AgreementClass.TWO_CAMPS:
        return FindingKind.LEVEL_TWO_CAMPS, ()
    if factor.agreement.agreement_class is AgreementClass.SPREAD:
        return FindingKind.LEVEL_SPREAD, ()
    differ = _differ(factor, span)
    if any(differ):
        return FindingKind.LEVEL_APART, differ
    entirely = exact(factor.agreement.ad) <= ENTIRELY_CUTOFF * practical_cutoff(span.length)
    return FindingKind.LEVEL_AGREED, (1.0 if entirely else 0.0,)


def _differ(factor: FactorResult, span: Span) -> tuple[float, float]:
    """1 where organisations, and 1 where roles, lie a step or more apart.

    A factor that many could not judge gives no gap as a reason, so its published gaps are looked at."""
    if factor.place is Place.FIND_OUT_MORE:
        gaps = (factor.organisation_gap, factor.level_gap)
        organisations, roles = (gap is not None and gap >= GAP_CUTOFF * span.step for gap in gaps)
    else:
        organisations, roles = (
            reason(factor, kind) is not None for kind in (ReasonKind.ORGANISATION_GAP, ReasonKind.LEVEL_GAP)
        )
    return float(organisations), float(roles)


def _sides(factor: FactorResult, result: RoundResult) -> Finding | None:
    """How the answers divide, where they lie apart."""
    if isinstance(factor.agreement, Withheld) or isinstance(factor.distribution, Withheld):
        return None
    if result.kind is Kind.JOINT:
        return _split(factor, result) if factor.place is Place.DIVIDED else None
    if factor.agreement.agreement_class is AgreementClass.ALIKE:
        return None
    weak, strong = _ends(factor.distribution)
    total = sum(factor.distribution)
    if min(weak, strong) < FEWEST_ON_A_SIDE:
        return None
    known = (factor.factor.id,)
    if not few(result):
        return Finding(FindingKind.SIDES, known, (weak / total, strong / total), hedged=hedged(factor, result))
    if len(_shown(factor)) == 1:
        return Finding(FindingKind.SIDES_COUNTED, known, (weak, strong, total), few=True)
    return None


def _ends(distribution: Sequence[int]) -> tuple[int, int]:
    """How many answers lie below the middle of the scale and above it, as for two camps."""
    middle = Fraction(len(distribution) + 1, 2)
    below = sum(number for value, number in enumerate(distribution, start=1) if value < middle - Fraction(1, 2))
    above = sum(number for value, number in enumerate(distribution, start=1) if value > middle + Fraction(1, 2))
    return below, above


def _split(factor: FactorResult, result: RoundResult) -> Finding | None:
    """How many organisations see a strength, and how many a challenge, where some see either."""
    if isinstance(factor.organisations, Withheld):
        return None
    bands = [result.questionnaire.bands.band(exact(one.value)) for one in factor.organisations]
    well, badly = bands.count(Band.STRENGTH), bands.count(Band.CONCERN)
    if len(bands) < FEWEST_PARTS or not well or not badly:
        return None
    return Finding(FindingKind.ORGANISATIONS_SPLIT, (factor.factor.id,), (well, badly, len(bands)), few=few(result))


def _gap(kind: FindingKind, why: ReasonKind, factor: FactorResult, result: RoundResult) -> Finding | None:
    """The gap, with all cells that share the highest mean, and all that share the lowest."""
    gap = reason(factor, why)
    cells = factor.levels if why is ReasonKind.LEVEL_GAP else factor.organisations
    if gap is None or gap.highest is None or gap.lowest is None or isinstance(cells, Withheld):
        return None
    high, low = gap.highest_value or 0.0, gap.lowest_value or 0.0
    named = [one for one in cells if one.cell.members != (UNSTATED,)]
    highest = in_order([one.cell for one in named if one.value == high], result)
    lowest = in_order([one.cell for one in named if one.value == low], result)
    return Finding(kind, (factor.factor.id,), (high, low, len(highest)), (*highest, *lowest))


def _stands_out(factor: FactorResult, result: RoundResult) -> Finding | None:
    """The statement farthest from the factor's mean, where it is far."""
    shown = _shown(factor)
    if isinstance(factor.score, Withheld) or len(shown) < FEWEST_PARTS:
        return None
    span, whole = result.questionnaire.span, exact(factor.score.value)
    item, mean = max(shown, key=lambda pair: abs(_on_main(pair, span) - whole))
    distance = _on_main((item, mean), span) - whole
    if abs(distance) < STANDS_OUT_CUTOFF * (span.high - span.low):
        return None
    side = 1.0 if distance > 0 else -1.0
    return Finding(FindingKind.STANDS_OUT, (factor.factor.id,), (mean, side), item=item.item.id, few=few(result))


def _shown(factor: FactorResult) -> list[tuple[ItemResult, float]]:
    """The statements that have a mean."""
    return [(item, item.mean) for item in factor.items if not isinstance(item.mean, Withheld)]


def _on_main(shown: tuple[ItemResult, float], main: Span) -> Fraction:
    item, mean = shown
    return rescaled(exact(mean), item.item.span, main)


def _do_not_know(factor: FactorResult, result: RoundResult) -> Finding | None:
    many = reason(factor, ReasonKind.DONT_KNOW) is not None
    if not many and exact(factor.dont_know_share) < UNSURE_CUTOFF:
        return None
    return Finding(FindingKind.DO_NOT_KNOW, (factor.factor.id,), (factor.dont_know_share, many), few=few(result))
