"""The organisations that an account follows: each one's own picture over all its collaborations, and its document."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.domain.organisation_picture import OrganisationPicture
from app.domain.swedish_time import day_of
from app.services import clock
from app.services import organisation_pictures as service
from app.services.organisations import followed_organisations
from app.web.downloads import download
from app.web.languages import language
from app.web.pages.organisation_list import organisation_list_page
from app.web.signed_in import this_account, this_installation
from app.wording.translations import LANGUAGES

organisations = Blueprint("organisations", __name__, url_prefix="/organisations")


@organisations.get("")
def index() -> str | AnyResponse:
    """The organisations that the account follows; straight to the picture where there is but one."""
    found = followed_organisations(this_installation(), this_account())
    if len(found) == 1:
        return redirect(url_for("organisations.show", organisation_id=found[0].id))
    return render_template("organisations/index.html", page=organisation_list_page(found))


@organisations.get("/<organisation_id>")
def show(organisation_id: str) -> str:
    """The whole picture."""
    words = service.screen_words(_picture(organisation_id), day_of(clock.now()), language())
    return render_template("organisations/show.html", page=words)


@organisations.get("/<organisation_id>/picture.pdf")
def document(organisation_id: str) -> Response:
    """The picture for the management group, in the language asked for."""
    wanted = request.args.get("language", language())
    if wanted not in LANGUAGES:
        abort(404)
    pdf = service.organisation_document(_picture(organisation_id), day_of(clock.now()), wanted)
    return download(pdf, "application/pdf", f"samspel-organisation-{wanted}.pdf")


def _picture(organisation_id: str) -> OrganisationPicture:
    return service.organisation_picture(this_installation(), this_account(), organisation_id, clock.now())
