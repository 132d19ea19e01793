"""What is worth saying in words about a round's result: rules from figures to findings. Pure; words are put elsewhere.

A finding says nothing that its figures do not: "agrees" and "divided" follow the factor's place, levels follow its
band, and a finding that names an organisation or a role does so by a published cell.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from app.domain.agreement import AgreementClass, practical_cutoff
from app.domain.dialogue import DONT_KNOW_CUTOFF, GAP_CUTOFF, Place, PlaceReason, ReasonKind
from app.domain.published import OTHER, Cell, Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.result import Agreement, CellScores, FactorResult, ItemResult, RoundResult, Score
from app.domain.round import Kind
from app.domain.scale import Band, rescaled

MOST_ABOUT_THE_WHOLE = 6
MOST_ABOUT_A_FACTOR = 4
UNSURE_CUTOFF = Fraction(15, 100)
"""From this share of "don't know" on, a sentence says that it is about those who could answer."""
ANSWERED_CUTOFF = Fraction(3, 4)
"""The same where fewer than this share of the persons gave a statement a valid answer."""
APART_CUTOFF = Fraction(1, 3)
"""An organisation is named as seeing things differently from this share of the compared factors on."""
FEWEST_FACTORS = 3
"""With fewer factors nothing is said of how many of them the group agrees on, nor of one organisation apart."""
FEWEST_PARTS = 3
"""Of two organisations neither is the one that is apart; of two statements neither stands out."""
STANDS_OUT_CUTOFF = Fraction(1, 5)
"""A statement stands out from this share of the scale's length, A - 1, on: 0.8 steps of five points."""
ENTIRELY_CUTOFF = Fraction(1, 2)
"""Up to this share of the cut-off for seeing it alike, the group agrees, and not only "by and large"."""
FEW = 10
"""Below this number of persons nothing is said in shares."""


class FindingKind(StrEnum):
    """What a finding says. First those about the whole, then those about one factor.

    `values` of a finding are listed in this order with each kind."""

    STRONG = "strong"
    """The group agrees that `factors` work well. values: (how many, of all)."""
    WEAK = "weak"
    """The group agrees that `factors` do not work well enough. values: (how many, of all)."""
    MIDDLE = "middle"
    """The group agrees that `factors` work in part. values: (how many, of all)."""
    DIVIDED = "divided"
    """The answers to `factors` lie far apart. values: (how many, of all)."""
    TWO_CAMPS = "two_camps"
    """The same where every one of them has two camps. values: (how many, of all)."""
    ONE_APART = "one_apart"
    """One organisation's mean lies a step or more above or below the whole's on `factors`; the cell is in `cells`.
    values: (how many, of all compared, -1 where always below, 1 where always above, 0 where both)."""
    ORGANISATIONS_DIFFER = "organisations_differ"
    """Organisations lie a step or more from each other on `factors`; `cells` are the two that do so on more than half of them,
    or none. values: (how many, of all, on how many the two)."""
    ROLES_DIFFER = "roles_differ"
    """The same between roles."""
    MANY_DO_NOT_KNOW = "many_do_not_know"
    """At least three answers in ten to `factors` are "don't know". values: (how many, of all)."""
    NO_MEAN = "no_mean"
    """Too few have given `factors` an answer for a mean. values: (how many, of all)."""
    BREADTH = "breadth"
    """Of the factors that most could judge, the group agrees on so many. values: (how many, of those, of all)."""
    HEAVY = "heavy"
    """Organisations weigh differently. values: (mean, mean if all weighed the same)."""

    LEVEL_AGREED = "level_agreed"
    """The factor's level, which the group agrees on. values: (1 entirely, 0 by and large)."""
    LEVEL_SPREAD = "level_spread"
    """The factor's mean, while the answers lie apart."""
    LEVEL_TWO_CAMPS = "level_two_camps"
    """The factor's mean, while the answers gather in two camps."""
    LEVEL_APART = "level_apart"
    """The factor's mean, while organisations or roles see it differently."""
    LEVEL_ALONE = "level_alone"
    """The factor's mean; whether the group agrees cannot be said."""
    WITHHELD = "withheld"
    """The factor has no mean that may be shown."""
    SIDES = "sides"
    """How large a part of the answers lies at either end. values: (share weak, share strong), 0..1."""
    SIDES_COUNTED = "sides_counted"
    """The same for one statement with few answers. values: (persons weak, persons strong, persons)."""
    ORGANISATIONS_SPLIT = "organisations_split"
    """In a joint round: how many organisations rate it as working well, and as not. values: (well, not, of all)."""
    ORGANISATION_GAP = "organisation_gap"
    """The two organisations in `cells` see it most differently. values: (their means, highest first)."""
    ROLE_GAP = "role_gap"
    """The same of two roles."""
    STANDS_OUT = "stands_out"
    """The statement `item` lies far from the factor's other ones. values: (its mean on its own scale, -1 below or 1
    above)."""
    DO_NOT_KNOW = "do_not_know"
    """A noticeable share of the answers is "don't know". values: (share, 0..1)."""


