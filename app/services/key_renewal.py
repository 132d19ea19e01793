"""Another secret key, on purpose: it has leaked, or is gone. What is lost by that is said before."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import SamspelError
from app.services.audit import record
from app.services.installation import Installation
from app.services.known_key import KEY, fingerprint_of, is_same
from app.services.presence import running
from app.store import installation_facts, key_losses
from app.store.database import Transaction

STEP = 10
"""What follows from who has answered is told in so large steps (decision 0032)."""


@dataclass(frozen=True)
class Losses:
    """What the key that is given up opens or proves. `open_rounds` and `links` (personal links to these) are numbers;
    `drafts`, `sheets` (whose comments are sealed) and `unwilling` (addresses that want no more mail) are told in steps
    of ten: at least so many."""

    open_rounds: int
    links: int
    drafts: int
    sheets: int
    unwilling: int


def losses(installation: Installation) -> Losses:
    """What a new key would lose now. Raises V051 where the key of this process is the one that is in use."""
    with installation.database.reading() as connection:
        _require_another(installation, connection)
        return _losses(connection)


def renew_key(installation: Installation, now: datetime) -> None:
    """Makes the key of this process the installation's, and takes away what nobody can open any more.

    Raises V051 where it is that already, V052 while a server or a worker runs with the old one."""
    with installation.database.writing() as connection:
        _require_another(installation, connection)
        machines = sorted({one.machine for one in running(connection, now)})
        if machines:
            raise SamspelError("V052", machines=", ".join(machines))
        key_losses.take_away(connection)
        installation_facts.change(connection, KEY, fingerprint_of(installation.settings), now)
        record(connection, now, None, "key_renewed", None, "")
    installation.database.forget()


def _require_another(installation: Installation, connection: Transaction) -> None:
    known = installation_facts.find(connection, KEY)
    if known is not None and is_same(installation.settings, known):
        raise SamspelError("V051", "SAMSPEL_SECRET_KEY", since=f"{known.since:%Y-%m-%d}")


def _losses(connection: Transaction) -> Losses:
    return Losses(
        key_losses.open_rounds(connection),
        key_losses.links(connection),
        _in_steps(key_losses.drafts(connection)),
        _in_steps(key_losses.sealed(connection)),
        _in_steps(key_losses.unwilling(connection)),
    )


def _in_steps(number: int) -> int:
    return number - number % STEP
