"""What the database says: its tables, its clock, the worker, the mails, the other servers, the latest backup."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.domain.errors import SamspelError
from app.services import presence
from app.services.backups import BACKUP
from app.services.checkup.finding import Finding, fault, ok, refused, warning
from app.services.installation import REASONS, Installation, Unavailable, UnusableDatabase
from app.services.known_key import KEY, is_same
from app.services.offered import otherwise_worded
from app.services.presence import SILENT_AFTER
from app.services.readiness import LATE_AFTER, WORKER
from app.store import backup, installation_facts, messages, servers, signs_of_life
from app.store.database import Database, Transaction
from app.store.upgrade import VERSION, is_known, newest_revision

APART, FAR_APART = timedelta(seconds=5), timedelta(seconds=60)
"""How far two clocks may be apart."""
BACKUP_EVERY = timedelta(days=8)


def tables(database: Database) -> Finding:
    """Whether the database is there, and of which shape."""
    if database.files and not database.files[0].exists():
        return warning("no_database", path=str(database.files[0]))
    try:
        shape = backup.shape_of(database)
        if shape is None:
            return warning("no_tables")
        if not is_known(shape):
            with database.reading() as connection:
                newer = installation_facts.find(connection, VERSION)
            own = presence.own_version()
            return refused("tables", SamspelError("V053", newer=newer.value if newer else shape, own=own))
    except Unavailable as found:
        return fault("database", detail=REASONS[found.code])
    except UnusableDatabase as found:
        return fault("database", detail=str(getattr(found, "orig", found)).split("\n")[0])
    if shape != newest_revision():
        return warning("older_tables", shape=shape, newest=newest_revision())
    return ok("tables", kind="SQLite" if database.is_sqlite else "PostgreSQL", shape=shape)


def all_of_it(installation: Installation, now: datetime, *, has_key: bool = True) -> Iterator[Finding]:
    """All that can be looked at where the tables are up to date. `has_key`: there is a key to compare."""
    with installation.database.reading() as connection:
        yield _clock(installation, connection, now)
        if has_key:
            yield _key(installation, connection)
        yield from _servers(installation, connection, now)
        yield _worker(connection, now)
        yield _mails(connection, now)
        yield _backup(connection, now)


def _clock(installation: Installation, connection: Transaction, now: datetime) -> Finding:
    """The clock against the database's and those of servers that showed themselves: none can have done so in time to
    come."""
    ahead = max((one.seen_at - now for one in servers.every(connection)), default=timedelta(0))
    theirs = servers.clock_of(connection)
    apart = max(abs(theirs - now) if theirs else timedelta(0), ahead)
    if apart > APART:
        facts = {"seconds": round(apart.total_seconds())}
        return fault("clock", **facts) if apart > FAR_APART else warning("clock", **facts)
    return ok("clock_right")


def _key(installation: Installation, connection: Transaction) -> Finding:
    known = installation_facts.find(connection, KEY)
    if known is None:
        return warning("key_unknown")
    if not is_same(installation.settings, known):
        return refused("key", SamspelError("V050", since=f"{known.since:%Y-%m-%d}"))
    return ok("key", since=f"{known.since:%Y-%m-%d}")


def _servers(installation: Installation, connection: Transaction, now: datetime) -> Iterator[Finding]:
    running = presence.running(connection, now)
    own = (presence.own_machine(), installation.settings.base_url)
    addresses = sorted({(one.machine, one.base_url) for one in running} | {own})
    versions = sorted({(one.machine, one.version) for one in running})
    if len({address for _, address in addresses}) > 1:
        yield fault("addresses", named=_named(addresses))
    if len({version for _, version in versions}) > 1:
        yield warning("versions", named=_named(versions))
    told = otherwise_worded(installation, connection)
    for one in told:
        yield fault("questionnaire", id=one.id, version=one.version, since=f"{one.since:%Y-%m-%d}")
    if not told and len({address for _, address in addresses}) == 1:
        yield ok("servers", number=len(running)) if running else warning("nobody_runs")


def _named(found: list[tuple[str, str]]) -> str:
    return ", ".join(f"{machine}: {value}" for machine, value in found)


def _worker(connection: Transaction, now: datetime) -> Finding:
    seen = signs_of_life.latest(connection, WORKER)
    if seen is None:
        return fault("worker_never")
    if now - seen >= SILENT_AFTER:
        return fault("worker_silent", minutes=int((now - seen).total_seconds()) // 60)
    return ok("worker", seconds=max(0, int((now - seen).total_seconds())))


def _mails(connection: Transaction, now: datetime) -> Finding:
    """Never of reminders: they tell who has not answered."""
    due = messages.due_since(connection)
    waited = now - due if due is not None and due < now else timedelta(0)
    minutes = int(waited.total_seconds()) // 60
    return fault("mail_late", minutes=minutes) if waited >= LATE_AFTER else ok("mail_queue", minutes=minutes)


def _backup(connection: Transaction, now: datetime) -> Finding:
    known = installation_facts.find(connection, BACKUP)
    if known is None:
        return warning("no_backup")
    made = f"{known.since:%Y-%m-%d %H:%M} UTC"
    return warning("old_backup", made=made) if now - known.since > BACKUP_EVERY else ok("backup", made=made)
