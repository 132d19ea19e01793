"""From published items to the round's result: scoring, agreement and dialogue put together and rounded."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from app.domain import agreement, scoring
from app.domain.dialogue import FactorPicture, place, proposal, rounded, rounded_either_way
from app.domain.items import PARTED_KINDS, Item, RatingItem
from app.domain.published import (
    PublishedChoice,
    PublishedComments,
    PublishedItem,
    PublishedParts,
    PublishedRating,
    PublishedRound,
    Reason,
    Withheld,
)
from app.domain.questionnaire import Dimension, Factor, Questionnaire
from app.domain.result.values import (
    Agreement,
    DimensionResult,
    FactorResult,
    ItemResult,
    RoundResult,
    Score,
)
from app.domain.result.weighed import part_pictures, rounded_cells, weighed_results
from app.domain.round import RoundRules
from app.domain.scale import Bands, Span
from app.domain.scoring import Mean

BALANCE_CUTOFF = Fraction(3, 10)
"""From this difference on, in scale steps, one organisation weighs so heavily that it is said in words."""
Shown = TypeVar("Shown", PublishedRating, PublishedParts)
NEAR_A_CUT = Fraction(1, 20)
"""Closer than this to a band's cut-off, one decimal could contradict the band."""


def build_result(
    questionnaire: Questionnaire,
    published: PublishedRound | Withheld,
    rules: RoundRules,
    organisation_names: Mapping[str, str],
) -> RoundResult:
    """The round's result from what disclosure control lets through; every figure withheld where it lets nothing.

    `organisation_names`: the names of the organisations by id, for those who show the result."""
    shown = published if isinstance(published, PublishedRound) else _nothing(questionnaire, published)
    scored = [_ScoredDimension(dimension, shown, questionnaire) for dimension in questionnaire.dimensions]
    with_scores = [one for one in scored if one.is_scored and questionnaire.makes_the_whole(one.dimension)]
    mean = _or_not_scored(
        with_scores, scoring.mean_of_published([(one.dimension.weight, one.mean) for one in with_scores])
    )
    balanced = scoring.organisation_balanced(
        scoring.mean_of_cells([(one.dimension.weight, one.organisations) for one in with_scores])
    )
    withheld = published if isinstance(published, Withheld) else None
    return RoundResult(
        questionnaire=questionnaire,
        kind=rules.kind,
        smallest_group=rules.smallest_group,
        persons=shown.persons,
        pending=shown.pending,
        withheld=withheld,
        score=shown_score(mean, questionnaire.bands),
        organisation_balanced=None if balanced is None else rounded_either_way(balanced),
        one_weighs_heavily=_one_weighs_heavily(mean, balanced, questionnaire.span),
        organisations=shown.organisations,
        levels=shown.levels,
        organisation_names=dict(organisation_names),
        dimensions=tuple(one.result() for one in scored),
        choices=tuple(item for item in shown.items.values() if isinstance(item, PublishedChoice)),
        comments=tuple(item for item in shown.items.values() if isinstance(item, PublishedComments)),
        proposal=() if withheld else proposal([factor.picture for one in scored for factor in one.factors]),
    )


def shown_score(mean: Mean, bands: Bands) -> Score | Withheld:
    """A mean rounded to two decimals without leaving its band, and the number of decimals to show."""
    if isinstance(mean, Withheld):
        return mean
    band = bands.band(mean)
    hundredths = _hundredths(mean)
    if bands.band(Fraction(hundredths, 100)) is not band:
        hundredths += 1 if Fraction(hundredths, 100) < mean else -1
    near = any(abs(mean - cut) < NEAR_A_CUT for cut in bands.cuts)
    return Score(hundredths / 100, band, 2 if near else 1)


def _hundredths(value: Fraction) -> int:
    """Halves away from nothing."""
    return int(value * 100 + Fraction(1, 2)) if value >= 0 else -int(-value * 100 + Fraction(1, 2))