@dataclass(frozen=True)
class Finding:
    """One thing worth saying. `factors`: ids, most telling first. `hedged`: it holds for those who could answer; the
    others are too many to speak for. `few`: fewer than ten persons, of whom nothing is said in shares. `cells`: the
    organisations or roles it names, all published."""

    kind: FindingKind
    factors: tuple[str, ...]
    values: tuple[float, ...] = ()
    cells: tuple[Cell, ...] = ()
    item: str | None = None
    hedged: bool = False
    few: bool = False


def round_findings(result: RoundResult) -> tuple[Finding, ...]:
    """At most six findings about the whole, most important first; none where nothing is shown."""
    if result.withheld:
        return ()
    found = (
        _agreed(FindingKind.STRONG, Place.STRENGTH, result, highest=True),
        _divided(result),
        _agreed(FindingKind.WEAK, Place.CHALLENGE, result, highest=False),
        _one_apart(result) or _differ(FindingKind.ORGANISATIONS_DIFFER, ReasonKind.ORGANISATION_GAP, result),
        _differ(FindingKind.ROLES_DIFFER, ReasonKind.LEVEL_GAP, result),
        _many_do_not_know(result),
        _no_mean(result),
        _breadth(result),
        _heavy(result),
        _agreed(FindingKind.MIDDLE, Place.DEVELOP, result, highest=True),
    )
    return tuple(one for one in found if one)[:MOST_ABOUT_THE_WHOLE]


def factor_findings(factor: FactorResult, result: RoundResult) -> tuple[Finding, ...]:
    """One to four findings about one factor of the result, most important first; none where nothing is shown."""
    if result.withheld:
        return ()
    unknown = _do_not_know(factor, result)
    doubtful = factor.place is Place.FIND_OUT_MORE
    found = (
        unknown if doubtful else None,
        _level(factor, result),
        _sides(factor, result),
        _gap(FindingKind.ORGANISATION_GAP, ReasonKind.ORGANISATION_GAP, factor),
        _gap(FindingKind.ROLE_GAP, ReasonKind.LEVEL_GAP, factor),
        None if doubtful else unknown,
        _stands_out(factor, result),
    )
    return tuple(one for one in found if one)[:MOST_ABOUT_A_FACTOR]


# About the whole


def _about(
    kind: FindingKind, factors: Sequence[FactorResult], result: RoundResult, cells: tuple[Cell, ...] = ()
) -> Finding | None:
    """A finding about those factors among all, none where there are none."""
    if not factors:
        return None
    return Finding(
        kind,
        tuple(one.factor.id for one in factors),
        (len(factors), len(result.factors)),
        cells,
        hedged=any(_hedged(one, result) for one in factors),
        few=_few(result),
    )


def _agreed(kind: FindingKind, place: Place, result: RoundResult, *, highest: bool) -> Finding | None:
    agreed = [one for one in result.factors if one.place is place and isinstance(one.agreement, Agreement)]
    return _about(kind, sorted(agreed, key=_mean, reverse=highest), result)


def _divided(result: RoundResult) -> Finding | None:
    divided = [one for one in result.factors if _reason(one, ReasonKind.TWO_CAMPS) or _reason(one, ReasonKind.SPREAD)]
    camps = all(_reason(one, ReasonKind.TWO_CAMPS) for one in divided)
    kind = FindingKind.TWO_CAMPS if camps else FindingKind.DIVIDED
    return _about(kind, sorted(divided, key=_deviation, reverse=True), result)


