"""Collaborations, the organisations that take part in them, and who may what in them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, ForeignKey, LargeBinary, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base


class CollaborationRow(Base):
    """A collaboration. `version` counts its changes; `deleted_on` is set while a deletion can still be undone."""

    __tablename__ = "collaborations"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    purpose: Mapped[str]
    form: Mapped[str]
    stage: Mapped[str]
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_on: Mapped[date]
    deleted_on: Mapped[date | None]
    version: Mapped[int]


class MembershipRow(Base):
    """Who leads a collaboration ("facilitator") or may read its results ("guest")."""

    __tablename__ = "memberships"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    collaboration_id: Mapped[str] = mapped_column(ForeignKey("collaborations.id"), primary_key=True, index=True)
    role: Mapped[str]


class OrganisationRow(Base):
    """An organisation of the installation, the same in every collaboration it takes part in."""

    __tablename__ = "organisations"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    municipality_code: Mapped[str | None] = mapped_column(unique=True)


class PartyRow(Base):
    """An organisation that takes part in a collaboration now, in the order `position`."""

    __tablename__ = "parties"

    collaboration_id: Mapped[str] = mapped_column(ForeignKey("collaborations.id"), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"), primary_key=True, index=True)
    position: Mapped[int]


class ViewerRow(Base):
    """Who may see an organisation's own picture over all its collaborations."""

    __tablename__ = "viewers"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"), primary_key=True, index=True)


def insert_collaboration(connection: Connection, collaboration_id: str, name: str, today: date) -> None:
    """Stores a collaboration of which only the name is known yet."""
    values = {"id": collaboration_id, "name": name, "purpose": "", "form": "other", "stage": "start", "version": 1}
    connection.execute(insert(CollaborationRow), values | {"logo": None, "made_on": today, "deleted_on": None})


def insert_membership(connection: Connection, account_id: str, collaboration_id: str, role: str) -> None:
    """Gives the account a role. Raises Conflict when it has one."""
    connection.execute(
        insert(MembershipRow), {"account_id": account_id, "collaboration_id": collaboration_id, "role": role}
    )


def role_of(connection: Connection, account_id: str, collaboration_id: str) -> str | None:
    """The account's role in the collaboration."""
    condition = (MembershipRow.account_id == account_id) & (MembershipRow.collaboration_id == collaboration_id)
    return connection.execute(select(MembershipRow.role).where(condition)).scalar()


def views_a_party(connection: Connection, account_id: str, organisation_ids: Sequence[str]) -> bool:
    """Whether the account is a viewer of one of these organisations."""
    condition = (ViewerRow.account_id == account_id) & ViewerRow.organisation_id.in_(organisation_ids)
    return connection.execute(select(ViewerRow.organisation_id).where(condition).limit(1)).first() is not None


def named(connection: Connection, account_id: str, name: str) -> str | None:
    """The id of the collaboration of that name that the account leads."""
    statement = (
        select(CollaborationRow.id)
        .join(MembershipRow, MembershipRow.collaboration_id == CollaborationRow.id)
        .where(MembershipRow.account_id == account_id, MembershipRow.role == "facilitator")
        .where(CollaborationRow.name == name, CollaborationRow.deleted_on.is_(None))
    )
    return connection.execute(statement).scalars().first()


def name_of(connection: Connection, collaboration_id: str) -> str | None:
    """The collaboration's name, None when there is none or it is deleted."""
    statement = select(CollaborationRow.name).where(CollaborationRow.id == collaboration_id)
    return connection.execute(statement.where(CollaborationRow.deleted_on.is_(None))).scalar()
