"""Keeping and letting go of a collaboration: taking it along, deleting it, restoring it."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.domain.errors import SamspelError
from app.services import clock, removal
from app.services.collaboration_export import export_collaboration, export_name
from app.web.downloads import download_once
from app.web.forms.typed_name import TypedName
from app.web.languages import language
from app.web.pages.keeping_pages import deleted_page, removal_page
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.errors import plain_sentence

keeping = Blueprint("keeping", __name__, url_prefix="/collaborations")


@keeping.get("/<collaboration_id>/export")
def offer_export(collaboration_id: str) -> str:
    """Says what the file holds, and what it does not."""
    name = export_name(this_installation(), this_account(), collaboration_id)
    return render_template("keeping/export.html", name=name, collaboration_id=collaboration_id)


@keeping.post("/<collaboration_id>/export")
def export(collaboration_id: str) -> Response:
    """The collaboration as one ZIP."""
    found = export_collaboration(this_installation(), this_account(), collaboration_id, clock.now())
    return download_once(found.content, "application/zip", found.name)


@keeping.get("/<collaboration_id>/delete")
def confirm_deletion(collaboration_id: str) -> str:
    """Says what goes with the collaboration, and asks for its name; for a deleted one, how long it can be restored."""
    return _deletion(collaboration_id, TypedName())


@keeping.post("/<collaboration_id>/delete")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing that was typed
def delete(collaboration_id: str) -> str | AnyResponse | tuple[str, int]:
    """Deletes the collaboration; it can be restored for a while."""
    form = TypedName()
    if not form.validate():
        return _deletion(collaboration_id, form), 422
    try:
        name, now = form.name.data or "", clock.now()
        removal.delete_collaboration(this_installation(), this_account(), collaboration_id, name, now)
    except SamspelError as refused:
        if refused.code != "V002":
            raise
        return _deletion(collaboration_id, form, plain_sentence(refused, language())), 422
    return redirect(url_for("keeping.deleted"))


@keeping.post("/<collaboration_id>/restore")
def restore(collaboration_id: str) -> AnyResponse:
    """Undoes the deletion."""
    removal.restore_collaboration(this_installation(), this_account(), collaboration_id, clock.now())
    return redirect(url_for("keeping.deleted", restored=collaboration_id))


@keeping.get("/deleted")
def deleted() -> str:
    """The collaborations that can still be restored."""
    found = removal.deleted_collaborations(this_installation(), this_account())
    page = deleted_page(found, language(), restored="restored" in request.args)
    return render_template("keeping/deleted.html", page=page)


def _deletion(collaboration_id: str, form: TypedName, refused: str = "") -> str:
    found = removal.find_removal(this_installation(), this_account(), collaboration_id)
    page = removal_page(found, form.name.data or "", refused, language(), stale="csrf_token" in form.errors)
    return render_template("keeping/delete.html", page=page)
