"""The own passkeys: which there are, registering and removing one, and recovery codes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import clock
from app.services import passkeys as services
from app.services.ceremonies import Purpose, find_ceremony
from app.services.passkey_proofs import register as register_passkey
from app.services.passkey_proofs import registration_options
from app.services.secret_tokens import new_challenge, new_recovery_codes
from app.web.entering import begin, ceremony_token
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.pages.passkey_pages import (
    CodesPage,
    codes_question,
    passkeys_page,
    removal_question,
    step_page,
)
from app.web.proof import ask_for_proof
from app.web.signed_in import this_account, this_installation, this_session
from app.wording.errors import error_sentence

passkeys = Blueprint("passkeys", __name__, url_prefix="/account/passkeys")
TO_REPEAT = frozenset({"U055", "U040", "U041", "U042"})


@passkeys.get("")
def everyone() -> str:
    """All passkeys, and a form to register one more."""
    return render_template("passkeys/list.html", page=passkeys_page(_own(), this_installation().settings, language()))


@passkeys.post("")
def begin_one() -> Response:
    """Lets somebody register a passkey who has shown who it is."""
    unproved = ask_for_proof(url_for("passkeys.everyone"))
    if unproved is not None:
        return unproved
    begin(this_account(), Purpose.FURTHER)
    return redirect(url_for("passkeys.new"))


@passkeys.get("/new")
def new() -> str:
    """The page where the browser makes the passkey."""
    return _new("")


@passkeys.post("/new")
def register() -> str | Response | tuple[str, int]:
    """Keeps the passkey; with the first one recovery codes are shown, once."""
    fields = request.form.get("name", ""), request.form.get("answer", "")
    try:
        done = register_passkey(this_installation(), ceremony_token(), *fields, clock.now(), this_session())
    except SamspelError as refused:
        if refused.code not in TO_REPEAT:
            raise
        return _new(error_sentence(refused, language())), 422
    if done.is_first:
        return _codes(done.name)
    flash(_("The passkey “%(name)s” is registered. You are signed out everywhere else.") % {"name": done.name})
    return redirect(url_for("passkeys.everyone"))


@passkeys.get("/codes")
def ask_codes() -> str | Response:
    """Says what new recovery codes mean, before they are made by somebody who has shown who it is."""
    unproved = ask_for_proof(url_for("passkeys.ask_codes"))
    return unproved or render_template("passkeys/question.html", page=codes_question())


@passkeys.post("/codes")
def make_codes() -> str | Response:
    """Makes new recovery codes and shows them once."""
    return ask_for_proof(url_for("passkeys.ask_codes")) or _codes("")


@passkeys.get("/<passkey_id>/remove")
def ask(passkey_id: str) -> str | Response:
    """Says what removing means, before it is done by somebody who has shown who it is."""
    page = removal_question(_own(), passkey_id)
    unproved = ask_for_proof(url_for("passkeys.ask", passkey_id=passkey_id))
    return unproved or render_template("passkeys/question.html", page=page)


@passkeys.post("/<passkey_id>/remove")
def remove(passkey_id: str) -> Response:
    """Removes a passkey."""
    name = _own().one(passkey_id).name
    unproved = ask_for_proof(url_for("passkeys.ask", passkey_id=passkey_id))
    if unproved is not None:
        return unproved
    services.remove_passkey(this_installation(), this_session(), passkey_id, clock.now())
    flash(_("The passkey “%(name)s” is removed. You are signed out everywhere else.") % {"name": name})
    return redirect(url_for("passkeys.everyone"))


def _own() -> services.OwnPasskeys:
    return services.own_passkeys(this_installation(), this_account())


def _new(fault: str) -> str:
    ceremony = find_ceremony(this_installation(), ceremony_token(), clock.now())
    options = registration_options(this_installation(), ceremony_token(), clock.now(), new_challenge())
    page = step_page(ceremony.account.email, options, fault, request.form.get("name", ""))
    return render_template("passkeys/new.html", page=page)


def _codes(name: str) -> str:
    codes = new_recovery_codes()
    services.make_codes(this_installation(), this_account(), codes, clock.now())
    return render_template("passkeys/codes.html", page=CodesPage(codes, url_for("passkeys.everyone"), name))
