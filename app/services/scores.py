"""A result's scores one by one, as they are stored to be searched across rounds and collaborations."""

from collections.abc import Iterator

from app.domain.published import Withheld
from app.domain.questionnaire import UNSTATED
from app.domain.result import Agreement, CellScores, RoundResult, Score
from app.domain.uncertainty import WHOLE
from app.store.stored_results import RoundScore


def scores_of_result(round_id: str, result: RoundResult) -> Iterator[RoundScore]:
    """The scores of the whole, of each dimension and of each factor that has one: the group's, and those of
    organisations that are a published cell by themselves."""
    length = result.questionnaire.scale_length
    yield _group(round_id, WHOLE, result.score, length, result.persons, None)
    for dimension in result.dimensions:
        if not any(one.is_scored for one in dimension.factors):
            continue
        unit = dimension.dimension.id
        yield _group(round_id, unit, dimension.score, length, dimension.n[0], dimension.agreement)
        yield from _organisations(round_id, unit, dimension.organisations, length)
        for factor in dimension.factors:
            if factor.is_scored:
                yield _group(round_id, factor.factor.id, factor.score, length, factor.n[0], factor.agreement)
                yield from _organisations(round_id, factor.factor.id, factor.organisations, length)


def _group(
    round_id: str, unit: str, score: Score | Withheld, length: int, n: int, agreement: Agreement | Withheld | None
) -> RoundScore:
    ad = agreement.ad if isinstance(agreement, Agreement) else None
    if isinstance(score, Withheld):
        return RoundScore(round_id, unit, "", None, length, n, ad, score.reason)
    return RoundScore(round_id, unit, "", score.value, length, n, ad, None)


def _organisations(round_id: str, unit: str, cells: CellScores, length: int) -> Iterator[RoundScore]:
    if isinstance(cells, Withheld):
        return
    for one in cells:
        if one.cell.members == (one.cell.id,) and one.cell.id != UNSTATED:
            yield RoundScore(round_id, unit, one.cell.id, one.value, length, one.n, None, None)
