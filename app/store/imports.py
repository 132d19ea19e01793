"""Answers that come from another tool: a file on its way in, how its columns were understood, and the latest import.

A file is kept for a day at most, without its columns about persons and in an order that only the visitor's browser can
undo. Of the latest import it is known which rows it stored, so that it can be taken back: until the round closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import JSON, ColumnElement, Connection, ForeignKey, bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import UNORDERED, Base, Moment
from app.store.responses import AnswerRow, CommentRow, DailyCountRow, ResponseRow


class ImportDraftRow(Base):
    """A file on its way into a round. `key_hash`: of the key that tells the order of its rows; `columns`: the target of
    each, None until somebody has said; `words`: vocabulary -> plain words -> answer."""

    __tablename__ = "import_drafts"
    __table_args__ = UNORDERED

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    key_hash: Mapped[str]
    name: Mapped[str]
    header: Mapped[list[str]] = mapped_column(JSON)
    header_row: Mapped[int]
    rows: Mapped[list[list[str]]] = mapped_column(JSON)
    personal: Mapped[list[str]] = mapped_column(JSON)
    columns: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    unfinished: Mapped[int] = mapped_column(server_default="0")
    expires_at: Mapped[datetime] = mapped_column(Moment)


class ImportMappingRow(Base):
    """How a collaboration understood files with these headers. No word in it was written by fewer than the smallest
    group (see `app.services.guided_import`)."""

    __tablename__ = "import_mappings"

    collaboration_id: Mapped[str] = mapped_column(ForeignKey("collaborations.id"), primary_key=True)
    questionnaire: Mapped[str] = mapped_column(primary_key=True)
    headers: Mapped[str] = mapped_column(primary_key=True)
    columns: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)


class ImportRow(Base):
    """A round's latest import while the round is open: the day, and how many sheets."""

    __tablename__ = "imports"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    day: Mapped[date]
    number: Mapped[int]


class ImportedRow(Base):
    """A response or comment that the latest import stored. Nothing tells which comment belongs to which response."""

    __tablename__ = "imported_rows"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)


_LATEST = text(
    "INSERT INTO imports (round_id, day, number) VALUES (:round_id, :day, :number) "
    "ON CONFLICT (round_id) DO UPDATE SET day = excluded.day, number = excluded.number"
).bindparams(bindparam("day", type_=ImportRow.day.type))


@dataclass(frozen=True)
class StoredDraft:
    """A file on its way in, as it is kept. `unfinished`: rows that were emptied, since they were never handed in."""

    name: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[str, ...], ...]
    personal: tuple[str, ...]
    columns: tuple[str, ...] | None
    words: Mapping[str, Mapping[str, str]]
    unfinished: int = 0


@dataclass(frozen=True)
class StoredMapping:
    """Targets of columns, and vocabulary -> plain words -> answer."""

    columns: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class LatestImport:
    """When an import was made and how many sheets it stored."""

    day: date
    number: int


def put_draft(
    connection: Connection, account_id: str, round_id: str, key_hash: str, one: StoredDraft, expires_at: datetime
) -> None:
    """Keeps the file in place of one that the account had on its way into the round."""
    delete_draft(connection, account_id, round_id)
    values = {**vars(one), "account_id": account_id, "round_id": round_id, "key_hash": key_hash}
    connection.execute(insert(ImportDraftRow), values | {"expires_at": expires_at})


def draft(connection: Connection, account_id: str, round_id: str, key_hash: str, now: datetime) -> StoredDraft | None:
    """The file that the account has on its way into the round, if its time is not over and the key fits."""
    row = ImportDraftRow
    columns = (row.name, row.header, row.header_row, row.rows, row.personal, row.columns, row.words, row.unfinished)
    found = connection.execute(
        select(*columns).where(
            row.account_id == account_id, row.round_id == round_id, row.key_hash == key_hash, row.expires_at > now
        )
    ).one_or_none()
    if found is None:
        return None
    return StoredDraft(
        name=found[0],
        header=tuple(found[1]),
        header_row=found[2],
        rows=tuple(map(tuple, found[3])),
        personal=tuple(found[4]),
        columns=None if found[5] is None else tuple(found[5]),
        words=found[6],
        unfinished=found[7],
    )


