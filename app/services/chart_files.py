"""A chart of the results page as a file of its own: the picture (SVG) or the numbers behind it (CSV)."""

from collections.abc import Sequence

from app.charts.answers import AnswerRow, answers_chart
from app.charts.dots import Dot, dot_scale
from app.charts.stacked import Sheet, stacked
from app.documents.lettering import letter
from app.documents.medium import ALONE
from app.documents.painter import picture_of
from app.documents.picture import Cells, FactorPicture, Picture
from app.documents.rulers import main_ruler
from app.documents.weighed import WeighedPicture
from app.domain.errors import SamspelError
from app.domain.result import FactorResult, RoundResult, Score
from app.domain.text import Language
from app.services import chart_tables
from app.services.chart_tables import Table
from app.services.kept import Kept
from app.wording.numbers import score_number
from app.wording.translations import translations

OVERVIEWS = ("map", "dimensions")
"""Charts of the whole round."""
OF_A_FACTOR = ("distribution", "organisations", "levels", "weighed")
"""Charts of each factor."""
PAPER = '<rect width="100%" height="100%" fill="#ffffff"/>'


_drawn: Kept[tuple[RoundResult, Picture]] = Kept(20)
"""The result stands beside its picture so that no other result can come to have its identity."""


def _picture(result: RoundResult, language: Language) -> Picture:
    """The charts to stand alone, drawn once for a result that is the same thing as before."""
    key = (id(result), language)
    return _drawn.get(key, lambda: (result, picture_of(result, language, ALONE)))[1]


def overview_svg(result: RoundResult, chart: str, language: Language) -> str:
    """The map or the dimensions as a picture that stands alone. Raises R060, R061."""
    picture = _picture(result, language)
    _of_the_whole(picture, chart)
    return _alone(str(picture.map) if chart == "map" else _dimensions(result, picture, language))


def overview_csv(result: RoundResult, chart: str, language: Language) -> str:
    """The numbers behind it, for Excel. Raises R060, R061."""
    picture = _picture(result, language)
    _of_the_whole(picture, chart)
    make = chart_tables.map_table if chart == "map" else chart_tables.dimensions_table
    return chart_tables.as_csv(make(result, picture, language), language)


def factor_svg(result: RoundResult, factor_id: str, chart: str, language: Language) -> str:
    """A factor's chart as a picture that stands alone. Raises R060 (unknown), R061 (withheld)."""
    _, factor, picture = _factor(result, factor_id, language)
    if chart == "distribution":
        _shown(factor.withheld)
        return _alone(_answers(factor, picture, language))
    if chart == "weighed":
        return _alone(_weighed(factor, _what_is_weighed(factor)))
    return _alone(str(_cells(factor, chart).dots))


def factor_csv(result: RoundResult, factor_id: str, chart: str, language: Language) -> str:
    """The numbers behind it, for Excel. Raises R060 (unknown), R061 (withheld)."""
    found, factor, picture = _factor(result, factor_id, language)
    return chart_tables.as_csv(_table(found, factor, picture, chart, language), language)


def matrix_csv(result: RoundResult, language: Language) -> str:
    """Every factor by every organisation, for Excel. Raises R060 (there is no such table), R061 (withheld)."""
    picture = _picture(result, language)
    _shown(picture.withheld)
    if picture.matrix is None:
        raise SamspelError("R060", "matrix")
    return chart_tables.as_csv(chart_tables.matrix_table(picture.matrix, language), language)


def _table(found: FactorResult, factor: FactorPicture, picture: Picture, chart: str, language: Language) -> Table:
    if chart == "distribution":
        _shown(factor.withheld)
        return chart_tables.distribution_table(found, factor, picture, language)
    if chart == "weighed":
        _what_is_weighed(factor)
        return chart_tables.weighed_table(found, factor, language)
    return chart_tables.cells_table(found, _cells(factor, chart), language)


def _factor(result: RoundResult, factor_id: str, language: Language) -> tuple[FactorResult, FactorPicture, Picture]:
    picture = _picture(result, language)
    _shown(picture.withheld)
    for factor in picture.factors:
        if factor.id == factor_id:
            return result.factor(factor_id), factor, picture
    raise SamspelError("R060", factor_id)


def _cells(factor: FactorPicture, chart: str) -> Cells:
    cells = factor.organisations if chart == "organisations" else factor.levels
    _shown(cells.withheld)
    return cells


def _of_the_whole(picture: Picture, chart: str) -> None:
    """Where nothing has a score there is neither a map nor a mean of a dimension."""
    _shown(picture.withheld)
    if not picture.is_scored:
        raise SamspelError("R060", chart)


def _what_is_weighed(factor: FactorPicture) -> tuple[WeighedPicture, ...]:
    """What is weighed in the factor and may be shown. Raises R060 where nothing is weighed, R061 where all is
    withheld."""
    if not factor.weighed:
        raise SamspelError("R060", factor.id)
    shown = tuple(one for one in factor.weighed if not one.withheld)
    _shown("" if shown else factor.weighed[0].withheld)
    return shown


def _weighed(factor: FactorPicture, shown: Sequence[WeighedPicture]) -> str:
    sheets = [
        Sheet(
            one.text,
            str(one.chart),
            one.height,
            () if one.is_line else [(row.letter, row.name) for row in one.organisations.rows],
        )
        for one in shown
    ]
    return stacked(sheets, factor.title, width=ALONE.weighed)


def _shown(withheld: str) -> None:
    if withheld:
        raise SamspelError("R061", "chart", why=withheld)


def _alone(svg: str) -> str:
    """The picture on white paper, whatever it is opened in."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + svg.replace("</title>", f"</title>{PAPER}", 1) + "\n"


def _answers(factor: FactorPicture, picture: Picture, language: Language) -> str:
    rows = [
        AnswerRow(f"{item.text} (n = {item.n})", [number for _, number in item.counts], item.dont_know)
        for item in factor.items
        if not item.withheld
    ]
    return answers_chart(rows, factor.legend, translations(language).gettext("Don't know"), factor.title)


def _dimensions(result: RoundResult, picture: Picture, language: Language) -> str:
    dots = [
        Dot(letter(at), one.score.value, f"{one.dimension.title.into(language)} {score_number(one.score, language)}")
        for at, one in enumerate(result.dimensions)
        if isinstance(one.score, Score)
    ]
    whole = result.score.value if isinstance(result.score, Score) else None
    title = f"{picture.title}: " + ", ".join(f"{one.letter} {one.name}" for one in dots)
    return dot_scale(
        dots, main_ruler(result.questionnaire, language), title, width=ALONE.dots, reference=whole, named=True
    )
