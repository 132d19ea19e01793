"""What is worth nothing without the secret key that it was made with: counted, and taken away."""

from sqlalchemy import ColumnElement, Connection, delete, func, select

from app.domain.round import State
from app.store.database import Base
from app.store.messages import InvitationRow, SuppressionRow
from app.store.responses import DraftRow, SealedCommentsRow
from app.store.rounds import RoundRow

_OPEN = select(RoundRow.id).where(RoundRow.state == State.OPEN)


def open_rounds(connection: Connection) -> int:
    """Rounds that people can answer."""
    return connection.execute(select(func.count()).select_from(_OPEN.subquery())).scalar_one()


def drafts(connection: Connection) -> int:
    """Answers that are being written."""
    return _count(connection, DraftRow)


def sealed(connection: Connection) -> int:
    """Sheets whose comments are sealed."""
    return _count(connection, SealedCommentsRow)


def links(connection: Connection) -> int:
    """Invitations to rounds that are open."""
    return _count(connection, InvitationRow, InvitationRow.round_id.in_(_OPEN))


def unwilling(connection: Connection) -> int:
    """Addresses that want no more mail: they are known by what the key makes of them."""
    return _count(connection, SuppressionRow)


def take_away(connection: Connection) -> None:
    """Deletes drafts and sealed comments, which nobody can open any more."""
    connection.execute(delete(DraftRow))
    connection.execute(delete(SealedCommentsRow))


def _count(connection: Connection, rows: type[Base], which: ColumnElement[bool] | None = None) -> int:
    counted = select(func.count()).select_from(rows)
    return connection.execute(counted if which is None else counted.where(which)).scalar_one()
