"""Answers collected with another tool: a file, what its columns and words mean, a dry run, and taking it back."""

import secrets

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.domain.errors import SamspelError
from app.services import clock, guided_import, rounds
from app.services.guided_import import Upload
from app.services.import_undo import latest_import, take_back_import
from app.services.rounds import RoundView
from app.web.forms.import_form import MOST_BYTES, ImportForm
from app.web.forms.keyed_sheet import TokenForm
from app.web.languages import gettext as _
from app.web.languages import language, ngettext
from app.web.pages.import_check import check_page, unfinished_words
from app.web.pages.import_pages import columns_page, fault_words, start_page, undo_page
from app.web.pages.import_words import UNDECIDED, WORD, words_page
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.errors import plain_sentence

imported = Blueprint("imported", __name__, url_prefix="/facilitate/rounds/<code>/import")
CHECKED = "proposals"
"""The field by which somebody says that what was proposed is right."""
Answer = str | Response | tuple[str, int]


@imported.get("")
def start(code: str) -> str:
    """A form for the file, and what can be taken back."""
    return _start(_view(code), [])


@imported.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one is said on the page
def take(code: str) -> Answer:
    """Reads the file; the columns come next or, where such a file has been imported before, the dry run."""
    request.max_content_length = MOST_BYTES
    view, form, key = _view(code), ImportForm(), secrets.token_urlsafe(24)
    if not form.validate():
        return _start(view, _said(form)), 422
    where = (this_installation(), this_account(), view)
    try:
        found = guided_import.upload(*where, form.content(), form.name(), form.sheet.data or "", key, clock.now())
    except SamspelError as fault:
        return _start(view, fault_words(fault, language())), 422
    session[_key_name(view)] = key
    return _next(view, found)


@imported.get("/columns")
def columns(code: str) -> str:
    """A row for each column of the file: where it goes."""
    view = _view(code)
    return _columns(view, _found(view), "")


@imported.post("/columns")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def choose_columns(code: str) -> Answer:
    """Takes down where the columns go."""
    view = _view(code)
    found = _found(view)
    chosen = [request.form.get(f"column-{at}", "") for at in range(len(found.header))]
    if not TokenForm().validate():
        return _columns(view, found, _stale(), chosen), 422
    try:
        changed = guided_import.choose_columns(
            this_installation(), this_account(), view, _key(view), chosen, clock.now()
        )
    except SamspelError as fault:
        return _columns(view, found, plain_sentence(fault, language()), chosen), 422
    return _next(view, changed)


@imported.get("/words")
def words(code: str) -> Answer:
    """Words that are no answer as they stand, or (again) all of them; to the next step where there are none."""
    view = _view(code)
    found = _found(view)
    shown = found.odd() if "again" in request.args else found.unknown()
    if not shown:
        return _next(view, found)
    return render_template("imported/words.html", page=words_page(view, found, shown, language()))


@imported.post("/words")
def choose_words(code: str) -> Response:
    """Takes down what words mean."""
    view = _view(code)
    _found(view)
    fields = {name: value for name, value in request.form.items() if name.startswith(WORD)}
    chosen = {_named(name): value for name, value in fields.items()}
    changed = guided_import.choose_words(this_installation(), this_account(), view, _key(view), chosen, clock.now())
    if UNDECIDED in fields.values():
        number = len(changed.unknown())
        words = ngettext("One word is still to be decided.", "%(num)d words are still to be decided.", number)
        flash(words % {"num": number})
    return redirect(url_for("imported.words", code=view.round.code))


@imported.get("/check")
def check(code: str) -> Answer:
    """The dry run."""
    view = _view(code)
    found = _found(view)
    if found.columns is None or found.unknown():
        return _next(view, found)
    return _check(view, found)


