"""The clock that people here live by, Europe/Stockholm. Moments are kept in UTC; days and hours are said in this
zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from app.domain.errors import SamspelError

ZONE = ZoneInfo("Europe/Stockholm")


def local(moment: datetime) -> datetime:
    """The moment as the clock on the wall shows it."""
    return moment.astimezone(ZONE)


def day_of(moment: datetime) -> date:
    """The day that it is here at that moment."""
    return local(moment).date()


def is_shown_twice(moment: datetime) -> bool:
    """Whether the clock on the wall shows this hour a second time, since summer time ends between the two."""
    shown = local(moment)
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()


def moment_of(day: date, hour: time) -> datetime:
    """The moment, in UTC, when the clock on the wall shows this; the first of the two where it is shown twice.

    Raises R020 for the hour that is left out when summer time begins."""
    shown = datetime.combine(day, hour, ZONE)
    moment = shown.astimezone(UTC)
    if local(moment).replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise SamspelError("R020", time=f"{hour:%H:%M}", day=day.isoformat())
    return moment
