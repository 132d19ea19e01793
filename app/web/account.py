"""Signing in and out. Those who answer never do."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField
from wtforms.validators import DataRequired

from app.services.accounts import authenticate
from app.web.languages import gettext as _
from app.web.security import csrf, throttled
from app.web.signed_in import SignedIn, this_installation

account = Blueprint("account", __name__, url_prefix="/account")


class SignInForm(FlaskForm):
    """E-mail address and password."""

    email = EmailField(validators=[DataRequired()])
    password = PasswordField(validators=[DataRequired()])


@account.route("/sign-in", methods=["GET", "POST"])
@csrf.exempt  # the form checks its token itself, so that a stale one comes back with the address that was typed
@throttled("10 per minute; 60 per hour")
def sign_in() -> str | Response | tuple[str, int]:
    """Asks for e-mail address and password; says only that they do not fit, not which."""
    if current_user.is_authenticated:
        return redirect(_inside(request.args.get("next")))
    form = SignInForm()
    if request.method == "GET":
        return render_template("account/sign_in.html", form=form, fault=None)
    found = authenticate(this_installation(), form.email.data, form.password.data) if form.validate() else None
    if found is None:
        return render_template("account/sign_in.html", form=form, fault=_fault(form)), 422
    session.clear()
    login_user(SignedIn(found))
    return redirect(_inside(request.args.get("next")))


@account.post("/sign-out")
def sign_out() -> Response:
    """Ends the session."""
    logout_user()
    session.clear()
    return redirect(url_for("front.index"))


def _fault(form: SignInForm) -> str:
    if "csrf_token" in form.errors:
        return _("The page had been open for a while. Type the password and press the button again.")
    return _("The e-mail address and the password do not fit together. Check both and try again.")


def _inside(target: str | None) -> str:
    """Where to go after signing in: a page of ours, never another site."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")):
        return target
    return url_for("collaborations.index")
