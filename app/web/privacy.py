"""The privacy notice: what is stored about whom, for how long, and what cannot be hidden."""

from flask import Blueprint, render_template
from flask_login import current_user

from app.web.languages import language
from app.web.pages.privacy_page import privacy_page
from app.web.signed_in import this_account, this_installation

privacy = Blueprint("privacy", __name__)


@privacy.get("/privacy")
def notice() -> str:
    """For everybody; administrators see besides what they have not filled in."""
    signed_in = bool(current_user.is_authenticated)
    administers = signed_in and this_account().is_administrator
    page = privacy_page(this_installation().settings.privacy, language(), signed_in=signed_in, administers=administers)
    return render_template("privacy/notice.html", page=page)
