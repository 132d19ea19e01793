"""What is weighed, a line for each question: for documents that have no room for its charts."""

from dataclasses import dataclass

from app.documents.picture import FactorPicture, Picture
from app.domain.items.measured import NOW
from app.domain.published import Withheld
from app.domain.result import PartedResult, RoundResult
from app.domain.text import Language
from app.wording.sentences import withheld_words
from app.wording.weighing import measure_words, part_name, shown_value


@dataclass(frozen=True)
class WeighedLine:
    """A question of a factor that is weighed. `figures`: every part with its mean, the heaviest option first, or why
    nothing is shown. `measure`: what the numbers are; empty where none is shown."""

    factor: FactorPicture
    figures: str
    measure: str


def weighed_lines(result: RoundResult, picture: Picture, language: Language) -> tuple[WeighedLine, ...]:
    """The lines of all factors that are weighed, in the questionnaire's order."""
    return tuple(
        _line(found, factor, result, language)
        for factor in picture.weighed
        for found in result.factor(factor.id).weighed
    )


def _line(found: PartedResult, factor: FactorPicture, result: RoundResult, language: Language) -> WeighedLine:
    item = found.item
    shown = [(part.key, part.mean) for part in found.parts if not isinstance(part.mean, Withheld)]
    if not shown:
        withheld = next(part.mean for part in found.parts if isinstance(part.mean, Withheld))
        return WeighedLine(factor, withheld_words(withheld, result, language), "")
    if NOW not in item.keys:
        shown.sort(key=lambda one: one[1], reverse=True)
    values = [f"{part_name(item, key, language)}: {shown_value(item, mean, language)}" for key, mean in shown]
    return WeighedLine(factor, " · ".join(values), measure_words(item, language))
