"""Passkeys of accounts, the recovery codes beside them, and the proofs that are under way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, ForeignKey, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.store.database import Base, Moment


class PasskeyRow(Base):
    """A passkey: the public half of a key that a device keeps. `credential_id` and `public_key` in base64url;
    `transports`: how a browser reaches it, parted by blanks."""

    __tablename__ = "passkeys"

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    credential_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    sign_count: Mapped[int]
    transports: Mapped[str]
    name: Mapped[str]
    made_on: Mapped[date]
    last_used_on: Mapped[date | None]


class RecoveryCodeRow(Base):
    """A code that stands in for a passkey, once; kept as a hash only."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)


class CeremonyRow(Base):
    """A proof that is under way in one browser, which holds the token. `purpose`: "sign_in", "first" or "further";
    `challenge` in base64url, empty when none is given or the one that was given has been used."""

    __tablename__ = "ceremonies"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    purpose: Mapped[str]
    challenge: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class StoredPasskey:
    """A passkey as it is kept."""

    id: str
    account_id: str
    credential_id: str
    public_key: str
    sign_count: int
    transports: str
    name: str
    made_on: date
    last_used_on: date | None


@dataclass(frozen=True)
class StoredCeremony:
    """A proof under way as it is kept."""

    token_hash: str
    account_id: str
    purpose: str
    challenge: str
    expires_at: datetime


_PASSKEY = tuple(getattr(PasskeyRow, name) for name in StoredPasskey.__dataclass_fields__)
_CEREMONY = tuple(getattr(CeremonyRow, name) for name in StoredCeremony.__dataclass_fields__)


def insert_passkey(connection: Connection, one: StoredPasskey) -> None:
    """Stores a passkey. Raises Conflict where it is registered already, for whomever."""
    connection.execute(insert(PasskeyRow), vars(one))


def passkeys_of(connection: Connection, account_id: str) -> list[StoredPasskey]:
    """The account's passkeys, by name."""
    statement = select(*_PASSKEY).where(PasskeyRow.account_id == account_id).order_by(PasskeyRow.name, PasskeyRow.id)
    return [StoredPasskey(*row) for row in connection.execute(statement)]


def has_passkeys(connection: Connection, account_id: str) -> bool:
    """Whether the account has any."""
    return connection.execute(select(PasskeyRow.id).where(PasskeyRow.account_id == account_id)).first() is not None


def accounts_with_passkeys(connection: Connection) -> set[str]:
    """The ids of all accounts that have any."""
    return set(connection.execute(select(PasskeyRow.account_id).distinct()).scalars())


def note_use(connection: Connection, passkey_id: str, before: int, sign_count: int, today: date) -> bool:
    """Notes a use and what the passkey now counts. False where the kept count is not `before` any more."""
    condition = (PasskeyRow.id == passkey_id) & (PasskeyRow.sign_count == before)
    values = {"sign_count": sign_count, "last_used_on": today}
    return connection.execute(update(PasskeyRow).where(condition), values).rowcount == 1


def delete_passkey(connection: Connection, account_id: str, passkey_id: str) -> bool:
    """Removes one of the account's passkeys. False where it is not there."""
    condition = (PasskeyRow.id == passkey_id) & (PasskeyRow.account_id == account_id)
    return connection.execute(delete(PasskeyRow).where(condition)).rowcount == 1


def delete_all_of(connection: Connection, account_id: str) -> None:
    """Removes the account's passkeys, recovery codes and proofs under way."""
    for row in (PasskeyRow, RecoveryCodeRow, CeremonyRow):
        connection.execute(delete(row).where(row.account_id == account_id))


def replace_codes(connection: Connection, account_id: str, hashes: Iterable[str]) -> None:
    """Puts these in the place of all recovery codes of the account."""
    connection.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account_id))
    rows = [{"code_hash": one, "account_id": account_id} for one in hashes]
    if rows:
        connection.execute(insert(RecoveryCodeRow), rows)


def use_code(connection: Connection, account_id: str, code_hash: str) -> bool:
    """Uses the code up. False where the account has no such code (any more)."""
    condition = (RecoveryCodeRow.code_hash == code_hash) & (RecoveryCodeRow.account_id == account_id)
    return connection.execute(delete(RecoveryCodeRow).where(condition)).rowcount == 1


def codes_left(connection: Connection, account_id: str) -> int:
    """How many recovery codes the account has."""
    statement = select(func.count()).where(RecoveryCodeRow.account_id == account_id)
    return connection.execute(statement).scalar_one()


def insert_ceremony(connection: Connection, one: StoredCeremony) -> None:
    """Stores a proof under way."""
    connection.execute(insert(CeremonyRow), vars(one))


def ceremony(connection: Connection, token_hash: str) -> StoredCeremony | None:
    """The proof under way of that token, expired or not."""
    row = connection.execute(select(*_CEREMONY).where(CeremonyRow.token_hash == token_hash)).one_or_none()
    return StoredCeremony(*row) if row else None


def give_challenge(connection: Connection, token_hash: str, challenge: str) -> None:
    """Sets what the device is to sign now; what was given before is worth nothing from then on."""
    connection.execute(update(CeremonyRow).where(CeremonyRow.token_hash == token_hash), {"challenge": challenge})


def take_challenge(connection: Connection, token_hash: str, challenge: str) -> bool:
    """Uses the challenge up. False where somebody else has done so first."""
    condition = (CeremonyRow.token_hash == token_hash) & (CeremonyRow.challenge == challenge)
    return connection.execute(update(CeremonyRow).where(condition), {"challenge": ""}).rowcount == 1


def delete_ceremony(connection: Connection, token_hash: str) -> bool:
    """Ends a proof under way. False where it has ended already."""
    return connection.execute(delete(CeremonyRow).where(CeremonyRow.token_hash == token_hash)).rowcount == 1


def delete_expired(connection: Connection, now: datetime) -> None:
    """Removes the proofs under way whose time is over."""
    connection.execute(delete(CeremonyRow).where(CeremonyRow.expires_at <= now))
