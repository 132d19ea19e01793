"""Reading the audit log: by administrators the whole, by facilitators that of their own collaborations."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.domain.swedish_time import ZONE
from app.services.access import require_administrator, require_facilitator
from app.services.accounts import Account
from app.services.installation import Installation
from app.services.spreadsheets import harmless
from app.store import audit
from app.store.audit import StoredLine, Wanted
from app.store.database import Transaction
from app.wording.deeds import deed_sentence

LINES_A_PAGE = 50
COLUMNS = ("when", "who", "collaboration", "deed", "what")


@dataclass(frozen=True)
class LogFilter:
    """Which lines are looked for; None and empty for any. `person` is part of an address; both days are among them,
    as days in Stockholm."""

    collaboration_id: str | None = None
    person: str = ""
    deed: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class LogLine:
    """One deed. `actor`: the address, empty for what Samspel did by itself; `collaboration`: its name, empty where it
    belongs to none that is still there."""

    at: datetime
    actor: str
    collaboration: str
    deed: str
    subject: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class LogPage:
    """One page of the log, newest first. `number` counts from 1; `total` is the number of lines on all pages."""

    lines: tuple[LogLine, ...]
    number: int
    total: int

    @property
    def of(self) -> int:
        """How many pages there are; one where there is no line."""
        return _pages(self.total)


def whole_log(installation: Installation, account: Account | None, wanted: LogFilter, number: int) -> LogPage:
    """A page of the installation's log, for its administrators and (None) the command line. Raises P001."""
    if account is not None:
        require_administrator(account)
    with installation.database.reading() as connection:
        return _page(connection, wanted, number)


def log_of(
    installation: Installation, account: Account, collaboration_id: str, wanted: LogFilter, number: int
) -> LogPage:
    """A page of what has been done in a collaboration, for those who lead it. Raises C010."""
    with installation.database.reading() as connection:
        require_facilitator(connection, account, collaboration_id)
        return _page(connection, replace(wanted, collaboration_id=collaboration_id), number)


def whole_log_as_csv(installation: Installation, account: Account | None, wanted: LogFilter, language: str) -> str:
    """The log as a table. Raises P001."""
    if account is not None:
        require_administrator(account)
    with installation.database.reading() as connection:
        return _csv(audit.lines(connection, _wanted(wanted), None), language)


def log_of_as_csv(
    installation: Installation, account: Account, collaboration_id: str, wanted: LogFilter, language: str
) -> str:
    """What has been done in a collaboration, as a table. Raises C010."""
    with installation.database.reading() as connection:
        require_facilitator(connection, account, collaboration_id)
        own = replace(wanted, collaboration_id=collaboration_id)
        return _csv(audit.lines(connection, _wanted(own), None), language)


def logged_collaborations(installation: Installation, account: Account) -> Mapping[str, str]:
    """Id -> name of the collaborations that an administrator can look for. Raises P001."""
    require_administrator(account)
    with installation.database.reading() as connection:
        return audit.collaborations_named(connection)


def _csv(lines: Iterable[StoredLine], language: str) -> str:
    """A row per line with semicolons and a byte order mark, as a Swedish Excel expects; times of Stockholm."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        when = line.at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")
        words = deed_sentence(line.deed, line.subject, line.facts, language)
        writer.writerow([harmless(cell) for cell in (when, line.actor, line.collaboration or "", line.deed, words)])
    return "\ufeff" + target.getvalue()


def _page(connection: Transaction, wanted: LogFilter, number: int) -> LogPage:
    total = audit.count_lines(connection, _wanted(wanted))
    number = min(max(1, number), _pages(total))
    lines = audit.lines(connection, _wanted(wanted), LINES_A_PAGE, (number - 1) * LINES_A_PAGE)
    return LogPage(tuple(_line(one) for one in lines), number, total)


def _pages(total: int) -> int:
    return max(1, -(-total // LINES_A_PAGE))


def _line(one: StoredLine) -> LogLine:
    return LogLine(one.at, one.actor, one.collaboration or "", one.deed, one.subject, one.facts)


def _wanted(one: LogFilter) -> Wanted:
    return Wanted(
        collaboration_id=one.collaboration_id,
        person=one.person,
        deed=one.deed,
        since=_begins(one.first_day) if one.first_day else None,
        until=_begins(one.last_day + timedelta(days=1)) if one.last_day else None,
    )


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
