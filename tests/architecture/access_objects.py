"""One of every kind of thing, and one of every kind of person, for the walk through access.txt.

A new kind of thing: make it in `make_objects` and give its id a name; then access.txt can say {name}."""

from datetime import UTC, datetime

from app.domain.record import Action, Principle
from app.services.access import Role
from app.services.accounts import Account, add_account
from app.services.address_lists import read_pasted
from app.services.agreements import add
from app.services.collaborations import NewCollaboration, create_collaboration
from app.services.installation import Installation
from app.services.invitations import add_addresses, list_invitations
from app.services.personal_links import Purpose as LinkPurpose
from app.services.personal_links import link_of
from app.services.rounds import RoundView
from app.services.secret_tokens import new_token
from app.services.sign_in_links import Letter, ask_for_link
from app.services.sign_in_mails import Purpose
from app.store import collaborations, memberships
from tests.builders import NOW, PASSWORD, TODAY, answer, closed, draft_round, facilitator, new_round, opened_round

ROLES = ("nobody", "outsider", "guest", "viewer", "facilitator", "administrator")


def address(role: str) -> str:
    return f"{role}@norrdal.example"


def make_objects(installation: Installation) -> dict[str, str]:
    """Fills the installation; name -> id."""
    facilitator(installation)
    closed_round, open_round, draft = _closed(installation), opened_round(installation), draft_round(installation)
    workshop = draft_round(installation, new_round(questionnaire="grundstenar", title="Grundstenar"))
    collaboration_id = closed_round.collaboration_id
    organisation = closed_round.round.organisations[0]
    outsider, guest, viewer, leads, _ = (_account(installation, role) for role in ROLES if role != "nobody")
    with installation.database.writing() as connection:
        collaborations.insert_membership(connection, guest.id, collaboration_id, Role.GUEST)
        collaborations.insert_membership(connection, leads.id, collaboration_id, Role.FACILITATOR)
        memberships.insert_viewer(connection, viewer.id, organisation.id)
    create_collaboration(installation, outsider, NewCollaboration("Samverkan Annanstans", ("Storvik",)), NOW)
    principle = add(installation, leads, closed_round.round.code, Principle("", "service", "Vi börjar i tid."), NOW)
    action = add(installation, leads, closed_round.round.code, Action("", "service", "Bjud in", "Samordnare"), NOW)
    add_addresses(installation, leads, open_round.round.code, read_pasted("kim@storvik.example"))
    (invitation,) = list_invitations(installation, leads, open_round.round.code).rows
    link = new_token()
    ask_for_link(installation, guest.email, Purpose.SIGN_IN, Letter(datetime.now(UTC), link, "sv"))
    return {
        "draft": draft.round.code,
        "open": open_round.round.code,
        "workshop": workshop.round.code,
        "closed": closed_round.round.code,
        "collaboration": collaboration_id,
        "organisation": organisation.id,
        "guest": guest.id,
        "viewer": viewer.id,
        "nobody": "0" * 32,
        "link": link,
        "principle": principle.id,
        "action": action.id,
        "invitation": invitation.id,
        "invited": link_of(installation, invitation.id, LinkPurpose.ANSWER).rsplit("/", 1)[1],
        "unsubscribing": link_of(installation, invitation.id, LinkPurpose.UNSUBSCRIBE).rsplit("/", 1)[1],
    }


def _closed(installation: Installation) -> RoundView:
    view = opened_round(installation)
    answer(installation, view, 6, organisation=view.round.organisations[0].id)
    return closed(installation, view)


def _account(installation: Installation, role: str) -> Account:
    is_administrator = role == "administrator"
    return add_account(
        installation,
        address(role),
        role.title(),
        PASSWORD,
        TODAY,
        is_administrator=is_administrator,
        makes_collaborations=role in ("outsider", "facilitator"),
    )
