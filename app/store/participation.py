"""How far a round has come: sheets per day, and the picture of its organisations that was shown last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import JSON, Connection, ForeignKey, bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base
from app.store.responses import DailyCountRow


class ParticipationRow(Base):
    """What was last shown of where an open round's sheets come from: kept so that everybody is shown the same, and the
    next picture comes only when enough sheets have come in between. `cells`: [id, members, persons] of each, None
    where there was no breakdown."""

    __tablename__ = "participation"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    persons: Mapped[int]
    cells: Mapped[list[list[Any]] | None] = mapped_column(JSON(none_as_null=True))


@dataclass(frozen=True)
class ShownPicture:
    """A row of `participation`."""

    persons: int
    cells: Sequence[tuple[str, tuple[str, ...], int]] | None


# The day's row is written over by every sheet of the day: it holds the day and a number, and of the sheets nothing, so
# it is no key to any of them. (What PostgreSQL notes beside a row, the transaction that wrote it last, tells at most
# of the day's latest sheet on which day it came.)
_COUNT = text(
    "INSERT INTO daily_counts (round_id, day, number) VALUES (:round_id, :day, :number) "
    "ON CONFLICT (round_id, day) DO UPDATE SET number = daily_counts.number + excluded.number"
).bindparams(bindparam("day", type_=DailyCountRow.day.type))
# Of two who would draw the picture anew at once, the second is refused: the first one's is too young.
_KEEP = text(
    "INSERT INTO participation (round_id, persons, cells) VALUES (:round_id, :persons, :cells) "
    "ON CONFLICT (round_id) DO UPDATE SET persons = excluded.persons, cells = excluded.cells "
    "WHERE participation.persons <= excluded.persons - :k"
).bindparams(bindparam("cells", type_=ParticipationRow.cells.type))


def count_day(connection: Connection, round_id: str, day: date, number: int) -> None:
    """Adds so many sheets to the day's number."""
    connection.execute(_COUNT, {"round_id": round_id, "day": day, "number": number})


def total(connection: Connection, round_id: str) -> int:
    """How many sheets the round has received."""
    return sum(days(connection, round_id).values())


def days(connection: Connection, round_id: str) -> dict[date, int]:
    """Day -> sheets received, for the days that had any, first day first."""
    statement = select(DailyCountRow.day, DailyCountRow.number).where(DailyCountRow.round_id == round_id)
    return {row[0]: row[1] for row in connection.execute(statement.order_by(DailyCountRow.day))}


def keep_picture(connection: Connection, round_id: str, picture: ShownPicture, k: int) -> None:
    """Puts the picture in place of the one shown before, if that one lies at least k sheets back."""
    cells = None if picture.cells is None else [[one, list(members), number] for one, members, number in picture.cells]
    connection.execute(_KEEP, {"round_id": round_id, "persons": picture.persons, "cells": cells, "k": k})


def shown_picture(connection: Connection, round_id: str) -> ShownPicture | None:
    """The picture shown last."""
    columns = (ParticipationRow.persons, ParticipationRow.cells)
    row = connection.execute(select(*columns).where(ParticipationRow.round_id == round_id)).one_or_none()
    if row is None:
        return None
    cells = None if row[1] is None else tuple((one, tuple(members), number) for one, members, number in row[1])
    return ShownPicture(row[0], cells)
