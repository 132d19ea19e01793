"""The questionnaires that new rounds may use, the same on every server: those in the own folder, and those that other
servers have brought. The database has them all; what is kept of it in a process is kept by fingerprint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.definitions.library import Definition, Library, read_definition_text, stamp_of
from app.services.installation import Installation
from app.services.kept import Kept
from app.store import offered_questionnaires
from app.store.database import Transaction
from app.store.offered_questionnaires import Offer
from app.store.servers import StoredServer

Key = tuple[str, int]
"""Id and version."""
_folders: Kept[Library] = Kept(8)
_texts: Kept[Definition] = Kept(200)
_merged: Kept[Library] = Kept(8)


@dataclass(frozen=True)
class OtherWords:
    """A version that reads otherwise in the own folder than it is offered since that moment."""

    id: str
    version: int
    since: datetime


def library_of(installation: Installation) -> Library:
    """What new rounds may use just now. Where a version reads otherwise in the own folder, it is the one that all
    servers offer."""
    own = own_files(installation)
    with installation.database.glancing() as connection:
        offers = offered_questionnaires.offers(connection)
    key = (own, tuple((one.id, one.version, one.fingerprint, one.file) for one in offers))
    return _merged.get(key, lambda: _with_offers(installation, own, offers))


def own_files(installation: Installation) -> Library:
    """The files of this server's folder as they are now: read again when one has come, changed or gone."""
    first = installation.library
    if first.given is not None or first.stamp == (now := stamp_of(first.folder)):
        return first
    return _folders.get((first.folder, now), lambda: Library(first.folder))


def versions_in(library: Library) -> dict[str, str]:
    """Id and version, with a space between them -> fingerprint of every usable file, as servers note it."""
    return {_name(key): _print(one) for key, (_, one) in _usable(library).items()}


def offer_own_files(
    installation: Installation,
    connection: Transaction,
    now: datetime,
    remembered: Sequence[StoredServer],
    running: Sequence[StoredServer],
) -> None:
    """Brings the own folder's files to all servers, and withdraws what is in no folder of those that are remembered.
    A version that reads otherwise is replaced only where no other server that runs has it as it is offered."""
    offered_questionnaires.one_at_a_time(connection)
    own = _usable(own_files(installation))
    there = {(one.id, one.version): one for one in offered_questionnaires.offers(connection)}
    for key, (path, one) in own.items():
        offered = there.get(key)
        print_ = _print(one)
        if offered and (offered.fingerprint == print_ or _is_held(_name(key), offered.fingerprint, running)):
            continue
        offered_questionnaires.offer(connection, Offer(*key, print_, path.name, now), one.source)
    listed = {name for one in remembered for name in one.questionnaires}
    for key in there.keys() - own.keys():
        if _name(key) not in listed:
            offered_questionnaires.withdraw(connection, *key)


def otherwise_worded(installation: Installation, connection: Transaction) -> tuple[OtherWords, ...]:
    """The versions that read otherwise in the own folder than on the other servers, by id and version."""
    own = _usable(own_files(installation))
    return tuple(
        OtherWords(one.id, one.version, one.since)
        for one in offered_questionnaires.offers(connection)
        if (one.id, one.version) in own and _print(own[one.id, one.version][1]) != one.fingerprint
    )


def _usable(library: Library) -> dict[Key, tuple[Path, Definition]]:
    """Of two files with the same version, the one that new rounds get."""
    found: dict[Key, tuple[Path, Definition]] = {}
    for path, one in library.files:
        if one.questionnaire:
            found.setdefault((one.questionnaire.id, one.questionnaire.version), (path, one))
    return found


def _print(one: Definition) -> str:
    return one.questionnaire.fingerprint if one.questionnaire else ""


def _name(key: Key) -> str:
    return f"{key[0]} {key[1]}"


def _is_held(name: str, fingerprint: str, running: Sequence[StoredServer]) -> bool:
    return any(one.questionnaires.get(name) == fingerprint for one in running)


def _with_offers(installation: Installation, own: Library, offers: list[Offer]) -> Library:
    usable = _usable(own)
    different = [
        one
        for one in offers
        if (one.id, one.version) not in usable or _print(usable[one.id, one.version][1]) != one.fingerprint
    ]
    brought = {
        (one.id, one.version): (Path(one.file), found) for one in different if (found := _text(installation, one))
    }
    if not brought:
        return own
    kept = [
        (path, one)
        for path, one in own.files
        if one.questionnaire is None or (one.questionnaire.id, one.questionnaire.version) not in brought
    ]
    return Library(own.folder, given=sorted([*kept, *brought.values()], key=lambda found: found[0].name))


def _text(installation: Installation, one: Offer) -> Definition | None:
    """What the offer holds; None for a text that this version of Samspel cannot read, or is just being withdrawn."""

    def read() -> Definition:
        with installation.database.glancing() as connection:
            source = offered_questionnaires.source_of(connection, one.id, one.version)
        found = read_definition_text(source or "", one.file)
        if _print(found) != one.fingerprint:
            raise _Unusable
        return found

    try:
        return _texts.get((one.id, one.version, one.fingerprint), read)
    except _Unusable:
        return None


class _Unusable(Exception):
    """The text of an offer is not there, or not to be read here."""
