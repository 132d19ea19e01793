"""One's own account: what is stored about it, a copy to take along, and removing it."""

from flask import Blueprint, Response, redirect, render_template, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.services import clock
from app.services.own_data import as_json_text, obstacle_to_removal, own_data_of, remove_own_account
from app.web.downloads import download_once
from app.web.languages import language
from app.web.pages.own_data_page import own_data_page
from app.web.proof import ask_for_proof
from app.web.signed_in import this_account, this_installation
from app.wording.errors import plain_sentence

own_data = Blueprint("own_data", __name__, url_prefix="/account")


@own_data.get("/data")
def data() -> str:
    """What is stored about me."""
    found = own_data_of(this_installation(), this_account())
    return render_template("own_data/data.html", page=own_data_page(found, language()))


@own_data.get("/data.json")
def data_as_json() -> Response:
    """The same, to take along."""
    text = as_json_text(own_data_of(this_installation(), this_account()), language())
    return download_once(text.encode(), "application/json", "samspel-account.json")


@own_data.get("/delete")
def confirm_removal() -> str:
    """Says what removing the account means, or why it cannot be done now."""
    obstacle = obstacle_to_removal(this_installation(), this_account())
    words = plain_sentence(obstacle, language()) if obstacle else ""
    return render_template("own_data/delete.html", email=this_account().email, obstacle=words)


@own_data.post("/delete")
def remove() -> AnyResponse:
    """Removes the account of somebody who has shown who it is, and ends its session."""
    unproved = ask_for_proof(url_for("own_data.confirm_removal"))
    if unproved is not None:
        return unproved
    remove_own_account(this_installation(), this_account(), clock.now())
    session.clear()
    return redirect(url_for("own_data.removed"))


@own_data.get("/deleted")
def removed() -> str:
    """The account is gone."""
    return render_template("own_data/removed.html")
