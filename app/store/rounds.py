"""Rounds, and the questionnaire versions that they were opened with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    bindparam,
    delete,
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
    organisation id -> persons expected, where that was stated; `version` counts the changes of its settings.
    `answers_deleted_on`: when retention took the answers; the round itself stays. `further`: how many questionnaires
    are asked after the main one; most rounds have none, and then nobody looks for them."""

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
    answers_deleted_on: Mapped[date | None]
    further: Mapped[int]


class RoundPartyRow(Base):
    """An organisation that takes part in a round: what `RoundRow.organisations` says, to be searched by."""

    __tablename__ = "round_parties"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(primary_key=True, index=True)


class FurtherQuestionnaireRow(Base):
    """A questionnaire that a round asks after its main one. `position` counts from 1."""

    __tablename__ = "round_questionnaires"
    __table_args__ = (
        ForeignKeyConstraint(
            ["questionnaire_id", "questionnaire_version"],
            ["questionnaire_versions.questionnaire_id", "questionnaire_versions.version"],
        ),
    )

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[str]
    questionnaire_version: Mapped[int]


@dataclass(frozen=True)
class StoredRound:
    """A round with what stands around it: the collaboration, and the fingerprints of its questionnaire and of those
    that are asked after it."""

    round: Round
    collaboration_id: str
    fingerprint: str
    further: tuple[str, ...] = ()


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
        RoundRow.opens_at,
        RoundRow.closes_at,
        RoundRow.expected_of,
        RoundRow.wave,
        RoundRow.version,
        RoundRow.further,
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
BY_CODE = _SELECT.where(RoundRow.code == bindparam("wanted"), CollaborationRow.deleted_on.is_(None))
_FURTHER = (
    select(
        FurtherQuestionnaireRow.round_id,
        FurtherQuestionnaireRow.questionnaire_id,
        FurtherQuestionnaireRow.questionnaire_version,
        QuestionnaireVersionRow.fingerprint,
    )
    .join(
        QuestionnaireVersionRow,
        (QuestionnaireVersionRow.questionnaire_id == FurtherQuestionnaireRow.questionnaire_id)
        & (QuestionnaireVersionRow.version == FurtherQuestionnaireRow.questionnaire_version),
    )
    .where(FurtherQuestionnaireRow.round_id.in_(bindparam("wanted", expanding=True)))
    .order_by(FurtherQuestionnaireRow.round_id, FurtherQuestionnaireRow.position)
)
_STATE = (
    select(RoundRow.state, RoundRow.wave, RoundRow.closes_at)
    .where(RoundRow.id == bindparam("wanted"))
    .with_for_update(read=True)
)


def by_code(connection: Connection, code: str) -> StoredRound | None:
    """The round with that code."""
    row = connection.execute(BY_CODE, {"wanted": code}).one_or_none()
    return one_of(connection, row)


def of_collaborations(connection: Connection, collaboration_ids: Sequence[str]) -> list[StoredRound]:
    """The rounds of these collaborations, newest first."""
    return _all(connection, CollaborationRow.id.in_(collaboration_ids) & CollaborationRow.deleted_on.is_(None))


def by_id(connection: Connection, round_id: str) -> StoredRound | None:
    """The round of that id."""
    condition = (RoundRow.id == round_id) & CollaborationRow.deleted_on.is_(None)
    return one_of(connection, connection.execute(_SELECT.where(condition)).one_or_none())


def led_by(connection: Connection, account_id: str) -> list[StoredRound]:
    """The rounds of the collaborations that the account leads, newest first."""
    led = select(MembershipRow.collaboration_id).where(
        MembershipRow.account_id == account_id, MembershipRow.role == "facilitator"
    )
    return _all(connection, CollaborationRow.id.in_(led) & CollaborationRow.deleted_on.is_(None))


def due(connection: Connection, now: datetime) -> list[StoredRound]:
    """Drafts whose opening time and open rounds whose closing time has come, of collaborations that exist."""
    opening = (RoundRow.state == State.DRAFT.value) & (RoundRow.opens_at <= now)
    closing = (RoundRow.state == State.OPEN.value) & (RoundRow.closes_at <= now)
    return _all(connection, (opening | closing) & CollaborationRow.deleted_on.is_(None))


def every(connection: Connection) -> list[StoredRound]:
    """Every round of the installation, newest first; those of deleted collaborations are not there any more."""
    return _all(connection, CollaborationRow.deleted_on.is_(None))


def of_collaboration(connection: Connection, collaboration_id: str) -> list[StoredRound]:
    """The collaboration's rounds, newest first; none when it is deleted."""
    return _all(connection, (CollaborationRow.id == collaboration_id) & CollaborationRow.deleted_on.is_(None))


def of_organisation(connection: Connection, organisation_id: str) -> list[StoredRound]:
    """The rounds that the organisation took part in, in every collaboration, newest first."""
    its = select(RoundPartyRow.round_id).where(RoundPartyRow.organisation_id == organisation_id)
    return _all(connection, RoundRow.id.in_(its) & CollaborationRow.deleted_on.is_(None))


def locked(connection: Connection, round_id: str) -> StoredRound | None:
    """The round, kept from changing until the transaction ends (on SQLite the whole database is)."""
    statement = _SELECT.where(RoundRow.id == round_id).with_for_update(of=RoundRow)
    return one_of(connection, connection.execute(statement).one_or_none())


