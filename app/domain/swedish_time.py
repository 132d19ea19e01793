"""The clock that people here live by: Europe/Stockholm. Moments are kept in UTC; days and hours are said in it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")


def local(moment: datetime) -> datetime:
    """The moment as the clock on the wall shows it."""
    return moment.astimezone(ZONE)


def day_of(moment: datetime) -> date:
    """The day that it is here at that moment."""
    return local(moment).date()
