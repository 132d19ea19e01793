"""Dates as they are written."""

from datetime import date

from babel.dates import format_date


def long_date(day: date, language: str) -> str:
    """2 mars 2026; 2 March 2026."""
    return str(format_date(day, format="d MMMM y", locale=language))
