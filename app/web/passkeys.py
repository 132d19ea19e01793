"""The own passkeys: which there are, registering and removing one, and recovery codes."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
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
    PasskeysPage,
    codes_question,
    passkeys_page,
    removal_question,
    step_page,
)
from app.web.signed_in import this_account, this_installation, this_session
from app.web.throttle import throttled
from app.wording.errors import error_sentence

passkeys = Blueprint("passkeys", __name__, url_prefix="/account/passkeys")
UNPROVEN = frozenset({"U038", "U039"})
TO_REPEAT = frozenset({"U035", "U040", "U041", "U042"})


@passkeys.before_request
@login_required
def only_signed_in() -> None:
    """Every page here is about the own account."""


@passkeys.get("")
def everyone() -> str:
    """All passkeys, and a form to register one more."""
    return render_template("passkeys/list.html", page=_list())


@passkeys.post("")
@throttled("10 per minute; 60 per hour")
def begin_one() -> Response | tuple[str, int]:
    """Asks whether it is still the owner who sits here; then a passkey can be registered."""
    fault = _unproven()
    if fault:
        return render_template("passkeys/list.html", page=_list(fault)), 422
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
        done = register_passkey(this_installation(), ceremony_token(), *fields, _now(), this_session())
    except SamspelError as refused:
        if refused.code not in TO_REPEAT:
            raise
        return _new(error_sentence(refused, language())), 422
    if done.is_first:
        return _codes(done.name)
    flash(_("The passkey “%(name)s” is registered. You are signed out everywhere else.") % {"name": done.name})
    return redirect(url_for("passkeys.everyone"))


@passkeys.get("/codes")
def ask_codes() -> str:
    """Says what new recovery codes mean, before they are made."""
    return render_template("passkeys/question.html", page=codes_question(_own()))


@passkeys.post("/codes")
@throttled("10 per minute; 60 per hour")
def make_codes() -> str | tuple[str, int]:
    """Makes new recovery codes and shows them once."""
    fault = _unproven()
    if fault:
        return render_template("passkeys/question.html", page=codes_question(_own(), fault)), 422
    return _codes("")


@passkeys.get("/<passkey_id>/remove")
def ask(passkey_id: str) -> str:
    """Says what removing means, before it is done."""
    return render_template("passkeys/question.html", page=removal_question(_own(), passkey_id))


@passkeys.post("/<passkey_id>/remove")
@throttled("10 per minute; 60 per hour")
def remove(passkey_id: str) -> Response | tuple[str, int]:
    """Removes a passkey."""
    own = _own()
    name, fault = own.one(passkey_id).name, _unproven()
    if fault:
        return render_template("passkeys/question.html", page=removal_question(own, passkey_id, fault)), 422
    services.remove_passkey(this_installation(), this_session(), passkey_id, _now())
    flash(_("The passkey “%(name)s” is removed. You are signed out everywhere else.") % {"name": name})
    return redirect(url_for("passkeys.everyone"))


def _own() -> services.OwnPasskeys:
    return services.own_passkeys(this_installation(), this_account())


def _list(fault: str = "") -> PasskeysPage:
    return passkeys_page(_own(), this_installation().settings, language(), fault)


def _new(fault: str) -> str:
    ceremony = find_ceremony(this_installation(), ceremony_token(), _now())
    options = registration_options(this_installation(), ceremony_token(), _now(), new_challenge())
    page = step_page(ceremony.account.email, options, fault, request.form.get("name", ""))
    return render_template("passkeys/new.html", page=page)


def _codes(name: str) -> str:
    codes = new_recovery_codes()
    services.make_codes(this_installation(), this_account(), codes, _now())
    return render_template("passkeys/codes.html", page=CodesPage(codes, url_for("passkeys.everyone"), name))


def _unproven() -> str:
    """Why it is not shown that the owner sits here; empty where it is."""
    try:
        services.require_proof(this_installation(), this_session(), request.form.get("password", ""), _now())
    except SamspelError as refused:
        if refused.code not in UNPROVEN:
            raise
        return error_sentence(refused, language())
    return ""


def _now() -> datetime:
    return datetime.now(UTC)
