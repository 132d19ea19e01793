"""Votes in the meeting: how many voted, and how many for each factor; and which factors a meeting talks about.

There is no row for a ballot. A device leaves a hash of its random token behind while the vote is open; nothing joins it
to a factor, and it goes when the vote closes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import JSON, Connection, ForeignKey, case, delete, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import UNORDERED, Base


class VoteRow(Base):
    """The round's vote. `number` counts the votes that the round has had; `state`: "open" or "closed"."""

    __tablename__ = "votes"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    number: Mapped[int]
    state: Mapped[str]
    voters: Mapped[int]


class VoteCountRow(Base):
    """How many have voted for a factor."""

    __tablename__ = "vote_counts"
    __table_args__ = UNORDERED

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    factor_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


class VoteMarkRow(Base):
    """The hash of a token that has voted in the open vote: says that it did, not what for."""

    __tablename__ = "vote_marks"
    __table_args__ = UNORDERED

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)


class MeetingRow(Base):
    """The factors that the meeting about a round talks about, in their order, where somebody chose them."""

    __tablename__ = "meetings"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    factor_ids: Mapped[list[str]] = mapped_column(JSON)


@dataclass(frozen=True)
class StoredVote:
    """A vote with its raw counts, which are not to be shown."""

    number: int
    state: str
    voters: int
    counts: dict[str, int]


def vote_of(connection: Connection, round_id: str) -> StoredVote | None:
    """The round's vote."""
    row = connection.execute(
        select(VoteRow.number, VoteRow.state, VoteRow.voters).where(VoteRow.round_id == round_id)
    ).first()
    if row is None:
        return None
    counts = select(VoteCountRow.factor_id, VoteCountRow.number).where(VoteCountRow.round_id == round_id)
    return StoredVote(row[0], row[1], row[2], {one[0]: one[1] for one in connection.execute(counts)})


def locked(connection: Connection, round_id: str) -> StoredVote | None:
    """The round's vote; nobody else votes, opens or closes before the transaction ends."""
    connection.execute(select(VoteRow.round_id).where(VoteRow.round_id == round_id).with_for_update())
    return vote_of(connection, round_id)


def begin(connection: Connection, round_id: str, number: int, factor_ids: Sequence[str]) -> None:
    """Opens a vote in place of the earlier one, with no votes for any factor."""
    for table in (VoteMarkRow, VoteCountRow, VoteRow):
        connection.execute(delete(table).where(table.round_id == round_id))
    connection.execute(insert(VoteRow), {"round_id": round_id, "number": number, "state": "open", "voters": 0})
    counts = [{"round_id": round_id, "factor_id": one, "number": 0} for one in sorted(factor_ids)]
    connection.execute(insert(VoteCountRow), counts)


def end(connection: Connection, round_id: str) -> None:
    """Closes the vote; the marks of the devices go."""
    connection.execute(update(VoteRow).where(VoteRow.round_id == round_id).values(state="closed"))
    connection.execute(delete(VoteMarkRow).where(VoteMarkRow.round_id == round_id))


_MARK = text("INSERT INTO vote_marks (token_hash, round_id) VALUES (:token, :round) ON CONFLICT DO NOTHING")
_REWRITE_MARKS = text(
    "WITH taken AS (DELETE FROM vote_marks WHERE round_id = :round RETURNING *) "
    "INSERT INTO vote_marks SELECT * FROM taken ORDER BY token_hash"
)


def cast(connection: Connection, round_id: str, token_hash: str, factor_ids: Collection[str]) -> bool:
    """Counts a ballot, and marks that the device has voted. False, and nothing is counted, when it had.

    PostgreSQL notes with every row the transaction that wrote it (`xmin`). Every vote therefore writes all counts and
    all marks of the round anew, chosen or not, so that no mark shares its transaction with some of the factors."""
    if not connection.execute(_MARK, {"token": token_hash, "round": round_id}).rowcount:
        return False
    one_more = case((VoteCountRow.factor_id.in_(factor_ids), 1), else_=0)
    counts = update(VoteCountRow).where(VoteCountRow.round_id == round_id)
    connection.execute(counts.values(number=VoteCountRow.number + one_more))
    connection.execute(update(VoteRow).where(VoteRow.round_id == round_id).values(voters=VoteRow.voters + 1))
    if connection.dialect.name == "postgresql":
        connection.execute(_REWRITE_MARKS, {"round": round_id})
    return True


def has_voted(connection: Connection, token_hash: str) -> bool:
    """Whether the device has voted in the open vote."""
    found = select(VoteMarkRow.token_hash).where(VoteMarkRow.token_hash == token_hash)
    return connection.execute(found).first() is not None


def chosen_factors(connection: Connection, round_id: str) -> tuple[str, ...]:
    """The meeting's factors in their order; empty where nobody has chosen."""
    found = connection.execute(select(MeetingRow.factor_ids).where(MeetingRow.round_id == round_id)).scalar()
    return tuple(found or ())


def choose_factors(connection: Connection, round_id: str, factor_ids: Sequence[str]) -> None:
    """Keeps the meeting's factors, in place of those chosen before."""
    values = {"factor_ids": list(factor_ids)}
    changed = connection.execute(update(MeetingRow).where(MeetingRow.round_id == round_id).values(**values))
    if not changed.rowcount:
        connection.execute(insert(MeetingRow), {"round_id": round_id, **values})