def state_of(connection: Connection, round_id: str) -> tuple[State, int, datetime | None] | None:
    """The round's state, wave and closing time, kept from changing until the transaction ends, beside others who only
    look."""
    row = connection.execute(_STATE, {"wanted": round_id}).one_or_none()
    return (State(row[0]), row[1], row[2]) if row else None


def shows_results(connection: Connection, round_id: str) -> bool:
    """Whether the round's state lets results show; it then stays so until the transaction ends."""
    found = state_of(connection, round_id)
    return found is not None and found[0].shows_results


def insert_round(connection: Connection, one: Round, collaboration_id: str, made_on: date) -> None:
    """Stores a new round. Raises Conflict when its code is taken."""
    values = {"id": one.id, "code": one.code, "collaboration_id": collaboration_id, "made_on": made_on}
    connection.execute(insert(RoundRow), values | _settings(one) | _progress(one))
    _insert_parts(connection, one)


def update_settings(connection: Connection, one: Round) -> None:
    """Stores what was decided about the round, as its version says."""
    connection.execute(update(RoundRow).where(RoundRow.id == one.id), _settings(one))
    for part in (FurtherQuestionnaireRow, RoundPartyRow):
        connection.execute(delete(part).where(part.round_id == one.id))
    _insert_parts(connection, one)


def update_state(connection: Connection, one: Round) -> None:
    """Stores the round's state, dates, period and wave."""
    connection.execute(update(RoundRow).where(RoundRow.id == one.id), _progress(one))


def delete_round(connection: Connection, round_id: str) -> None:
    """Deletes the round and every row of any table that belongs to it."""
    for table in reversed(Base.metadata.sorted_tables):
        if "round_id" in table.columns:
            connection.execute(delete(table).where(table.c.round_id == round_id))
    connection.execute(delete(RoundRow).where(RoundRow.id == round_id))


def _insert_parts(connection: Connection, one: Round) -> None:
    parties = [{"round_id": one.id, "organisation_id": party.id} for party in one.organisations]
    if parties:
        connection.execute(insert(RoundPartyRow), parties)
    rows = [
        {"round_id": one.id, "position": position, "questionnaire_id": asked, "questionnaire_version": version}
        for position, (asked, version) in enumerate(one.further, start=1)
    ]
    if rows:
        connection.execute(insert(FurtherQuestionnaireRow), rows)


def _settings(one: Round) -> dict[str, object]:
    return {
        "title": one.title,
        "questionnaire_id": one.questionnaire_id,
        "questionnaire_version": one.questionnaire_version,
        "organisations": [[organisation.id, organisation.name] for organisation in one.organisations],
        "languages": list(one.languages),
        "kind": one.rules.kind.value,
        "smallest_group": one.rules.smallest_group,
        "layout": one.layout.value,
        "expected": one.expected,
        "expected_of": dict(one.expected_of) or None,
        "opens_at": one.opens_at,
        "closes_at": one.closes_at,
        "version": one.version,
        "further": len(one.further),
    }


def _progress(one: Round) -> dict[str, object]:
    return {
        "state": one.state.value,
        "opened_on": one.opened_on,
        "closed_on": one.closed_on,
        "opens_at": one.opens_at,
        "closes_at": one.closes_at,
        "wave": one.wave,
    }


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
    return _with_further(connection, [_stored(tuple(row)) for row in connection.execute(statement)])


def one_of(connection: Connection, row: Sequence[Any] | None) -> StoredRound | None:
    """The round of a row that a statement like `BY_CODE` found."""
    return _with_further(connection, [_stored(tuple(row))])[0] if row else None


def _with_further(connection: Connection, found: list[StoredRound]) -> list[StoredRound]:
    """The rounds with the questionnaires that they ask after the main one; looked for only where there are any."""
    wanted = [one.round.id for one in found if one.round.further]
    if not wanted:
        return found
    rows = [tuple(row) for row in connection.execute(_FURTHER, {"wanted": wanted})]
    asked: dict[str, list[tuple[Any, ...]]] = {of: [row[1:] for row in rows if row[0] == of] for of in wanted}
    return [
        StoredRound(
            replace(one.round, further=tuple((row[0], row[1]) for row in asked[one.round.id])),
            one.collaboration_id,
            one.fingerprint,
            tuple(row[2] for row in asked[one.round.id]),
        )
        if one.round.further
        else one
        for one in found
    ]


def _stored(row: Sequence[Any]) -> StoredRound:
    (identity, code, title, collaboration_id, questionnaire_id, questionnaire_version) = row[:6]
    (organisations, languages, kind, smallest_group, layout, state, expected, opened_on, closed_on) = row[6:15]
    (opens_at, closes_at, expected_of, wave, version, further, name, fingerprint) = row[15:]
    one = Round(
        id=identity,
        code=code,
        title=title,
        collaboration=name,
        organisations=tuple(Organisation(*pair) for pair in organisations),
        questionnaire_id=questionnaire_id,
        questionnaire_version=questionnaire_version,
        languages=tuple(languages),
        rules=RoundRules(Kind(kind), smallest_group, State(state)),
        layout=Layout(layout),
        expected=expected,
        opened_on=opened_on,
        closed_on=closed_on,
        wave=wave,
        opens_at=opens_at,
        closes_at=closes_at,
        expected_of=tuple((expected_of or {}).items()),
        version=version,
        further=(("", 0),) * further,  # as many as `_with_further` fills in
    )
    return StoredRound(one, collaboration_id, fingerprint)
