"""Rounds, and the questionnaire versions that they were opened with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.round import Kind, Layout, Organisation, Round, RoundRules, State
from app.store.collaborations import CollaborationRow, MembershipRow
from app.store.database import Base, Moment


class QuestionnaireVersionRow(Base):
    """The text of a questionnaire version as it was when the first round used it; it never changes."""

    __tablename__ = "questionnaire_versions"

    questionnaire_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    source: Mapped[str]


class RoundRow(Base):
    """A round. `organisations` is a list of [id, name] as they were when the round was made; `expected_of` holds
    organisation id -> persons expected, where that was stated; `version` counts the changes of its settings."""

    __tablename__ = "rounds"
    __table_args__ = (
        ForeignKeyConstraint(
            ["questionnaire_id", "questionnaire_version"],
            ["questionnaire_versions.questionnaire_id", "questionnaire_versions.version"],
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    collaboration_id: Mapped[str] = mapped_column(ForeignKey("collaborations.id"), index=True)
    questionnaire_id: Mapped[str]
    questionnaire_version: Mapped[int]
    organisations: Mapped[list[list[str]]] = mapped_column(JSON)
    languages: Mapped[list[str]] = mapped_column(JSON)
    kind: Mapped[str]
    smallest_group: Mapped[int]
    layout: Mapped[str]
    state: Mapped[str]
    expected: Mapped[int | None]
    made_on: Mapped[date]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    opens_at: Mapped[datetime | None] = mapped_column(Moment)
    closes_at: Mapped[datetime | None] = mapped_column(Moment)
    expected_of: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    wave: Mapped[int]
    version: Mapped[int]


@dataclass(frozen=True)
class StoredRound:
    """A round with what stands around it: the collaboration, and the questionnaire's fingerprint."""

    round: Round
    collaboration_id: str
    fingerprint: str


_SELECT = (
    select(
        RoundRow.id,
        RoundRow.code,
        RoundRow.title,
        RoundRow.collaboration_id,
        RoundRow.questionnaire_id,
        RoundRow.questionnaire_version,
        RoundRow.organisations,
        RoundRow.languages,
        RoundRow.kind,
        RoundRow.smallest_group,
        RoundRow.layout,
        RoundRow.state,
        RoundRow.expected,
        RoundRow.opened_on,
        RoundRow.closed_on,
        RoundRow.wave,
        CollaborationRow.name,
        QuestionnaireVersionRow.fingerprint,
    )
    .join(CollaborationRow, CollaborationRow.id == RoundRow.collaboration_id)
    .join(
        QuestionnaireVersionRow,
        (QuestionnaireVersionRow.questionnaire_id == RoundRow.questionnaire_id)
        & (QuestionnaireVersionRow.version == RoundRow.questionnaire_version),
    )
)


# Statements that every request runs are built once: SQLAlchemy then finds their compiled form without rebuilding it.
_BY_CODE = _SELECT.where(RoundRow.code == bindparam("wanted"), CollaborationRow.deleted_on.is_(None))
_STATE = select(RoundRow.state, RoundRow.wave).where(RoundRow.id == bindparam("wanted")).with_for_update(read=True)


def by_code(connection: Connection, code: str) -> StoredRound | None:
    """The round with that code."""
    row = connection.execute(_BY_CODE, {"wanted": code}).one_or_none()
    return _stored(tuple(row)) if row else None


def by_id(connection: Connection, round_id: str) -> StoredRound | None:
    """The round of that id."""
    condition = (RoundRow.id == round_id) & CollaborationRow.deleted_on.is_(None)
    row = connection.execute(_SELECT.where(condition)).one_or_none()
    return _stored(tuple(row)) if row else None


def led_by(connection: Connection, account_id: str) -> list[StoredRound]:
    """The rounds of the collaborations that the account leads, newest first."""
    led = select(MembershipRow.collaboration_id).where(
        MembershipRow.account_id == account_id, MembershipRow.role == "facilitator"
    )
    return _all(connection, CollaborationRow.id.in_(led) & CollaborationRow.deleted_on.is_(None))


def every(connection: Connection) -> list[StoredRound]:
    """Every round of the installation, newest first; those of deleted collaborations are not there any more."""
    return _all(connection, CollaborationRow.deleted_on.is_(None))


