"""A result as flat rows for tools that want one table: a row per whole, dimension, factor, item and cell.

Everything is taken from `RoundResult`; what it withholds stands here as a row without figures, with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.published import Withheld
from app.domain.result import (
    Agreement,
    CellScores,
    DimensionResult,
    FactorResult,
    ItemResult,
    PartResult,
    RoundResult,
    Score,
)
from app.services.rounds import RoundView
from app.wording import names
from app.wording.weighing import part_name


@dataclass(frozen=True)
class ScoreRow:
    """One figure and what it is about.

    `unit`: whole, dimension, factor, item. `id`: of the unit (an item's part: `item.part`), empty for the whole.
    `dimension` and `factor`: ids of what the unit belongs to. `breakdown`: "", organisation or level; `cell` and
    `cell_name`: the part of the group. `n` and `n_largest`: smallest and largest number of valid answers behind the
    figure. `mean` is on the questionnaire's scale, for items on their own. `ad` (steps of the scale) and `r_wg` (0..1)
    tell the agreement. `withheld`: why there is no mean, of a single figure or of a whole breakdown."""

    round: str
    collaboration: str
    closed_on: str | None
    questionnaire: str
    questionnaire_version: int
    unit: str
    id: str = ""
    title: str = ""
    dimension: str | None = None
    factor: str | None = None
    breakdown: str = ""
    cell: str | None = None
    cell_name: str | None = None
    n: int | None = None
    n_largest: int | None = None
    dont_know: int | None = None
    mean: float | None = None
    band: str | None = None
    ad: float | None = None
    r_wg: float | None = None
    agreement: str | None = None
    place: str | None = None
    withheld: str | None = None
    members: tuple[str, ...] = ()
    """Ids of the organisations or levels in the cell; not sent, for choosing rows by."""

    def is_about(self, organisation_id: str) -> bool:
        """Whether the row tells of the whole group or of a cell that the organisation is in."""
        is_its_cell = self.breakdown == "organisation" and (not self.members or organisation_id in self.members)
        return not self.breakdown or is_its_cell


def score_rows(view: RoundView, result: RoundResult, language: str) -> Iterator[ScoreRow]:
    """The rows, in the questionnaire's order; titles in that language."""
    one = view.round
    base = ScoreRow(
        round=one.code,
        collaboration=view.collaboration_id,
        closed_on=one.closed_on.isoformat() if one.closed_on else None,
        questionnaire=result.questionnaire.id,
        questionnaire_version=result.questionnaire.version,
        unit="whole",
    )
    yield _scored(replace(base, n=result.persons, n_largest=result.persons), result.score)
    for dimension in result.dimensions:
        within = replace(base, dimension=dimension.dimension.id)
        named = replace(within, unit="dimension", id=dimension.dimension.id)
        yield from _unit(replace(named, title=dimension.dimension.title.into(language)), dimension, result, language)
        for factor in dimension.factors:
            yield from _factor(within, factor, result, language)


def _factor(base: ScoreRow, found: FactorResult, result: RoundResult, language: str) -> Iterator[ScoreRow]:
    within = replace(base, factor=found.factor.id)
    named = replace(within, unit="factor", id=found.factor.id, title=found.factor.title.into(language))
    yield from _unit(named, found, result, language)
    for item in found.items:
        asked = replace(within, unit="item", id=item.item.id, title=item.item.text.into(language))
        yield from _measured(asked, item, result, language)
    for weighed in found.weighed:
        for part in weighed.parts:
            words = f"{weighed.item.text.into(language)} – {part_name(weighed.item, part.key, language)}"
            asked = replace(within, unit="item", id=f"{weighed.item.id}.{part.key}", title=words)
            yield from _measured(asked, part, result, language)


def _unit(
    base: ScoreRow, found: DimensionResult | FactorResult, result: RoundResult, language: str
) -> Iterator[ScoreRow]:
    whole = _agreed(_scored(replace(base, n=found.n[0], n_largest=found.n[1]), found.score), found.agreement)
    place = found.place.value if isinstance(found, FactorResult) and result.withheld is None else None
    yield replace(whole, place=place)
    yield from _cells(base, "organisation", found.organisations, result, language)
    yield from _cells(base, "level", found.levels, result, language)


def _measured(base: ScoreRow, found: ItemResult | PartResult, result: RoundResult, language: str) -> Iterator[ScoreRow]:
    row = _agreed(replace(base, n=found.n, n_largest=found.n, dont_know=found.dont_know), found.agreement)
    if isinstance(found.mean, Withheld):
        yield replace(row, withheld=found.mean.reason.value)
    else:
        yield replace(row, mean=found.mean)
    yield from _cells(base, "organisation", found.organisations, result, language)
    yield from _cells(base, "level", found.levels, result, language)


def _cells(base: ScoreRow, breakdown: str, cells: CellScores, result: RoundResult, language: str) -> Iterator[ScoreRow]:
    if isinstance(cells, Withheld):
        yield replace(base, breakdown=breakdown, withheld=cells.reason.value)
        return
    name = names.organisation_name if breakdown == "organisation" else names.level_name
    for one in cells:
        row = replace(base, breakdown=breakdown, cell=one.cell.id, cell_name=name(one.cell, result, language))
        yield replace(row, members=one.cell.members, n=one.n, n_largest=one.n, mean=one.value)


def _scored(row: ScoreRow, score: Score | Withheld) -> ScoreRow:
    if isinstance(score, Withheld):
        return replace(row, withheld=score.reason.value)
    return replace(row, mean=score.value, band=score.band.value)


def _agreed(row: ScoreRow, found: Agreement | Withheld) -> ScoreRow:
    if isinstance(found, Withheld):
        return row
    return replace(row, ad=found.ad, r_wg=found.r_wg, agreement=found.agreement_class.value)
