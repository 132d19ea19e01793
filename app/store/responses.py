"""Responses: what was answered, kept apart from anything that could say by whom or when.

A response has a random id and no time; its answers are rows of their own; comments know only their question. A
hand-in leaves a hash of the device's random token behind, so that the same sheet is not stored twice; nothing
joins that hash to a response."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import JSON, Connection, ForeignKey, Text, bindparam, delete, func, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import UNORDERED, Base


class ResponseRow(Base):
    """One sheet that was handed in."""

    __tablename__ = "responses"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    organisation: Mapped[str | None]
    level: Mapped[str | None]
    wave: Mapped[int]


class AnswerRow(Base):
    """One value of one item of one sheet, written as the item's kind counts it."""

    __tablename__ = "answers"
    __table_args__ = UNORDERED

    response_id: Mapped[str] = mapped_column(ForeignKey("responses.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)


class CommentRow(Base):
    """One comment, tied to its question and to nothing else."""

    __tablename__ = "comments"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    item_id: Mapped[str]
    wave: Mapped[int]
    words: Mapped[str] = mapped_column(Text)


class DraftRow(Base):
    """A sheet that is being filled in, under a hash of the device's token. Deleted when it is handed in."""

    __tablename__ = "drafts"
    __table_args__ = UNORDERED

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    answers: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    saved_on: Mapped[date]


class HandedInRow(Base):
    """The hash of a token that has handed in: says that it did, not what."""

    __tablename__ = "handed_in"
    __table_args__ = UNORDERED

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)


class DailyCountRow(Base):
    """How many sheets a round received on a day: the only time that is kept, and of no single sheet."""

    __tablename__ = "daily_counts"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int]


# Built once: SQLAlchemy then finds their compiled form without rebuilding it at every request.
_MARK = text("INSERT INTO handed_in (token_hash, round_id) VALUES (:token, :round) ON CONFLICT DO NOTHING")
_IS_HANDED_IN = select(HandedInRow.token_hash).where(HandedInRow.token_hash == bindparam("token"))
_UNMARK = delete(HandedInRow).where(HandedInRow.token_hash == bindparam("token"))
_DRAFT = select(DraftRow.answers).where(DraftRow.token_hash == bindparam("token"))
_INSERT_RESPONSE = insert(ResponseRow)
_INSERT_ANSWERS = insert(AnswerRow)
_INSERT_COMMENTS = insert(CommentRow)
_DELETE_DRAFT = delete(DraftRow).where(DraftRow.token_hash == bindparam("token"))


def mark_handed_in(connection: Connection, token_hash: str, round_id: str) -> bool:
    """Leaves the token's mark. False when it is there already; the transaction goes on."""
    return bool(connection.execute(_MARK, {"token": token_hash, "round": round_id}).rowcount)


def unmark(connection: Connection, token_hash: str) -> None:
    """Takes the token's mark away again."""
    connection.execute(_UNMARK, {"token": token_hash})


def is_handed_in(connection: Connection, token_hash: str) -> bool:
    """Whether the token has handed in."""
    return connection.execute(_IS_HANDED_IN, {"token": token_hash}).first() is not None


def insert_sheets(
    connection: Connection,
    responses: Sequence[Mapping[str, object]],
    answers: Sequence[Mapping[str, str]],
    comments: Sequence[Mapping[str, object]],
) -> None:
    """Stores rows of `responses`, `answers` and `comments`, each keyed by column name."""
    connection.execute(_INSERT_RESPONSE, responses)
    if answers:
        connection.execute(_INSERT_ANSWERS, answers)
    if comments:
        connection.execute(_INSERT_COMMENTS, comments)


_REWRITE = [
    text(
        f"WITH taken AS (DELETE FROM {table} WHERE {condition} RETURNING *) "
        f"INSERT INTO {table} SELECT * FROM taken ORDER BY {key}"
    )
    for table, condition, key in (
        ("responses", "round_id = :round", "id"),
        ("answers", "response_id IN (SELECT id FROM responses WHERE round_id = :round)", "response_id, item_id, value"),
        ("comments", "round_id = :round", "id"),
        ("handed_in", "round_id = :round", "token_hash"),
    )
]


def forget_arrival(connection: Connection, round_id: str) -> None:
    """Takes from the round's rows what tells in which order they came, and which of them came together.

    PostgreSQL notes with every row the transaction that wrote it (`xmin`) and keeps rows in order of arrival (`ctid`):
    that would tie a comment, and the mark of a device, to a response. All rows are written anew, in the order of their
    random keys. SQLite has neither."""
    if connection.dialect.name == "postgresql":
        for statement in _REWRITE:
            connection.execute(statement, {"round": round_id})


def count(connection: Connection, round_ids: Iterable[str]) -> dict[str, int]:
    """Round id -> number of sheets handed in (0 where none)."""
    wanted = list(round_ids)
    statement = (
        select(ResponseRow.round_id, func.count())
        .where(ResponseRow.round_id.in_(wanted))
        .group_by(ResponseRow.round_id)
    )
    return dict.fromkeys(wanted, 0) | {row[0]: row[1] for row in connection.execute(statement)}


def draft(connection: Connection, token_hash: str) -> dict[str, list[str]] | None:
    """The draft's raw answers, None where there is none."""
    row = connection.execute(_DRAFT, {"token": token_hash}).first()
    return row[0] if row else None


def save_draft(
    connection: Connection, token_hash: str, round_id: str, answers: Mapping[str, Sequence[str]], today: date
) -> None:
    """Stores or replaces the draft."""
    values = {"answers": {key: list(value) for key, value in answers.items()}, "saved_on": today}
    changed = connection.execute(update(DraftRow).where(DraftRow.token_hash == token_hash).values(**values))
    if not changed.rowcount:
        connection.execute(insert(DraftRow), {"token_hash": token_hash, "round_id": round_id, **values})


def delete_draft(connection: Connection, token_hash: str) -> bool:
    """Deletes the draft, if there is one."""
    return bool(connection.execute(_DELETE_DRAFT, {"token": token_hash}).rowcount)
