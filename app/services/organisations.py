"""Organisations: their ids, and how a typed name becomes an organisation of the installation."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from app.definitions.municipalities import municipalities
from app.domain.collaboration import Party
from app.domain.errors import SamspelError
from app.domain.municipality import Municipality, recognised
from app.domain.round import Organisation
from app.services.accounts import Account
from app.services.installation import Installation
from app.store import memberships, organisations
from app.store.database import Transaction

RESERVED_ORGANISATIONS = frozenset({"unstated", "other", "dont_know", "whole"})


def followed_organisations(installation: Installation, account: Account) -> tuple[Party, ...]:
    """The organisations that the account follows, by name."""
    with installation.database.reading() as connection:
        found = memberships.viewed_by(connection, account.id)
    return tuple(Party(one.organisation_id, one.organisation) for one in found)


def organisation_id(name: str, taken: Iterable[str]) -> str:
    """An id made from the name: a-z, 0-9 and _, unlike those taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or "organisation"
    number, candidate = 1, base
    while candidate in taken or candidate in RESERVED_ORGANISATIONS:
        number += 1
        candidate = f"{base}_{number}"
    return candidate


def named_organisations(names: Sequence[str]) -> tuple[Organisation, ...]:
    """The organisations of these names, with ids. Raises R006 where a name stands twice."""
    found: list[Organisation] = []
    for name in names:
        if name.casefold() in [one.name.casefold() for one in found]:
            raise SamspelError("R006", value=name)
        found.append(Organisation(organisation_id(name, [one.id for one in found]), name))
    return tuple(found)


def known_municipalities() -> tuple[Municipality, ...]:
    """The Swedish municipalities, to choose among."""
    return municipalities()


def distinct(names: Sequence[str]) -> list[tuple[str, Municipality | None]]:
    """Each name as it will be kept, and the municipality that it is. Raises R006 where two are the same."""
    found: dict[str, Municipality | None] = {}
    for typed in (" ".join(name.split()) for name in names):
        municipality = recognised(typed, municipalities())
        name = municipality.name if municipality else typed
        if not name:
            continue
        if name.casefold() in [other.casefold() for other in found]:
            raise SamspelError("R006", value=typed)
        found[name] = municipality
    return list(found.items())


def settled(connection: Transaction, names: Sequence[str]) -> tuple[Party, ...]:
    """The installation's organisations of these names; those that it did not have are added. Raises R006."""
    organisations.keep_others_out(connection)
    return tuple(_one(connection, name, municipality) for name, municipality in distinct(names))


def _one(connection: Transaction, name: str, municipality: Municipality | None) -> Party:
    code = municipality.code if municipality else None
    known = organisations.every(connection)
    found = next((one for one in known if code and one.municipality_code == code), None) or next(
        (one for one in known if one.name.casefold() == name.casefold() and one.municipality_code is None), None
    )
    if found is None:
        found = Party(organisation_id(name, {one.id for one in known}), name, code)
        organisations.add(connection, found)
    elif code and found.municipality_code is None:
        organisations.set_municipality_code(connection, found.id, code)
    return Party(found.id, found.name, code)
