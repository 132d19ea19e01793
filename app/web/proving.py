"""The page that asks who one is, before something that a stolen session must not do; then on to where one was going.

Views send there with `app.web.proof`; whatever shows who it is notes it with `app.services.proofs.prove`."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import clock, proofs
from app.services.proofs import Way
from app.web.forms.account_forms import ProofForm
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.pages.proof_page import proof_page
from app.web.security import csrf
from app.web.signed_in import page_inside, this_installation, this_session
from app.wording.errors import error_sentence

proving = Blueprint("proving", __name__, url_prefix="/account/prove")


@proving.get("")
def ask() -> str | Response:
    """Asks for what shows who one is."""
    if proofs.is_proved(this_session(), clock.now()):
        return redirect(_onward())
    return _page(ProofForm())


@proving.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def prove() -> Response | tuple[str, int]:
    """Looks at the password or the code, and goes on."""
    form = ProofForm()
    if not form.validate():
        return _page(form), 422
    installation, session, now = this_installation(), this_session(), clock.now()
    try:
        if Way.PASSWORD in proofs.ways(installation, session):
            proofs.prove_by_password(installation, session, form.password.data or "", now)
        else:
            proofs.prove_by_code(installation, session, form.code.data or "", now)
    except SamspelError as refused:
        form.refuse(error_sentence(refused, language()))
        return _page(form), 422
    return redirect(_onward())


@proving.get("/code")
def back() -> Response:
    """For somebody who reloads a page that came back with a fault, or wants it in another language."""
    return redirect(url_for("proving.ask", next=_onward()))


@proving.post("/code")
def send_code() -> Response | tuple[str, int]:
    """Mails a code to the account."""
    form = ProofForm(formdata=None)
    try:
        proofs.send_code(this_installation(), this_session(), proofs.new_code(), language(), clock.now())
    except SamspelError as refused:
        form.refuse(error_sentence(refused, language()))
        return _page(form), 422
    flash(_("A code is on its way to you by mail. It is good for 10 minutes."))
    return redirect(url_for("proving.ask", next=_onward()))


def _onward() -> str:
    return page_inside(request.args.get("next"))


def _page(form: ProofForm) -> str:
    page = proof_page(this_installation(), this_session(), form, _onward())
    return render_template("account/prove.html", page=page)
