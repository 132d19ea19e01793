"""Each person's ratings together, without organisation, role or comments. Only the spread of a whole group is
calculated from them (app.domain.person_scores); they are never shown."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from app.store.responses import AnswerRow, ResponseRow


def ratings_of_persons(connection: Connection, round_id: str, item_ids: Collection[str]) -> list[Mapping[str, str]]:
    """Item id -> value of each sheet of the round, of these items."""
    statement = (
        select(AnswerRow.response_id, AnswerRow.item_id, AnswerRow.value)
        .join(ResponseRow, ResponseRow.id == AnswerRow.response_id)
        .where(ResponseRow.round_id == round_id, AnswerRow.item_id.in_(item_ids))
    )
    persons: dict[str, dict[str, str]] = {}
    for response_id, item_id, value in connection.execute(statement):
        persons.setdefault(response_id, {})[item_id] = value
    return list(persons.values())
