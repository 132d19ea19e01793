"""Results of closed rounds, calculated once: what may be shown of a round, and its scores one by one.

Nothing is kept here that disclosure control has not let through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Connection, ForeignKey, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.published import PublishedRound, Reason, Withheld
from app.domain.round import Kind, State
from app.store import published_json
from app.store.collaborations import CollaborationRow
from app.store.database import Base
from app.store.rounds import RoundPartyRow, RoundRow


class StoredResultRow(Base):
    """What may be shown of one round. `code` identifies the code that calculated it, `fingerprint` all that it was
    calculated from besides the answers: where either differs, it is calculated anew."""

    __tablename__ = "stored_results"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    code: Mapped[str] = mapped_column(index=True)
    fingerprint: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class RoundScoreRow(Base):
    """One published score of a stored result, of a factor, a dimension or the whole.

    `organisation`: the organisation that it is of, where that is a published cell by itself; empty for the group.
    `value`: on the questionnaire's main scale, 1..`length`, two decimals; None where withheld, and then why. `ad` in
    scale steps and `n` (the smallest number of answers behind it) likewise."""

    __tablename__ = "round_scores"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    organisation: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float | None]
    length: Mapped[int]
    n: Mapped[int]
    ad: Mapped[float | None]
    withheld: Mapped[str | None]


@dataclass(frozen=True)
class RoundScore:
    """One published score: see RoundScoreRow."""

    round_id: str
    unit: str
    organisation: str
    value: float | None
    length: int
    n: int
    ad: float | None
    withheld: Reason | None


_FIND = select(StoredResultRow.content).where(
    StoredResultRow.round_id == bindparam("round"),
    StoredResultRow.code == bindparam("code"),
    StoredResultRow.fingerprint == bindparam("fingerprint"),
)


_IS_STORED = _FIND.with_only_columns(StoredResultRow.round_id)


def find(connection: Connection, round_id: str, code: str, fingerprint: str) -> PublishedRound | Withheld | None:
    """What may be shown of the round, without comments; None where nothing is stored that fits."""
    wanted = {"round": round_id, "code": code, "fingerprint": fingerprint}
    content = connection.execute(_FIND, wanted).scalar()
    return None if content is None else published_json.from_json(content)


def is_stored(connection: Connection, round_id: str, code: str, fingerprint: str) -> bool:
    """Whether `find` would give something."""
    wanted = {"round": round_id, "code": code, "fingerprint": fingerprint}
    return connection.execute(_IS_STORED, wanted).first() is not None


def claim(connection: Connection, round_id: str) -> bool:
    """Whether nobody else stores the round's result just now; until the transaction ends nobody else will."""
    row = select(RoundRow.id).where(RoundRow.id == round_id).with_for_update(skip_locked=True, key_share=True)
    return connection.execute(row).first() is not None


def store(
    connection: Connection,
    round_id: str,
    code: str,
    fingerprint: str,
    published: PublishedRound | Withheld,
    scores: Iterable[RoundScore],
) -> None:
    """Stores the result in place of an earlier one."""
    forget(connection, round_id)
    content = published_json.as_json(published)
    row = {"round_id": round_id, "code": code, "fingerprint": fingerprint, "content": content}
    connection.execute(insert(StoredResultRow), row)
    rows = [
        {
            "round_id": round_id,
            "unit": one.unit,
            "organisation": one.organisation,
            "value": one.value,
            "length": one.length,
            "n": one.n,
            "ad": one.ad,
            "withheld": one.withheld.value if one.withheld else None,
        }
        for one in scores
    ]
    if rows:
        connection.execute(insert(RoundScoreRow), rows)


def forget(connection: Connection, round_id: str) -> None:
    """Deletes what is stored of the round."""
    connection.execute(delete(RoundScoreRow).where(RoundScoreRow.round_id == round_id))
    connection.execute(delete(StoredResultRow).where(StoredResultRow.round_id == round_id))


def missing(connection: Connection, code: str, most: int, *, organisation_id: str | None = None) -> list[str]:
    """Ids of at most `most` closed rounds without a result of this code, of those that the organisation took part in
    where one is given. Rounds of deleted collaborations are left alone."""
    stored = select(StoredResultRow.round_id).where(StoredResultRow.code == code)
    closed = RoundRow.state.in_([one.value for one in State if one.shows_results])
    statement = (
        select(RoundRow.id)
        .join(CollaborationRow, CollaborationRow.id == RoundRow.collaboration_id)
        .where(closed, RoundRow.kind != Kind.WORKSHOP.value, CollaborationRow.deleted_on.is_(None))
        .where(RoundRow.answers_deleted_on.is_(None), RoundRow.id.not_in(stored))
        .limit(most)
    )
    if organisation_id is not None:
        statement = statement.join(RoundPartyRow, RoundPartyRow.round_id == RoundRow.id)
        statement = statement.where(RoundPartyRow.organisation_id == organisation_id)
    return list(connection.execute(statement).scalars())


def scores_of(connection: Connection, round_ids: Sequence[str], organisations: Sequence[str] = ()) -> list[RoundScore]:
    """The stored scores of these rounds, of the whole group and of these organisations."""
    statement = select(
        RoundScoreRow.round_id,
        RoundScoreRow.unit,
        RoundScoreRow.organisation,
        RoundScoreRow.value,
        RoundScoreRow.length,
        RoundScoreRow.n,
        RoundScoreRow.ad,
        RoundScoreRow.withheld,
    ).where(RoundScoreRow.round_id.in_(round_ids), RoundScoreRow.organisation.in_(["", *organisations]))
    return [RoundScore(*row[:7], Reason(row[7]) if row[7] else None) for row in connection.execute(statement)]
