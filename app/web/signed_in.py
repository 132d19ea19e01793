"""Who is signed in, and on which installation; for the blueprints that need to know."""

from flask import Flask, current_app
from flask_login import LoginManager, UserMixin, current_user

from app.services.accounts import Account, find_account
from app.services.installation import Installation

login_manager = LoginManager()


class SignedIn(UserMixin):
    """The session's side of an account."""

    def __init__(self, one: Account) -> None:
        self.id = one.id
        self.account = one


def init_sign_in(app: Flask, installation: Installation) -> None:
    """Sets sessions of accounts up."""
    app.extensions["installation"] = installation
    app.config["SESSION_COOKIE_SECURE"] = installation.settings.base_url.startswith("https://")
    login_manager.init_app(app)
    login_manager.login_view = "account.sign_in"
    login_manager.login_message = None
    # Facilitators move between networks, so a session is not bound to an address.
    login_manager.session_protection = "basic"


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
