"""Signing in and out, and one's own account. Those who answer never sign in."""

from collections.abc import Callable
from math import ceil

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import clock, signing_in
from app.services import own_account as services
from app.services.passwords import require_passwords
from app.services.proofs import is_proved
from app.services.sessions import Entrance, end_all_sessions
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
from app.web.throttle import this_network, throttled
from app.wording.errors import error_sentence

account = Blueprint("account", __name__, url_prefix="/account")


@account.route("/sign-in", methods=["GET", "POST"])
@csrf.exempt  # the form checks its token itself, so that a stale one comes back with the address that was typed
def sign_in() -> str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Asks for e-mail address and password; says only that they do not fit, not which."""
    target = request.args.get("next")
    if current_user.is_authenticated:
        return redirect(page_inside(target))
    form = SignInForm()
    if request.method == "POST":
        require_passwords(this_installation())
    if request.method == "GET":
        return render_template("account/sign_in.html", page=sign_in_page(form, target))
    if not form.validate():
        return render_template("account/sign_in.html", page=sign_in_page(form, target, form.fault())), 422
    email, password = form.email.data or "", form.password.data or ""
    try:
        found = signing_in.sign_in(this_installation(), email, password, this_network(), clock.now())
    except SamspelError as refused:
        page = sign_in_page(form, target, error_sentence(refused, language()))
        if not isinstance(refused, signing_in.Stopped):
            return render_template("account/sign_in.html", page=page), 422
        wait = {"Retry-After": str(ceil(refused.wait.total_seconds()))}
        return render_template("account/sign_in.html", page=page), 429, wait
    return enter(found, Entrance.PASSWORD, target)


@account.post("/sign-out")
def sign_out() -> Response:
    """Ends the session."""
    end_this_session()
    return redirect(url_for("front.index"))


@account.get("")
def own() -> str:
    """The own account: name, password, what one may see."""
    return _page(NameForm(data={"name": this_account().name}), PasswordForm())


@account.get("/<any(name,password):part>")
def back(part: str) -> Response:
    """For somebody who reloads a page that came back with a fault, or wants it in another language."""
    return redirect(url_for("account.own"))


@account.post("/name")
@csrf.exempt  # the form checks its token itself
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
@throttled("30 per 15 minutes", faults_only=True)
def change_password() -> Response | tuple[str, int]:
    """Sets or changes the password; other devices are signed out and tokens revoked."""
    form = PasswordForm()
    old, new = form.old_password.data or "", form.new_password.data or ""
    return _carried_out(
        form,
        lambda: services.change_password(this_installation(), this_session(), old, new, language(), clock.now()),
        _("Your password is changed. You are signed out everywhere else, and your tokens are revoked."),
        lambda: _page(NameForm(formdata=None, data={"name": this_account().name}), form),
    )


@account.post("/sign-out-everywhere")
def sign_out_everywhere() -> Response:
    """Ends every session of the account, this one too, and revokes its tokens."""
    end_all_sessions(this_installation(), this_account(), clock.now())
    end_this_session()
    return redirect(url_for("account.sign_in"))


def _page(name: NameForm, password: PasswordForm) -> str:
    found = services.own_account(this_installation(), this_account())
    settings = this_installation().settings
    openid = settings.openid.name if settings.openid else ""
    proved = is_proved(this_session(), clock.now())
    page = account_page(found, name, password, openid, is_proved=proved, passwords=settings.password_sign_in)
    return render_template("account/own.html", page=page)


def _carried_out(
    form: NameForm | PasswordForm, act: Callable[[], object], done: str, page: Callable[[], str]
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
