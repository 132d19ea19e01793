"""How a form of the record is answered: kept, sent back to be mended, or two versions laid side by side.

The script of the page sends the same forms and asks for JSON; it gets the new version, the fault, or the choice as a
piece of HTML to put in its place."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.domain.errors import SamspelError
from app.domain.record import Agreement, Note, Overtaken
from app.services import agreements, clock, documents, rounds
from app.services import record as reading
from app.services.access import Act
from app.services.accounts import Account
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView
from app.web.forms.record_form import PrincipleForm, RecordForm
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.pages.record_choice import choice_page
from app.web.pages.record_entries import fields_of, kind_of, typed_fields
from app.web.pages.record_factor import factor_page
from app.web.pages.record_overview import factor_address
from app.web.pages.undo import Undo, offer_undo
from app.web.pages.workshop_page import workshop_page
from app.web.signed_in import this_account, this_installation
from app.wording.errors import plain_sentence

Answer = AnyResponse | tuple[str | Response, int]
Use = Callable[[Installation, Account, str, Any, datetime], Note | Agreement]


def own_round(code: str, act: Act = Act.LEAD) -> RoundView:
    """The round, if the account may do this with it. Raises R010."""
    return rounds.find_own_round(this_installation(), this_account(), code, act)


def picture(view: RoundView) -> documents.Picture:
    """The round's result in words and charts."""
    return documents.screen_picture(round_result(this_installation(), view), language())


def show_factor(view: RoundView, factor_id: str | None, **more: Any) -> str:
    """The page of a factor, or of the whole. `more`: what the page value takes by name."""
    if view.round.is_workshop and factor_id:
        return show_workshop(view, **more)
    found = reading.round_record(this_installation(), view)
    page = factor_page(view, picture(view), found, factor_id, clock.today(), language(), **more)
    return render_template("record/factor.html", page=page)


def show_workshop(view: RoundView, **more: Any) -> str:
    """The page of a workshop. `more`: what the page value takes by name."""
    found = reading.round_record(this_installation(), view)
    return render_template("workshop/show.html", page=workshop_page(view, found, clock.today(), language(), **more))


def place_of(view: RoundView, factor_id: str | None, key: str = "") -> str:
    """Where the factor, or the whole, is recorded; `key`: a form there."""
    if view.round.is_workshop and factor_id:
        return url_for("workshop.show", code=view.round.code, _anchor=key if key.startswith("e-") else factor_id)
    address = factor_address(view.round.code, factor_id)
    return f"{address}#{key}" if key else address


def keep(code: str, form: RecordForm, entry_id: str, key: str, use: Use) -> Answer:
    """Hands what was typed to a use case. `key`: the form on the page that shows it again where it is at fault."""
    view = own_round(code)
    if not form.validate():
        return _to_mend(view, form, key)
    try:
        kept = use(this_installation(), this_account(), code, form.entry(entry_id), clock.now())
    except Overtaken as overtaken:
        return choose(view, overtaken)
    except SamspelError as refused:
        field = "organisation" if refused.code == "G006" else "words"
        return _to_mend(view, form, key, {field: plain_sentence(refused, language())})
    if _by_script():
        return jsonify(version=kept.version)
    return redirect(_screen(code) or place_of(view, kept.factor_id, fields_of(code, kept).key))


def remove(code: str, form: PrincipleForm, entry_id: str) -> Answer:
    """Removes a principle or an action, and offers to put it back."""
    view = own_round(code)
    if not form.validate():
        return _to_mend(view, form, f"e-{entry_id}")
    one = form.entry(entry_id)
    try:
        removed = agreements.remove(this_installation(), this_account(), code, one, clock.now())
    except Overtaken:
        notice = plain_sentence(SamspelError("G021"), language())
        return show_factor(view, one.factor_id, notice=notice), 409
    if removed is not None:
        offer_undo(_way_back(code, removed))
    return redirect(place_of(view, one.factor_id))


def choose(view: RoundView, overtaken: Overtaken) -> Answer:
    """The two versions, to choose between."""
    mine = overtaken.mine
    put_back = "" if isinstance(mine, Note) else _back_address(view.round.code, mine)
    page = choice_page(view, overtaken, put_back, language())
    page = replace(page, back=_screen(view.round.code) or page.back)
    return render_template(f"record/{'choice' if _by_script() else 'choose'}.html", page=page), 409


def _screen(code: str) -> str:
    """The screen of the round's presentation that the form stood on; empty where it stood on a page of the record."""
    came_from = urlsplit(request.referrer or "").path
    return f"{came_from}#written" if came_from.startswith(url_for("presentation.overview", code=code) + "/") else ""


def _to_mend(view: RoundView, form: RecordForm, key: str, refused: Mapping[str, str] | None = None) -> Answer:
    typed = typed_fields(key, request.path, form, refused or {})
    if _by_script():
        stale = _("The page had been open for a while. Press the button to save.")
        return jsonify(fault=stale if typed.stale else " ".join(typed.faults.values()), stale=typed.stale), 422
    return show_factor(view, typed.factor or None, typed=typed), 422


def _way_back(code: str, removed: agreements.Removed) -> Undo:
    one, shown = removed.agreement, fields_of(code, removed.agreement)
    names = ("factor", "version", "words", "responsible", "organisation", "due_on", "state")
    fields = [(name, str(getattr(shown, name))) for name in names]
    words = _("Removed: %(words)s") % {"words": one.words}
    return Undo(words, _back_address(code, one), (*fields, ("position", str(removed.position))))


def _back_address(code: str, one: Agreement) -> str:
    return url_for("record.put_back", code=code, kind=kind_of(one), entry_id=one.id)


def _by_script() -> bool:
    return request.headers.get("Accept") == "application/json"
