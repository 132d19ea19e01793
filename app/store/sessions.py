"""Sessions, one-time links for signing in, and counted attempts. Secrets are kept as hashes only."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base, Moment


class SessionRow(Base):
    """Somebody who is signed in on a device. `replaced_at`: when the token was rotated; it is
    good for a moment more."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    replaced_at: Mapped[datetime | None] = mapped_column(Moment)


class SignInLinkRow(Base):
    """A link that was mailed to an account, for one use. `purpose`: "sign_in", "reset" or "invitation"."""

    __tablename__ = "sign_in_links"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    purpose: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(Moment)


class AttemptRow(Base):
    """Attempts counted in a window of time, under a hash of what they are counted by; the same for all processes."""

    __tablename__ = "attempts"

    key_hash: Mapped[str] = mapped_column(primary_key=True)
    window_begins: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    window_ends: Mapped[datetime] = mapped_column(Moment)
    number: Mapped[int]
