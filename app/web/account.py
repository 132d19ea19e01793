"""Signing in and out, and one's own account. Those who answer never sign in."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import own_account as services
from app.services.accounts import authenticate
from app.services.passwords import require_passwords
from app.services.sessions import end_all_sessions
from app.web.entering import enter
from app.web.forms.account_forms import NameForm, PasswordForm, SignInForm
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.pages.account_page import account_page
from app.web.pages.sign_in_page import sign_in_page
from app.web.security import csrf
from app.web.signed_in import (
    end_this_session,
    page_inside,
    this_account,
    this_installation,
    this_session,
)
from app.web.throttle import throttled
from app.wording.errors import error_sentence

account = Blueprint("account", __name__, url_prefix="/account")


@account.route("/sign-in", methods=["GET", "POST"])
@csrf.exempt  # the form checks its token itself, so that a stale one comes back with the address that was typed
@throttled("10 per minute; 60 per hour", by_email="20 per 15 minutes; 60 per day")
def sign_in() -> str | Response | tuple[str, int]:
    """Asks for e-mail address and password; says only that they do not fit, not which."""
    target = request.args.get("next")
    if current_user.is_authenticated:
        return redirect(page_inside(target))
    form = SignInForm()
    if request.method == "POST":
        require_passwords(this_installation())
    if request.method == "GET":
        return render_template("account/sign_in.html", page=sign_in_page(form, target))
    found = authenticate(this_installation(), form.email.data, form.password.data) if form.validate() else None
    if found is None:
        return render_template("account/sign_in.html", page=sign_in_page(form, target, form.fault())), 422
    return enter(found, target)


@account.post("/sign-out")
def sign_out() -> Response:
    """Ends the session."""
    end_this_session()
    return redirect(url_for("front.index"))


@account.get("")
@login_required
def own() -> str:
    """The own account: name, password, what one may see."""
    return _page(NameForm(data={"name": this_account().name}), PasswordForm())


@account.get("/<any(name,password):part>")
def back(part: str) -> Response:
    """For somebody who reloads a page that came back with a fault, or wants it in another language."""
    return redirect(url_for("account.own"))


@account.post("/name")
@csrf.exempt  # the form checks its token itself
@login_required
def change_name() -> Response | tuple[str, int]:
    """Changes the name that others see."""
    form = NameForm()
    return _carried_out(
        form,
        lambda: services.change_name(this_installation(), this_account(), form.name.data or ""),
        _("Your name is changed."),
        lambda: _page(form, PasswordForm()),
    )


@account.post("/password")
@csrf.exempt  # the form checks its token itself
@login_required
@throttled("10 per minute; 60 per hour")
def change_password() -> Response | tuple[str, int]:
    """Sets or changes the password; other devices are signed out."""
    form = PasswordForm()
    old, new = form.old_password.data or "", form.new_password.data or ""
    return _carried_out(
        form,
        lambda: services.change_password(this_installation(), this_session(), old, new, datetime.now(UTC)),
        _("Your password is changed. You are signed out everywhere else."),
        lambda: _page(NameForm(formdata=None, data={"name": this_account().name}), form),
    )


@account.post("/sign-out-everywhere")
@login_required
def sign_out_everywhere() -> Response:
    """Ends every session of the account, this one too."""
    end_all_sessions(this_installation(), this_account())
    end_this_session()
    return redirect(url_for("account.sign_in"))


def _page(name: NameForm, password: PasswordForm) -> str:
    found = services.own_account(this_installation(), this_account())
    settings = this_installation().settings
    openid = settings.openid.name if settings.openid else ""
    page = account_page(found, name, password, openid, passwords=settings.password_sign_in)
    return render_template("account/own.html", page=page)


def _carried_out(
    form: NameForm | PasswordForm, act: Callable[[], None], done: str, page: Callable[[], str]
) -> Response | tuple[str, int]:
    """Does it and says so; a fault brings the page back with what was typed."""
    if not form.validate():
        return page(), 422
    try:
        act()
    except SamspelError as refused:
        form.refuse(error_sentence(refused, language()))
        return page(), 422
    flash(done)
    return redirect(url_for("account.own"))
