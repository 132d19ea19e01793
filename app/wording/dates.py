"""Dates, times and seasons as they are written."""

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date

from app.domain.swedish_time import is_shown_twice, local
from app.wording.marked import N_
from app.wording.translations import translations

SEASONS = (N_("Winter %(year)d"), N_("Spring %(year)d"), N_("Summer %(year)d"), N_("Autumn %(year)d"))


def long_date(day: date, language: str) -> str:
    """2 mars 2026; 2 March 2026."""
    return str(format_date(day, format="d MMMM y", locale=language))


def long_moment(moment: datetime, language: str) -> str:
    """2 mars 2026 kl. 08.00; 2 March 2026 at 08:00: as the clock in Sweden shows it. In the hour that it shows twice,
    with which of the two is meant: 25 October 2026 at 02:30 (summer time)."""
    shown = local(moment)
    words = translations(language).gettext("%(day)s at %(time)s")
    return words % {"day": long_date(shown.date(), language), "time": _clock(moment, language)}


def short_moment(moment: datetime, language: str) -> str:
    """2 mars 2026 14.05; 2 Mar 2026 14:05."""
    return f"{format_date(local(moment), format='d MMM y', locale=language)} {_clock(moment, language)}"


def season(day: date, language: str) -> str:
    """Spring 2026. December is the winter of the year that begins."""
    year = day.year + (day.month == 12)
    return translations(language).gettext(SEASONS[day.month % 12 // 3]) % {"year": year}


def months(days: Sequence[date], language: str) -> list[tuple[str, str]]:
    """Month and year of each, short: mars, 2026; with the day where two of them would be called the same."""

    def words(form: str) -> list[tuple[str, str]]:
        return [(str(format_date(day, form, language)).rstrip("."), str(day.year)) for day in days]

    short = words("MMM")
    return short if len(set(short)) == len(short) else words("d MMM")


def _clock(moment: datetime, language: str) -> str:
    shown = local(moment)
    words = f"{shown:%H.%M}" if language == "sv" else f"{shown:%H:%M}"
    if not is_shown_twice(moment):
        return words
    season = N_("%(time)s (summer time)") if shown.dst() else N_("%(time)s (winter time)")
    return translations(language).gettext(season) % {"time": words}
