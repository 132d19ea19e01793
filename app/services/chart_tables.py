"""The numbers behind the charts of the results page, as tables for Excel."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.fields import map_fields
from app.documents.joint_matrix import Matrix, MatrixRow
from app.documents.picture import Cells, FactorPicture, Picture
from app.domain.published import Withheld
from app.domain.result import Agreement, FactorResult, RoundResult, Score
from app.domain.text import Language
from app.services.spreadsheets import harmless
from app.wording.numbers import number
from app.wording.translations import translations
from app.wording.weighing import as_read

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """A header, and rows of the same length. A float is written with two decimals, None as nothing."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_csv(table: Table, language: Language) -> str:
    """The table as a Swedish Excel expects it: a byte order mark, semicolons, decimal comma in Swedish."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    for row in (table.header, *table.rows):
        writer.writerow([_written(cell, language) for cell in row])
    return "\ufeff" + target.getvalue()


def map_table(result: RoundResult, picture: Picture, language: Language) -> Table:
    """A row per factor: where it stands on the map, and how many have answered."""
    gettext = translations(language).gettext
    fields = {place: field.title for field in map_fields(language) for place in field.places}
    header = (
        gettext("Number"),
        gettext("Factor"),
        gettext("Dimension"),
        gettext("Mean"),
        gettext("Spread"),
        gettext("Field"),
        gettext("Fewest answers"),
        gettext("Most answers"),
        gettext("Remark"),
    )
    rows = (
        (
            shown.number,
            shown.title,
            shown.dimension,
            _mean(found.score),
            _spread(found.agreement),
            fields[found.place],
            *found.n,
            shown.withheld,
        )
        for shown, found in zip(picture.factors, result.factors, strict=True)
        if found.is_scored
    )
    return Table(header, tuple(rows))


def dimensions_table(result: RoundResult, picture: Picture, language: Language) -> Table:
    """A row per dimension, and one for the whole."""
    gettext = translations(language).gettext
    header = (
        gettext("Dimension"),
        gettext("Mean"),
        gettext("Spread"),
        gettext("Fewest answers"),
        gettext("Most answers"),
        gettext("Remark"),
    )
    rows = tuple(
        (shown.title, _mean(found.score), _spread(found.agreement), *found.n, shown.withheld)
        for shown, found in zip(picture.dimensions, result.dimensions, strict=True)
        if shown.is_scored
    )
    whole = (gettext("All factors together"), _mean(result.score), None, result.persons, result.persons, "")
    return Table(header, (*rows, whole))


def distribution_table(found: FactorResult, factor: FactorPicture, picture: Picture, language: Language) -> Table:
    """A row per statement: the answers at each point of the scale, weak to strong."""
    gettext = translations(language).gettext
    aside = (gettext("Not applicable"),) if any(one.not_applicable is not None for one in factor.items) else ()
    header = (
        gettext("Statement"),
        *factor.legend,
        gettext("Don't know"),
        *aside,
        gettext("No answer"),
        gettext("Answers"),
        gettext("Mean"),
        gettext("Remark"),
    )
    rows = tuple(
        (
            shown.text,
            *(count for _, count in shown.counts),
            *([None] * len(factor.legend) if shown.withheld else ()),
            None if shown.withheld else shown.dont_know,
            *(None if shown.withheld else shown.not_applicable for _ in aside),
            None if shown.withheld else shown.no_answer,
            None if shown.withheld else shown.n,
            None if isinstance(item.mean, Withheld) else item.mean,
            shown.withheld,
        )
        for shown, item in zip(factor.items, found.items, strict=True)
    )
    return Table(header, rows)


def cells_table(found: FactorResult, cells: Cells, language: Language) -> Table:
    """A row per organisation or role, and one for the whole group."""
    gettext = translations(language).gettext
    header = (gettext("Dot"), gettext("Group"), gettext("Answers"), gettext("Mean"))
    rows: Sequence[tuple[Cell, ...]] = [(row.letter, row.name, row.n, row.value) for row in cells.rows]
    return Table(header, (*rows, ("", gettext("The whole group"), found.n[0], _mean(found.score))))


def matrix_table(matrix: Matrix, language: Language) -> Table:
    """A row per dimension and factor, a column per organisation."""
    gettext = translations(language).gettext
    header = (
        gettext("Factor"),
        gettext("The whole group"),
        *(column.name for column in matrix.columns),
        gettext("Remark"),
    )
    nothing = [None] * len(matrix.columns)
    rows = tuple(
        (_numbered(row), row.mean, *([cell.mean for cell in row.cells] or nothing), row.withheld) for row in matrix.rows
    )
    return Table(header, rows)


def weighed_table(found: FactorResult, factor: FactorPicture, language: Language) -> Table:
    """A row per part of what is weighed, and below it one per organisation and role that is shown. The means are as
    they are read: positions, levels, places or points."""
    gettext = translations(language).gettext
    header = (
        gettext("Question"),
        gettext("Part"),
        gettext("Group"),
        gettext("Answers"),
        gettext("Don't know"),
        gettext("Mean"),
        gettext("Spread"),
        gettext("Remark"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one, shown in zip(found.weighed, factor.weighed, strict=True):
        for at, (part, line) in enumerate(zip(one.parts, shown.parts, strict=True)):
            figures = (None, None) if line.withheld else (line.n, line.dont_know)
            mean = None if isinstance(part.mean, Withheld) else as_read(one.item, part.mean)
            whole = gettext("The whole group")
            rows.append((shown.text, line.name, whole, *figures, mean, _spread(part.agreement), line.withheld))
            for groups in (shown.organisations, shown.levels):
                rows += [
                    (shown.text, line.name, row.name, row.numbers[at], None, row.means[at], None, "")
                    for row in groups.rows
                    if row.means[at] is not None
                ]
    return Table(header, tuple(rows))


def _numbered(row: MatrixRow) -> str:
    return f"{row.number}. {row.title}" if row.number else row.title


def _mean(score: Score | Withheld) -> float | None:
    return None if isinstance(score, Withheld) else score.value


def _spread(agreement: Agreement | Withheld) -> float | None:
    return None if isinstance(agreement, Withheld) else agreement.ad


def _written(cell: Cell, language: Language) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return number(cell, language, 2)
    return harmless(cell) if isinstance(cell, str) else cell
