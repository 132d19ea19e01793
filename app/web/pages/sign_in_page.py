"""The page value of templates/account/sign_in.html."""

from dataclasses import dataclass
from urllib.parse import urlencode

from app.services.mails import is_set_up
from app.web.forms.account_forms import SignInForm
from app.web.signed_in import this_installation


@dataclass(frozen=True)
class SignInPage:
    """The three ways in. `openid_name`: what the municipality's own sign-in is called, empty where there is none.
    `mails`: links can be mailed. `passwords`: they let people in. `onward`: what the other ways are to be told of where
    to go afterwards, as a query."""

    email: str
    fault: str
    openid_name: str
    mails: bool
    passwords: bool
    onward: str


def sign_in_page(form: SignInForm, target: str | None, fault: str = "") -> SignInPage:
    """The page, with the address that was typed but never the password."""
    settings = this_installation().settings
    onward = f"?{urlencode({'next': target})}" if target else ""
    name = settings.openid.name if settings.openid else ""
    return SignInPage(form.email.data or "", fault, name, is_set_up(settings), settings.password_sign_in, onward)
