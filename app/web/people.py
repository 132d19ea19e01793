"""The people of a collaboration: who leads it, who was asked in to read."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import clock
from app.services import people as services
from app.services.access import Role
from app.web.forms.people_forms import InvitationForm
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.letters import this_letter
from app.web.pages.people_pages import people_page, removal_page
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.errors import error_sentence

people = Blueprint("people", __name__, url_prefix="/collaborations/<collaboration_id>/people")


@people.get("")
def everyone(collaboration_id: str) -> str:
    """Everybody with a role in the collaboration, and a form to invite more."""
    return _page(collaboration_id, InvitationForm())


@people.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def invite(collaboration_id: str) -> Response | tuple[str, int]:
    """Invites somebody; a fault brings the page back with what was typed."""
    form = InvitationForm()
    form.validate()
    role = form.chosen()
    if form.fault() or role is None:
        return _page(collaboration_id, form), 422
    email = form.email.data or ""
    try:
        services.invite_person(this_installation(), this_account(), collaboration_id, email, role, this_letter())
    except SamspelError as refused:
        if refused.code == "C010":
            raise
        form.refuse(error_sentence(refused, language()))
        return _page(collaboration_id, form), 422
    flash(_("%(address)s is invited. A mail is on its way.") % {"address": email.strip().lower()})
    return redirect(url_for("people.everyone", collaboration_id=collaboration_id))


@people.post("/<account_id>")
def change_role(collaboration_id: str, account_id: str) -> Response:
    """Gives a person another role."""
    role = InvitationForm().chosen() or Role.GUEST
    services.change_role(this_installation(), this_account(), collaboration_id, account_id, role, clock.now())
    flash(_("The role is changed."))
    return _onward(collaboration_id, account_id)


@people.get("/<account_id>/remove")
def ask(collaboration_id: str, account_id: str) -> str:
    """Says in plain words what removing means, before it is done."""
    found = services.list_people(this_installation(), this_account(), collaboration_id)
    page = removal_page(found, found.person(account_id), this_account())
    return render_template("people/confirm.html", page=page)


@people.post("/<account_id>/remove")
def remove(collaboration_id: str, account_id: str) -> Response:
    """Takes the role away."""
    services.remove_person(this_installation(), this_account(), collaboration_id, account_id, clock.now())
    flash(_("The role is taken away."))
    return _onward(collaboration_id, account_id)


def _page(collaboration_id: str, form: InvitationForm) -> str:
    found = services.list_people(this_installation(), this_account(), collaboration_id)
    return render_template("people/everyone.html", page=people_page(found, form, this_account()))


def _onward(collaboration_id: str, account_id: str) -> Response:
    """Who leads the collaboration no more may not see its people either."""
    if account_id == this_account().id:
        return redirect(url_for("account.own"))
    return redirect(url_for("people.everyone", collaboration_id=collaboration_id))
