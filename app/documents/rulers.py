"""The lines that charts draw means on, in the numbers that people answered in."""

from app.charts.ruler import Ruler
from app.domain.items import Part, RatingItem
from app.domain.questionnaire import COMMON_LENGTH, Questionnaire
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
