"""The reference from other collaborations: who shares, what an edition is made of, and what it shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, ForeignKey, Select, delete, func, insert, select, union, update
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.reference import Part, Reference
from app.domain.round import Kind, State
from app.store.collaborations import CollaborationRow, MembershipRow, PartyRow, ViewerRow
from app.store.database import Base
from app.store.rounds import QuestionnaireVersionRow, RoundPartyRow, RoundRow
from app.store.stored_results import RoundScoreRow, StoredResultRow

EVERYBODY = ""
"""In place of a collaboration: what those see that share but are not in the edition."""
CLOSED = [one.value for one in State if one.shows_results]


class ReferenceRow(Base):
    """What one collaboration is shown of the others in one unit, its own value taken out; and that it is part of the
    edition, with the round that its value is of. Median and quartiles are None where there are too few others."""

    __tablename__ = "reference_values"

    collaboration_id: Mapped[str] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    wording: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[str | None] = mapped_column(ForeignKey("rounds.id"), index=True)
    made_on: Mapped[date]
    collaborations: Mapped[int]
    lower: Mapped[float | None]
    median: Mapped[float | None]
    upper: Mapped[float | None]


@dataclass(frozen=True)
class Key:
    """What is compared: a unit of a questionnaire as it is worded, in rounds of one kind."""

    questionnaire_id: str
    kind: str
    unit: str
    wording: str


@dataclass(frozen=True)
class Candidate:
    """The latest closed round of a collaboration that shares, with one questionnaire and of one kind. `code`: the code
    that its stored result is of, None where it has none yet."""

    collaboration_id: str
    round_id: str
    questionnaire_id: str
    version: int
    fingerprint: str
    kind: str
    code: str | None


@dataclass(frozen=True)
class Edition:
    """What the reference of a key was last made of, and when."""

    made_on: date
    parts: frozenset[Part]


def shares(connection: Connection, collaboration_id: str) -> bool:
    """Whether the collaboration shares its scores."""
    wanted = select(CollaborationRow.shares_reference).where(CollaborationRow.id == collaboration_id)
    return bool(connection.execute(wanted).scalar())


def set_shares(connection: Connection, collaboration_id: str, shares_now: bool) -> bool:
    """Lets it share or not. False where nothing has changed by that."""
    other = (CollaborationRow.id == collaboration_id) & (CollaborationRow.shares_reference != shares_now)
    return bool(connection.execute(update(CollaborationRow).where(other), {"shares_reference": shares_now}).rowcount)


def candidates(connection: Connection) -> list[Candidate]:
    """Of every collaboration that shares: its latest closed rounds whose answers are kept."""
    same = (RoundRow.collaboration_id, RoundRow.questionnaire_id, RoundRow.kind)
    latest = func.row_number().over(partition_by=same, order_by=(RoundRow.closed_on.desc(), RoundRow.code.desc()))
    ranked = (
        select(
            RoundRow.collaboration_id,
            RoundRow.id,
            RoundRow.questionnaire_id,
            RoundRow.questionnaire_version,
            RoundRow.kind,
            latest.label("place"),
        )
        .join(CollaborationRow, CollaborationRow.id == RoundRow.collaboration_id)
        .where(CollaborationRow.shares_reference.is_(True), CollaborationRow.deleted_on.is_(None))
        .where(RoundRow.state.in_(CLOSED), RoundRow.kind != Kind.WORKSHOP.value)
        .where(RoundRow.answers_deleted_on.is_(None))
        .subquery()
    )
    asked = QuestionnaireVersionRow
    statement = (
        select(
            ranked.c.collaboration_id,
            ranked.c.id,
            ranked.c.questionnaire_id,
            ranked.c.questionnaire_version,
            asked.fingerprint,
            ranked.c.kind,
            StoredResultRow.code,
        )
        .join(
            asked,
            (asked.questionnaire_id == ranked.c.questionnaire_id) & (asked.version == ranked.c.questionnaire_version),
        )
        .outerjoin(StoredResultRow, StoredResultRow.round_id == ranked.c.id)
        .where(ranked.c.place == 1)
    )
    return [Candidate(*row) for row in connection.execute(statement)]


def latest_closed(connection: Connection, collaboration_id: str, questionnaire_id: str, kind: str) -> str | None:
    """The id of the round that a collaboration's value is, or would be, of."""
    statement = (
        select(RoundRow.id)
        .where(RoundRow.collaboration_id == collaboration_id, RoundRow.questionnaire_id == questionnaire_id)
        .where(RoundRow.kind == kind, RoundRow.state.in_(CLOSED), RoundRow.answers_deleted_on.is_(None))
        .order_by(RoundRow.closed_on.desc(), RoundRow.code.desc())
        .limit(1)
    )
    return connection.execute(statement).scalar()