def _one_apart(result: RoundResult) -> Finding | None:
    """The only organisation that lies a step or more from the whole on at least a third of the compared factors."""
    compared = [one for one in result.factors if not isinstance(one.organisations, Withheld)]
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
        if len(far := [(one, distance) for one, distance in all_of_it if abs(distance) >= GAP_CUTOFF])
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
        hedged=any(_hedged(one, result) for one in factors),
        few=_few(result),
    )


def _distances(factor: FactorResult) -> Iterable[tuple[Cell, float]]:
    """Each organisation's distance from the whole group, in scale steps to two decimals."""
    if isinstance(factor.organisations, Withheld) or isinstance(factor.score, Withheld):
        return ()
    whole = factor.score.value
    return tuple((one.cell, round(one.value - whole, 2)) for one in factor.organisations)


def _differ(kind: FindingKind, reason: ReasonKind, result: RoundResult) -> Finding | None:
    gaps = [(one, gap) for one in result.factors if (gap := _reason(one, reason))]
    gaps.sort(key=lambda pair: pair[1].value or 0.0, reverse=True)
    pairs = Counter(frozenset(cell for cell in (gap.lowest, gap.highest) if cell) for _, gap in gaps)
    cells: tuple[Cell, ...] = ()
    times = 0
    for pair, often in pairs.most_common(1):
        if 2 * often > len(gaps):
            cells, times = tuple(sorted(pair, key=lambda cell: (cell.id == OTHER, cell.id))), often
    found = _about(kind, [one for one, _ in gaps], result, cells)
    return replace(found, values=(*found.values, times)) if found else None


def _many_do_not_know(result: RoundResult) -> Finding | None:
    unknown = [one for one in result.factors if _reason(one, ReasonKind.DONT_KNOW)]
    return _about(
        FindingKind.MANY_DO_NOT_KNOW, sorted(unknown, key=lambda one: one.dont_know_share, reverse=True), result
    )


def _no_mean(result: RoundResult) -> Finding | None:
    """Factors without a mean that are not already told of as such that many do not know."""
    return _about(
        FindingKind.NO_MEAN,
        [one for one in result.factors if isinstance(one.score, Withheld) and not _reason(one, ReasonKind.DONT_KNOW)],
        result,
    )


def _breadth(result: RoundResult) -> Finding | None:
    judged = [one for one in result.factors if one.place is not Place.FIND_OUT_MORE]
    judged = [one for one in judged if isinstance(one.agreement, Agreement)]
    agreed = [one for one in judged if one.place is not Place.DIVIDED]
    if len(judged) < FEWEST_FACTORS or not agreed:
        return None
    values = (len(agreed), len(judged), len(result.factors))
    return Finding(FindingKind.BREADTH, tuple(one.factor.id for one in agreed), values, few=_few(result))


def _heavy(result: RoundResult) -> Finding | None:
    if isinstance(result.score, Withheld) or result.organisation_balanced is None or not result.one_weighs_heavily:
        return None
    return Finding(FindingKind.HEAVY, (), (result.score.value, result.organisation_balanced), few=_few(result))


# About one factor


def _level(factor: FactorResult, result: RoundResult) -> Finding:
    kind, values = _level_kind(factor, result.questionnaire.scale_length)
    return Finding(kind, (factor.factor.id,), values, hedged=_hedged(factor, result), few=_few(result))


def _level_kind(factor: FactorResult, length: int) -> tuple[FindingKind, tuple[float, ...]]:
    if isinstance(factor.score, Withheld):
        return FindingKind.WITHHELD, ()
    if isinstance(factor.agreement, Withheld):
        return FindingKind.LEVEL_ALONE, ()
    if factor.agreement.agreement_class is AgreementClass.TWO_CAMPS:
        return FindingKind.LEVEL_TWO_CAMPS, ()
    if factor.agreement.agreement_class is AgreementClass.SPREAD:
        return FindingKind.LEVEL_SPREAD, ()
    if factor.place is Place.DIVIDED or _gap_size(factor) >= GAP_CUTOFF:
        return FindingKind.LEVEL_APART, ()
    entirely = Fraction(str(factor.agreement.ad)) <= ENTIRELY_CUTOFF * practical_cutoff(length)
    return FindingKind.LEVEL_AGREED, (1.0 if entirely else 0.0,)


