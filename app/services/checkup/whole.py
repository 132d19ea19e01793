"""The whole look, in the order in which one thing rests on another."""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from app.config import Settings
from app.definitions.library import Library
from app.domain.errors import SamspelError
from app.services.checkup import machine, network, stored
from app.services.checkup.finding import LIMIT, Finding, Verdict, fault, ok, refused, warning
from app.services.installation import Installation, Unavailable
from app.store.database import Database

NO_KEY = "no secret key has been made yet, so this stands in its place"


def look_at_all(
    environ: Mapping[str, str],
    clock: Callable[[], datetime],
    receiver: str = "",
    words: tuple[str, str] = ("", ""),
    limit: float = LIMIT,
) -> Iterator[Finding]:
    """Every finding as it is made. Nothing is changed, and nothing made. `clock`: the time of day, asked anew for each
    thing, since some take long. `receiver`: who gets a test mail, with `words` as its subject and text; nobody where it
    is empty. `limit`: seconds for each thing over a network."""
    has_key = _has_key(environ)
    try:
        settings = Settings.from_environment(environ if has_key else {**environ, "SAMSPEL_SECRET_KEY": NO_KEY})
    except SamspelError as error:
        yield refused("settings", error)
        return
    except OSError as problem:
        yield fault("settings_unreadable", detail=f"{problem.filename or ''} {problem.strerror or problem}".strip())
        return
    yield ok("settings") if has_key else warning("no_key")
    if settings.privacy.missing:
        yield warning("privacy", names=", ".join(settings.privacy.missing))
    database = Database(settings.database_url)
    try:
        yield from machine.files(settings, database.files)
        yield from machine.room(settings, database.files)
        yield machine.time_zones(clock())
        yield machine.documents()
        yield from _database(settings, database, clock, has_key=has_key)
    finally:
        database.dispose()
    yield network.mail(settings, receiver, words, clock(), limit)
    about_sign_in = network.sign_in(settings, limit)
    if about_sign_in is not None:
        yield about_sign_in
    yield from network.front(settings, clock(), limit)


def _database(
    settings: Settings, database: Database, clock: Callable[[], datetime], *, has_key: bool
) -> Iterator[Finding]:
    tables = stored.tables(database)
    yield tables
    if tables.verdict is not Verdict.OK:
        return
    installation = Installation(settings, database, Library(settings.questionnaires))
    try:
        yield from stored.all_of_it(installation, clock(), has_key=has_key)
    except Unavailable:
        yield fault("database", detail="")


def _has_key(environ: Mapping[str, str]) -> bool:
    """Whether there is a secret key, right or wrong: asked for the settings, one would be made."""
    if environ.get("SAMSPEL_SECRET_KEY", "").strip():
        return True
    return os.path.lexists(Path(environ.get("SAMSPEL_INSTANCE") or "instance") / "secret_key")