def values(connection: Connection, round_ids: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """(round id, unit, published score of the whole group) of these rounds."""
    statement = select(RoundScoreRow.round_id, RoundScoreRow.unit, RoundScoreRow.value).where(
        RoundScoreRow.round_id.in_(round_ids), RoundScoreRow.organisation == "", RoundScoreRow.value.is_not(None)
    )
    for row in connection.execute(statement):
        assert row[2] is not None
        yield row[0], row[1], row[2]


def editions(connection: Connection) -> dict[Key, Edition]:
    """Every edition, shown or not."""
    row = ReferenceRow
    columns = (row.questionnaire_id, row.kind, row.unit, row.wording, row.made_on, row.collaboration_id, row.round_id)
    made: dict[Key, date] = {}
    parts: dict[Key, set[Part]] = {}
    for found in connection.execute(select(*columns)):
        key = Key(*found[:4])
        made[key] = found[4]
        if found[6] is not None:
            parts.setdefault(key, set()).add((found[5], found[6]))
    return {key: Edition(made_on, frozenset(parts.get(key, ()))) for key, made_on in made.items()}


def replace_edition(
    connection: Connection, key: Key, made_on: date, shown: Iterable[tuple[str, str | None, int, Reference | None]]
) -> None:
    """Stores an edition in place of the one before. `shown`: (collaboration id or EVERYBODY, id of the round that its
    value is of, number of others, what it is shown)."""
    connection.execute(delete(ReferenceRow).where(*_of(key)))
    rows = [
        {
            "collaboration_id": collaboration_id,
            "questionnaire_id": key.questionnaire_id,
            "kind": key.kind,
            "unit": key.unit,
            "wording": key.wording,
            "round_id": round_id,
            "made_on": made_on,
            "collaborations": others,
            "lower": found.lower if found else None,
            "median": found.median if found else None,
            "upper": found.upper if found else None,
        }
        for collaboration_id, round_id, others, found in shown
    ]
    if rows:
        connection.execute(insert(ReferenceRow), rows)


def blank(connection: Connection, key: Key) -> None:
    """The edition is shown no more; what it was made of stays known."""
    nothing = {"lower": None, "median": None, "upper": None}
    connection.execute(update(ReferenceRow).where(*_of(key)), nothing)


def find(
    connection: Connection, collaboration_id: str, questionnaire_id: str, kind: str
) -> dict[tuple[str, str], Reference]:
    """(unit, wording) -> what the collaboration is shown: without itself where it is part of the edition."""
    row = ReferenceRow
    statement = select(
        row.collaboration_id, row.unit, row.wording, row.collaborations, row.lower, row.median, row.upper
    ).where(
        row.collaboration_id.in_([EVERYBODY, collaboration_id]),
        row.questionnaire_id == questionnaire_id,
        row.kind == kind,
    )
    found: dict[tuple[str, str], Reference] = {}
    rows = sorted(connection.execute(statement).all(), key=lambda one: one[0] != EVERYBODY)
    for of, unit, wording, others, lower, median, upper in rows:
        if of != EVERYBODY:
            found.pop((unit, wording), None)
        if lower is not None and median is not None and upper is not None:
            found[unit, wording] = Reference(unit, others, lower, median, upper)
    return found


def known_to_readers(
    connection: Connection, collaboration_id: str, round_id: str, questionnaire_id: str, kind: str
) -> dict[tuple[str, str], int]:
    """(unit, wording) -> how many of the other values one and the same account can read by itself, or may have filled
    in, having made the collaboration; at most, among the accounts that can read this round. The cost depends on those
    accounts alone."""
    readers = _readers(collaboration_id, round_id)
    row = ReferenceRow
    led = select(MembershipRow.account_id, MembershipRow.collaboration_id).where(MembershipRow.account_id.in_(readers))
    followed = (
        select(ViewerRow.account_id, RoundRow.collaboration_id)
        .join(RoundPartyRow, RoundPartyRow.organisation_id == ViewerRow.organisation_id)
        .join(RoundRow, RoundRow.id == RoundPartyRow.round_id)
        .where(ViewerRow.account_id.in_(readers), RoundRow.questionnaire_id == questionnaire_id, RoundRow.kind == kind)
    )
    made = select(CollaborationRow.made_by, CollaborationRow.id).where(CollaborationRow.made_by.in_(readers))
    read = union(led, followed, made).subquery()
    counted = (
        select(read.c.account_id, row.unit, row.wording, func.count().label("number"))
        .join(row, row.collaboration_id == read.c.collaboration_id)
        .where(row.questionnaire_id == questionnaire_id, row.kind == kind, row.collaboration_id != collaboration_id)
        .group_by(read.c.account_id, row.unit, row.wording)
        .subquery()
    )
    most = select(counted.c.unit, counted.c.wording, func.max(counted.c.number))
    return {
        (unit, wording): number
        for unit, wording, number in connection.execute(most.group_by(counted.c.unit, counted.c.wording))
    }


def _readers(collaboration_id: str, round_id: str) -> Select[str]:
    """The accounts that may read the round, or the collaboration, and the one that made it: whoever has handed it on
    may have handed it to a name of its own."""
    maker = select(CollaborationRow.made_by).where(
        CollaborationRow.id == collaboration_id, CollaborationRow.made_by.is_not(None)
    )
    members = select(MembershipRow.account_id).where(MembershipRow.collaboration_id == collaboration_id)
    now = (
        select(ViewerRow.account_id)
        .join(PartyRow, PartyRow.organisation_id == ViewerRow.organisation_id)
        .where(PartyRow.collaboration_id == collaboration_id)
    )
    then = (
        select(ViewerRow.account_id)
        .join(RoundPartyRow, RoundPartyRow.organisation_id == ViewerRow.organisation_id)
        .where(RoundPartyRow.round_id == round_id)
    )
    return select(union(members, now, then, maker).subquery().c.account_id)


def _of(key: Key) -> tuple[ColumnElement[bool], ...]:
    row = ReferenceRow
    return (
        row.questionnaire_id == key.questionnaire_id,
        row.kind == key.kind,
        row.unit == key.unit,
        row.wording == key.wording,
    )
