"""The administrator's pages: accounts, and who follows which organisation."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import administration as services
from app.services import clock, passkeys
from app.services.access import require_administrator
from app.services.accounts import Account
from app.services.installation import Installation
from app.web.forms.account_forms import EmailForm
from app.web.forms.people_forms import AccountForm, ViewerForm
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.letters import this_letter
from app.web.pages.administration_pages import (
    accounts_page,
    passkey_reset_page,
    removal_page,
    reset_page,
    viewer_removal_page,
    viewers_page,
)
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.errors import error_sentence

administration = Blueprint("administration", __name__, url_prefix="/administration")


@administration.before_request
def only_administrators() -> None:
    """Every page here is for administrators; to others they are not there."""
    require_administrator(this_account())


@administration.get("")
def accounts() -> str:
    """All accounts, and a form for a new one."""
    return _accounts(AccountForm())


@administration.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def make_account() -> Response | tuple[str, int]:
    """Makes an account and mails a link to it."""
    form = AccountForm()

    def make() -> None:
        services.make_account(
            *_who(),
            form.email.data or "",
            form.name.data or "",
            this_letter(),
            is_administrator=bool(form.is_administrator.data),
            makes_collaborations=bool(form.makes_collaborations.data),
        )

    return _carried_out(form, make, lambda: _accounts(form), "administration.accounts")


@administration.post("/accounts/<account_id>")
def set_administrator(account_id: str) -> Response:
    """Makes an account an administrator, or no longer one."""
    wanted = request.form.get("is_administrator") == "yes"
    services.set_administrator(*_who(), account_id, is_administrator=wanted, now=clock.now())
    flash(_("The account is changed."))
    return redirect(url_for("administration.accounts" if this_account().id != account_id or wanted else "account.own"))


@administration.post("/accounts/<account_id>/making")
def set_making(account_id: str) -> Response:
    """Lets an account make collaborations, or no longer."""
    makes = request.form.get("makes_collaborations") == "yes"
    services.set_making(*_who(), account_id, makes=makes, now=clock.now())
    flash(_("The account is changed."))
    return redirect(url_for("administration.accounts"))


@administration.get("/accounts/<account_id>/reset")
def ask_about_reset(account_id: str) -> str:
    """Says in plain words what resetting an account means, before it is done."""
    found = services.look_at_account(*_who(), account_id)
    return render_template("people/confirm.html", page=reset_page(found, passwords=_passwords()))


@administration.post("/accounts/<account_id>/reset")
def reset(account_id: str) -> Response:
    """Takes the password away, and all that lets somebody in."""
    services.reset_account(*_who(), account_id, this_letter())
    choosing = _("The account is reset. A mail with a link to choose a password is on its way.")
    signing = _("The account is reset. A mail with a link to sign in by is on its way.")
    flash(choosing if _passwords() else signing)
    return redirect(url_for("administration.accounts"))


@administration.get("/accounts/<account_id>/passkeys")
def ask_about_passkeys(account_id: str) -> str:
    """Says what taking the passkeys away means, before it is done."""
    found = services.look_at_account(*_who(), account_id)
    return render_template("people/confirm.html", page=passkey_reset_page(found))


@administration.post("/accounts/<account_id>/passkeys")
def reset_passkeys(account_id: str) -> Response:
    """Takes away the passkeys of somebody who has lost them."""
    passkeys.reset_passkeys(*_who(), account_id, clock.now())
    flash(_("The passkeys are removed."))
    return redirect(url_for("administration.accounts" if this_account().id != account_id else "account.sign_in"))


@administration.get("/accounts/<account_id>/remove")
def ask(account_id: str) -> str:
    """Says in plain words what removing an account means, before it is done."""
    found = services.look_at_account(*_who(), account_id)
    return render_template("people/confirm.html", page=removal_page(found))


@administration.post("/accounts/<account_id>/remove")
def remove_account(account_id: str) -> Response:
    """Removes an account."""
    services.remove_account(*_who(), account_id, clock.now())
    flash(_("The account is removed."))
    return redirect(url_for("administration.accounts"))


@administration.get("/viewers")
def viewers() -> str:
    """Who follows which organisation, and a form for one more."""
    return _viewers(ViewerForm())


@administration.post("/viewers")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def add_viewer() -> Response | tuple[str, int]:
    """Lets an account follow an organisation."""
    form = ViewerForm()
    email, organisation = form.email.data or "", form.organisation.data or ""

    def add() -> None:
        services.add_viewer(*_who(), email, organisation, this_letter())

    return _carried_out(form, add, lambda: _viewers(form), "administration.viewers")


@administration.get("/viewers/<account_id>/<organisation_id>/remove")
def ask_about_viewer(account_id: str, organisation_id: str) -> str:
    """Says in plain words what it means, before it is done."""
    found = services.list_viewers(*_who()).viewer(account_id, organisation_id)
    return render_template("people/confirm.html", page=viewer_removal_page(found))


@administration.post("/viewers/<account_id>/<organisation_id>/remove")
def remove_viewer(account_id: str, organisation_id: str) -> Response:
    """The account follows the organisation no more."""
    services.remove_viewer(*_who(), account_id, organisation_id, clock.now())
    flash(_("The account follows the organisation no more."))
    return redirect(url_for("administration.viewers"))


def _who() -> tuple[Installation, Account]:
    return this_installation(), this_account()


def _passwords() -> bool:
    return this_installation().settings.password_sign_in


def _accounts(form: AccountForm) -> str:
    found, with_passkeys = services.list_accounts(*_who()), passkeys.accounts_with_passkeys(*_who())
    setting = this_installation().settings.facilitators_make
    page = accounts_page(found, with_passkeys, form, this_account(), facilitators_make=setting)
    return render_template("administration/accounts.html", page=page)


def _viewers(form: ViewerForm) -> str:
    return render_template("administration/viewers.html", page=viewers_page(services.list_viewers(*_who()), form))


def _carried_out(
    form: EmailForm, act: Callable[[], None], page: Callable[[], str], onward: str
) -> Response | tuple[str, int]:
    """Does it and says so; a fault brings the page back with what was typed."""
    form.validate()
    if form.fault():
        return page(), 422
    try:
        act()
    except SamspelError as refused:
        form.refuse(error_sentence(refused, language()))
        return page(), 422
    flash(_("%(address)s is invited. A mail is on its way.") % {"address": (form.email.data or "").strip().lower()})
    return redirect(url_for(onward))
