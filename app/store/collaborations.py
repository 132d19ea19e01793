"""Collaborations, the organisations that take part in them, and who may what in them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, ForeignKey, LargeBinary, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.collaboration import Collaboration, Form, Party, Stage
from app.store.database import Base


class CollaborationRow(Base):
    """A collaboration. `version` counts its changes; `deleted_on` is set while a deletion can still be undone.
    `shares_reference`: whether its scores are part of the reference that others are shown, and it is shown theirs.
    `made_by`: the account that made it, as far as it is known; the account may be gone."""

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
    shares_reference: Mapped[bool]
    made_by: Mapped[str | None] = mapped_column(index=True)


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


def insert_collaboration(connection: Connection, one: Collaboration, today: date, made_by: str | None = None) -> None:
    """Stores a collaboration that this account made; those who take part are stored by `organisations.take_part`."""
    values = {"id": one.id, "version": one.version, "logo": None, "made_on": today, "deleted_on": None}
    fresh = {"shares_reference": False, "made_by": made_by}
    connection.execute(insert(CollaborationRow), values | fresh | _settings(one))


def update_collaboration(connection: Connection, one: Collaboration, version: int) -> bool:
    """Stores what was changed as the version after `version`. False when another has been stored meanwhile."""
    statement = update(CollaborationRow).where(CollaborationRow.id == one.id, CollaborationRow.version == version)
    return bool(connection.execute(statement, _settings(one) | {"version": version + 1}).rowcount)


def _settings(one: Collaboration) -> dict[str, str]:
    return {"name": one.name, "purpose": one.purpose, "form": one.form.value, "stage": one.stage.value}


def by_id(connection: Connection, collaboration_id: str) -> Collaboration | None:
    """The collaboration, unless it is deleted."""
    return next(iter(_all(connection, CollaborationRow.id == collaboration_id)), None)


def open_to(connection: Connection, account_id: str) -> list[Collaboration]:
    """The collaborations that the account has a role in, or that an organisation takes part in that it may see."""
    member = select(MembershipRow.collaboration_id).where(MembershipRow.account_id == account_id)
    viewed = (
        select(PartyRow.collaboration_id)
        .join(ViewerRow, ViewerRow.organisation_id == PartyRow.organisation_id)
        .where(ViewerRow.account_id == account_id)
    )
    return _all(connection, CollaborationRow.id.in_(member) | CollaborationRow.id.in_(viewed))


def _all(connection: Connection, condition: ColumnElement[bool]) -> list[Collaboration]:
    columns = (
        CollaborationRow.id,
        CollaborationRow.name,
        CollaborationRow.purpose,
        CollaborationRow.form,
        CollaborationRow.stage,
        CollaborationRow.logo.is_not(None),
        CollaborationRow.version,
    )
    statement = select(*columns).where(condition, CollaborationRow.deleted_on.is_(None))
    found = connection.execute(statement.order_by(CollaborationRow.name, CollaborationRow.id)).all()
    parties = _parties(connection, [row[0] for row in found])
    return [
        Collaboration(
            identity, name, purpose, Form(form), Stage(stage), tuple(parties.get(identity, ())), has_logo, version
        )
        for identity, name, purpose, form, stage, has_logo, version in found
    ]


def _parties(connection: Connection, collaboration_ids: Sequence[str]) -> dict[str, list[Party]]:
    """Collaboration id -> those who take part, in their order."""
    statement = (
        select(PartyRow.collaboration_id, OrganisationRow.id, OrganisationRow.name, OrganisationRow.municipality_code)
        .join(OrganisationRow, OrganisationRow.id == PartyRow.organisation_id)
        .where(PartyRow.collaboration_id.in_(collaboration_ids))
        .order_by(PartyRow.collaboration_id, PartyRow.position)
    )
    found: dict[str, list[Party]] = {}
    for collaboration_id, identity, name, code in connection.execute(statement):
        found.setdefault(collaboration_id, []).append(Party(identity, name, code))
    return found


def logo(connection: Connection, collaboration_id: str) -> bytes | None:
    """The collaboration's logo, a PNG file."""
    return connection.execute(select(CollaborationRow.logo).where(CollaborationRow.id == collaboration_id)).scalar()


def set_logo(connection: Connection, collaboration_id: str, png: bytes | None) -> None:
    """Stores or (None) removes the logo."""
    connection.execute(update(CollaborationRow).where(CollaborationRow.id == collaboration_id), {"logo": png})


def insert_membership(connection: Connection, account_id: str, collaboration_id: str, role: str) -> None:
    """Gives the account a role. Raises Conflict when it has one."""
    connection.execute(
        insert(MembershipRow), {"account_id": account_id, "collaboration_id": collaboration_id, "role": role}
    )


def role_of(connection: Connection, account_id: str, collaboration_id: str) -> str | None:
    """The account's role in the collaboration."""
    condition = (MembershipRow.account_id == account_id) & (MembershipRow.collaboration_id == collaboration_id)
    return connection.execute(select(MembershipRow.role).where(condition)).scalar()


def roles_of(connection: Connection, account_id: str) -> dict[str, str]:
    """Collaboration id -> the account's role in it."""
    statement = select(MembershipRow.collaboration_id, MembershipRow.role).where(MembershipRow.account_id == account_id)
    return {row[0]: row[1] for row in connection.execute(statement)}


def followed_by(connection: Connection, account_id: str) -> frozenset[str]:
    """The ids of the organisations that the account follows."""
    statement = select(ViewerRow.organisation_id).where(ViewerRow.account_id == account_id)
    return frozenset(connection.execute(statement).scalars())


def views_a_party(connection: Connection, account_id: str, organisation_ids: Sequence[str]) -> bool:
    """Whether the account is a viewer of one of these organisations."""
    condition = (ViewerRow.account_id == account_id) & ViewerRow.organisation_id.in_(organisation_ids)
    return connection.execute(select(ViewerRow.organisation_id).where(condition).limit(1)).first() is not None


def name_of(connection: Connection, collaboration_id: str) -> str | None:
    """The collaboration's name, None when there is none or it is deleted."""
    statement = select(CollaborationRow.name).where(CollaborationRow.id == collaboration_id)
    return connection.execute(statement.where(CollaborationRow.deleted_on.is_(None))).scalar()