class _ScoredFactor:
    """A factor's exact figures, from which its place is decided and its result rounded."""

    def __init__(self, factor: Factor, shown: PublishedRound, questionnaire: Questionnaire) -> None:
        self.factor = factor
        self.is_scored = bool(factor.ratings)
        self.items = _chosen(PublishedRating, factor.ratings, shown.items)
        self.weighed = _chosen(PublishedParts, factor.parted, shown.items)
        self.bands = questionnaire.bands
        self.span = questionnaire.span
        self.length = self.span.length
        self.mean = _or_not_scored(factor.ratings, scoring.factor_mean(factor, self.items, self.span))
        by_organisation = {one: item.organisations for one, item in self.items.items()}
        self.organisations = scoring.factor_cells(factor, by_organisation, self.span)
        self.levels = scoring.on_span(shown.factor_levels[factor.id], self.span)
        self.distributions = (
            [item.distribution for item in self.items.values() if not isinstance(item.distribution, Withheld)]
            if isinstance(self.mean, Fraction)
            else []
        )
        self.ad = agreement.factor_deviation(self.distributions, self.length) if self.distributions else None
        self.cutoff = agreement.factor_cutoff(self.distributions, self.length) if self.distributions else None
        self.two_camps = bool(self.distributions) and agreement.factor_has_two_camps(self.distributions)
        self.n = _range(item.n for item in self.items.values() if not isinstance(item.distribution, Withheld))
        self.agreement = self._agreement()
        self.picture = FactorPicture(
            factor_id=factor.id,
            span=self.span,
            dont_know=scoring.dont_know_share(self.measured),
            score=self.mean,
            band=self.bands.band(self.mean) if isinstance(self.mean, Fraction) else None,
            ad=self.ad,
            cutoff=self.cutoff,
            two_camps=self.two_camps,
            organisation_gap=scoring.perspective_gap(self.organisations),
            level_gap=scoring.perspective_gap(self.levels),
            parts=part_pictures(factor.parted, self.weighed),
            scored=self.is_scored,
        )

    @property
    def measured(self) -> list[PublishedRating]:
        """What its don't-knows are counted over: its ratings or, where it has none, the parts that are weighed."""
        return list(self.items.values()) or [part for one in self.weighed.values() for part in one.parts.values()]

    def result(self, dimension_id: str) -> FactorResult:
        """The figures rounded."""
        found, reasons = place(self.picture)
        organisation_gap, level_gap = self.picture.organisation_gap, self.picture.level_gap
        balanced = scoring.organisation_balanced(self.organisations)
        return FactorResult(
            factor=self.factor,
            dimension_id=dimension_id,
            n=self.n,
            dont_know_share=rounded(self.picture.dont_know),
            score=shown_score(self.mean, self.bands),
            agreement=self.agreement,
            distribution=(
                tuple(sum(column) for column in zip(*self.distributions, strict=True))
                if self.distributions
                else _reason(self.mean)
            ),
            organisations=rounded_cells(self.organisations),
            levels=rounded_cells(self.levels),
            organisation_gap=None if organisation_gap is None else rounded(organisation_gap.size),
            level_gap=None if level_gap is None else rounded(level_gap.size),
            organisation_balanced=None if balanced is None else rounded_either_way(balanced),
            one_weighs_heavily=_one_weighs_heavily(self.mean, balanced, self.span),
            place=found,
            reasons=reasons,
            items=tuple(_item(item, self.items[item.id]) for item in self.factor.ratings),
            weighed=weighed_results(self.factor.parted, self.weighed),
        )

    def _agreement(self) -> Agreement | Withheld:
        r_wg = self.r_wg
        if self.ad is None or self.cutoff is None or r_wg is None:
            return _reason(self.mean)
        found = agreement.agreement_class(self.ad, self.cutoff, self.two_camps)
        return Agreement(rounded(self.ad), rounded(r_wg), found)

    @property
    def r_wg(self) -> Fraction | None:
        """Mean of the items' r_WG, over the items with two answers or more."""
        several = [one for one in self.distributions if sum(one) > 1]
        return _mean([agreement.within_group_agreement(one) for one in several]) if several else None