def locked(connection: Connection, round_id: str) -> StoredRound | None:
    """The round, kept from changing until the transaction ends (on SQLite the whole database is)."""
    statement = _SELECT.where(RoundRow.id == round_id).with_for_update(of=RoundRow)
    row = connection.execute(statement).one_or_none()
    return _stored(tuple(row)) if row else None


def state_and_wave(connection: Connection, round_id: str) -> tuple[State, int] | None:
    """The round's state and wave, kept from changing until the transaction ends, beside others who only look."""
    row = connection.execute(_STATE, {"wanted": round_id}).one_or_none()
    return (State(row[0]), row[1]) if row else None


def insert_round(connection: Connection, one: Round, collaboration_id: str, made_on: date) -> None:
    """Stores a new round. Raises Conflict when its code is taken."""
    connection.execute(
        insert(RoundRow),
        {
            "id": one.id,
            "code": one.code,
            "title": one.title,
            "collaboration_id": collaboration_id,
            "questionnaire_id": one.questionnaire_id,
            "questionnaire_version": one.questionnaire_version,
            "organisations": [[organisation.id, organisation.name] for organisation in one.organisations],
            "languages": list(one.languages),
            "kind": one.rules.kind.value,
            "smallest_group": one.rules.smallest_group,
            "layout": one.layout.value,
            "state": one.state.value,
            "expected": one.expected,
            "made_on": made_on,
            "opened_on": one.opened_on,
            "closed_on": one.closed_on,
            "opens_at": None,
            "closes_at": None,
            "expected_of": None,
            "wave": one.wave,
            "version": 1,
        },
    )


def update_state(connection: Connection, one: Round) -> None:
    """Stores the round's state, dates and wave."""
    connection.execute(
        update(RoundRow).where(RoundRow.id == one.id),
        {"state": one.state.value, "opened_on": one.opened_on, "closed_on": one.closed_on, "wave": one.wave},
    )


def questionnaire_fingerprints(connection: Connection) -> dict[tuple[str, int], str]:
    """(id, version) -> fingerprint of every questionnaire version that a round has used."""
    columns = (
        QuestionnaireVersionRow.questionnaire_id,
        QuestionnaireVersionRow.version,
        QuestionnaireVersionRow.fingerprint,
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(select(*columns))}


def questionnaire_source(connection: Connection, questionnaire_id: str, version: int) -> str:
    """The kept text of a questionnaire version that a round uses."""
    condition = (QuestionnaireVersionRow.questionnaire_id == questionnaire_id) & (
        QuestionnaireVersionRow.version == version
    )
    return str(connection.execute(select(QuestionnaireVersionRow.source).where(condition)).scalar_one())


def insert_questionnaire(
    connection: Connection, questionnaire_id: str, version: int, fingerprint: str, source: str
) -> None:
    """Keeps the text of a questionnaire version."""
    connection.execute(
        insert(QuestionnaireVersionRow),
        {"questionnaire_id": questionnaire_id, "version": version, "fingerprint": fingerprint, "source": source},
    )


def _all(connection: Connection, condition: ColumnElement[bool]) -> list[StoredRound]:
    statement = _SELECT.where(condition).order_by(CollaborationRow.name, RoundRow.made_on.desc(), RoundRow.code)
    return [_stored(tuple(row)) for row in connection.execute(statement)]


def _stored(row: Sequence[Any]) -> StoredRound:
    (identity, code, title, collaboration_id, questionnaire_id, version, organisations, languages) = row[:8]
    (kind, smallest_group, layout, state, expected, opened_on, closed_on, wave, name, fingerprint) = row[8:]
    one = Round(
        id=identity,
        code=code,
        title=title,
        collaboration=name,
        organisations=tuple(Organisation(*pair) for pair in organisations),
        questionnaire_id=questionnaire_id,
        questionnaire_version=version,
        languages=tuple(languages),
        rules=RoundRules(Kind(kind), smallest_group, State(state)),
        layout=Layout(layout),
        expected=expected,
        opened_on=opened_on,
        closed_on=closed_on,
        wave=wave,
    )
    return StoredRound(one, collaboration_id, fingerprint)


def closes_at(connection: Connection, round_id: str) -> datetime | None:
    """When the round closes by itself, None where nobody has said."""
    return connection.execute(select(RoundRow.closes_at).where(RoundRow.id == round_id)).scalar()
