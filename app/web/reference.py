"""Whether a collaboration shares its scores for the comparison with others."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.services import clock
from app.services import reference as service
from app.web.pages.sharing import sharing_page
from app.web.signed_in import this_account, this_installation

reference = Blueprint("reference", __name__, url_prefix="/collaborations/<collaboration_id>/reference")


@reference.get("")
def sharing(collaboration_id: str) -> str:
    """Whether it shares, what that means, and a button to change it."""
    found = service.find_sharing(this_installation(), this_account(), collaboration_id)
    return render_template("reference/sharing.html", page=sharing_page(found))


@reference.post("")
def change(collaboration_id: str) -> Response:
    """Shares from now on, or shares no more."""
    shares = request.form.get("share") == "yes"
    service.set_sharing(this_installation(), this_account(), collaboration_id, shares, clock.now())
    return redirect(url_for("reference.sharing", collaboration_id=collaboration_id))
