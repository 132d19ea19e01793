"""Signing in and out. Those who answer never do."""

from flask import Blueprint, Flask, current_app, redirect, render_template, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField
from wtforms.validators import DataRequired

from app.services.accounts import Account, authenticate, find_account
from app.services.installation import Installation
from app.web.languages import gettext as _
from app.web.security import limiter

account = Blueprint("account", __name__, url_prefix="/account")
login_manager = LoginManager()


class SignedIn(UserMixin):
    """The session's side of an account."""

    def __init__(self, one: Account) -> None:
        self.id = one.id
        self.account = one


class SignInForm(FlaskForm):
    """E-mail address and password."""

    email = EmailField(validators=[DataRequired()])
    password = PasswordField(validators=[DataRequired()])


def init_account(app: Flask) -> None:
    """Sets sign-in up."""
    login_manager.init_app(app)
    login_manager.login_view = "account.sign_in"
    login_manager.login_message = None
    login_manager.session_protection = "strong"
    app.register_blueprint(account)


@login_manager.user_loader
def load(account_id: str) -> SignedIn | None:
    """The account of a session, None when it is gone."""
    found = find_account(this_installation(), account_id)
    return SignedIn(found) if found else None


def this_installation() -> Installation:
    """The installation that the application runs on."""
    found = current_app.extensions["installation"]
    assert isinstance(found, Installation)
    return found


def this_account() -> Account:
    """Who is signed in; only for views that demand it."""
    found = current_user.account
    assert isinstance(found, Account)
    return found


@account.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("10 per minute; 60 per hour", methods=["POST"])
def sign_in() -> str | Response | tuple[str, int]:
    """Asks for e-mail address and password; says only that they do not fit, not which."""
    form = SignInForm()
    if request.method == "GET":
        return render_template("account/sign_in.html", form=form, fault=None)
    found = authenticate(this_installation(), form.email.data or "", form.password.data or "")
    if not form.validate() or found is None:
        fault = _("The e-mail address and the password do not fit together. Check both and try again.")
        return render_template("account/sign_in.html", form=form, fault=fault), 422
    session.clear()
    login_user(SignedIn(found))
    return redirect(_inside(request.args.get("next")))


@account.post("/sign-out")
def sign_out() -> Response:
    """Ends the session."""
    logout_user()
    session.clear()
    return redirect(url_for("front.index"))


def _inside(target: str | None) -> str:
    """Where to go after signing in: a page of ours, never another site."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")):
        return target
    return url_for("facilitate.overview")
