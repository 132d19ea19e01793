"""The page values of templates/people/everyone.html and confirm.html."""

from dataclasses import dataclass

from flask import url_for

from app.services.access import Role
from app.services.accounts import Account
from app.services.people import GIVEN, People, Person
from app.web.forms.people_forms import InvitationForm
from app.web.languages import gettext as _
from app.web.pages.account_page import role_name


@dataclass(frozen=True)
class RoleChoice:
    """A role that can be given, and what it lets one do."""

    value: str
    name: str
    may: str


@dataclass(frozen=True)
class PersonLine:
    """Somebody with a role. `other_role`: the one that the role can be changed to, None for the last facilitator, who
    stays as long as nobody else leads."""

    account_id: str
    name: str
    email: str
    role: str
    is_you: bool
    other_role: RoleChoice | None


@dataclass(frozen=True)
class PeoplePage:
    """Everybody with a role in a collaboration, and the form to invite."""

    collaboration_id: str
    collaboration: str
    persons: tuple[PersonLine, ...]
    roles: tuple[RoleChoice, ...]
    email: str
    chosen: str
    fault: str


@dataclass(frozen=True)
class RemovalPage:
    """A question before somebody is removed. `back`: where to go instead."""

    kicker: str
    question: str
    lead: str
    consequences: tuple[str, ...]
    button: str
    back: str


def people_page(found: People, form: InvitationForm, you: Account) -> PeoplePage:
    """The people in words, with what was typed."""
    return PeoplePage(
        collaboration_id=found.collaboration_id,
        collaboration=found.collaboration,
        persons=tuple(_line(one, you) for one in found.persons),
        roles=_choices(),
        email=form.email.data or "",
        chosen=form.role.data or "",
        fault=form.fault(),
    )


def removal_page(found: People, person: Person, you: Account) -> RemovalPage:
    """What it means that the person has no role any more."""
    is_you = person.account_id == you.id
    facts = {"name": person.name}
    return RemovalPage(
        kicker=found.collaboration,
        question=_("Leave the collaboration?") if is_you else _("Take the role from %(name)s?") % facts,
        lead=(
            _("You no longer see its rounds and results. A facilitator can invite you again.")
            if is_you
            else _("%(name)s no longer sees the rounds and results of the collaboration.") % facts
        ),
        consequences=() if is_you else (_("The account stays. You can invite the person again."),),
        button=_("Yes, leave") if is_you else _("Yes, take it away"),
        back=url_for("people.everyone", collaboration_id=found.collaboration_id),
    )


def _line(one: Person, you: Account) -> PersonLine:
    other = next(choice for choice in _choices() if choice.value != one.role)
    return PersonLine(
        one.account_id,
        one.name,
        one.email,
        role_name(one.role),
        one.account_id == you.id,
        None if one.is_last_facilitator else other,
    )


def _choices() -> tuple[RoleChoice, ...]:
    may = {
        Role.FACILITATOR: _("Leads the collaboration together with you: rounds, results and people."),
        Role.GUEST: _("Reads results and documents of closed rounds. Changes nothing."),
    }
    return tuple(RoleChoice(role.value, role_name(role), may[role]) for role in GIVEN)
