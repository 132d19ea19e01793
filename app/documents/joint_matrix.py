"""Every factor by every organisation in one table: where the pictures differ, and who sees what. In a joint round each
organisation stands there with its agreed answer; in others, those that may be shown by themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from app.charts.palette import STEPS
from app.charts.turned_name import is_cut, turned_name
from app.documents.lettering import place_of
from app.domain.published import Cell, Withheld
from app.domain.result import CellScores, DimensionResult, FactorResult, RoundResult, Score
from app.domain.text import Language
from app.wording.names import organisation_name
from app.wording.numbers import number, score_number
from app.wording.sentences import withheld_words
from app.wording.translations import translations

FEWEST_ROWS = 3
"""Of fewer factors with a score there is nothing to look for; each has its own comparison."""
MOST_PLAIN = 5
"""So many names have room beside each other; of more, each stands upright."""
APART = Fraction(1, 4)
"""How far from the mean of all is pointed out, as a share of the scale's length A - 1: a step of five points."""


@dataclass(frozen=True)
class MatrixColumn:
    """One organisation: its name, and how it is written as a heading (empty where the name itself is)."""

    name: str
    turned: Markup


@dataclass(frozen=True)
class MatrixCell:
    """One organisation's mean, 1..A: a number or a dash, and the figure itself. `step`: its fill, 1 (weak) to 5
    (strong), 0 for a dash. `arrow`: ▲ or ▼ where it lies a whole step (of five points) above or below the mean of all,
    and `words` says so."""

    value: str
    step: int
    arrow: str
    words: str
    mean: float | None


@dataclass(frozen=True)
class MatrixRow:
    """A dimension, or (`number` not 0) a factor of the one before. `whole`: the mean of all, and as the figure `mean`;
    `withheld`: why there are no cells."""

    number: int
    title: str
    whole: str
    mean: float | None
    cells: tuple[MatrixCell, ...]
    withheld: str


@dataclass(frozen=True)
class Matrix:
    """The table. `turned`: whether names stand upright; `cut`: the names of which something is left out there."""

    joint: bool
    turned: bool
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    cut: tuple[str, ...]

    @property
    def has_arrows(self) -> bool:
        """Whether some cell lies apart."""
        return any(cell.arrow for row in self.rows for cell in row.cells)


def matrix_of(result: RoundResult, language: Language, ink: str) -> Matrix | None:
    """The table of a result; None where organisations are not shown beside each other, or too few factors have a
    score."""
    if isinstance(result.organisations, Withheld) or len(result.organisations) < 2:
        return None
    if len(result.scored_factors) < FEWEST_ROWS:
        return None
    cells = sorted(result.organisations, key=lambda one: place_of(one, result.organisation_names))
    names = [organisation_name(one, result, language) for one in cells]
    turned = len(cells) > MOST_PLAIN
    return Matrix(
        joint=result.kind == "joint",
        turned=turned,
        columns=tuple(MatrixColumn(one, Markup(turned_name(one, ink=ink)) if turned else Markup("")) for one in names),
        rows=tuple(_Rows(result, language, cells)),
        cut=tuple(one for one in names if turned and is_cut(one)),
    )


class _Rows:
    def __init__(self, result: RoundResult, language: Language, cells: Sequence[Cell]) -> None:
        self.result = result
        self.language = language
        self.cells = cells
        self.span = result.questionnaire.span
        self.gettext = translations(language).gettext

    def __iter__(self) -> Iterator[MatrixRow]:
        at = 0
        for dimension in self.result.dimensions:
            if any(factor.is_scored for factor in dimension.factors):
                yield self._row(0, dimension, dimension.dimension.title.into(self.language))
            for factor in dimension.factors:
                at += 1
                if factor.is_scored:
                    yield self._row(at, factor, factor.factor.title.into(self.language))

    def _row(self, at: int, found: DimensionResult | FactorResult, title: str) -> MatrixRow:
        whole = found.score if isinstance(found.score, Score) else None
        shown, mean = (score_number(whole, self.language), whole.value) if whole else ("–", None)
        if isinstance(found.organisations, Withheld):
            return MatrixRow(
                at, title, shown, mean, (), withheld_words(found.organisations, self.result, self.language)
            )
        return MatrixRow(at, title, shown, mean, tuple(self._cells(found.organisations, whole)), "")

    def _cells(self, scores: CellScores, whole: Score | None) -> Iterator[MatrixCell]:
        by_cell = {one.cell.id: one.value for one in scores} if not isinstance(scores, Withheld) else {}
        for cell in self.cells:
            if cell.id in by_cell:
                yield self._cell(by_cell[cell.id], whole)
            else:
                yield MatrixCell("–", 0, "", self.gettext("no answer"), None)

    def _cell(self, value: float, whole: Score | None) -> MatrixCell:
        step = 1 + round((self.span.position(value) - 1) / (self.span.length - 1) * (len(STEPS) - 1))
        apart = Fraction(str(value)) - Fraction(str(whole.value)) if whole else Fraction(0)
        shown = number(value, self.language)
        if abs(apart) < APART * (self.span.high - self.span.low):
            return MatrixCell(shown, step, "", "", value)
        if apart > 0:
            return MatrixCell(shown, step, "▲", self.gettext("clearly above all"), value)
        return MatrixCell(shown, step, "▼", self.gettext("clearly below all"), value)