def change_draft(connection: Connection, account_id: str, round_id: str, mapping: StoredMapping) -> None:
    """Keeps how the file is to be understood."""
    of_file = (ImportDraftRow.account_id == account_id) & (ImportDraftRow.round_id == round_id)
    values = {"columns": list(mapping.columns), "words": mapping.words}
    connection.execute(update(ImportDraftRow).where(of_file).values(**values))


def delete_draft(connection: Connection, account_id: str, round_id: str) -> bool:
    """Deletes the file. False where there is none."""
    of_file = (ImportDraftRow.account_id == account_id) & (ImportDraftRow.round_id == round_id)
    return bool(connection.execute(delete(ImportDraftRow).where(of_file)).rowcount)


def mapping(connection: Connection, collaboration_id: str, questionnaire: str, headers: str) -> StoredMapping | None:
    """How the collaboration understood such a file before."""
    columns = (ImportMappingRow.columns, ImportMappingRow.words)
    row = connection.execute(select(*columns).where(_same(collaboration_id, questionnaire, headers))).one_or_none()
    return StoredMapping(tuple(row[0]), row[1]) if row else None


def put_mapping(
    connection: Connection, collaboration_id: str, questionnaire: str, headers: str, one: StoredMapping
) -> None:
    """Remembers it, in place of what was remembered before."""
    connection.execute(delete(ImportMappingRow).where(_same(collaboration_id, questionnaire, headers)))
    key = {"collaboration_id": collaboration_id, "questionnaire": questionnaire, "headers": headers}
    connection.execute(insert(ImportMappingRow), {**key, "columns": list(one.columns), "words": one.words})


def _same(collaboration_id: str, questionnaire: str, headers: str) -> ColumnElement[bool]:
    row = ImportMappingRow
    return (row.collaboration_id == collaboration_id) & (row.questionnaire == questionnaire) & (row.headers == headers)


def put_latest(connection: Connection, round_id: str, one: LatestImport, row_ids: Sequence[str]) -> None:
    """Remembers which rows the import stored, and no longer those of an earlier one."""
    # First, since of two imports at the same moment one waits here: what the other has marked is then seen.
    connection.execute(_LATEST, {"round_id": round_id, "day": one.day, "number": one.number})
    connection.execute(delete(ImportedRow).where(ImportedRow.round_id == round_id))
    connection.execute(insert(ImportedRow), [{"id": one_id, "round_id": round_id} for one_id in row_ids])


def latest(connection: Connection, round_id: str, *, locked: bool = False) -> LatestImport | None:
    """The round's latest import, as long as it is remembered; `locked`: nobody else changes it meanwhile."""
    statement = select(ImportRow.day, ImportRow.number).where(ImportRow.round_id == round_id)
    row = connection.execute(statement.with_for_update() if locked else statement).one_or_none()
    return LatestImport(*row) if row else None


def forget_latest(connection: Connection, round_id: str) -> None:
    """Nothing tells any longer which rows came with the import."""
    connection.execute(delete(ImportedRow).where(ImportedRow.round_id == round_id))
    connection.execute(delete(ImportRow).where(ImportRow.round_id == round_id))


def forget(connection: Connection, round_id: str) -> None:
    """Forgets the latest import, and deletes files on their way in."""
    forget_latest(connection, round_id)
    connection.execute(delete(ImportDraftRow).where(ImportDraftRow.round_id == round_id))


def take_back(connection: Connection, round_id: str, one: LatestImport) -> set[str]:
    """Deletes what the latest import stored, and counts its day down; the organisations that had handed in by it."""
    ids = select(ImportedRow.id).where(ImportedRow.round_id == round_id)
    of_import = ResponseRow.id.in_(ids) & (ResponseRow.round_id == round_id)
    organisations = set(connection.execute(select(ResponseRow.organisation).where(of_import)).scalars())
    connection.execute(delete(AnswerRow).where(AnswerRow.response_id.in_(ids)))
    connection.execute(delete(ResponseRow).where(of_import))
    connection.execute(delete(CommentRow).where(CommentRow.id.in_(ids), CommentRow.round_id == round_id))
    of_day = (DailyCountRow.round_id == round_id) & (DailyCountRow.day == one.day)
    connection.execute(update(DailyCountRow).where(of_day).values(number=DailyCountRow.number - one.number))
    connection.execute(delete(DailyCountRow).where(of_day, DailyCountRow.number <= 0))
    forget_latest(connection, round_id)
    return {one for one in organisations if one is not None}
