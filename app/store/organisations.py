"""The organisations of the installation, and which of them take part in a collaboration."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, text, update

from app.domain.collaboration import Party
from app.store.collaborations import OrganisationRow, PartyRow


def every(connection: Connection) -> list[Party]:
    """Every organisation that a collaboration has named."""
    columns = (OrganisationRow.id, OrganisationRow.name, OrganisationRow.municipality_code)
    return [Party(*row) for row in connection.execute(select(*columns).order_by(OrganisationRow.id))]


def keep_others_out(connection: Connection) -> None:
    """Lets nobody else add organisations until the transaction ends, so that none is added twice. (On SQLite whoever
    writes is alone anyway.)"""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE organisations IN SHARE ROW EXCLUSIVE MODE"))


def add(connection: Connection, one: Party) -> None:
    """Stores a new organisation. Raises Conflict when its id or municipality code is taken."""
    values = {"id": one.id, "name": one.name, "municipality_code": one.municipality_code}
    connection.execute(insert(OrganisationRow), values)


def set_municipality_code(connection: Connection, organisation_id: str, code: str) -> None:
    """Says which municipality the organisation is."""
    statement = update(OrganisationRow).where(OrganisationRow.id == organisation_id)
    connection.execute(statement, {"municipality_code": code})


def take_part(connection: Connection, collaboration_id: str, parties: Sequence[Party]) -> None:
    """Makes these, in this order, the ones that take part in the collaboration."""
    connection.execute(delete(PartyRow).where(PartyRow.collaboration_id == collaboration_id))
    rows = [
        {"collaboration_id": collaboration_id, "organisation_id": one.id, "position": position}
        for position, one in enumerate(parties)
    ]
    if rows:
        connection.execute(insert(PartyRow), rows)
