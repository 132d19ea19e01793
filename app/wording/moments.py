"""Moments as they are written, in the time of Sweden."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def long_moment(moment: datetime, language: str) -> str:
    """2 mars 2026 kl. 16.30; 2 March 2026, 16:30."""
    local = moment.astimezone(STOCKHOLM)
    day = format_date(local, format="d MMMM y", locale=language)
    if language == "sv":
        return f"{day} kl. {format_time(local, format='HH.mm', locale=language)}"
    return f"{day}, {format_time(local, format='HH:mm', locale=language)}"
