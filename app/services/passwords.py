"""Which passwords may be chosen, how they are kept, and whether one is right."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from app.config import PasswordWork
from app.domain.errors import SamspelError
from app.services.installation import Installation

SHORTEST_PASSWORD = 12
OWN_LETTERS = 8
"""So many letters and numbers must be left when the own address, name and the service's are taken away."""
LETTER_OR_NUMBER = re.compile(r"[^\W\d_]|\d+")
FEWEST_GUESSES = 10**8
"""Guesses that somebody with lists of common words and passwords would need; as zxcvbn reckons (its score 3)."""
LOOKED_AT = 72
"""Characters at either end of a long password that are looked at: zxcvbn's work grows with the square."""
SERVICE = "samspel"
SWEDISH = [
    "lösenord",
    "losenord",
    "hemligt",
    "hemlig",
    "välkommen",
    "valkommen",
    "sommar",
    "vinter",
    "höst",
    "host",
    "vår",
    "kommun",
    "kommunen",
    "samverkan",
    "sverige",
    "stockholm",
    "göteborg",
    "goteborg",
    "malmö",
    "malmo",
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
    "måndag",
    "fredag",
    "älskling",
    "alskling",
    "sötnos",
    "fotboll",
    "hockey",
    "hejsan",
    "hejhej",
    "hej",
]
"""Words that Swedish passwords begin with. zxcvbn's lists are of other languages."""


def check_password(password: str, email: str, name: str) -> None:
    """Raises U002 (too short), U051 (one piece over and over), U052 (mostly the own address, name or the service's),
    U050 (common, or easily guessed)."""
    if len(password) < SHORTEST_PASSWORD:
        raise SamspelError("U002", shortest=SHORTEST_PASSWORD)
    folded = _folded(password)
    if _is_one_piece(folded):
        raise SamspelError("U051")
    own = sorted({*_words(email), *_words(name), _folded(email), SERVICE}, key=len, reverse=True)
    left = folded
    for word in own:
        left = left.replace(word, " ")
    if left != folded and len(LETTER_OR_NUMBER.findall(left)) < OWN_LETTERS:
        raise SamspelError("U052")
    if _guesses(password, own) < FEWEST_GUESSES:
        raise SamspelError("U050")


def require_passwords(installation: Installation) -> None:
    """Raises U053 where passwords let nobody in."""
    if not installation.settings.password_sign_in:
        openid = installation.settings.openid
        raise SamspelError("U053", name=openid.name if openid else "")


def hash_password(installation: Installation, password: str, email: str, name: str) -> str:
    """The password as it is kept, for the account of that address and name. Raises as `check_password`."""
    check_password(password, email, name)
    return hash_known_password(installation, password)


def hash_known_password(installation: Installation, password: str) -> str:
    """The same for a password that everybody knows and may know: the demo's."""
    return _hasher(installation.settings.password_work).hash(password)


def is_password(installation: Installation, password_hash: str | None, password: str) -> bool:
    """Whether this is the password; never where there is none, after as long a time."""
    work = installation.settings.password_work
    try:
        _hasher(work).verify(password_hash or _hash_of_nobody(work), password)
    except (Argon2Error, InvalidHashError):
        return False
    return password_hash is not None


def _guesses(password: str, own: Iterable[str]) -> float:
    # Only here: the lists take 0.1 seconds and 14 MB to load, and most processes never choose a password.
    from zxcvbn import zxcvbn

    words = [*own, *SWEDISH]
    return max(float(zxcvbn(part, words)["guesses"]) for part in {password[:LOOKED_AT], password[-LOOKED_AT:]})


def _is_one_piece(folded: str) -> bool:
    """One letter, or a piece of up to four, again and again."""
    return any(folded == (folded[:length] * len(folded))[: len(folded)] for length in range(1, 5))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W\d_]+", _folded(text)) if len(word) >= 3]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _hasher(work: PasswordWork) -> PasswordHasher:
    return PasswordHasher(work.passes, work.kibibytes, work.lanes)


@cache
def _hash_of_nobody(work: PasswordWork) -> str:
    return _hasher(work).hash("nobody has this password")
