"""From published items to factor, dimension and whole. Exact fractions; rounding is done in `result`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.items import Part, RatingItem
from app.domain.published import Breakdown, Cell, PublishedRating, Reason, Withheld
from app.domain.questionnaire import UNSTATED, Factor
from app.domain.scale import Span, rescaled

Mean = Fraction | Withheld


@dataclass(frozen=True)
class Gap:
    """The distance between the published cells that see a factor most differently, in the numbers of the scale."""

    lowest: Cell
    highest: Cell
    lowest_mean: Fraction
    highest_mean: Fraction

    @property
    def size(self) -> Fraction:
        """Highest minus lowest mean, 0 to the width of the scale."""
        return self.highest_mean - self.lowest_mean


@dataclass(frozen=True)
class CellScoring:
    """A cell's mean on the main scale, and the smallest number of valid answers behind any item of it."""

    cell: Cell
    n: int
    mean: Fraction


CellScorings = tuple[CellScoring, ...] | Withheld


def item_mean(asked: RatingItem | Part, item: PublishedRating) -> Mean:
    """Mean of the valid answers, in the numbers that the points are written as."""
    if isinstance(item.distribution, Withheld):
        return item.distribution
    total = sum(place * number for place, number in zip(asked.places, item.distribution, strict=True))
    return written_mean(asked, Fraction(total, item.n))


def written_mean(asked: RatingItem | Part, place: Fraction) -> Fraction:
    """A mean of places (see `CellMean`) in the numbers that the points are written as. This is the only way from
    what is published to what is shown."""
    span, steps = asked.span, asked.places[-1] - 1
    if span.low == 1 and span.high == steps + 1:
        return place
    return span.low + (place - 1) * (span.high - span.low) / steps


def written_points(asked: RatingItem | Part) -> tuple[Fraction, ...]:
    """What each point counts as in means, weak to strong."""
    return tuple(written_mean(asked, Fraction(place)) for place in asked.places)


def mean_of_published(parts: Sequence[tuple[Fraction, Mean]]) -> Mean:
    """The weighted mean of (weight, mean) over the published parts, if they are at least half of all parts.

    Withheld otherwise: with the parts' reason where none is published and all share one, else TOO_FEW_ITEMS."""
    shown = [(weight, mean) for weight, mean in parts if isinstance(mean, Fraction)]
    if not shown or 2 * len(shown) < len(parts):
        return _why([mean for _, mean in parts])
    weighted = sum((weight * mean for weight, mean in shown), Fraction(0))
    return weighted / sum((weight for weight, _ in shown), Fraction(0))


def factor_mean(factor: Factor, items: Mapping[str, PublishedRating], main: Span) -> Mean:
    """The factor's score on the main scale."""
    return mean_of_published(
        [(item.weight, _on_main(item_mean(item, items[item.id]), item.span, main)) for item in factor.ratings]
    )


def factor_cells(factor: Factor, breakdowns: Mapping[str, Breakdown], main: Span) -> CellScorings:
    """The factor's score per cell, over the items whose breakdown (item id -> breakdown) is published."""
    shown = [item for item in factor.ratings if not isinstance(breakdowns[item.id], Withheld)]
    if not shown or 2 * len(shown) < len(factor.ratings):
        return _why(list(breakdowns.values()))
    by_cell: dict[Cell, list[tuple[Fraction, Fraction, int]]] = {}
    for item in shown:
        breakdown = breakdowns[item.id]
        assert not isinstance(breakdown, Withheld)
        for part in breakdown:
            mean = rescaled(written_mean(item, part.mean), item.span, main)
            by_cell.setdefault(part.cell, []).append((item.weight, mean, part.n))
    return tuple(
        CellScoring(
            cell,
            min(n for _, _, n in parts),
            sum((weight * mean for weight, mean, _ in parts), Fraction(0)) / sum(weight for weight, _, _ in parts),
        )
        for cell, parts in by_cell.items()
    )


def scorings(asked: RatingItem | Part, breakdown: Breakdown) -> CellScorings:
    """The organisations' means, which are of places, in the numbers that the points are written as."""
    if isinstance(breakdown, Withheld):
        return breakdown
    return tuple(CellScoring(one.cell, one.n, written_mean(asked, one.mean)) for one in breakdown)


def on_span(breakdown: Breakdown, span: Span) -> CellScorings:
    """The roles' means, which are on the line 1..A, in the numbers between the ends of the scale."""
    if isinstance(breakdown, Withheld):
        return breakdown
    return tuple(CellScoring(one.cell, one.n, span.low + (one.mean - 1) * span.step) for one in breakdown)


def mean_of_cells(parts: Sequence[tuple[Fraction, CellScorings]]) -> CellScorings:
    """Cells of a dimension from (weight, cells) of its factors, or of the whole from its dimensions.

    Same rule as for the group, and for each cell: at least half of the parts must be published. In an individual
    round every published breakdown has the same cells; in a joint one an organisation may have no answer to a factor.
    """
    shown = [(weight, cells) for weight, cells in parts if not isinstance(cells, Withheld)]
    if not shown or 2 * len(shown) < len(parts):
        return _why([cells for _, cells in parts])
    by_cell: dict[Cell, list[tuple[Fraction, CellScoring]]] = {}
    for weight, cells in shown:
        for scoring in cells:
            by_cell.setdefault(scoring.cell, []).append((weight, scoring))
    return tuple(
        CellScoring(
            cell,
            min(scoring.n for _, scoring in column),
            sum((weight * one.mean for weight, one in column), Fraction(0)) / sum(weight for weight, _ in column),
        )
        for cell, column in by_cell.items()
        if 2 * len(column) >= len(parts)
    )


def perspective_gap(cells: CellScorings) -> Gap | None:
    """The widest gap between published cells; those who did not state where they belong are no perspective."""
    if isinstance(cells, Withheld):
        return None
    named = [scoring for scoring in cells if scoring.cell.members != (UNSTATED,)]
    if len(named) < 2:
        return None
    lowest = min(named, key=lambda scoring: scoring.mean)
    highest = max(named, key=lambda scoring: scoring.mean)
    return Gap(lowest.cell, highest.cell, lowest.mean, highest.mean)


def organisation_balanced(cells: CellScorings) -> Fraction | None:
    """Mean over the published organisation cells, each weighted by its number of organisations.

    None where the breakdown is withheld: every organisation then weighs by its answers only."""
    if isinstance(cells, Withheld):
        return None
    weighted = [(sum(member != UNSTATED for member in scoring.cell.members), scoring.mean) for scoring in cells]
    organisations = sum(number for number, _ in weighted)
    if not organisations:
        return None
    return sum((number * mean for number, mean in weighted), Fraction(0)) / organisations


def dont_know_share(items: Sequence[PublishedRating]) -> Fraction:
    """Share of "don't know" among all answers (valid + don't know) to these items, 0..1; 0 without answers."""
    dont_know = sum(item.dont_know for item in items)
    answers = dont_know + sum(item.n for item in items)
    return Fraction(dont_know, answers) if answers else Fraction(0)


def _on_main(mean: Mean, span: Span, main: Span) -> Mean:
    return mean if isinstance(mean, Withheld) else rescaled(mean, span, main)


def _why(parts: Sequence[object]) -> Withheld:
    reasons = {part.reason if isinstance(part, Withheld) else None for part in parts}
    only = reasons.pop() if len(reasons) == 1 else None
    return Withheld(only or Reason.TOO_FEW_ITEMS)
