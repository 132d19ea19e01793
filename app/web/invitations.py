"""The invited of a round: their addresses, what is mailed to them, and what became of it."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import clock
from app.services import invitations as services
from app.services.invitations import Invitations
from app.web.forms.address_form import AddressForm, MendForm
from app.web.forms.mail_text_form import MailTextForm, build_mail_text_form, texts_of
from app.web.languages import language
from app.web.pages.invitation_steps import added_page, mend_page, preview_page, remove_page, write_page
from app.web.pages.invitations_page import invitations_page
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.errors import error_sentence

invitations = Blueprint("invitations", __name__, url_prefix="/facilitate/rounds/<code>")
Answer = str | Response | tuple[str, int]


@invitations.get("/invitations")
def show(code: str) -> str:
    """The list, those in trouble first, and what can be done with it."""
    page = invitations_page(_listed(code, request.args.get("page", 1, type=int)), language())
    return render_template("invitations/show.html", page=page, form=AddressForm())


@invitations.get("/invitations/add")
def add(code: str) -> str:
    """A form for addresses: pasted, or in a file."""
    return render_template("invitations/add.html", page=invitations_page(_listed(code), language()), form=AddressForm())


@invitations.post("/invitations/add")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def take_addresses(code: str) -> Answer:
    """Keeps the addresses that are right, and gives the others back with what is wrong. Nothing is sent."""
    form, page = AddressForm(), invitations_page(_listed(code), language())
    if not form.validate():
        return render_template("invitations/add.html", page=page, form=form), 422
    found = form.found()
    try:
        added = services.add_addresses(this_installation(), this_account(), code, found)
    except SamspelError as refused:
        return _refused("invitations/add.html", page, form, refused)
    after = added_page(_listed(code), found, added, language())
    return render_template("invitations/added.html", page=after, form=form), 422 if found.faults else 200


@invitations.get("/<any(invitations,reminders):what>/write")
def write(code: str, what: str) -> str:
    """What the mail is to say, with a proposal to begin from."""
    listed = _listed(code)
    form = build_mail_text_form(listed.view, what, this_account().name, listed.closes)
    return _written(what, listed, form)


@invitations.post("/<any(invitations,reminders):what>/write")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def send(code: str, what: str) -> Answer:
    """Shows the mail as its receiver will see it, and sends it when that is asked for."""
    listed = _listed(code)
    form = build_mail_text_form(listed.view, what, this_account().name, listed.closes)
    if request.form.get("go") == "change" or not form.validate():
        return _written(what, listed, form), 422 if form.errors else 200
    if request.form.get("go") == "send":
        return _send(what, listed, form)
    preview = services.preview(this_installation(), this_account(), listed, texts_of(form))
    return render_template("invitations/preview.html", page=preview_page(listed, what, preview), form=form)


@invitations.post("/invitations/again")
def again(code: str) -> Response:
    """Tries the mails that were given up once more."""
    services.send_again(this_installation(), this_account(), code, clock.now())
    return redirect(url_for("invitations.show", code=code))


@invitations.get("/invitations/<invitation_id>/address")
def address(code: str, invitation_id: str) -> str:
    """What is wrong with one address, and a field to mend it in."""
    one = services.find_invitation(this_installation(), this_account(), code, invitation_id)
    form = MendForm(data={"address": one.address})
    return render_template("invitations/mend.html", page=mend_page(_listed(code), one, language()), form=form)


@invitations.post("/invitations/<invitation_id>/address")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def mend(code: str, invitation_id: str) -> Answer:
    """Mails to the mended address."""
    form, where = MendForm(), (this_installation(), this_account(), code, invitation_id)
    page = mend_page(_listed(code), services.find_invitation(*where), language())
    if not form.validate():
        return render_template("invitations/mend.html", page=page, form=form), 422
    try:
        services.mend_address(*where, form.address.data or "", clock.now())
    except SamspelError as refused:
        return _refused("invitations/mend.html", page, form, refused)
    return redirect(url_for("invitations.show", code=code))


@invitations.get("/invitations/<invitation_id>/remove")
def ask_to_remove(code: str, invitation_id: str) -> str:
    """Says what removing one address means, or ("unsent") all that have not been mailed."""
    one = None if invitation_id == "unsent" else _one(code, invitation_id)
    return render_template("invitations/remove.html", page=remove_page(_listed(code), one))


@invitations.post("/invitations/<invitation_id>/remove")
def remove(code: str, invitation_id: str) -> Response:
    """Removes the address, or all that have not been mailed."""
    if invitation_id == "unsent":
        services.remove_unsent(this_installation(), this_account(), code)
    else:
        services.remove_invitation(this_installation(), this_account(), code, invitation_id)
    return redirect(url_for("invitations.show", code=code))


def _listed(code: str, page: int = 1) -> Invitations:
    return services.list_invitations(this_installation(), this_account(), code, page)


def _one(code: str, invitation_id: str) -> services.Listed:
    return services.find_invitation(this_installation(), this_account(), code, invitation_id)


def _written(what: str, listed: Invitations, form: MailTextForm) -> str:
    return render_template("invitations/write.html", page=write_page(listed, what, language()), form=form)


def _send(what: str, listed: Invitations, form: MailTextForm) -> Answer:
    act = services.send_invitations if what == "invitations" else services.send_reminders
    code = listed.view.round.code
    try:
        act(this_installation(), this_account(), code, texts_of(form), clock.now())
    except SamspelError as refused:
        return _refused("invitations/write.html", write_page(listed, what, language()), form, refused)
    return redirect(url_for("invitations.show", code=code))


def _refused(template: str, page: object, form: AddressForm | MendForm | MailTextForm, refused: SamspelError) -> Answer:
    form.refused = error_sentence(refused, language())
    return render_template(template, page=page, form=form), 422
