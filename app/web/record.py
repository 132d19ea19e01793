"""The record of the dialogue: what was said, what was agreed on, and the actions that follow from it."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.domain.record import Action, Agreement, Overtaken
from app.services import agreements, clock, documents
from app.services import record as reading
from app.services.access import Act
from app.services.accounts import Account
from app.services.installation import Installation
from app.web.downloads import download
from app.web.forms.record_form import AGREEMENT_FORMS, NoteForm, read_state
from app.web.languages import gettext as _
from app.web.languages import language
from app.web.pages.actions_page import actions_page
from app.web.pages.record_overview import record_page
from app.web.pages.undo import Undo, offer_undo, offered_undo
from app.web.recording import Answer, choose, keep, own_round, picture, place_of, remove, show_factor
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.translations import LANGUAGES

record = Blueprint("record", __name__)
ROUND = "/facilitate/rounds/<code>/record"
AGREEMENTS = f"{ROUND}/<any(principles,actions):kind>"
STEPS = {"up": -1, "down": 1}


@record.get(ROUND)
def overview(code: str) -> str | AnyResponse:
    """The whole record, in the order of the dialogue; of a workshop, its own page."""
    view = own_round(code, Act.READ)
    if view.round.is_workshop:
        return redirect(url_for("workshop.show", code=view.round.code))
    found = reading.round_record(this_installation(), view)
    page = record_page(view, picture(view), found, clock.today(), language(), offered_undo())
    return render_template("record/overview.html", page=page)


@record.get(f"{ROUND}/whole", defaults={"factor_id": None})
@record.get(f"{ROUND}/factors/<factor_id>")
def factor(code: str, factor_id: str | None) -> str | AnyResponse:
    """One factor, or the whole: to have in view while it is talked about, and to write in."""
    view = own_round(code, Act.READ)
    if view.round.is_workshop and factor_id:
        return redirect(place_of(view, factor_id))
    return show_factor(view, factor_id, undo=offered_undo())


@record.get(f"{ROUND}/follow-up.pdf")
def follow_up(code: str) -> Response:
    """The follow-up document, in the language asked for. A workshop has its agreement instead."""
    view = own_round(code, Act.READ)
    view.round.require_answers()
    wanted = request.args.get("language", language())
    if wanted not in LANGUAGES:
        abort(404)
    pdf = documents.follow_up_document(this_installation(), view, wanted, clock.today())
    return download(pdf, "application/pdf", f"samspel-{view.round.code}-follow-up-{wanted}.pdf")


@record.post(f"{ROUND}/note")
@csrf.exempt  # the forms here check their token themselves, so that a stale one loses nothing
def save_note(code: str) -> Answer:
    """Keeps what was said."""
    return keep(code, NoteForm(), "", "note", agreements.save_note)


@record.post(AGREEMENTS)
@csrf.exempt
def add(code: str, kind: str) -> Answer:
    """Adds a principle or an action."""
    return keep(code, AGREEMENT_FORMS[kind](), "", f"new-{kind}", agreements.add)


@record.post(f"{AGREEMENTS}/<entry_id>")
@csrf.exempt
def change(code: str, kind: str, entry_id: str) -> Answer:
    """Keeps other words; the buttons of a form also move it up or down, or remove it."""
    go = request.form.get("go", "")
    if go == "remove":
        return remove(code, AGREEMENT_FORMS[kind](), entry_id)

    def use(installation: Installation, account: Account, code: str, one: Agreement, moment: datetime) -> Agreement:
        kept: Agreement = agreements.change(installation, account, code, one, moment)
        if go in STEPS:
            agreements.move(installation, account, code, kept, STEPS[go], moment)
        return kept

    return keep(code, AGREEMENT_FORMS[kind](), entry_id, f"e-{entry_id}", use)


@record.post(f"{AGREEMENTS}/<entry_id>/back")
@csrf.exempt
def put_back(code: str, kind: str, entry_id: str) -> Answer:
    """Puts back what was removed."""
    form = AGREEMENT_FORMS[kind]()

    def use(installation: Installation, account: Account, code: str, one: Agreement, moment: datetime) -> Agreement:
        removed = agreements.Removed(one, form.position.data or 0)
        return agreements.put_back(installation, account, code, removed, moment)

    return keep(code, form, entry_id, f"new-{kind}", use)


@record.post(f"{ROUND}/actions/<entry_id>/state")
def set_state(code: str, entry_id: str) -> Answer:
    """Ticks an action off, or takes it up again."""
    view, state = own_round(code), read_state(request.form.get("state", ""))
    seen = (entry_id, request.form.get("version", 0, type=int))
    try:
        kept = agreements.set_state(this_installation(), this_account(), code, seen, state, clock.now())
    except Overtaken as overtaken:
        return choose(view, overtaken)
    _offer_state_before(code, kept)
    asked: dict[str, Any] = {name: request.form.get(name) or None for name in ("responsible", "organisation")}
    return redirect(url_for("record.actions", collaboration_id=view.collaboration_id, **asked))


@record.get("/collaborations/<collaboration_id>/actions")
def actions(collaboration_id: str) -> str:
    """What is overdue, due, and done, over all rounds of the collaboration."""
    found = reading.collaboration_actions(this_installation(), this_account(), collaboration_id)
    asked = (request.args.get("responsible", ""), request.args.get("organisation", ""))
    page = actions_page(found, *asked, clock.today(), language(), offered_undo())
    return render_template("record/actions.html", page=page)


def _offer_state_before(code: str, kept: Action) -> None:
    """The way back to the state before; going back itself offers none."""
    was = request.form.get("was")
    if was:
        address = url_for("record.set_state", code=code, entry_id=kept.id)
        words = _("Changed: %(words)s") % {"words": kept.words}
        offer_undo(Undo(words, address, (("version", str(kept.version)), ("state", was))))
