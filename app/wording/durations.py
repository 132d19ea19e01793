"""How long things last, in words."""

from app.wording.translations import translations


def days_words(days: int, language: str) -> str:
    """30 days."""
    return translations(language).ngettext("%(num)d day", "%(num)d days", days) % {"num": days}


def months_words(months: int, language: str) -> str:
    """18 months; 5 years where they are whole years."""
    catalogue = translations(language)
    if months % 12:
        return catalogue.ngettext("%(num)d month", "%(num)d months", months) % {"num": months}
    return catalogue.ngettext("%(num)d year", "%(num)d years", months // 12) % {"num": months // 12}
