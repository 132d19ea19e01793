"""Moments as they are written, in Swedish time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def short_moment(moment: datetime, language: str) -> str:
    """2 mars 2026 14:05; 2 Mar 2026 14:05."""
    return str(format_datetime(moment.astimezone(STOCKHOLM), "d MMM y HH:mm", locale=language))
