"""A result as flat rows for tools that want one table: a row per whole, dimension, factor, item and cell.

Everything is taken from `RoundResult`; what it withholds stands here as a row without figures, with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.result import Agreement, RoundResult
from app.services.exports.exported import ExportedRound, ShownCell
from app.services.exports.figures import Figures, all_figures


@dataclass(frozen=True)
class ScoreRow:
    """One figure and what it is about.

    `unit`: whole, dimension, factor, item. `id`: of the unit (an item's part: `item.part`), empty for the whole.
    `dimension` and `factor`: ids of what the unit belongs to. `breakdown`: "", organisation or level; `cell` and
    `cell_name`: the part of the group. `n` and `n_largest`: smallest and largest number of valid answers behind the
    figure. `mean` is on the questionnaire's main scale, for items in the numbers that their
    own points are written as. `ad` (steps of the scale) and `r_wg` (0..1)
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
    not_applicable: int | None = None
    mean: float | None = None
    band: str | None = None
    ad: float | None = None
    r_wg: float | None = None
    agreement: str | None = None
    place: str | None = None
    withheld: str | None = None


def score_rows(one: ExportedRound, language: str) -> Iterator[ScoreRow]:
    """The rows, in the questionnaire's order; titles in that language."""
    homes = {factor.factor.id: factor.dimension_id for factor in one.result.factors}
    base = _round(one)
    for found in all_figures(one.result):
        row = replace(base, unit=found.unit, id=found.key, title=found.text(language))
        if found.unit == "dimension":
            row = replace(row, dimension=found.id)
        elif found.unit != "whole":
            factor = found.id if found.unit == "factor" else found.within
            row = replace(row, dimension=homes[factor], factor=factor)
        yield _of_the_group(row, found, one.result)
        if found.unit != "whole":
            for cell in one.cells(found.organisations, found.levels, language):
                yield _of_a_cell(row, cell)


def _round(one: ExportedRound) -> ScoreRow:
    assert one.view is not None
    about = one.view.round
    return ScoreRow(
        round=about.code,
        collaboration=one.view.collaboration_id,
        closed_on=about.closed_on.isoformat() if about.closed_on else None,
        questionnaire=one.result.questionnaire.id,
        questionnaire_version=one.result.questionnaire.version,
        unit="whole",
    )


def _of_the_group(row: ScoreRow, found: Figures, result: RoundResult) -> ScoreRow:
    row = replace(
        row,
        n=found.n,
        n_largest=found.n if found.n_largest is None else found.n_largest,
        dont_know=found.dont_know,
        not_applicable=found.not_applicable,
        mean=found.mean,
        band=found.band or None,
        place=found.place or None if result.withheld is None else None,
        withheld=found.withheld or None,
    )
    if not isinstance(found.agreement, Agreement):
        return row
    agreed = found.agreement
    return replace(row, ad=agreed.ad, r_wg=agreed.r_wg, agreement=agreed.agreement_class.value)


def _of_a_cell(row: ScoreRow, cell: ShownCell) -> ScoreRow:
    return replace(
        row,
        breakdown=cell.breakdown,
        cell=cell.id or None,
        cell_name=cell.name or None,
        n=cell.n,
        n_largest=cell.n,
        mean=cell.mean,
        withheld=cell.withheld or None,
    )
