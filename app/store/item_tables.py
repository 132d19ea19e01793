"""The GROUP BY: a round's raw counts, straight from the rows. Only disclosure control may read them."""

from sqlalchemy import Connection, func, select

from app.domain.item_table import Count, Group, RoundCounts, WrittenComment
from app.store.responses import AnswerRow, CommentRow, ResponseRow


def counts_of_round(connection: Connection, round_id: str) -> RoundCounts:
    """Persons per group, counts per item, group and value, and the comments of one round."""
    group = (ResponseRow.organisation, ResponseRow.level, ResponseRow.wave)
    in_round = ResponseRow.round_id == round_id
    counts = connection.execute(
        select(AnswerRow.item_id, AnswerRow.value, *group, func.count())
        .join(ResponseRow, ResponseRow.id == AnswerRow.response_id)
        .where(in_round)
        .group_by(AnswerRow.item_id, AnswerRow.value, *group)
    )
    persons = persons_of_round(connection, round_id)
    same = {tuple(group): group for group in persons}
    return RoundCounts.of(
        persons,
        (Count(item_id, same[tuple(stated)], value, number) for item_id, value, *stated, number in counts),
        comments_of_round(connection, round_id),
    )


def persons_of_round(connection: Connection, round_id: str) -> dict[Group, int]:
    """Persons per organisation, level and wave of one round; nothing of what they answered."""
    group = (ResponseRow.organisation, ResponseRow.level, ResponseRow.wave)
    persons = select(*group, func.count()).where(ResponseRow.round_id == round_id).group_by(*group)
    return {Group(*row[:3]): row[3] for row in connection.execute(persons)}


def comments_of_round(connection: Connection, round_id: str) -> tuple[WrittenComment, ...]:
    """The comments of one round: of each its question and wave, and nothing else."""
    columns = (CommentRow.item_id, CommentRow.wave, CommentRow.words)
    return tuple(
        WrittenComment(*row) for row in connection.execute(select(*columns).where(CommentRow.round_id == round_id))
    )


def number_of_comments(connection: Connection, round_id: str) -> int:
    """How many comments there are in one round."""
    return connection.execute(select(func.count()).where(CommentRow.round_id == round_id)).scalar_one()
