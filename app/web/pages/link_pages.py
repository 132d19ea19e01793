"""The page values of templates/account/ask.html and link.html."""

from dataclasses import dataclass

from app.services.passwords import SHORTEST_PASSWORD
from app.services.sign_in_links import Link
from app.services.sign_in_mails import Purpose
from app.web.forms.account_forms import EmailForm, PasswordForm
from app.web.languages import gettext as _


@dataclass(frozen=True)
class AskPage:
    """A form for an e-mail address."""

    title: str
    lead: str
    email: str
    fault: str


@dataclass(frozen=True)
class LinkPage:
    """What a mailed link does. `wants_password`: "needed", "offered" or "no"."""

    title: str
    lead: str
    email: str
    wants_password: str
    shortest_password: int
    button: str
    fault: str


def ask_page(form: EmailForm, purpose: Purpose) -> AskPage:
    """The form in words, with what was typed."""
    if purpose is Purpose.RESET:
        title = _("Choose a new password")
        lead = _("Write the address of your account. A mail with a link goes there.")
    else:
        title = _("Sign in by a link")
        lead = _("Write the address of your account. A mail goes there with a link to sign in, without a password.")
    return AskPage(title, lead, form.email.data or "", form.fault())


def link_page(link: Link, form: PasswordForm, *, passwords: bool) -> LinkPage:
    """The link in words. `passwords`: they let people in here."""
    title, lead, wants, button = {
        Purpose.SIGN_IN: (_("Sign in"), _("One press and you are in. The link can be used once."), "no", _("Sign in")),
        Purpose.RESET: (
            _("Choose a new password"),
            _(
                "When you have chosen it you are signed in here and signed out everywhere else, and your tokens for "
                "other programs are revoked."
            ),
            "needed",
            _("Save and sign in"),
        ),
        Purpose.INVITATION: (
            _("Welcome to Samspel"),
            _("Choose a password if you want one. Without it you sign in by a link that is mailed to you each time."),
            "offered",
            _("Begin"),
        ),
    }[link.purpose]
    if wants == "offered" and not passwords:
        lead, wants = _("One press and you are in. The link can be used once."), "no"
    return LinkPage(title, lead, link.account.email, wants, SHORTEST_PASSWORD, button, form.fault())
