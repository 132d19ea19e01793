"""The secret key that the installation has: the database knows it again, on whichever machine, and cannot tell it."""

import hmac
from datetime import datetime

from app.config import Settings
from app.domain.errors import SamspelError
from app.services.installation import Installation
from app.services.sealing import open_comments
from app.store import installation_facts, responses
from app.store.database import Transaction
from app.store.installation_facts import Fact

KEY = "secret key"


def fingerprint_of(settings: Settings) -> str:
    """What tells secret keys apart: 64 hexadecimal digits, from which no key can be worked out."""
    return hmac.digest(settings.secret_key.encode(), b"samspel installation", "sha256").hex()


def require_known_key(installation: Installation, now: datetime) -> None:
    """Sees to it that this process has the installation's secret key. The first that comes decides which that is.

    Raises V050 for another one, and V032 where none is known yet and comments of open rounds were sealed with
    another."""
    with installation.database.reading() as connection:
        known = installation_facts.find(connection, KEY)
        if known is None:
            _require_openable(installation, connection)
    if known is None:
        with installation.database.writing() as connection:
            installation_facts.note_first(connection, KEY, fingerprint_of(installation.settings), now)
            known = installation_facts.find(connection, KEY)
    if known is not None and not is_same(installation.settings, known):
        raise SamspelError("V050", "SAMSPEL_SECRET_KEY", since=f"{known.since:%Y-%m-%d}")


def has_known_key(installation: Installation, connection: Transaction) -> bool:
    """Whether the key of this process is the installation's; so too where none is known yet."""
    known = installation_facts.find(connection, KEY)
    return known is None or is_same(installation.settings, known)


def is_same(settings: Settings, known: Fact) -> bool:
    """Whether the settings hold the key that is known."""
    return hmac.compare_digest(known.value, fingerprint_of(settings))


def _require_openable(installation: Installation, connection: Transaction) -> None:
    if any(open_comments(installation, one) is None for one in responses.all_sealed(connection)):
        raise SamspelError("V032")
