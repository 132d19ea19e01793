"""What somebody sees and changes of the own account."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import SamspelError
from app.domain.text import Language
from app.services import audit
from app.services.access import Role, may_make
from app.services.accounts import LONGEST_NAME, Account
from app.services.installation import Installation
from app.services.passwords import hash_password, is_password, require_passwords
from app.services.plain_names import plain_name
from app.services.proofs import is_proved
from app.services.sessions import Session, close_doors
from app.services.sign_in_mails import tell_of_password
from app.store import accounts, memberships


@dataclass(frozen=True)
class RoleSomewhere:
    """A role in a collaboration."""

    collaboration_id: str
    collaboration: str
    role: Role


@dataclass(frozen=True)
class OwnAccount:
    """The own account. `follows`: names of the organisations whose results one sees. `makes_collaborations`: one may
    make some."""

    account: Account
    has_password: bool
    is_connected: bool
    roles: tuple[RoleSomewhere, ...]
    follows: tuple[str, ...]
    makes_collaborations: bool


def own_account(installation: Installation, account: Account) -> OwnAccount:
    """All that there is to see."""
    with installation.database.reading() as connection:
        stored = accounts.by_id(connection, account.id)
        assert stored is not None
        found = memberships.memberships(connection, account.id)
        followed = memberships.viewed_by(connection, account.id)
        makes = may_make(installation, connection, account)
    return OwnAccount(
        account,
        stored.password_hash is not None,
        stored.subject is not None,
        tuple(RoleSomewhere(one.collaboration_id, one.collaboration, Role(one.role)) for one in found),
        tuple(one.organisation for one in followed),
        makes,
    )


def change_name(installation: Installation, account: Account, name: str) -> None:
    """Changes the name that others see. Raises U008 for an empty or overlong one, U037 for one with an address."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise SamspelError("U008", longest=LONGEST_NAME)
    if tidy == account.name:
        return
    plain_name(tidy)
    with installation.database.writing() as connection:
        accounts.update_account(connection, account.id, name=tidy)


def change_password(
    installation: Installation, session: Session, old: str, new: str, language: Language, now: datetime
) -> int:
    """Sets or changes the password; all other sessions, all links and all tokens end, and a mail tells of it. How many
    tokens they were.

    Raises U005 (the old one is wrong), U038 (there is none, and it has not been shown lately who it is), U053
    (passwords are not used here), U002, U050 to U052 (the new one is no good)."""
    require_passwords(installation)
    account = session.account
    password_hash = hash_password(installation, new, account.email, account.name)
    with installation.database.reading() as connection:
        stored = accounts.by_id(connection, account.id)
    assert stored is not None
    if stored.password_hash is None and not is_proved(session, now):
        raise SamspelError("U038")
    if stored.password_hash is not None and not is_password(installation, stored.password_hash, old):
        raise SamspelError("U005")
    with installation.database.writing() as connection:
        accounts.update_account(connection, account.id, password_hash=password_hash)
        revoked = close_doors(connection, account.id, but=session.began_at)
        audit.record(connection, now, account, "password_changed", None, account.email, tokens=str(revoked))
        tell_of_password(installation, connection, account.email, revoked, language, now)
    return revoked
