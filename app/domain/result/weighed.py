"""The result of an item that is weighed and not scored: its parts, each measured for itself, and the wanted shift."""

from collections.abc import Mapping, Sequence

from app.domain import agreement, scoring
from app.domain.dialogue import PartPicture, rounded, rounded_either_way, shifts
from app.domain.items import AllocationItem, PartedItem, RankingItem
from app.domain.items.measured import NOW, WANTED
from app.domain.published import Breakdown, PublishedParts, PublishedRating, Reason, Withheld
from app.domain.result.values import Agreement, CellScore, CellScores, PartedResult, PartResult


def part_pictures(items: Sequence[PartedItem], published: Mapping[str, PublishedParts]) -> tuple[PartPicture, ...]:
    """What decides a factor's place, exact: every part of every item."""
    return tuple(
        _picture(item, part.key, part.length, published[item.id].parts[part.key])
        for item in items
        for part in item.parts
    )


def weighed_results(items: Sequence[PartedItem], published: Mapping[str, PublishedParts]) -> tuple[PartedResult, ...]:
    """The same rounded, for those who show it."""
    return tuple(_result(item, published[item.id]) for item in items)


def _picture(item: PartedItem, key: str, length: int, shown: PublishedRating) -> PartPicture:
    distribution = shown.distribution
    has_middle = not isinstance(item, RankingItem | AllocationItem)
    return PartPicture(
        item_id=item.id,
        key=key,
        length=length,
        mean=scoring.item_mean(shown),
        ad=None if isinstance(distribution, Withheld) else agreement.average_deviation(distribution),
        two_camps=has_middle and not isinstance(distribution, Withheld) and agreement.has_two_camps(distribution),
        organisation_gap=scoring.perspective_gap(scoring.scorings(shown.organisations)),
        level_gap=scoring.perspective_gap(scoring.scorings(shown.levels)),
    )


def _result(item: PartedItem, published: PublishedParts) -> PartedResult:
    parts = tuple(_part(item, one.key, published.parts[one.key]) for one in item.parts)
    return PartedResult(item, parts, _shift(item, published))


def _shift(item: PartedItem, published: PublishedParts) -> float | Withheld | None:
    if WANTED not in item.keys:
        return None
    found = shifts(part_pictures([item], {item.id: published}))
    if item.id in found:
        return rounded_either_way(found[item.id][0])
    missing = (published.parts[key].distribution for key in (NOW, WANTED))
    return next((one for one in missing if isinstance(one, Withheld)), Withheld(Reason.TOO_FEW_ANSWERS))


def _part(item: PartedItem, key: str, shown: PublishedRating) -> PartResult:
    mean = scoring.item_mean(shown)
    return PartResult(
        key=key,
        n=shown.n,
        dont_know=shown.dont_know,
        no_answer=shown.no_answer,
        mean=mean if isinstance(mean, Withheld) else rounded(mean),
        distribution=shown.distribution,
        agreement=_agreement(item, shown),
        organisations=cell_scores(shown.organisations),
        levels=cell_scores(shown.levels),
    )


def _agreement(item: PartedItem, shown: PublishedRating) -> Agreement | Withheld:
    distribution = shown.distribution
    if isinstance(distribution, Withheld):
        return distribution
    if shown.n < 2:
        return Withheld(Reason.TOO_FEW_ANSWERS)
    ad = agreement.average_deviation(distribution)
    has_middle = not isinstance(item, RankingItem | AllocationItem)
    camps = has_middle and agreement.has_two_camps(distribution)
    return Agreement(
        rounded(ad),
        rounded(agreement.within_group_agreement(distribution)),
        agreement.agreement_class(ad, agreement.practical_cutoff(len(distribution)), camps),
    )


def cell_scores(breakdown: Breakdown) -> CellScores:
    """A published breakdown rounded."""
    if isinstance(breakdown, Withheld):
        return breakdown
    return tuple(CellScore(part.cell, part.n, rounded(part.mean)) for part in breakdown)
