"""Where the links in a mail lead: to the form by one's personal link, and out of the list of receivers. No account."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.services import clock, personal_links
from app.web.invitation_cookie import remember_invitation
from app.web.security import csrf
from app.web.signed_in import this_installation

invited = Blueprint("invited", __name__)


@invited.get("/i/<token>")
def follow(token: str) -> str | Response:
    """Remembers on the device that it came by a personal link, and goes to the first page. Nothing is stored."""
    found = personal_links.find_invited(this_installation(), token)
    if found.answered:
        return render_template("invited/answered.html", code=found.code)
    response = redirect(url_for("respond.welcome", code=found.code, invited="yes"))
    return remember_invitation(found.code, found.invitation_id, response)


@invited.get("/u/<token>")
def ask(token: str) -> str:
    """A page with one button: mail programs that open links by themselves unsubscribe nobody."""
    personal_links.require_unsubscribe_link(this_installation(), token)
    return render_template("invited/unsubscribe.html")


@invited.post("/u/<token>")
@csrf.exempt  # the link itself is the permission: mail programs post here by themselves (RFC 8058)
def unsubscribe(token: str) -> str:
    """Mails nothing more to the receiver of the link."""
    personal_links.unsubscribe(this_installation(), token, clock.today())
    return render_template("invited/unsubscribed.html")