@imported.post("/check")
def confirm(code: str) -> Answer:
    """Stores the answers."""
    view = _view(code)
    found = _found(view)
    try:
        receipt = guided_import.confirm(
            this_installation(),
            this_account(),
            view,
            _key(view),
            clock.now(),
            proposals_checked=CHECKED in request.form,
        )
    except SamspelError as fault:
        return _check(view, found, plain_sentence(fault, language()) if fault.code == "I030" else ""), 409
    session.pop(_key_name(view), None)
    words = ngettext("One answer sheet is imported.", "%(num)d answer sheets are imported.", receipt.sheets)
    left_out = f" {unfinished_words(receipt.unfinished)}" if receipt.unfinished else ""
    flash(f"{words % {'num': receipt.sheets}}{left_out}")
    return redirect(url_for("imported.start", code=view.round.code))


@imported.post("/cancel")
def cancel(code: str) -> Response:
    """Deletes the file."""
    view = _view(code)
    guided_import.cancel(this_installation(), this_account(), view)
    session.pop(_key_name(view), None)
    flash(_("The file is deleted. Nothing of it was stored."))
    return redirect(url_for("imported.start", code=view.round.code))


@imported.get("/undo")
def ask_to_undo(code: str) -> Answer:
    """Says what taking the latest import back means."""
    view = _view(code)
    latest = latest_import(this_installation(), view)
    if latest is None:
        return redirect(url_for("imported.start", code=view.round.code))
    return render_template("imported/undo.html", page=undo_page(view, latest, language()))


@imported.post("/undo")
def undo(code: str) -> Answer:
    """Takes the latest import back."""
    view = _view(code)
    try:
        number = take_back_import(this_installation(), view, clock.now(), this_account())
    except SamspelError as fault:
        return _start(view, [plain_sentence(fault, language())]), 409
    words = ngettext(
        "One imported answer sheet is taken back.", "%(num)d imported answer sheets are taken back.", number
    )
    flash(words % {"num": number})
    return redirect(url_for("imported.start", code=view.round.code))


def _view(code: str) -> RoundView:
    return rounds.find_answered_round(this_installation(), this_account(), code)


def _key_name(view: RoundView) -> str:
    return f"import_{view.round.code}"


def _key(view: RoundView) -> str:
    """Tells the order of the file's rows; only this browser has it."""
    return str(session.get(_key_name(view), ""))


def _found(view: RoundView) -> Upload:
    """The file on its way in. One whose time is over, or that another browser has, leads back to the first step."""
    try:
        return guided_import.find_upload(this_installation(), this_account(), view, _key(view), clock.now())
    except SamspelError as gone:
        flash(plain_sentence(gone, language()))
        abort(redirect(url_for("imported.start", code=view.round.code)))


def _waiting(view: RoundView) -> str:
    """The name of the file on its way in, empty for none."""
    try:
        return guided_import.find_upload(this_installation(), this_account(), view, _key(view), clock.now()).name
    except SamspelError:
        return ""


def _next(view: RoundView, found: Upload) -> Response:
    """The first step that somebody has to look at."""
    step = "columns" if found.columns is None else "words" if found.unknown() else "check"
    return redirect(url_for(f"imported.{step}", code=view.round.code))


def _start(view: RoundView, faults: list[str]) -> str:
    page = start_page(view, latest_import(this_installation(), view), _waiting(view), faults, language())
    return render_template("imported/start.html", page=page)


def _columns(view: RoundView, found: Upload, fault: str, chosen: list[str] | None = None) -> str:
    return render_template("imported/columns.html", page=columns_page(view, found, fault, chosen, language()))


def _check(view: RoundView, found: Upload, refused: str = "") -> str:
    run = guided_import.dry_run(this_installation(), this_account(), view, _key(view), clock.now())
    page = check_page(view, found, run, latest_import(this_installation(), view), refused, language())
    return render_template("imported/check.html", page=page)


def _said(form: ImportForm) -> list[str]:
    return [_stale()] if "csrf_token" in form.errors else [words[0] for words in form.errors.values()]


def _stale() -> str:
    return _("The page had been open for a while. Nothing is lost: check and press the button again.")


def _named(field: str) -> tuple[str, str]:
    """The vocabulary and the words that a field of the page is about."""
    name, _, plain = field.removeprefix(WORD).partition(" ")
    return name, plain
