"""The facilitator's start page, and the pages of one collaboration."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.domain.errors import SamspelError
from app.services import clock, logos
from app.services import collaborations as service
from app.services.access import Act
from app.services.collaborations import ChangedMeanwhile, CollaborationView
from app.services.organisations import followed_organisations, known_municipalities
from app.web.forms.collaboration_form import CollaborationForm
from app.web.forms.logo_form import MOST_BYTES, LogoForm
from app.web.languages import language
from app.web.pages.collaboration_list import collaboration_list_page
from app.web.pages.described_collaboration import changed_collaboration_page, new_collaboration_page
from app.web.pages.logo import logo_page
from app.web.pages.meanwhile import collaboration_differences
from app.web.pages.one_collaboration import collaboration_page
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.errors import error_sentence

collaborations = Blueprint("collaborations", __name__, url_prefix="/collaborations")
Answer = str | AnyResponse | tuple[str, int]


@collaborations.get("")
def index() -> str:
    """What the account leads or may read, with its rounds."""
    found = service.list_collaborations(this_installation(), this_account())
    followed = followed_organisations(this_installation(), this_account())
    makes = service.may_make_collaborations(this_installation(), this_account())
    page = collaboration_list_page(found, followed, language(), makes=makes)
    return render_template("collaborations/index.html", page=page)


@collaborations.get("/new")
def new() -> str:
    """A form for a new collaboration. Raises P009."""
    _require_maker()
    return _describe_new(CollaborationForm(language()))


@collaborations.post("/new")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def make() -> Answer:
    """Makes the collaboration; faults bring the form back with everything that was typed."""
    _require_maker()
    form = CollaborationForm(language())
    if _asks_for_more_boxes():
        return _describe_new(form, more=5)
    if not form.validate():
        return _describe_new(form), 422
    one = service.create_collaboration(this_installation(), this_account(), form.new_collaboration(), clock.now())
    return redirect(url_for("collaborations.show", collaboration_id=one.id))


@collaborations.get("/<collaboration_id>")
def show(collaboration_id: str) -> str:
    """One collaboration: what to do next, its rounds, those who take part."""
    view = service.find_collaboration(this_installation(), this_account(), collaboration_id, Act.READ)
    counties = {one.code: one.county for one in known_municipalities()}
    return render_template("collaborations/show.html", page=collaboration_page(view, counties, language()))


@collaborations.get("/<collaboration_id>/edit")
def edit(collaboration_id: str) -> str:
    """The form with what is said about the collaboration."""
    view = _led(collaboration_id)
    return _describe(view, CollaborationForm(language(), view.collaboration))


@collaborations.post("/<collaboration_id>/edit")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def change(collaboration_id: str) -> Answer:
    """Changes it. Where somebody else has meanwhile, both versions are shown and nothing is lost."""
    view, form = _led(collaboration_id), CollaborationForm(language())
    form.before = view.collaboration
    if _asks_for_more_boxes():
        return _describe(view, form, more=5)
    if not form.validate():
        return _describe(view, form), 422
    new = form.new_collaboration()
    try:
        service.change_collaboration(
            this_installation(), this_account(), collaboration_id, form.seen_version, new, clock.now()
        )
    except ChangedMeanwhile as meanwhile:
        form.version.data = str(meanwhile.theirs.version)
        page = changed_collaboration_page(view, collaboration_differences(new, meanwhile.theirs))
        return render_template("collaborations/edit.html", page=page, form=form), 409
    return redirect(url_for("collaborations.show", collaboration_id=collaboration_id))


@collaborations.get("/<collaboration_id>/logo")
def logo(collaboration_id: str) -> str:
    """The logo as it is, and a place to send another."""
    return render_template("collaborations/logo.html", page=logo_page(_led(collaboration_id)), form=LogoForm())


@collaborations.post("/<collaboration_id>/logo")
@csrf.exempt  # the form checks its token itself: pictures may be larger than other requests
def set_logo(collaboration_id: str) -> Answer:
    """Keeps the picture, cleaned; one that cannot be used is refused with its reason."""
    request.max_content_length = MOST_BYTES
    view, form = _led(collaboration_id), LogoForm()
    try:
        if not form.validate():
            return render_template("collaborations/logo.html", page=logo_page(view), form=form), 422
        logos.set_logo(this_installation(), this_account(), collaboration_id, form.content(), clock.now())
    except SamspelError as refused:
        page = logo_page(view, error_sentence(refused, language()))
        return render_template("collaborations/logo.html", page=page, form=form), 422
    return redirect(url_for("collaborations.show", collaboration_id=collaboration_id))


@collaborations.post("/<collaboration_id>/logo/remove")
def remove_logo(collaboration_id: str) -> AnyResponse:
    """Removes the logo."""
    logos.remove_logo(this_installation(), this_account(), collaboration_id, clock.now())
    return redirect(url_for("collaborations.logo", collaboration_id=collaboration_id))


@collaborations.get("/<collaboration_id>/logo.png")
def logo_picture(collaboration_id: str) -> AnyResponse:
    """The picture itself, for those who may read the collaboration."""
    png = logos.find_logo(this_installation(), this_account(), collaboration_id)
    if png is None:
        abort(404)
    return Response(png, mimetype="image/png")


def _led(collaboration_id: str) -> CollaborationView:
    return service.find_collaboration(this_installation(), this_account(), collaboration_id)


def _asks_for_more_boxes() -> bool:
    return request.form.get("go") == "more"


def _describe_new(form: CollaborationForm, more: int = 0) -> str:
    return render_template("collaborations/edit.html", page=new_collaboration_page(more), form=form)


def _describe(view: CollaborationView, form: CollaborationForm, more: int = 0) -> str:
    return render_template("collaborations/edit.html", page=changed_collaboration_page(view, more=more), form=form)


def _require_maker() -> None:
    if not service.may_make_collaborations(this_installation(), this_account()):
        raise SamspelError("P009")
