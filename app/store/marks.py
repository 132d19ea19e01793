"""Marks: that a device, an invitation or (in a joint round) an organisation has handed in, never what.

A mark is unique, so that nobody hands in twice. Whose it is can be told by who has the installation's secret key
(`app.services.sealing`), and nothing joins it to a response."""

from sqlalchemy import Connection, ForeignKey, bindparam, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import UNORDERED, Base


class HandedInRow(Base):
    """The mark of a device, an invitation or an organisation."""

    __tablename__ = "handed_in"
    __table_args__ = UNORDERED

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)


# Built once: SQLAlchemy then finds their compiled form without rebuilding it at every request.
_MARK = text("INSERT INTO handed_in (token_hash, round_id) VALUES (:mark, :round) ON CONFLICT DO NOTHING")
_IS_MARKED = select(HandedInRow.token_hash).where(HandedInRow.token_hash.in_(bindparam("marks", expanding=True)))
_UNMARK = delete(HandedInRow).where(HandedInRow.token_hash == bindparam("mark"))
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:round, 0))")
_WRITE_ANEW = text(
    "WITH gone AS (DELETE FROM handed_in WHERE round_id = :round RETURNING token_hash, round_id) "
    "INSERT INTO handed_in (token_hash, round_id) SELECT token_hash, round_id FROM gone ORDER BY token_hash"
)


def leave(connection: Connection, mark: str, round_id: str) -> bool:
    """Leaves the mark. False when it is there already; the transaction goes on."""
    return bool(connection.execute(_MARK, {"mark": mark, "round": round_id}).rowcount)


def take_away(connection: Connection, mark: str) -> None:
    """Takes the mark away again."""
    connection.execute(_UNMARK, {"mark": mark})


def are_there(connection: Connection, *marks: str) -> bool:
    """Whether one of the marks is there."""
    return connection.execute(_IS_MARKED, {"marks": marks}).first() is not None


def of_round(connection: Connection, round_id: str) -> frozenset[str]:
    """All marks of the round."""
    found = select(HandedInRow.token_hash).where(HandedInRow.round_id == round_id)
    return frozenset(connection.execute(found).scalars())


def one_at_a_time(connection: Connection, round_id: str) -> None:
    """On PostgreSQL: whoever hands in to the round next waits until this transaction ends, as on SQLite anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"round": round_id})


def mix(connection: Connection, round_id: str) -> None:
    """On PostgreSQL: writes all marks of the round anew, in an order that says nothing. The transaction that PostgreSQL
    notes beside each row (`xmin`) is then the same for all of them, and points from no single mark to a response."""
    if connection.dialect.name == "postgresql":
        connection.execute(_WRITE_ANEW, {"round": round_id})
