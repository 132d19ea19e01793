"""The translations of what users read: English in the code, Swedish in `catalogues/sv/*.po`, a file per room.

The .po files are read as they are, so that no build step can be forgotten (decision 0003)."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

CATALOGUES = Path(__file__).parent / "catalogues"
LANGUAGES = ("sv", "en")
"""The languages of the user interface and the documents, first language first."""


@cache
def translations(language: str) -> NullTranslations:
    """The words in that language; English, the language of the msgids, for one that has no catalogues."""
    merged: NullTranslations = NullTranslations()
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        part = Translations(compiled)
        merged = merged.merge(part) if isinstance(merged, Translations) else part
    return merged
