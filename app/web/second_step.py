"""The second step of signing in: a passkey, or a recovery code in its place; registering a first one where it is
demanded. Nobody is signed in before it is done."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import clock
from app.services.ceremonies import Ceremony, Purpose, find_ceremony
from app.services.passkey_proofs import (
    register,
    registration_options,
    sign_in_by_code,
    sign_in_by_passkey,
    sign_in_options,
)
from app.services.passkeys import make_codes
from app.services.secret_tokens import new_challenge, new_recovery_codes
from app.web.entering import ceremony_token, let_in
from app.web.languages import language, ngettext
from app.web.pages.passkey_pages import CodesPage, step_page
from app.web.signed_in import this_installation
from app.web.throttle import throttled
from app.wording.errors import error_sentence

second_step = Blueprint("second_step", __name__, url_prefix="/account/second-step")
TO_REPEAT = frozenset({"U055", "U056", "U057", "U040", "U041", "U042"})


@second_step.get("")
def show() -> str:
    """Asks for the passkey; of whom one is demanded who has none, to register it."""
    return _page(_ceremony())


@second_step.post("")
def check() -> Response | tuple[str, int]:
    """Signs in by the passkey."""
    try:
        account = sign_in_by_passkey(this_installation(), ceremony_token(), request.form.get("answer", ""), clock.now())
    except SamspelError as refused:
        return _again(refused)
    return redirect(let_in(account))


@second_step.get("/<any(code,first):part>")
def back(part: str) -> Response:
    """For somebody who reloads a page that came back with a fault, or wants it in another language."""
    return redirect(url_for("second_step.show"))


@second_step.post("/code")
@throttled("10 per minute; 60 per hour")
def use_code() -> Response | tuple[str, int]:
    """Signs in by a recovery code, and leads to the passkeys: one is probably lost."""
    try:
        account, left = sign_in_by_code(
            this_installation(), ceremony_token(), request.form.get("code", ""), clock.now()
        )
    except SamspelError as refused:
        return _again(refused)
    let_in(account)
    flash(
        ngettext(
            "You are signed in. One recovery code is left. Remove a passkey that is lost, and register another.",
            "You are signed in. %(num)d recovery codes are left. Remove a passkey that is lost, and register another.",
            left,
        )
        % {"num": left}
    )
    return redirect(url_for("passkeys.everyone"))


@second_step.post("/first")
def set_up() -> str | Response | tuple[str, int]:
    """Registers the passkey that is demanded, signs in, and shows the recovery codes once."""
    fields = request.form.get("name", ""), request.form.get("answer", "")
    try:
        done = register(this_installation(), ceremony_token(), *fields, clock.now())
    except SamspelError as refused:
        return _again(refused)
    codes = new_recovery_codes()
    make_codes(this_installation(), done.account, codes, clock.now())
    return render_template("passkeys/codes.html", page=CodesPage(codes, let_in(done.account), done.name))


def _ceremony() -> Ceremony:
    return find_ceremony(this_installation(), ceremony_token(), clock.now())


def _page(ceremony: Ceremony, fault: str = "") -> str:
    asks = registration_options if ceremony.purpose is Purpose.FIRST else sign_in_options
    template = "second_step/first.html" if ceremony.purpose is Purpose.FIRST else "second_step/ask.html"
    options = ""
    if this_installation().settings.relying_party:
        options = asks(this_installation(), ceremony_token(), clock.now(), new_challenge())
    page = step_page(ceremony.account.email, options, fault, request.form.get("name", ""))
    return render_template(template, page=page)


def _again(refused: SamspelError) -> tuple[str, int]:
    """The page with a fresh challenge and what was wrong; raises what no repeating mends."""
    if refused.code not in TO_REPEAT:
        raise refused
    return _page(_ceremony(), error_sentence(refused, language())), 422
