"""Who is signed in, and on which installation; for the blueprints that need to know."""

from flask import Flask, current_app, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from app.services import clock, sessions
from app.services.accounts import Account
from app.services.installation import Installation
from app.services.secret_tokens import new_token
from app.services.sessions import Entrance, Session

login_manager = LoginManager()
TOKEN = "_user_id"
"""Where Flask-Login keeps in the cookie what `load` is given: here the session's token."""


class SignedIn(UserMixin):
    """The browser's side of a session."""

    def __init__(self, one: Session) -> None:
        self.id = one.token
        self.session = one


def init_sign_in(app: Flask, installation: Installation) -> None:
    """Sets sessions of accounts up."""
    app.extensions["installation"] = installation
    # Templates do not ask by themselves who is signed in: the pages of those who answer must never do so.
    login_manager.init_app(app, add_context_processor=False)
    login_manager.login_view = "account.sign_in"
    login_manager.login_message = None
    # Facilitators move between networks, so a session is not bound to an address.
    login_manager.session_protection = None
    app.jinja_env.globals["is_administrator"] = lambda: bool(
        current_user.is_authenticated and this_account().is_administrator
    )


@login_manager.user_loader
def load(token: str) -> SignedIn | None:
    """Who holds the token, None when the session is over. A token that was rotated goes into the cookie."""
    found = sessions.find_session(this_installation(), token, clock.now(), new_token())
    if found is None:
        return None
    if found.token != token:
        session[TOKEN] = found.token
    return SignedIn(found)


def sign_in_as(account: Account, entrance: Entrance) -> None:
    """Begins a session, and tells the log how it was entered; nothing of what the cookie held before stays, neither a
    session nor a token of a form."""
    end_this_session()
    begun = sessions.begin_session(this_installation(), account, clock.now(), new_token(), entrance)
    login_user(SignedIn(begun))


def end_this_session() -> None:
    """Ends the session of whoever is signed in, and empties the cookie."""
    if current_user.is_authenticated:
        sessions.end_session(this_installation(), this_session())
    logout_user()
    session.clear()


def this_installation() -> Installation:
    """The installation that the application runs on."""
    found = current_app.extensions["installation"]
    assert isinstance(found, Installation)
    return found


def this_session() -> Session:
    """The session of who is signed in; only for views that demand it."""
    found = current_user.session
    assert isinstance(found, Session)
    return found


def this_account() -> Account:
    """Who is signed in; only for views that demand it."""
    return this_session().account


def page_inside(target: str | None) -> str:
    """Where to go after signing in: a page of ours, never another site."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable():
        return target
    return url_for("collaborations.index")
