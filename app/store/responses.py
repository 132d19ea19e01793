"""Responses: what was answered, kept apart from anything that could say by whom or when.

A response has a random id and no time; its answers are rows of their own; comments know only their question, and are
sealed until the round is closed, so that no transaction ties them to a response (decision 0032)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import JSON, Connection, ForeignKey, Text, bindparam, delete, exists, func, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store import rounds
from app.store.database import UNORDERED, Base
from app.store.marks import HandedInRow
from app.store.rounds import StoredRound


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


class SealedCommentsRow(Base):
    """The comments of one sheet of an open round, sealed: they become rows of `comments` when the round is closed."""

    __tablename__ = "sealed_comments"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    sealed: Mapped[str] = mapped_column(Text)


class DraftRow(Base):
    """A sheet that is being filled in, under a hash of the device's token and sealed with it. Deleted when it is handed
    in. `answers` holds `{SEALED: what is sealed}`; of drafts from before decision 0032, item id -> strings."""

    __tablename__ = "drafts"
    __table_args__ = UNORDERED

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_on: Mapped[date]


class DailyCountRow(Base):
    """How many sheets a round received on a day: the only time that is kept, and of no single sheet."""

    __tablename__ = "daily_counts"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int]


@dataclass(frozen=True)
class Begun:
    """A round and what a device has left there: its draft as `DraftRow.answers` says, sealed or (`older`) as before
    decision 0032; None where there is none."""

    stored: StoredRound
    sealed: Mapping[str, Any] | None
    older: Mapping[str, Any] | None
    handed_in: bool


# Built once: SQLAlchemy then finds their compiled form without rebuilding it at every request.
_DRAFT = select(DraftRow.answers).where(DraftRow.token_hash == bindparam("token"))
_BEGUN = rounds.BY_CODE.add_columns(
    select(DraftRow.answers).where(DraftRow.token_hash == bindparam("key")).scalar_subquery(),
    select(DraftRow.answers).where(DraftRow.token_hash == bindparam("older")).scalar_subquery(),
    exists().where(HandedInRow.token_hash.in_((bindparam("mark"), bindparam("older")))),
)
_INSERT_RESPONSE = insert(ResponseRow)
_INSERT_ANSWERS = insert(AnswerRow)
_INSERT_COMMENTS = insert(CommentRow)
_REPLACE_DRAFT = (
    update(DraftRow)
    .where(DraftRow.token_hash == bindparam("token"))
    .values(answers=bindparam("answers"), saved_on=bindparam("saved_on"))
)
_DELETE_DRAFT = delete(DraftRow).where(DraftRow.token_hash == bindparam("token"))
_INSERT_SEALED = insert(SealedCommentsRow)


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
    insert_comments(connection, comments)


def insert_comments(connection: Connection, comments: Sequence[Mapping[str, object]]) -> None:
    """Stores rows of `comments`, keyed by column name."""
    if comments:
        connection.execute(_INSERT_COMMENTS, comments)


def insert_sealed(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Stores rows of `sealed_comments`, keyed by column name."""
    if rows:
        connection.execute(_INSERT_SEALED, rows)


def sealed_of(connection: Connection, round_id: str) -> list[tuple[str, str]]:
    """(id, what is sealed) of the round's sheets that have come since it was opened."""
    found = select(SealedCommentsRow.id, SealedCommentsRow.sealed).where(SealedCommentsRow.round_id == round_id)
    return [(row[0], row[1]) for row in connection.execute(found)]


def all_sealed(connection: Connection) -> Iterator[str]:
    """What is sealed of the sheets of all rounds."""
    yield from connection.execute(select(SealedCommentsRow.sealed)).scalars()


def delete_sealed(connection: Connection, ids: Sequence[str]) -> None:
    """Deletes what has been opened."""
    for start in range(0, len(ids), 500):
        connection.execute(delete(SealedCommentsRow).where(SealedCommentsRow.id.in_(ids[start : start + 500])))


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


def draft(connection: Connection, token_hash: str) -> dict[str, Any] | None:
    """What the draft holds, None where there is none."""
    row = connection.execute(_DRAFT, {"token": token_hash}).first()
    return row[0] if row else None


def begun(connection: Connection, code: str, key: str, older: str, mark: str) -> Begun | None:
    """The round with that code, and what a device has left there, in one statement: every page of the form asks for it.
    `key` and `older`: under which its draft may lie; `mark` and `older`: that it has handed in."""
    row = connection.execute(_BEGUN, {"wanted": code, "key": key, "older": older, "mark": mark}).one_or_none()
    if row is None:
        return None
    *columns, sealed, open_draft, handed_in = row
    stored = rounds.one_of(connection, columns)
    return None if stored is None else Begun(stored, sealed, open_draft, bool(handed_in))


def save_draft(connection: Connection, token_hash: str, round_id: str, answers: Mapping[str, str], today: date) -> None:
    """Stores or replaces the draft."""
    values = {"answers": dict(answers), "saved_on": today}
    changed = connection.execute(_REPLACE_DRAFT, {"token": token_hash, **values})
    if not changed.rowcount:
        connection.execute(insert(DraftRow), {"token_hash": token_hash, "round_id": round_id, **values})


def delete_draft(connection: Connection, token_hash: str) -> bool:
    """Deletes the draft, if there is one."""
    return bool(connection.execute(_DELETE_DRAFT, {"token": token_hash}).rowcount)
