"""A day and a time, as two boxes of a form, and the moment that they mean."""

import re
from datetime import date, datetime, time

from wtforms import StringField, ValidationError

from app.domain.errors import SamspelError
from app.domain.swedish_time import local, moment_of
from app.web.languages import gettext as _
from app.wording.errors import error_sentence

HOUR = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")


def check_moment(day: StringField, hour: StringField, language: str) -> None:
    """Raises ValidationError where the two boxes say no moment that there is."""
    try:
        moment_in(day, hour, time())
    except SamspelError as gap:
        raise ValidationError(error_sentence(gap, language)) from gap


def moment_in(day: StringField, hour: StringField, usual: time) -> datetime | None:
    """The moment, None for an empty day; `usual` where only the day is stated.

    Raises ValidationError for what is no day or time, R020 for an hour that the clock leaves out."""
    if not (day.data or "").strip():
        if (hour.data or "").strip():
            raise ValidationError(_("Say which day, or leave the time empty too."))
        return None
    return moment_of(_day(day.data), _hour(hour.data) if (hour.data or "").strip() else usual)


def boxes_of(prefix: str, moment: datetime | None) -> dict[str, str]:
    """What stands in the boxes `<prefix>_day` and `<prefix>_time`."""
    if moment is None:
        return {f"{prefix}_day": "", f"{prefix}_time": ""}
    shown = local(moment)
    return {f"{prefix}_day": shown.date().isoformat(), f"{prefix}_time": f"{shown:%H:%M}"}


def _day(words: str) -> date:
    try:
        found = date.fromisoformat(words.strip())
    except ValueError as fault:
        raise ValidationError(_("Write the day as year-month-day, for example 2026-03-02.")) from fault
    if not 2000 <= found.year < 3000:
        raise ValidationError(_("Write the day as year-month-day, for example 2026-03-02."))
    return found


def _hour(words: str) -> time:
    found = HOUR.fullmatch(words.strip())
    if found is None:
        raise ValidationError(_("Write the time as hours and minutes, for example 08:00."))
    return time(int(found[1]), int(found[2]))
