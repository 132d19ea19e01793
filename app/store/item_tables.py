"""The GROUP BY: a round's raw counts, straight from the rows. Only disclosure control may read them."""

from sqlalchemy import Connection, func, select

from app.domain.item_table import Count, Group, RoundCounts, WrittenComment
from app.store.responses import AnswerRow, CommentRow, ResponseRow


def counts_of_round(connection: Connection, round_id: str) -> RoundCounts:
    """Persons per group, counts per item, group and value, and the comments of one round."""
    group = (ResponseRow.organisation, ResponseRow.level, ResponseRow.wave)
    in_round = ResponseRow.round_id == round_id
    persons = connection.execute(select(*group, func.count()).where(in_round).group_by(*group))
    counts = connection.execute(
        select(AnswerRow.item_id, AnswerRow.value, *group, func.count())
        .join(ResponseRow, ResponseRow.id == AnswerRow.response_id)
        .where(in_round)
        .group_by(AnswerRow.item_id, AnswerRow.value, *group)
    )
    comments = connection.execute(
        select(CommentRow.item_id, CommentRow.wave, CommentRow.words).where(CommentRow.round_id == round_id)
    )
    return RoundCounts.of(
        {Group(organisation, level, wave): number for organisation, level, wave, number in persons},
        [
            Count(item_id, Group(organisation, level, wave), value, number)
            for item_id, value, organisation, level, wave, number in counts
        ],
        [WrittenComment(*row) for row in comments],
    )
