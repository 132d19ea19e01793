"""One's own account: what is stored about it, and removing it."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.errors import SamspelError
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.store import own_data, passkeys, removal
from app.store.database import Transaction
from app.store.own_data import OwnDeed, StoredAboutAccount
from app.wording.deeds import deed_sentence

FORMAT = "samspel-account/1"


@dataclass(frozen=True)
class OwnData:
    """All that is stored about an account. `roles`: (role, name of a collaboration or organisation); `sessions`:
    (began, last seen); `links`: (purpose, until when); `tokens`: (name, made on, last day, last used on); `passkeys`:
    (name, made on, last used on); `codes_left`: recovery codes; `mails`: (made, kind, state)."""

    about: StoredAboutAccount
    roles: tuple[tuple[str, str], ...]
    sessions: tuple[tuple[datetime, datetime], ...]
    links: tuple[tuple[str, datetime], ...]
    tokens: tuple[tuple[str, date, date, date | None], ...]
    passkeys: tuple[tuple[str, date, date | None], ...]
    codes_left: int
    mails: tuple[tuple[datetime, str, str], ...]
    deeds: tuple[OwnDeed, ...]


def own_data_of(installation: Installation, account: Account) -> OwnData:
    """What is stored about the account that asks."""
    with installation.database.reading() as connection:
        return OwnData(
            about=own_data.about(connection, account.id),
            roles=tuple(removal.roles(connection, account.id)),
            sessions=tuple(own_data.sessions(connection, account.id)),
            links=tuple(own_data.links(connection, account.id)),
            tokens=tuple(own_data.tokens(connection, account.id)),
            passkeys=tuple(
                (one.name, one.made_on, one.last_used_on) for one in passkeys.passkeys_of(connection, account.id)
            ),
            codes_left=passkeys.codes_left(connection, account.id),
            mails=tuple(own_data.mails(connection, account.email)),
            deeds=tuple(own_data.deeds(connection, account.email)),
        )


def as_json_text(found: OwnData, language: str) -> str:
    """The same for other programs; deeds with their sentence in that language."""
    about = found.about
    shape: dict[str, Any] = {
        "format": FORMAT,
        "account": {
            "email": about.email,
            "name": about.name,
            "administrator": about.is_administrator,
            "makes_collaborations": about.makes_collaborations,
            "made_on": about.made_on.isoformat(),
            "password": about.has_password,
            "sign_in_subject": about.subject,
        },
        "roles": [{"role": role, "of": name} for role, name in found.roles],
        "sessions": [{"began": _iso(began), "seen": _iso(seen)} for began, seen in found.sessions],
        "sign_in_links": [{"purpose": purpose, "until": _iso(until)} for purpose, until in found.links],
        "api_tokens": [
            {"name": name, "made_on": str(made), "expires_on": str(last), "last_used_on": str(used) if used else None}
            for name, made, last, used in found.tokens
        ],
        "passkeys": [
            {"name": name, "made_on": str(made), "last_used_on": str(used) if used else None}
            for name, made, used in found.passkeys
        ],
        "recovery_codes": found.codes_left,
        "mails": [{"made": _iso(made), "kind": kind, "state": state} for made, kind, state in found.mails],
        "deeds": [
            {
                "at": _iso(one.at),
                "deed": one.deed,
                "subject": one.subject,
                "facts": one.facts,
                "words": deed_sentence(one.deed, one.subject, one.facts, language),
            }
            for one in found.deeds
        ],
    }
    return json.dumps(shape, indent=2, ensure_ascii=False) + "\n"


def obstacle_to_removal(installation: Installation, account: Account) -> SamspelError | None:
    """Why the account cannot be removed now: V004 (leads a collaboration alone), V005 (the only administrator)."""
    with installation.database.reading() as connection:
        return _obstacle(connection, account)


def remove_own_account(installation: Installation, account: Account, now: datetime) -> None:
    """Removes the account with its sessions, roles and links; the audit log keeps the address until its own limit.

    Raises V004, V005."""
    with installation.database.writing() as connection:
        removal.lock_leaders(connection, account.id)
        obstacle = _obstacle(connection, account)
        if obstacle is not None:
            raise obstacle
        removal.remove_account(connection, account.id, account.email)
        record(connection, now, account, "account_removed", None, account.email)


def _obstacle(connection: Transaction, account: Account) -> SamspelError | None:
    names = removal.led_alone(connection, account.id)
    if names:
        return SamspelError("V004", names=", ".join(names))
    return SamspelError("V005") if removal.is_last_administrator(connection, account.id) else None


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
