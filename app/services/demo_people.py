"""The demo's other people: an administrator, a guest of the collaboration, and one who follows an organisation."""

from datetime import date

from app.services.access import Role
from app.services.accounts import account_of, add_account
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store import collaborations, memberships

ADMINISTRATOR = "admin@samspel.example"
GUEST = "guest@samspel.example"
VIEWER = "viewer@samspel.example"
PASSWORD = "prova samspel"
"""Of an installation that shows invented things only; known to everybody."""


def add_demo_people(installation: Installation, view: RoundView, today: date) -> None:
    """Makes those who are not there yet; the viewer follows the round's first organisation."""
    if account_of(installation, ADMINISTRATOR) is None:
        add_account(
            installation, ADMINISTRATOR, "Administratör Demo", PASSWORD, today, is_administrator=True, of_demo=True
        )
    if account_of(installation, GUEST) is None:
        guest = add_account(installation, GUEST, "Gäst Demo", PASSWORD, today, makes_collaborations=False, of_demo=True)
        with installation.database.writing() as connection:
            collaborations.insert_membership(connection, guest.id, view.collaboration_id, Role.GUEST)
    if account_of(installation, VIEWER) is None:
        viewer = add_account(
            installation, VIEWER, "Följare Demo", PASSWORD, today, makes_collaborations=False, of_demo=True
        )
        organisation = view.round.organisations[0]
        with installation.database.writing() as connection:
            memberships.insert_viewer(connection, viewer.id, organisation.id)
