"""Results as one figure per row, for R, pandas and pivot tables. Columns and ids are the same in every language."""

from collections.abc import Iterator, Sequence

from app.domain.published import PublishedChoice, Withheld
from app.domain.result import Agreement
from app.services.exports.exported import ExportedRound
from app.services.exports.figures import Figures, all_figures
from app.services.exports.wide_table import ROUND_COLUMNS, Row, round_columns, written

COLUMNS = (
    *ROUND_COLUMNS, "unit", "id", "part", "breakdown", "cell", "cell_name", "statistic", "code", "value", "withheld",
)  # fmt: skip


def as_long(rounds: Sequence[ExportedRound], language: str) -> str:
    """UTF-8 text, commas, decimal points. `language`: of the names of groups alone."""
    return written(COLUMNS, [round_columns(one) | row for one in rounds for row in long_rows(one, language)])


def long_rows(one: ExportedRound, language: str) -> Iterator[Row]:
    """Every figure of the round, and a row with the reason for each that is withheld."""
    for found in all_figures(one.result):
        base = {"unit": found.unit, "id": found.id, "part": found.part}
        yield from ({**base, **row} for row in _of_the_group(found))
        if found.unit != "whole":
            yield from ({**base, **row} for row in _of_cells(found, one, language))
    if one.own is None:
        for choice in one.result.choices:
            yield from _choice(choice)
        for comments in one.result.comments:
            yield {"unit": "comment", "id": comments.item_id, **_statistic("n", comments.n)}


def _of_the_group(found: Figures) -> Iterator[Row]:
    yield _statistic("mean", found.mean, found.withheld)
    yield _statistic("n", found.n)
    plain = {
        "n_largest": found.n_largest,
        "dont_know": found.dont_know,
        "not_applicable": found.not_applicable,
        "no_answer": found.no_answer,
        "dont_know_share": found.dont_know_share,
        "organisation_balanced": found.balanced,
    }
    yield from (_statistic(name, value) for name, value in plain.items() if value is not None)
    if isinstance(found.agreement, Agreement):
        yield _statistic("ad", found.agreement.ad)
        yield _statistic("r_wg", found.agreement.r_wg)
    elif found.agreement is not None:
        yield from (_statistic(name, None, found.agreement.reason.value) for name in ("ad", "r_wg"))
    if isinstance(found.counts, Withheld):
        yield _statistic("count", None, found.counts.reason.value)
    elif found.counts is not None:
        yield from ({**_statistic("count", number), "code": at} for at, number in enumerate(found.counts, start=1))
    if isinstance(found.shift, Withheld):
        yield _statistic("shift", None, found.shift.reason.value)
    elif found.shift is not None:
        yield _statistic("shift", found.shift)


def _of_cells(found: Figures, one: ExportedRound, language: str) -> Iterator[Row]:
    for cell in one.cells(found.organisations, found.levels, language):
        base = {"breakdown": cell.breakdown, "cell": cell.id, "cell_name": cell.name}
        yield {**base, **_statistic("mean", cell.mean, cell.withheld)}
        if cell.n is not None:
            yield {**base, **_statistic("n", cell.n)}


def _choice(found: PublishedChoice) -> Iterator[Row]:
    base = {"unit": "choice", "id": found.item_id}
    yield {**base, **_statistic("n", found.n)}
    yield {**base, **_statistic("no_answer", found.no_answer)}
    if isinstance(found.options, Withheld):
        yield {**base, **_statistic("count", None, found.options.reason.value)}
        return
    for option, number in found.options.items():
        yield {**base, "part": option, **_statistic("count", number)}


def _statistic(name: str, value: float | None, withheld: str = "") -> Row:
    return {"statistic": name, "value": value, "withheld": withheld}
