"""Names of languages."""

from babel import Locale, UnknownLocaleError


def language_name(code: str, language: str) -> str:
    """The name of the language `code` in `language`: svenska, engelska; the code itself where it has no name."""
    try:
        return Locale.parse(code).get_language_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code
