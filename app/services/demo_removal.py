"""Taking the demo away: its accounts, whose password everybody knows, and what they lead."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import SamspelError
from app.services import audit, demo, demo_neighbours, demo_people
from app.services.installation import Installation
from app.services.made_files import forget_made_files
from app.store import accounts, expiry, removal
from app.store import demo as demo_rows
from app.store.database import Transaction

ACCOUNTS = (
    demo.EMAIL,
    demo_neighbours.EMAIL,
    demo_people.ADMINISTRATOR,
    demo_people.GUEST,
    demo_people.VIEWER,
)
COLLABORATIONS = frozenset({demo.COLLABORATION, *(one.described.name for one in demo_neighbours.NEIGHBOURS)})
DOCUMENT = "demo-dialogue.pdf"
"""In the instance folder: the document that the demo shows."""


@dataclass(frozen=True)
class RemovedDemo:
    """Addresses of accounts and names of collaborations that were removed; `left`: collaborations that somebody else
    leads too, who keeps them."""

    accounts: tuple[str, ...]
    collaborations: tuple[str, ...]
    left: tuple[str, ...]


def require_no_demo(installation: Installation) -> None:
    """Raises D010 while an account of the demo exists."""
    with installation.database.reading() as connection:
        if _accounts(connection):
            raise SamspelError("D010")


def remove_demo(installation: Installation, now: datetime) -> RemovedDemo:
    """Removes the demo's accounts, and those of its collaborations that they alone lead, with their rounds. Doing it
    twice is doing it once. Raises D011 (the accounts lead something else alone; nothing is removed)."""
    with installation.database.writing() as connection:
        found = _accounts(connection)
        led = demo_rows.led_by(connection, list(found.values()))
        others = [name for _, name, alone, deleted in led if alone and not deleted and name not in COLLABORATIONS]
        if others:
            raise SamspelError("D011", names=", ".join(others))
        gone = {one: name for one, name, alone, _ in led if alone and name in COLLABORATIONS}
        for collaboration_id in gone:
            for rows in expiry.whole_collaboration(collaboration_id):
                expiry.remove(connection, rows)
        for email, account_id in found.items():
            removal.remove_account(connection, account_id, email)
        demo_rows.delete_unused_organisations(connection, _organisations())
        if found:
            audit.record(connection, now, None, "demo_removed", None, "", number=str(len(found)))
    if found:
        (installation.settings.instance / DOCUMENT).unlink(missing_ok=True)
        installation.database.forget()
        forget_made_files(installation)
    return RemovedDemo(tuple(found), tuple(gone.values()), tuple(name for _, name, alone, _ in led if not alone))


def _organisations() -> list[str]:
    neighbours = (name for one in demo_neighbours.NEIGHBOURS for name in one.described.organisations)
    return sorted({*demo.MUNICIPALITIES, *neighbours})


def _accounts(connection: Transaction) -> dict[str, str]:
    """Address -> id of those that exist."""
    stored = (accounts.by_email(connection, email) for email in ACCOUNTS)
    return {one.email: one.id for one in stored if one is not None}
