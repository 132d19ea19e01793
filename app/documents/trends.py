"""The trends of a development: every line of figures as a chart, for one medium."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.charts.palette import ACCENT, INK
from app.charts.ruler import Ruler
from app.charts.trend import ALIKE, COMMON, NOTHING, TrendPoint, trend_chart
from app.documents.development_picture import PointRow
from app.documents.occasion import Occasion
from app.documents.rulers import main_ruler
from app.domain.comparability import Comparability
from app.domain.development import Development, Line, Point
from app.domain.result import Score
from app.domain.scale import Span
from app.domain.text import Language
from app.domain.uncertainty import Interval
from app.wording.change import direction_words
from app.wording.dates import months
from app.wording.numbers import number
from app.wording.translations import translations

JOINED = {None: ALIKE, Comparability.FULL: ALIKE, Comparability.COMMON_ITEMS: COMMON, Comparability.NONE: NOTHING}
INDEX = 100
"""Where scales of different length meet, figures stand on 0..100."""


@dataclass(frozen=True)
class TrendMedium:
    """Where trends are drawn: the colours of what stands on the page itself, and (room for all the rounds, most from
    round to round, height) of the charts of a dimension and of a factor, in the charts' units."""

    ink: str
    accent: str
    large: tuple[int, int, int]
    small: tuple[int, int, int]


SCREEN_TRENDS = TrendMedium("currentColor", "currentColor", (310, 84, 150), (310, 48, 92))
PRINT_TRENDS = TrendMedium(INK, ACCENT, (330, 90, 134), (300, 64, 100))


class Trends:
    """Draws the lines of a development."""

    def __init__(self, found: Development, rounds: Sequence[Occasion], language: Language, medium: TrendMedium) -> None:
        self.found, self.language, self.medium = found, language, medium
        self.words = translations(language)
        self.months = months([one.closed_on or one.opened_on or one.printed_on for one in rounds], language)
        self.ruler = (
            Ruler.of((0, 25, 50, 75, INDEX)) if found.scales_differ else main_ruler(found.last.questionnaire, language)
        )

    def drawn(self, line: Line, rows: Sequence[PointRow], title: str, *, large: bool) -> Markup:
        """The trend of that line; `large`: of the whole or a dimension."""
        room, most, height = self.medium.large if large else self.medium.small
        asked = self.found.last.questionnaire
        drawn = trend_chart(
            [self._point(point, row, at) for at, (point, row) in enumerate(zip(line.points, rows, strict=True))],
            self._spoken(line, rows, title),
            ruler=self.ruler,
            cuts=[self._placed(float(cut), asked.span) for cut in asked.bands.cuts],
            step=min(most, room / len(rows)),
            height=height,
            ink=self.medium.ink,
            accent=self.medium.accent,
        )
        return Markup(drawn)

    def _point(self, point: Point, row: PointRow, at: int) -> TrendPoint:
        below = (*self.months[at], _n(point.n[0])) if isinstance(point.score, Score) else self.months[at]
        if not isinstance(point.score, Score):
            return TrendPoint(None, "–", None, below, JOINED[point.joined])
        value = self._placed(point.score.value, point.span)
        shown = number(value, self.language, 0) if self.found.scales_differ else row.score
        return TrendPoint(value, shown, self._ends(point), below, JOINED[point.joined])

    def _ends(self, point: Point) -> tuple[float, float] | None:
        if not isinstance(point.interval, Interval):
            return None
        return self._placed(point.interval.low, point.span), self._placed(point.interval.high, point.span)

    def _placed(self, value: float, span: Span) -> float:
        """Where a value of that scale stands: as it is, or as an index."""
        return INDEX * (span.position(value) - 1) / (span.length - 1) if self.found.scales_differ else value

    def _spoken(self, line: Line, rows: Sequence[PointRow], title: str) -> str:
        """What is read out instead of the chart."""
        interval = self.words.gettext("interval %(interval)s")
        said = [
            f"{row.round} {row.score}" + (f" ({interval % {'interval': row.interval}})" if row.interval else "")
            for row in rows
        ]
        outcome = direction_words(line.overall, self.language)
        return f"{title}. {'; '.join(said)}. {outcome}."


def _n(number: int) -> str:
    """Closer where the number is long, so that it stays under its point."""
    return f"n = {number}" if number < 1000 else f"n={number}"
