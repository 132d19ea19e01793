"""The factors of a round's result for reading in a terminal."""

from app.domain.published import Withheld
from app.domain.result import FactorResult, RoundResult, Score
from app.wording import sentences
from app.wording.numbers import score_number, span


def as_table(result: RoundResult, language: str) -> str:
    """The factors for reading in a terminal: mean, answers, agreement, place in the dialogue."""
    if result.withheld:
        return sentences.withheld_words(result.withheld, result, language) + "\n"
    rows = []
    for dimension in result.dimensions:
        scored = any(factor.is_scored for factor in dimension.factors)
        score = _shown(dimension.score, language) if scored else ""
        rows.append((dimension.dimension.title.into(language).upper(), score, "", "", ""))
        rows += [_table_row(factor, language) for factor in dimension.factors]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines) + "\n"


def _table_row(factor: FactorResult, language: str) -> tuple[str, str, str, str, str]:
    return (
        "  " + factor.factor.title.into(language),
        _shown(factor.score, language) if factor.is_scored else "",
        f"n {_answers(factor)}",
        sentences.factor_agreement_words(factor, language, briefly=True),
        sentences.factor_place_words(factor, language),
    )


def _answers(factor: FactorResult) -> str:
    """Valid answers to its statements or, where it has none, to the parts that are weighed."""
    if factor.is_scored:
        return span(*factor.n)
    numbers = [part.n for one in factor.weighed for part in one.parts if not isinstance(part.mean, Withheld)]
    return span(min(numbers, default=0), max(numbers, default=0))


def _shown(score: Score | Withheld, language: str) -> str:
    return "–" if isinstance(score, Withheld) else score_number(score, language)
