"""The lines that charts draw means on, in the numbers that people answered in."""

from app.charts.ruler import Ruler
from app.domain.items import Part, RatingItem
from app.domain.questionnaire import COMMON_LENGTH, Factor, Questionnaire
from app.domain.scale import Scale
from app.domain.scoring import written_points
from app.domain.text import Language
from app.wording.numbers import tick


def main_ruler(asked: Questionnaire, language: Language) -> Ruler:
    """The main scale, on which everything above the statements is shown."""
    if not asked.scales:
        return Ruler.coded(COMMON_LENGTH)
    points = tuple(map(float, asked.scales[0].measured))
    return Ruler(points, tuple(tick(point, language) for point in points))


def legend_of(scale: Scale, language: Language) -> tuple[str, ...]:
    """Every point with its number, weak to strong; a label that holds it already is left as it is."""
    labels = [point.label.into(language) for point in scale.by_code]
    if scale.labels_say_numbers:
        return tuple(labels)
    numbers = [tick(float(point), language) for point in scale.measured]
    return tuple(f"{number} – {label}" for number, label in zip(numbers, labels, strict=True))


def own_ruler(asked: RatingItem | Part, language: Language) -> Ruler:
    """The scale of a statement or of a part, its turned points turned."""
    points = tuple(map(float, written_points(asked)))
    return Ruler(points, tuple(tick(point, language) for point in points))


def ticks_of(factor: Factor, language: Language) -> tuple[str, ...]:
    """What the points of its statements are written as; 1 and on where they differ in that, none where there are
    none."""
    found = {own_ruler(item, language).words for item in factor.ratings}
    if len(found) == 1:
        return found.pop()
    return Ruler.coded(factor.ratings[0].scale.length).words if factor.ratings else ()


def factor_legend(factor: Factor, language: Language) -> tuple[str, ...]:
    """The same with the labels, where all its statements share a scale."""
    scales = {item.scale for item in factor.ratings}
    return legend_of(scales.pop(), language) if len(scales) == 1 else ticks_of(factor, language)
