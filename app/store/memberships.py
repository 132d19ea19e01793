"""Who leads or may read which collaboration, and who follows which organisation."""

from dataclasses import dataclass

from sqlalchemy import Connection, Select, delete, insert, select, update

from app.store.accounts import AccountRow
from app.store.collaborations import CollaborationRow, MembershipRow, OrganisationRow, ViewerRow


@dataclass(frozen=True)
class StoredMember:
    """Somebody with a role in a collaboration."""

    account_id: str
    email: str
    name: str
    role: str


@dataclass(frozen=True)
class StoredMembership:
    """A role of an account, and where."""

    collaboration_id: str
    collaboration: str
    role: str


@dataclass(frozen=True)
class StoredViewer:
    """An account that follows an organisation."""

    account_id: str
    email: str
    organisation_id: str
    organisation: str


def collaboration_name(connection: Connection, collaboration_id: str) -> str | None:
    """The name of the collaboration, None where it is not there or is being deleted."""
    condition = (CollaborationRow.id == collaboration_id) & CollaborationRow.deleted_on.is_(None)
    return connection.execute(select(CollaborationRow.name).where(condition)).scalar()


def lock_collaboration(connection: Connection, collaboration_id: str) -> None:
    """Keeps others from changing who is in the collaboration until the transaction ends."""
    connection.execute(
        select(CollaborationRow.id).where(CollaborationRow.id == collaboration_id).with_for_update()
    ).first()


def members(connection: Connection, collaboration_id: str) -> list[StoredMember]:
    """Everybody with a role in the collaboration, facilitators first, by name."""
    statement = (
        select(AccountRow.id, AccountRow.email, AccountRow.name, MembershipRow.role)
        .join(MembershipRow, MembershipRow.account_id == AccountRow.id)
        .where(MembershipRow.collaboration_id == collaboration_id)
        .order_by(MembershipRow.role, AccountRow.name, AccountRow.email)
    )
    return [StoredMember(*row) for row in connection.execute(statement)]


def memberships(connection: Connection, account_id: str) -> list[StoredMembership]:
    """The account's roles, by the collaboration's name."""
    statement = (
        select(CollaborationRow.id, CollaborationRow.name, MembershipRow.role)
        .join(MembershipRow, MembershipRow.collaboration_id == CollaborationRow.id)
        .where(MembershipRow.account_id == account_id, CollaborationRow.deleted_on.is_(None))
        .order_by(CollaborationRow.name, CollaborationRow.id)
    )
    return [StoredMembership(*row) for row in connection.execute(statement)]


def update_role(connection: Connection, account_id: str, collaboration_id: str, role: str) -> None:
    """Gives the account another role."""
    condition = (MembershipRow.account_id == account_id) & (MembershipRow.collaboration_id == collaboration_id)
    connection.execute(update(MembershipRow).where(condition), {"role": role})


def delete_membership(connection: Connection, account_id: str, collaboration_id: str) -> None:
    """Takes the account's role away."""
    condition = (MembershipRow.account_id == account_id) & (MembershipRow.collaboration_id == collaboration_id)
    connection.execute(delete(MembershipRow).where(condition))


def led_alone(connection: Connection, account_id: str) -> list[str]:
    """The names of the collaborations that nobody but the account leads; those being deleted count."""
    led = select(MembershipRow.collaboration_id).where(MembershipRow.role == "facilitator")
    others = led.where(MembershipRow.account_id != account_id)
    statement = (
        select(CollaborationRow.name)
        .where(CollaborationRow.id.in_(led.where(MembershipRow.account_id == account_id)))
        .where(CollaborationRow.id.not_in(others))
        .order_by(CollaborationRow.name)
    )
    return list(connection.execute(statement).scalars())


def delete_roles_of(connection: Connection, account_id: str) -> None:
    """Takes away all that the account may see."""
    connection.execute(delete(MembershipRow).where(MembershipRow.account_id == account_id))
    connection.execute(delete(ViewerRow).where(ViewerRow.account_id == account_id))


def organisations(connection: Connection) -> list[tuple[str, str]]:
    """(id, name) of every organisation of the installation, by name."""
    statement = select(OrganisationRow.id, OrganisationRow.name).order_by(OrganisationRow.name, OrganisationRow.id)
    return [(row[0], row[1]) for row in connection.execute(statement)]


def organisation_name(connection: Connection, organisation_id: str) -> str | None:
    """The name of the organisation."""
    return connection.execute(select(OrganisationRow.name).where(OrganisationRow.id == organisation_id)).scalar()


def viewers(connection: Connection) -> list[StoredViewer]:
    """Who follows which organisation, by organisation."""
    return [StoredViewer(*row) for row in connection.execute(_viewers())]


def viewed_by(connection: Connection, account_id: str) -> list[StoredViewer]:
    """The organisations that the account follows."""
    statement = _viewers().where(ViewerRow.account_id == account_id)
    return [StoredViewer(*row) for row in connection.execute(statement)]


def insert_viewer(connection: Connection, account_id: str, organisation_id: str) -> None:
    """Lets the account follow the organisation. Raises Conflict where it does already."""
    connection.execute(insert(ViewerRow), {"account_id": account_id, "organisation_id": organisation_id})


def delete_viewer(connection: Connection, account_id: str, organisation_id: str) -> None:
    """The account follows the organisation no more."""
    condition = (ViewerRow.account_id == account_id) & (ViewerRow.organisation_id == organisation_id)
    connection.execute(delete(ViewerRow).where(condition))


def _viewers() -> Select[str, str, str, str]:
    return (
        select(AccountRow.id, AccountRow.email, OrganisationRow.id, OrganisationRow.name)
        .join(ViewerRow, ViewerRow.account_id == AccountRow.id)
        .join(OrganisationRow, OrganisationRow.id == ViewerRow.organisation_id)
        .order_by(OrganisationRow.name, AccountRow.email)
    )
