"""Names that go into mails: of persons, collaborations and rounds. They hold no addresses, so that nobody can let
Samspel send strangers to a place of his own."""

import re
import unicodedata

from app.domain.errors import SamspelError

DOTS = str.maketrans({"。": ".", "｡": ".", "．": ".", "․": "."})
"""What browsers and mail programs take for a dot."""
ABBREVIATIONS = frozenset({"m.fl", "t.ex"})
"""Swedish ones that look like an address and are none: no such domain can exist."""
_SIGNS = re.compile(r"\S@\S|://|\bwww\.|\bmailto:", re.IGNORECASE)
_DOTTED = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_NUMERIC = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def plain_name(name: str) -> str:
    """The name. Raises U037 where something in it is, or would be made, a link or an e-mail address."""
    found = address_in(name)
    if found:
        raise SamspelError("U037", value=found[:80])
    return name


def name_for_mail(name: str) -> str:
    """The name as it may stand in a mail: empty where it holds an address. Names of earlier versions were not asked."""
    return "" if address_in(name) else name


def address_in(name: str) -> str:
    """The part of the name that a mail program would take for an address; empty where there is none."""
    # Signs that are not seen part an address for our eyes, but not for every mail program.
    seen = "".join(one for one in unicodedata.normalize("NFKC", name) if unicodedata.category(one) != "Cf")
    words = seen.translate(DOTS)
    for part in words.split():
        if _SIGNS.search(part) or any(_is_host(one) for one in _DOTTED.findall(part)):
            return part
    return ""


def _is_host(dotted: str) -> bool:
    last = dotted.rpartition(".")[2]
    if _NUMERIC.fullmatch(dotted):
        return True
    return len(last) > 1 and last[0].isalpha() and dotted.casefold() not in ABBREVIATIONS
