"""A development as a table for spreadsheets: a row for each unit and round, with what has changed since the round
before and since the first."""

import csv
import io
from collections.abc import Iterator

from app.domain.change import Change
from app.domain.development import Line
from app.domain.published import Withheld
from app.domain.result import Score
from app.domain.text import Language
from app.domain.uncertainty import Interval
from app.services.comparisons import ChosenRounds, ComparedRounds, compare_results, require_several, versions_of
from app.services.installation import Installation
from app.services.kept_files import Results, kept_file
from app.services.spreadsheets import harmless

CHANGED = ("compared", "difference", "low", "high", "verdict")
"""Of a change: how it may be compared (full, common_items, none), the difference in steps with its interval of at least
95 per cent, and what may be said of it."""
COLUMNS = (
    "unit", "id", "title", "round", "round_title", "closed_on", "withheld", "mean", "mean_low", "mean_high",
    "n_smallest", "n_largest", "ad",
    *(f"since_before_{one}" for one in CHANGED), *(f"overall_{one}" for one in CHANGED),
)  # fmt: skip
"""`overall_…` stands in the rows of the last round: from the first round to it."""


def development_file(installation: Installation, chosen: ChosenRounds, language: Language) -> bytes:
    """The table of the chosen rounds, made once and kept as a file until something changes. Raises J001."""
    require_several(chosen)

    def make(results: Results) -> bytes:
        found = compare_results(installation, results)
        return development_csv(ComparedRounds(chosen.collaboration, chosen.chosen, found, None), language).encode()

    between = versions_of(installation, [one.questionnaire for one in chosen.chosen])
    return kept_file(installation, chosen.chosen, ["development table", language, between], make)


def development_csv(compared: ComparedRounds, language: Language) -> str:
    """The table as a Swedish Excel expects it: semicolons, decimal comma in Swedish, a byte order mark. What is
    withheld is empty, and its reason stands in a column."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, COLUMNS, restval="", delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(compared, language):
        writer.writerow({key: _cell(value, language) for key, value in row.items()})
    return "\ufeff" + target.getvalue()


def _rows(compared: ComparedRounds, language: Language) -> Iterator[dict[str, object]]:
    found = compared.development
    titles = {one.dimension.id: one.dimension.title.into(language) for one in found.last.dimensions}
    titles |= {one.factor.id: one.factor.title.into(language) for one in found.last.factors}
    for kind, lines in (("whole", (found.whole,)), ("dimension", found.dimensions), ("factor", found.factors)):
        for line in lines:
            title = titles.get(line.unit_id, "")
            for at, view in enumerate(compared.rounds):
                about = {"round": view.round.code, "round_title": view.round.title, "closed_on": view.round.closed_on}
                yield {"unit": kind, "id": line.unit_id, "title": title, **about, **_figures(line, at)}


def _figures(line: Line, at: int) -> dict[str, object]:
    point = line.points[at]
    row: dict[str, object] = {"ad": point.ad}
    if isinstance(point.score, Score):
        row |= {"mean": point.score.value, "n_smallest": point.n[0], "n_largest": point.n[1]}
    else:
        row["withheld"] = point.score.reason.value
    if isinstance(point.interval, Interval):
        row |= {"mean_low": point.interval.low, "mean_high": point.interval.high}
    if at and (step := line.steps[at - 1]):
        row |= _changed("since_before", step)
    return row | (_changed("overall", line.overall) if at == len(line.points) - 1 else {})


def _changed(name: str, change: Change) -> dict[str, object]:
    values: dict[str, object] = {
        "compared": change.comparability.value,
        "difference": change.difference,
        "verdict": change.direction.value if change.direction else "",
    }
    if isinstance(change.interval, Interval):
        values |= {"low": change.interval.low, "high": change.interval.high}
    return {f"{name}_{key}": value for key, value in values.items()}


def _cell(value: object, language: Language) -> str:
    if value is None or isinstance(value, Withheld):
        return ""
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if language == "sv" else ".")
    return harmless(str(value))
