"""A result's scores one by one, as they are stored to be searched across rounds and collaborations.

They are stored as places on the line 1..A of the main scale, whatever its points are written as, so that they can be
set beside each other; who shows them takes them back (`Span.shown`)."""

from collections.abc import Iterator

from app.domain.published import Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.result import Agreement, CellScores, RoundResult, Score
from app.domain.scale import Span
from app.domain.uncertainty import WHOLE
from app.store.stored_results import RoundScore


def scores_of_result(round_id: str, result: RoundResult) -> Iterator[RoundScore]:
    """The scores of the whole, of each dimension and of each factor that has one: the group's, and those of
    organisations that are a published cell by themselves."""
    span = result.questionnaire.span
    yield _group(round_id, WHOLE, result.score, span, result.persons, None)
    for dimension in result.dimensions:
        if not any(one.is_scored for one in dimension.factors):
            continue
        unit = dimension.dimension.id
        yield _group(round_id, unit, dimension.score, span, dimension.n[0], dimension.agreement)
        yield from _organisations(round_id, unit, dimension.organisations, span)
        for factor in dimension.factors:
            if factor.is_scored:
                yield _group(round_id, factor.factor.id, factor.score, span, factor.n[0], factor.agreement)
                yield from _organisations(round_id, factor.factor.id, factor.organisations, span)


def _group(
    round_id: str, unit: str, score: Score | Withheld, span: Span, n: int, agreement: Agreement | Withheld | None
) -> RoundScore:
    ad = agreement.ad if isinstance(agreement, Agreement) else None
    if isinstance(score, Withheld):
        return RoundScore(round_id, unit, "", None, span.length, n, ad, score.reason)
    return RoundScore(round_id, unit, "", span.position(score.value), span.length, n, ad, None)


def _organisations(round_id: str, unit: str, cells: CellScores, span: Span) -> Iterator[RoundScore]:
    if isinstance(cells, Withheld):
        return
    for one in cells:
        if one.cell.members == (one.cell.id,) and one.cell.id != UNSTATED:
            yield RoundScore(round_id, unit, one.cell.id, span.position(one.value), span.length, one.n, None, None)
