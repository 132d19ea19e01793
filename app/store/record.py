"""The record of the dialogue: what was said about each factor, guiding principles, and actions."""

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base


class NoteRow(Base):
    """What was said about one factor after one round. `version` counts its changes."""

    __tablename__ = "notes"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    factor_id: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class PrincipleRow(Base):
    """A guiding principle that was agreed on after a round. `factor_id`: None where it belongs to no single factor."""

    __tablename__ = "principles"

    id: Mapped[str] = mapped_column(primary_key=True)
    collaboration_id: Mapped[str] = mapped_column(ForeignKey("collaborations.id"), index=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    factor_id: Mapped[str | None]
    words: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    version: Mapped[int]


class ActionRow(Base):
    """An action that was agreed on. `responsible` is a function rather than a person; `state`: "planned", "begun",
    "done" or "dropped"."""

    __tablename__ = "actions"

    id: Mapped[str] = mapped_column(primary_key=True)
    collaboration_id: Mapped[str] = mapped_column(ForeignKey("collaborations.id"), index=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    factor_id: Mapped[str | None]
    words: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str]
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    due_on: Mapped[date | None]
    state: Mapped[str]
    position: Mapped[int]
    version: Mapped[int]
