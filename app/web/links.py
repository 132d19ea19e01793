"""Signing in without a password: a link by mail. Looking at it changes nothing, because mail scanners follow every
link; only its button uses it up."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import clock
from app.services.accounts import Account, tidy_address
from app.services.passwords import require_passwords
from app.services.sessions import Entrance
from app.services.sign_in_links import (
    Link,
    ask_for_link,
    look_at_link,
    note_refused_link,
    set_password_by_link,
    sign_in_by_link,
)
from app.services.sign_in_mails import Purpose
from app.web.entering import enter
from app.web.forms.account_forms import EmailForm, PasswordForm
from app.web.languages import language
from app.web.letters import this_letter
from app.web.pages.link_pages import LinkPage, ask_page, link_page
from app.web.security import csrf
from app.web.signed_in import this_installation
from app.web.throttle import throttled
from app.wording.errors import error_sentence

links = Blueprint("links", __name__, url_prefix="/account")
NO_GOOD = frozenset({"U002", "U050", "U051", "U052"})
"""A password that is to be chosen better."""
PURPOSES = {"by-link": Purpose.SIGN_IN, "new-password": Purpose.RESET}


@links.get("/<any('by-link','new-password'):wanted>")
def ask(wanted: str) -> str:
    """Asks for the address that the link is to go to."""
    return render_template("account/ask.html", page=ask_page(EmailForm(), _purpose(wanted)))


@links.post("/<any('by-link','new-password'):wanted>")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
@throttled("60 per 15 minutes")  # a course of twenty behind one address of the network asks at the same time
def send(wanted: str) -> Response | tuple[str, int]:
    """Mails the link, if the address has an account; the answer is the same either way."""
    form, purpose = EmailForm(), _purpose(wanted)
    form.validate()
    try:
        address = tidy_address(form.email.data or "")
    except SamspelError as fault:
        form.refuse(error_sentence(fault, language()))
    if form.fault():
        return render_template("account/ask.html", page=ask_page(form, purpose)), 422
    ask_for_link(this_installation(), address, purpose, this_letter())
    return redirect(url_for("links.sent"))


@links.get("/mail-sent")
def sent() -> str:
    """What to do now; the same whether a mail was sent or not."""
    return render_template("account/sent.html")


@links.get("/link/<token>")
def look(token: str) -> str:
    """What following the link means, and a button to do it. A link that is over is said so by its error's page."""
    link = _looked_at(token)
    return render_template("account/link.html", page=_link_page(link, PasswordForm()))


@links.post("/link/<token>")
@csrf.exempt  # the form checks its token itself, so that a stale one does not cost the link
@throttled("60 per 15 minutes", faults_only=True)
def follow(token: str) -> Response | tuple[str, int]:
    """Signs in and uses the link up, with a new password where the link is for one."""
    form, link = PasswordForm(), _looked_at(token)
    form.validate()
    if not form.fault():
        try:
            return enter(_use_up(link, token, request.form.get("new_password", "")), Entrance.LINK)
        except SamspelError as refused:
            if refused.code not in NO_GOOD:
                raise
            form.refuse(error_sentence(refused, language()))
    return render_template("account/link.html", page=_link_page(link, form)), 422


def _link_page(link: Link, form: PasswordForm) -> LinkPage:
    if link.purpose is Purpose.RESET:
        require_passwords(this_installation())
    return link_page(link, form, passwords=this_installation().settings.password_sign_in)


def _purpose(wanted: str) -> Purpose:
    if PURPOSES[wanted] is Purpose.RESET:
        require_passwords(this_installation())
    return PURPOSES[wanted]


def _looked_at(token: str) -> Link:
    now = clock.now()
    try:
        return look_at_link(this_installation(), token, now)
    except SamspelError:
        note_refused_link(this_installation(), token, now)
        raise


def _use_up(link: Link, token: str, password: str) -> Account:
    """Whoever was invited may do without a password and sign in by a mailed link every time."""
    now = clock.now()
    if link.purpose is Purpose.RESET or (link.purpose is Purpose.INVITATION and password):
        return set_password_by_link(this_installation(), token, password, language(), now)
    return sign_in_by_link(this_installation(), token, now)
