"""Results as one table: a row per whole, dimension, factor, item and group, with the counts beside them."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from app.domain.published import Withheld
from app.domain.result import Agreement, RoundResult
from app.services.exports.exported import ExportedRound
from app.services.exports.figures import Figures, all_figures
from app.services.spreadsheets import harmless
from app.wording.numbers import number, span

Row = dict[str, Any]
ROUND_COLUMNS = ("round", "collaboration", "opened_on", "closed_on", "questionnaire", "version")
COLUMNS = (
    "unit", "id", "text", "breakdown", "cell", "n", "dont_know", "no_answer", "mean", "band",
    "ad", "r_wg", "agreement", "place", "withheld", "not_applicable",
)  # fmt: skip


def as_csv(result: RoundResult, language: str, *, for_excel: bool = False) -> str:
    """One round: a row per whole, dimension, factor, item and cell, with the counts of items in columns
    count_1..count_A.

    `for_excel`: semicolons, decimal comma in Swedish and a byte order mark, as a Swedish Excel expects."""
    one = ExportedRound(result)
    return _written(COLUMNS, list(rows(one, language)), language, for_excel)


def several_as_csv(rounds: Sequence[ExportedRound], language: str, *, for_excel: bool = False) -> str:
    """The same of several rounds below each other, each row with its round in front. For an organisation its own row
    stands below each row of the collaboration, with the reason where it has no figure."""
    found = [round_columns(one) | row for one in rounds for row in rows(one, language)]
    return _written((*ROUND_COLUMNS, *COLUMNS), found, language, for_excel)


def round_columns(one: ExportedRound) -> Row:
    """Which round it is, by its code; nothing of that for a result from a file."""
    asked = one.result.questionnaire
    row: Row = {"questionnaire": asked.id, "version": asked.version}
    if one.view is None:
        return row
    found = one.view.round
    row |= {"round": found.code, "collaboration": found.collaboration}
    days = {"opened_on": found.opened_on, "closed_on": found.closed_on}
    return row | {key: day.isoformat() for key, day in days.items() if day}


def rows(one: ExportedRound, language: str) -> Iterator[Row]:
    """The rows of one round. A breakdown that is withheld has none; an organisation always has its own."""
    for found in all_figures(one.result):
        base = {"unit": found.unit, "id": found.key, "text": found.text(language)}
        yield {**base, **_figures(found)}
        if found.unit == "whole":
            continue
        for cell in one.cells(found.organisations, found.levels, language):
            if cell.id:
                shown = {"n": cell.n, "mean": cell.mean, "withheld": cell.withheld}
                yield {**base, "breakdown": cell.breakdown, "cell": cell.name, **shown}


def _figures(found: Figures) -> Row:
    counts = found.counts if isinstance(found.counts, tuple) else ()
    return {
        "n": found.n if found.n_largest is None else span(found.n, found.n_largest),
        "dont_know": found.dont_know,
        "not_applicable": found.not_applicable,
        "no_answer": found.no_answer,
        "mean": found.mean,
        "band": found.band,
        **agreement_columns(found.agreement),
        "place": found.place,
        "withheld": found.withheld,
        **{f"count_{value}": count for value, count in enumerate(counts, start=1)},
    }


def agreement_columns(found: Agreement | Withheld | None) -> Row:
    """AD, r_WG and their class; nothing where they are withheld."""
    if not isinstance(found, Agreement):
        return {}
    return {"ad": found.ad, "r_wg": found.r_wg, "agreement": found.agreement_class.value}


def written(columns: Sequence[str], found: Sequence[Row], *, delimiter: str = ",", comma: bool = False) -> str:
    """The rows as CSV, a cell for each column. `comma`: decimal comma."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, columns, restval="", delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    for row in found:
        writer.writerow({key: _csv_value(value, comma) for key, value in row.items()})
    return target.getvalue()


def _written(columns: Sequence[str], found: Sequence[Row], language: str, for_excel: bool) -> str:
    longest = max((int(key[6:]) for row in found for key in row if key.startswith("count_")), default=0)
    columns = [*columns, *(f"count_{value}" for value in range(1, longest + 1))]
    if not for_excel:
        return written(columns, found)
    return "\ufeff" + written(columns, found, delimiter=";", comma=language == "sv")


def _csv_value(value: object, comma: bool) -> object:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, float):
        return number(value, "sv" if comma else "en", 2)
    return value
