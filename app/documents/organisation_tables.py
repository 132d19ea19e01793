"""An organisation's scores as tables in words and charts: its collaborations beside each other, and round by round."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.charts.band_mark import band_mark
from app.charts.own_line import OwnPoint, own_line
from app.documents.lettering import letter
from app.documents.medium import Medium
from app.domain.organisation_picture import (
    Missing,
    NoScore,
    OwnScore,
    PicturedCollaboration,
    PicturedRound,
    QuestionnairePicture,
)
from app.domain.questionnaire import Dimension
from app.domain.scale import Span
from app.domain.text import Language
from app.wording.dates import long_date
from app.wording.numbers import number, score_number
from app.wording.organisation import missing_words
from app.wording.sentences import band_words
from app.wording.translations import translations

OWN = "inom"
"""The dimension about the organisation itself; tables of other dimensions come after it."""


@dataclass(frozen=True)
class ScoreCell:
    """One score. `value`: a number, or a dash; `mark`: the shape of its band; `group`: the whole collaboration's mean,
    empty where that is not shown; `n`: answers behind it, empty without a value; `letter`: which of the reasons holds
    for a dash; `why`: the same in words; `differs`: whether it was asked in other words than now."""

    value: str
    mark: Markup
    band: str
    group: str
    n: str
    letter: str
    why: str
    differs: bool


@dataclass(frozen=True)
class ScoreRow:
    """A round: of a collaboration where the table holds several."""

    collaboration_id: str
    collaboration: str
    code: str
    round_title: str
    closed: str
    cells: tuple[ScoreCell, ...]


@dataclass(frozen=True)
class ScoreTable:
    """The scores of one dimension: rows by columns, the first of which is the dimension as a whole. `lines`: how each
    column has gone, where there is more than one round to see that by; else empty."""

    dimension_id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[ScoreRow, ...]
    lines: tuple[Markup, ...]

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """(letter, words) of everything that is not shown in it, each once."""
        found = {cell.letter: cell.why for row in self.rows for cell in row.cells if cell.letter}
        return tuple(sorted(found.items()))

    @property
    def has_other_words(self) -> bool:
        """Whether some of it was asked in other words than in the newest version."""
        return any(cell.differs for row in self.rows for cell in row.cells)


class ScoreTables:
    """Makes the tables of one questionnaire, in one language and for one medium; a reason has one letter in all."""

    def __init__(self, asked: QuestionnairePicture, language: Language, medium: Medium) -> None:
        self.asked = asked
        self.language = language
        self.medium = medium
        self.gettext = translations(language).gettext
        self._letters: dict[str, str] = {}

    def side_by_side(self) -> tuple[ScoreTable, ...]:
        """For each dimension, the latest round of every collaboration."""
        latest = [(one, one.latest) for one in self.asked.collaborations]
        return tuple(self._table(dimension, latest) for dimension in self._dimensions())

    def round_by_round(self, one: PicturedCollaboration) -> tuple[ScoreTable, ...]:
        """For each dimension, every round of one collaboration, the earliest first, and the lines."""
        return tuple(self._table(dimension, [(one, each) for each in one.rounds]) for dimension in self._dimensions())

    def _dimensions(self) -> list[Dimension]:
        return sorted(self.asked.dimensions, key=lambda one: one.id != OWN)

    def _table(self, dimension: Dimension, rounds: Sequence[tuple[PicturedCollaboration, PicturedRound]]) -> ScoreTable:
        title = dimension.title.into(self.language)
        factors = [one for one in dimension.factors if one.ratings]
        units = [(dimension.id, self.gettext("The dimension as a whole"))]
        units += [(one.id, one.title.into(self.language)) for one in factors]
        is_one = len({collaboration.id for collaboration, _ in rounds}) == 1 and len(rounds) > 1
        return ScoreTable(
            dimension_id=dimension.id,
            title=title,
            columns=tuple(name for _, name in units),
            rows=tuple(self._row(collaboration, one, [unit for unit, _ in units]) for collaboration, one in rounds),
            lines=tuple(self._line(unit, name, [one for _, one in rounds]) for unit, name in units) if is_one else (),
        )

    def _row(self, collaboration: PicturedCollaboration, one: PicturedRound, units: Sequence[str]) -> ScoreRow:
        return ScoreRow(
            collaboration_id=collaboration.id,
            collaboration=collaboration.name,
            code=one.code,
            round_title=one.title,
            closed=long_date(one.closed_on, self.language) if one.closed_on else "",
            cells=tuple(self._cell(one, unit) for unit in units),
        )

    def _cell(self, one: PicturedRound, unit: str) -> ScoreCell:
        found = one.scores[unit]
        group = "" if found.group is None else self._group(found.group, found.span)
        differs = unit not in one.alike and not _is_missing(found, Missing.NOT_ASKED)
        if isinstance(found, NoScore):
            why = missing_words(found.missing, one.smallest_group, self.language)
            at = self._letters.setdefault(why, letter(len(self._letters)).lower())
            return ScoreCell("–", Markup(""), "", group, "", at, why, differs)
        band = band_words(found.score.band, self.language)
        mark = Markup(band_mark(found.score.band.value, band, accent=self.medium.accent))
        value = score_number(found.score, self.language) if self.asked.span else self._index(found.score.value, found)
        return ScoreCell(value, mark, band, group, str(found.n), "", "", differs)

    def _group(self, mean: float, span: Span | None) -> str:
        if self.asked.span or span is None:
            return number(mean, self.language)
        return index_words(mean, span, self.language)

    def _index(self, value: float, found: OwnScore) -> str:
        return index_words(value, found.span, self.language)

    def _line(self, unit: str, name: str, rounds: Sequence[PicturedRound]) -> Markup:
        """Empty where fewer than two rounds that asked alike show a score of the organisation's own."""
        points = [_point(one, unit) for one in rounds]
        if sum(point.own is not None for point in points) < 2:
            return Markup("")
        spoken = "; ".join(self._spoken(one, unit) for one in rounds)
        return Markup(own_line(points, f"{name}: {spoken}", ink=self.medium.ink, accent=self.medium.accent))

    def _spoken(self, one: PicturedRound, unit: str) -> str:
        cell = self._cell(one, unit)
        own = cell.value if not cell.letter else self.gettext("not shown")
        facts = {"round": one.title, "own": own, "group": cell.group or self.gettext("not shown")}
        return self.gettext("%(round)s: own %(own)s, all %(group)s") % facts


def index_words(value: float, span: Span, language: Language) -> str:
    """A mean on that scale as an index 0..100, whole."""
    return number(100 * _share(value, span), language, 0)


def _share(value: float, span: Span) -> float:
    """How far along the scale, 0..1."""
    return (span.position(value) - 1) / (span.length - 1)


def reasons_of(tables: Sequence[ScoreTable]) -> tuple[tuple[str, str], ...]:
    """(letter, words) of everything that is not shown in the tables, each once."""
    return tuple(sorted({pair for table in tables for pair in table.reasons}))


def _point(one: PicturedRound, unit: str) -> OwnPoint:
    found = one.scores[unit]
    if unit not in one.alike:
        return OwnPoint(None, None)
    own = _share(found.score.value, found.span) if isinstance(found, OwnScore) else None
    group = None if found.group is None or found.span is None else _share(found.group, found.span)
    return OwnPoint(own, group)


def _is_missing(found: OwnScore | NoScore, missing: Missing) -> bool:
    return isinstance(found, NoScore) and found.missing is missing
