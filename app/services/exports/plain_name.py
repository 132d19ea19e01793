"""Names of files, made from the names of things."""

import re
import unicodedata

LONGEST_NAME = 60


def plain_name(words: str) -> str:
    """The words in letters that every file system takes: a-z, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
