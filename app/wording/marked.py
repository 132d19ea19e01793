"""Marks what is translated later, where it is used."""


def N_(message: str) -> str:  # noqa: N802 - the name that translation tools look for
    """Marks a sentence for translation; translates nothing."""
    return message