def _gap_size(factor: FactorResult) -> float:
    """The wider of the two gaps, 0 where neither is published: of a factor that is divided for no reason that it gives."""
    return max(factor.organisation_gap or 0.0, factor.level_gap or 0.0)


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
    if not weak or not strong:
        return None
    known = (factor.factor.id,)
    if not _few(result):
        return Finding(FindingKind.SIDES, known, (weak / total, strong / total), hedged=_hedged(factor, result))
    if len(_shown(factor)) == 1 and min(weak, strong) > 1:
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
    bands = [result.questionnaire.bands.band(Fraction(str(one.value))) for one in factor.organisations]
    well, badly = bands.count(Band.STRENGTH), bands.count(Band.CONCERN)
    if len(bands) < FEWEST_PARTS or not well or not badly:
        return None
    return Finding(FindingKind.ORGANISATIONS_SPLIT, (factor.factor.id,), (well, badly, len(bands)), few=_few(result))


def _gap(kind: FindingKind, reason: ReasonKind, factor: FactorResult) -> Finding | None:
    gap = _reason(factor, reason)
    if gap is None or gap.highest is None or gap.lowest is None:
        return None
    means = (gap.highest_value or 0.0, gap.lowest_value or 0.0)
    return Finding(kind, (factor.factor.id,), means, (gap.highest, gap.lowest))


def _stands_out(factor: FactorResult, result: RoundResult) -> Finding | None:
    """The statement farthest from the factor's mean, where it is far."""
    shown = _shown(factor)
    if isinstance(factor.score, Withheld) or len(shown) < FEWEST_PARTS:
        return None
    length, whole = result.questionnaire.scale_length, Fraction(str(factor.score.value))
    item, mean = max(shown, key=lambda pair: abs(_on_main(pair, length) - whole))
    distance = _on_main((item, mean), length) - whole
    if abs(distance) < STANDS_OUT_CUTOFF * (length - 1):
        return None
    side = 1.0 if distance > 0 else -1.0
    return Finding(FindingKind.STANDS_OUT, (factor.factor.id,), (mean, side), item=item.item.id, few=_few(result))


def _shown(factor: FactorResult) -> list[tuple[ItemResult, float]]:
    """The statements that have a mean."""
    return [(item, item.mean) for item in factor.items if not isinstance(item.mean, Withheld)]


def _on_main(shown: tuple[ItemResult, float], length: int) -> Fraction:
    item, mean = shown
    return rescaled(Fraction(str(mean)), item.item.scale.length, length)


def _do_not_know(factor: FactorResult, result: RoundResult) -> Finding | None:
    many = _reason(factor, ReasonKind.DONT_KNOW) is not None
    if not many and not UNSURE_CUTOFF <= Fraction(str(factor.dont_know_share)) < DONT_KNOW_CUTOFF:
        return None
    return Finding(FindingKind.DO_NOT_KNOW, (factor.factor.id,), (factor.dont_know_share, many), few=_few(result))


# What both have in common


def _reason(factor: FactorResult, kind: ReasonKind) -> PlaceReason | None:
    """The reason of that kind for the factor's place, decided on unrounded figures."""
    return next((one for one in factor.reasons if one.kind is kind), None)


def _hedged(factor: FactorResult, result: RoundResult) -> bool:
    unsure = Fraction(str(factor.dont_know_share)) >= UNSURE_CUTOFF
    return unsure or factor.n[0] < ANSWERED_CUTOFF * result.persons


def _few(result: RoundResult) -> bool:
    return result.persons < FEW


def _mean(factor: FactorResult) -> float:
    return factor.score.value if isinstance(factor.score, Score) else 0.0


def _deviation(factor: FactorResult) -> float:
    return factor.agreement.ad if isinstance(factor.agreement, Agreement) else 0.0