class _ScoredDimension:
    """A dimension's exact figures."""

    def __init__(self, dimension: Dimension, shown: PublishedRound, questionnaire: Questionnaire) -> None:
        self.dimension = dimension
        self.length = questionnaire.scale_length
        self.bands = questionnaire.bands
        self.factors = [_ScoredFactor(factor, shown, questionnaire) for factor in dimension.factors]
        scored = [one for one in self.factors if one.is_scored]
        self.is_scored = bool(scored)
        self.mean = _or_not_scored(scored, scoring.mean_of_published([(one.factor.weight, one.mean) for one in scored]))
        self.organisations = scoring.mean_of_cells([(one.factor.weight, one.organisations) for one in scored])
        self.levels = scoring.mean_of_cells([(one.factor.weight, one.levels) for one in scored])

    def result(self) -> DimensionResult:
        """The figures rounded."""
        return DimensionResult(
            dimension=self.dimension,
            n=_range(number for one in self.factors for number in one.n if number),
            dont_know_share=rounded(
                scoring.dont_know_share([measured for one in self.factors for measured in one.measured])
            ),
            score=shown_score(self.mean, self.bands),
            agreement=self._agreement(),
            organisations=rounded_cells(self.organisations),
            levels=rounded_cells(self.levels),
            factors=tuple(factor.result(self.dimension.id) for factor in self.factors),
        )

    def _agreement(self) -> Agreement | Withheld:
        """Mean of the factors' AD and r_WG; two camps when at least half of the published factors have them."""
        shown = [one for one in self.factors if isinstance(one.agreement, Agreement)]
        deviations = [one.ad for one in shown if one.ad is not None]
        limits = [one.cutoff for one in shown if one.cutoff is not None]
        likenesses = [one.r_wg for one in shown if one.r_wg is not None]
        if isinstance(self.mean, Withheld) or not deviations or not likenesses:
            return _reason(self.mean)
        divided = sum(one.two_camps for one in shown)
        found = agreement.agreement_class(_mean(deviations), _mean(limits), divided > 0 and 2 * divided >= len(shown))
        return Agreement(rounded(_mean(deviations)), rounded(_mean(likenesses)), found)


def _nothing(questionnaire: Questionnaire, reason: Withheld) -> PublishedRound:
    """A round of which nothing may be shown, in the shape of one of which everything may."""
    items: dict[str, PublishedItem] = {}
    for item in questionnaire.items:
        if isinstance(item, RatingItem):
            items[item.id] = PublishedRating(item.id, 0, 0, 0, reason, reason, reason)
        elif isinstance(item, PARTED_KINDS):
            nothing = PublishedRating(item.id, 0, 0, 0, reason, reason, reason)
            items[item.id] = PublishedParts(item.id, dict.fromkeys(item.keys, nothing))
        elif item.kind == "comment":
            items[item.id] = PublishedComments(item.id, 0, reason)
        else:
            items[item.id] = PublishedChoice(item.id, 0, 0, reason)
    factor_levels = {one.id: reason if one.ratings else Withheld(Reason.TOO_FEW_ITEMS) for one in questionnaire.factors}
    return PublishedRound(0, 0, items, organisations=reason, levels=reason, factor_levels=factor_levels)


def _item(item: RatingItem, published: PublishedRating) -> ItemResult:
    mean = scoring.item_mean(item, published)
    found: Agreement | Withheld
    if isinstance(published.distribution, Withheld):
        found = published.distribution
    elif published.n < 2:
        found = Withheld(Reason.TOO_FEW_ANSWERS)
    else:
        found = Agreement(
            rounded(agreement.average_deviation(published.distribution)),
            rounded(agreement.within_group_agreement(published.distribution)),
            agreement.item_class(published.distribution),
        )
    return ItemResult(
        item=item,
        n=published.n,
        dont_know=published.dont_know,
        no_answer=published.no_answer,
        mean=mean if isinstance(mean, Withheld) else rounded_either_way(mean),
        distribution=published.distribution,
        agreement=found,
        organisations=rounded_cells(scoring.scorings(item, published.organisations)),
        levels=rounded_cells(scoring.on_span(published.levels, item.span)),
        not_applicable=published.not_applicable,
    )


def _chosen(kind: type[Shown], items: Iterable[Item], shown: Mapping[str, PublishedItem]) -> dict[str, Shown]:
    """The published forms of these items, by id."""
    found = {}
    for item in items:
        published = shown[item.id]
        assert isinstance(published, kind)
        found[item.id] = published
    return found


def _or_not_scored(parts: Sequence[object], mean: Mean) -> Mean:
    """The mean; where there is nothing that makes a score, not withheld for want of answers but not scored."""
    return mean if parts else Withheld(Reason.NOT_SCORED)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _range(numbers: Iterable[int]) -> tuple[int, int]:
    known = list(numbers)
    return (min(known), max(known)) if known else (0, 0)


def _reason(mean: Mean) -> Withheld:
    return mean if isinstance(mean, Withheld) else Withheld(Reason.TOO_FEW_ANSWERS)


def _one_weighs_heavily(mean: Mean, balanced: Fraction | None, span: Span) -> bool:
    return isinstance(mean, Fraction) and balanced is not None and abs(mean - balanced) >= BALANCE_CUTOFF * span.step
