"""Results to download for other programs: of a round, a collaboration, an organisation."""

from flask import Blueprint, Response, abort, render_template, request

from app.services import clock, rounds
from app.services.access import Act
from app.services.collaborations import find_collaboration
from app.services.exports.collecting import (
    Chosen,
    chosen_of_collaboration,
    chosen_of_organisation,
    chosen_round,
)
from app.services.exports.files import FORMS_BY_ENDING, Wanted, kept_data_file
from app.services.organisations import followed_organisations
from app.services.rounds import rounds_of_organisation
from app.web.downloads import download
from app.web.languages import language
from app.web.pages.data_page import collaboration_data_page, organisation_data_page, round_data_page
from app.web.signed_in import this_account, this_installation
from app.wording.translations import LANGUAGES

data = Blueprint("data", __name__)
FILE = "results.<any(xlsx,csv,'long.csv',json):ending>"


@data.get("/rounds/<code>/data")
def round_page(code: str) -> str:
    """What there is to download of a round, and what each file is for."""
    view = rounds.find_answered_round(this_installation(), this_account(), code, Act.READ)
    return render_template("data/show.html", page=round_data_page(view))


@data.get(f"/rounds/<code>/{FILE}")
def of_round(code: str, ending: str) -> Response:
    """The results of a round."""
    return _download(chosen_round(this_installation(), this_account(), code), ending)


@data.get("/collaborations/<collaboration_id>/data")
def collaboration_page(collaboration_id: str) -> str:
    """What there is to download of all rounds, and of the organisations that the account follows."""
    view = find_collaboration(this_installation(), this_account(), collaboration_id, Act.READ)
    followed = followed_organisations(this_installation(), this_account())
    return render_template("data/show.html", page=collaboration_data_page(view, followed))


@data.get(f"/collaborations/<collaboration_id>/{FILE}")
def of_collaboration(collaboration_id: str, ending: str) -> Response:
    """The results of every closed round of a collaboration that the account may read."""
    return _download(chosen_of_collaboration(this_installation(), this_account(), collaboration_id), ending)


@data.get("/organisations/<organisation_id>/data")
def organisation_page(organisation_id: str) -> str:
    """What there is to download of an organisation over all its collaborations."""
    name, views = rounds_of_organisation(this_installation(), this_account(), organisation_id)
    return render_template("data/show.html", page=organisation_data_page(organisation_id, name, views))


@data.get(f"/organisations/<organisation_id>/{FILE}")
def of_organisation(organisation_id: str, ending: str) -> Response:
    """An organisation's own figures beside those of all, over every round that it took part in."""
    return _download(chosen_of_organisation(this_installation(), this_account(), organisation_id), ending)


def _download(chosen: Chosen, ending: str) -> Response:
    """The file, of CSV for Excel unless commas are asked for."""
    wanted = request.args.get("language", language())
    if wanted not in LANGUAGES:
        abort(404)
    for_excel = request.args.get("separator") != "comma"
    asked = Wanted(wanted, clock.now(), for_excel)
    found = kept_data_file(this_installation(), chosen, FORMS_BY_ENDING[ending], asked)
    return download(found.content, found.mimetype, found.name)
