"""The record of the dialogue: what was said about each factor, guiding principles, and actions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ForeignKey,
    Row,
    Select,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.record import Action, ActionState, Agreement, Note, Principle, Record
from app.store.database import Base, Conflict

WHOLE = ""
"""Stands in a note's key for the whole, where principles and actions have NULL: no part of a key may be NULL."""


class NoteRow(Base):
    """What was said about one factor, or (`factor_id` WHOLE) about the whole, after one round. `version` counts its
    changes."""

    __tablename__ = "notes"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    factor_id: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class PrincipleRow(Base):
    """A guiding principle that was agreed on after a round. `factor_id`: None where it belongs to no single factor."""

    __tablename__ = "principles"

    id: Mapped[str] = mapped_column(primary_key=True)
    collaboration_id: Mapped[str] = mapped_column(ForeignKey("collaborations.id"), index=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    factor_id: Mapped[str | None]
    words: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    version: Mapped[int]


class ActionRow(Base):
    """An action that was agreed on. `responsible` is a function rather than a person; `organisation_id` one of those
    that the round itself lists, by the name they had then; `state`: "planned", "begun", "done" or "dropped"."""

    __tablename__ = "actions"

    id: Mapped[str] = mapped_column(primary_key=True)
    collaboration_id: Mapped[str] = mapped_column(ForeignKey("collaborations.id"), index=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    factor_id: Mapped[str | None]
    words: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str]
    organisation_id: Mapped[str | None] = mapped_column(index=True)
    due_on: Mapped[date | None]
    state: Mapped[str]
    position: Mapped[int]
    version: Mapped[int]


def record_of(connection: Connection, round_id: str) -> Record:
    """All that was recorded after the round."""
    return records_of(connection, [round_id])[round_id]


def records_of(connection: Connection, round_ids: Sequence[str]) -> dict[str, Record]:
    """Round id -> what was recorded after it; an empty record where nothing was."""
    notes = connection.execute(select(NoteRow.__table__).where(NoteRow.round_id.in_(round_ids))).all()
    principles = connection.execute(_ordered(PrincipleRow, PrincipleRow.round_id.in_(round_ids))).all()
    actions = connection.execute(_ordered(ActionRow, ActionRow.round_id.in_(round_ids))).all()
    return {
        one: Record(
            tuple(_note(row) for row in notes if row.round_id == one),
            tuple(_principle(row) for row in principles if row.round_id == one),
            tuple(_action(row) for row in actions if row.round_id == one),
        )
        for one in round_ids
    }


def write_note(connection: Connection, round_id: str, note: Note) -> bool:
    """Stores the note as the version after the one it carries. False when another version is stored meanwhile."""
    factor_id = note.factor_id or WHOLE
    if note.version == 0:
        values = {"round_id": round_id, "factor_id": factor_id, "words": note.words, "version": 1}
        try:
            with connection.begin_nested():
                connection.execute(insert(NoteRow), values)
        except Conflict:
            return False
        return True
    condition = (NoteRow.round_id == round_id) & (NoteRow.factor_id == factor_id) & (NoteRow.version == note.version)
    written = connection.execute(update(NoteRow).where(condition).values(words=note.words, version=NoteRow.version + 1))
    return written.rowcount == 1


def insert_agreement(
    connection: Connection, collaboration_id: str, round_id: str, one: Agreement, position: int
) -> bool:
    """Stores a new principle or action, or one that had been removed. False when it is there already."""
    values = {"id": one.id, "collaboration_id": collaboration_id, "round_id": round_id, "position": position}
    try:
        with connection.begin_nested():
            connection.execute(insert(_rows(one)), values | _columns(one) | {"version": one.version})
    except Conflict:
        return False
    return True


def update_agreement(connection: Connection, round_id: str, one: Agreement) -> bool:
    """Stores the principle or action as the version after the one it carries. False when another version is stored
    meanwhile, or none."""
    rows = _rows(one)
    condition = (rows.id == one.id) & (rows.round_id == round_id) & (rows.version == one.version)
    written = connection.execute(update(rows).where(condition).values(**_columns(one), version=rows.version + 1))
    return written.rowcount == 1


def delete_agreement(connection: Connection, round_id: str, one: Agreement) -> bool:
    """Removes the principle or action. False when another version is stored meanwhile, or none."""
    rows = _rows(one)
    condition = (rows.id == one.id) & (rows.round_id == round_id) & (rows.version == one.version)
    return connection.execute(delete(rows).where(condition)).rowcount == 1


def last_position(connection: Connection, round_id: str, like: Agreement) -> int:
    """The position of the round's last principle, or action, 0 when there is none."""
    rows = _rows(like)
    statement = select(func.max(rows.position)).where(rows.round_id == round_id)
    return int(connection.execute(statement).scalar() or 0)


def position_of(connection: Connection, one: Agreement) -> int:
    """Where the principle or action stands among the round's; 0 when it is not there."""
    rows = _rows(one)
    return int(connection.execute(select(rows.position).where(rows.id == one.id)).scalar() or 0)


def put_in_order(connection: Connection, agreements: Sequence[Agreement]) -> None:
    """Gives them the positions 1, 2, …. Their versions stay: no words change."""
    if agreements:
        rows = _rows(agreements[0])
        statement = update(rows).where(rows.id == bindparam("moved")).values(position=bindparam("place"))
        connection.execute(
            statement.execution_options(synchronize_session=None),
            [{"moved": one.id, "place": number} for number, one in enumerate(agreements, start=1)],
        )


def _rows(one: Agreement) -> type[PrincipleRow] | type[ActionRow]:
    return PrincipleRow if isinstance(one, Principle) else ActionRow


def _ordered(rows: type[PrincipleRow] | type[ActionRow], condition: ColumnElement[bool]) -> Select[Any]:
    return select(rows.__table__).where(condition).order_by(rows.position, rows.id)


def _columns(one: Agreement) -> dict[str, object]:
    """What a facilitator writes, by column."""
    common: dict[str, object] = {"factor_id": one.factor_id, "words": one.words}
    if isinstance(one, Principle):
        return common
    return common | {
        "responsible": one.responsible,
        "organisation_id": one.organisation_id,
        "due_on": one.due_on,
        "state": one.state.value,
    }


def _note(row: Row[Any]) -> Note:
    return Note(row.factor_id or None, row.words, row.version)


def _principle(row: Row[Any]) -> Principle:
    return Principle(row.id, row.factor_id, row.words, row.version)


def _action(row: Row[Any]) -> Action:
    state = ActionState(row.state)
    return Action(
        row.id, row.factor_id, row.words, row.responsible, row.organisation_id, row.due_on, state, row.version
    )
