"""From published items to factor, dimension and whole. Exact fractions; rounding is done in `result`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.published import Breakdown, Cell, PublishedRating, Reason, Withheld
from app.domain.questionnaire import UNSTATED, Factor
from app.domain.scale import rescaled

Mean = Fraction | Withheld


@dataclass(frozen=True)
class Gap:
    """The distance between the published cells that see a factor most differently, in scale steps."""

    lowest: Cell
    highest: Cell
    lowest_mean: Fraction
    highest_mean: Fraction

    @property
    def size(self) -> Fraction:
        """Highest minus lowest mean, 0..A-1."""
        return self.highest_mean - self.lowest_mean


@dataclass(frozen=True)
class CellScoring:
    """A cell's mean on the main scale, and the smallest number of valid answers behind any item of it."""

    cell: Cell
    n: int
    mean: Fraction


CellScorings = tuple[CellScoring, ...] | Withheld


def item_mean(item: PublishedRating) -> Mean:
    """Mean of the valid answers on the item's own scale, 1..A."""
    if isinstance(item.distribution, Withheld):
        return item.distribution
    total = sum(value * number for value, number in enumerate(item.distribution, start=1))
    return Fraction(total, item.n)


def mean_of_published(parts: Sequence[tuple[Fraction, Mean]]) -> Mean:
    """The weighted mean of (weight, mean) over the published parts, if they are at least half of all parts.

    Withheld otherwise: with the parts' reason where none is published and all share one, else TOO_FEW_ITEMS."""
    shown = [(weight, mean) for weight, mean in parts if isinstance(mean, Fraction)]
    if not shown or 2 * len(shown) < len(parts):
        return _why([mean for _, mean in parts])
    weighted = sum((weight * mean for weight, mean in shown), Fraction(0))
    return weighted / sum((weight for weight, _ in shown), Fraction(0))


def factor_mean(factor: Factor, items: Mapping[str, PublishedRating], main_length: int) -> Mean:
    """The factor's score on the main scale, 1..`main_length`."""
    return mean_of_published(
        [(item.weight, _on_main(item_mean(items[item.id]), item.scale.length, main_length)) for item in factor.ratings]
    )


def factor_cells(factor: Factor, breakdowns: Mapping[str, Breakdown], main_length: int) -> CellScorings:
    """The factor's score per cell, over the items whose breakdown (item id -> breakdown) is published."""
    shown = [item for item in factor.ratings if not isinstance(breakdowns[item.id], Withheld)]
    if not shown or 2 * len(shown) < len(factor.ratings):
        return _why(list(breakdowns.values()))
    by_cell: dict[Cell, list[tuple[Fraction, Fraction, int]]] = {}
    for item in shown:
        breakdown = breakdowns[item.id]
        assert not isinstance(breakdown, Withheld)
        for part in breakdown:
            mean = rescaled(part.mean, item.scale.length, main_length)
            by_cell.setdefault(part.cell, []).append((item.weight, mean, part.n))
    return tuple(
        CellScoring(
            cell,
            min(n for _, _, n in parts),
            sum((weight * mean for weight, mean, _ in parts), Fraction(0)) / sum(weight for weight, _, _ in parts),
        )
        for cell, parts in by_cell.items()
    )


def scorings(breakdown: Breakdown) -> CellScorings:
    """A breakdown whose means are on the scale in question already."""
    if isinstance(breakdown, Withheld):
        return breakdown
    return tuple(CellScoring(part.cell, part.n, part.mean) for part in breakdown)


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


def _on_main(mean: Mean, length: int, main_length: int) -> Mean:
    return mean if isinstance(mean, Withheld) else rescaled(mean, length, main_length)


def _why(parts: Sequence[object]) -> Withheld:
    reasons = {part.reason if isinstance(part, Withheld) else None for part in parts}
    only = reasons.pop() if len(reasons) == 1 else None
    return Withheld(only or Reason.TOO_FEW_ITEMS)
