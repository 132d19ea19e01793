"""The respondent's way: welcome, steps, review, receipt. No account, no name; a random token in a signed cookie."""

import secrets
from typing import cast
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_wtf.csrf import generate_csrf, validate_csrf
from werkzeug.wrappers import Response as AnyResponse
from wtforms import ValidationError

from app.domain.errors import SamspelError
from app.services import clock
from app.services.responses import Begun, InvalidAnswers
from app.services.rounds import RoundView, tidy_code
from app.web.answering import Answering, Raw
from app.web.draft_cookie import draft_token, forget_draft, remember_draft
from app.web.form_page import Step, form_class, page_template, receipt_page, steps
from app.web.forms.answer_form import FIELD_PREFIX, StepForm, sent_values
from app.web.invitation_cookie import forget_invitation, invitation_of
from app.web.languages import gettext as _
from app.web.languages import language, restrict_language
from app.web.security import csrf
from app.wording.dates import long_moment
from app.wording.errors import error_sentence, plain_sentence

respond = Blueprint("respond", __name__, url_prefix="/r/<code>")
csrf.exempt(respond)  # every form here checks its token itself, so that a stale one loses nothing that was typed
JUST_CLOSED = frozenset({"R004"})
INVITATION_ANSWERED = "M040"


def init_respond(app: Flask, answering: Answering) -> None:
    """Mounts the form on a place for its answers."""
    app.extensions["answering"] = answering
    app.register_blueprint(respond)


@respond.before_request
def only_from_here() -> AnyResponse | None:
    """A form on somebody else's page comes without our cookies: it must not get new ones, which would take the place
    of the draft's."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        return redirect(url_for("respond.welcome", code=(request.view_args or {}).get("code", "")))
    return None


@respond.get("")
def welcome(code: str) -> str | AnyResponse:
    """What this is, who asks, how answers are protected; before the first question."""
    view = _view(code)
    if not view.round.takes_answers(clock.now()):
        return _not_open(view)
    token = _token(view)
    handed_in = bool(token and _answering().handed_in(token))
    closes = view.round.closes_at and long_moment(view.round.closes_at, language())
    return render_template(
        "respond/welcome.html",
        view=view,
        started=_has_draft(token),
        handed_in=handed_in,
        closes=closes or "",
        invited=invitation_of(view.round.code) is not None,
    )


@respond.post("")
def begin(code: str) -> AnyResponse:
    """Gives the device a token (a new one for another person) and goes to the first step.

    Another person leaves a personal link behind, unless they came by it just now."""
    view = _view(code)
    another = request.form.get("as") == "another"
    token = None if another else _token(view)
    if token is None or _answering().handed_in(token):
        token = secrets.token_urlsafe(24)
    response = remember_draft(view.round.code, token, redirect(url_for("respond.step", code=view.round.code, number=1)))
    return forget_invitation(view.round.code, response) if another and "invited" not in request.args else response


@respond.get("/<int:number>")
def step(code: str, number: int) -> AnyResponse:
    """One page of questions, with what has been answered before."""
    token = draft_token(tidy_code(code))
    if token is None:
        view = _view(code)
        if not view.round.takes_answers(clock.now()):
            return make_response(_not_open(view))
        _step(view, number)
        return _without_token(view)
    begun = _begun(code, token)
    view = begun.view
    if not view.round.takes_answers(clock.now()):
        return make_response(_not_open(view))
    page = _step(view, number)
    if not begun.draft and begun.handed_in:
        return redirect(url_for("respond.receipt", code=view.round.code))
    return _page(page_template(view, page, language()).fill(generate_csrf(), begun.draft))


@respond.post("/<int:number>")
def save_step(code: str, number: int) -> AnyResponse:
    """Saves the page and goes on. With faults the page comes back with everything that was typed."""
    view = _view(code)
    page = _step(view, number)
    asked = form_class(view, page)
    token = _token(view) or secrets.token_urlsafe(24)
    posted = _posted(page)
    if (_stale() or not asked.takes(request.form.getlist)) and not (form := asked()).validate():
        return remember_draft(view.round.code, token, _page(_with_faults(view, page, form, posted), 422))
    try:
        _answering().save(view, token, posted, page.field_ids)
    except SamspelError as refused:
        return _closed_at_step(view, page, posted) if refused.code == "R004" else _refused(view, refused)
    return remember_draft(view.round.code, token, redirect(_next(view, page)))


@respond.post("/draft")
def save_draft(code: str) -> AnyResponse:
    """Saves the page as it stands, for the script; faults can wait for the button."""
    view = _view(code)
    page, token = _step(view, request.form.get("step", 1, type=int)), _token(view)
    if token is None or _stale():
        abort(400)
    try:
        _answering().save(view, token, _posted(page), page.field_ids)
    except SamspelError:
        return Response(status=409)
    return Response(status=204)


@respond.get("/draft/delete")
def confirm_deletion(code: str) -> str | AnyResponse:
    """Says what the deletion of the device's draft means, before it is done."""
    view = _view(code)
    if not _has_draft(_token(view)):
        return redirect(url_for("respond.welcome", code=view.round.code))
    return render_template("respond/delete_draft.html", view=view, stale=False)


@respond.post("/draft/delete")
def delete_draft(code: str) -> AnyResponse:
    """Deletes the device's draft. The mark of a sheet that was handed in stays, and with it the receipt."""
    view = _view(code)
    token = _token(view)
    if token is None:
        return redirect(url_for("respond.welcome", code=view.round.code))
    if _stale():
        return _page(render_template("respond/delete_draft.html", view=view, stale=True), 400)
    _answering().forget(token)
    if _answering().handed_in(token):
        return redirect(url_for("respond.receipt", code=view.round.code))
    gone = make_response(render_template("respond/draft_deleted.html", view=view))
    forget_draft(view.round.code, gone)
    return gone


@respond.get("/review")
def review(code: str) -> AnyResponse:
    """What has been answered and what not, before handing in."""
    view = _view(code)
    token = _token(view)
    if not view.round.takes_answers(clock.now()):
        return make_response(_not_open(view))
    if token is None:
        return redirect(url_for("respond.welcome", code=view.round.code))
    if _answering().handed_in(token):
        return redirect(url_for("respond.receipt", code=view.round.code))
    return _review(view, _answering().draft(token))


@respond.post("/review")
def hand_in(code: str) -> AnyResponse:
    """Hands in. Pressing twice, or in two tabs, hands in once."""
    view = _view(code)
    token = _token(view)
    if token is None:
        return redirect(url_for("respond.welcome", code=view.round.code))
    if _stale() and not _answering().handed_in(token):
        stale = _("The page had been open for a while. Check your answers and hand in again.")
        return _review(view, _answering().draft(token), [stale], 400)
    try:
        _answering().hand_in(view, token, invitation_of(view.round.code))
    except InvalidAnswers as faulty:
        return _review(view, _answering().draft(token), [_named(view, fault) for fault in faulty.faults], 422)
    except SamspelError as refused:
        if refused.code == INVITATION_ANSWERED:
            return _page(render_template("invited/answered.html", code=view.round.code), 409)
        if refused.code in JUST_CLOSED and not _answering().handed_in(token):
            return _refused(view, refused)
        return _review(view, _answering().draft(token), [error_sentence(refused, language())], 422)
    return forget_invitation(view.round.code, redirect(url_for("respond.receipt", code=view.round.code)))


@respond.get("/receipt")
def receipt(code: str) -> str | AnyResponse:
    """Thank you, and what happens now."""
    token = draft_token(tidy_code(code))
    if token is None or not (begun := _begun(code, token)).handed_in:
        return redirect(url_for("respond.welcome", code=_view(code).round.code))
    return _page(receipt_page(begun.view, language()))


def _answering() -> Answering:
    return cast(Answering, current_app.extensions["answering"])


def _has_draft(token: str | None) -> bool:
    return bool(token and _answering().draft(token))


def _stale() -> bool:
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return False
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return True
    return False


def _begun(code: str, token: str) -> Begun:
    found = _answering().begun(code, token)
    restrict_language(found.view.round.languages)
    return found


def _view(code: str) -> RoundView:
    view = _answering().find(code)
    restrict_language(view.round.languages)
    return view


def _step(view: RoundView, number: int) -> Step:
    pages = steps(view, language())
    if not 1 <= number <= len(pages):
        abort(404)
    return pages[number - 1]


def _next(view: RoundView, page: Step) -> str:
    other = request.form.get("language")
    if other in view.round.languages:
        return url_for("respond.step", code=view.round.code, number=page.number, language=other)
    if request.form.get("go") == "back":
        return (
            url_for("respond.step", code=view.round.code, number=page.number - 1)
            if page.number > 1
            else url_for("respond.welcome", code=view.round.code)
        )
    if page.number == page.of:
        return url_for("respond.review", code=view.round.code)
    return url_for("respond.step", code=view.round.code, number=page.number + 1)


def _posted(page: Step) -> Raw:
    sent = request.form.getlist
    posted = {field: values for field in page.field_ids if (values := sent(f"{FIELD_PREFIX}{field}"))}
    return posted | {item.id: values for item in page.parted if (values := sent_values(item, sent))}


def _with_faults(view: RoundView, page: Step, form: StepForm, posted: Raw) -> bytes:
    faults = {field: plain_sentence(fault, language()) for field, fault in form.faults().items()}
    messages = [(field, f"{_field_name(view, field)}: {words}") for field, words in faults.items()]
    stale = _("The page had been open for a while. Nothing is lost: check and press the button again.")
    summary = render_template("components/error_summary.html", stale=stale if form.stale else "", messages=messages)

    def fault(field: str) -> str:
        words = faults.get(field)
        return render_template("components/fault.html", field=field, words=words) if words else ""

    return page_template(view, page, language()).fill(generate_csrf(), posted, summary, fault)


def _field_name(view: RoundView, field: str) -> str:
    item = view.questionnaire.items_by_id.get(field)
    if item is not None:
        return item.text.into(language())
    return _("Your organisation") if field == "organisation" else _("Your role")


def _named(view: RoundView, fault: SamspelError) -> str:
    return f"{_field_name(view, fault.where)}: {plain_sentence(fault, language())}"


def _review(view: RoundView, draft: Raw, faults: list[str] | None = None, status: int = 200) -> AnyResponse:
    pages = [
        (page, sum(item.id in draft for item in page.items), [item for item in page.items if item.id not in draft])
        for page in steps(view, language())
    ]
    organisation = next((one.name for one in view.round.organisations if [one.id] == draft.get("organisation")), None)
    level = view.questionnaire.level
    role = next((one.label for one in level.options if [one.id] == draft.get("level")), None) if level else None
    return _page(
        render_template(
            "respond/review.html", view=view, pages=pages, organisation=organisation, role=role, faults=faults or []
        ),
        status,
    )


def _not_open(view: RoundView) -> str:
    opens = view.round.opens_at and long_moment(view.round.opens_at, language())
    return render_template("respond/not_open.html", view=view, opens=opens or "", started=_has_draft(_token(view)))


def _refused(view: RoundView, refused: SamspelError) -> AnyResponse:
    """The round closed (or the sheet was handed in) while somebody answered: say so; the draft is kept."""
    if refused.code == "A011":
        return redirect(url_for("respond.receipt", code=view.round.code))
    return _page(render_template("respond/closed_meanwhile.html", view=view), 409)


def _closed_at_step(view: RoundView, page: Step, posted: Raw) -> AnyResponse:
    """The step as it was sent, choices and words: nothing of it has been saved, and the same button saves it once the
    round is open again."""
    closed = _(
        "The round closed while you were answering, so this page could not be saved. What you chose and wrote still "
        "stands here, and what you had saved before is kept on this device: ask the facilitator to open the round "
        "again, and then press the button once more."
    )
    summary = render_template("components/error_summary.html", stale=closed, messages=[])
    return _page(page_template(view, page, language()).fill(generate_csrf(), posted, summary), 409)


def _without_token(view: RoundView) -> AnyResponse:
    """To the welcome page; who comes from its button got a token and did not keep it."""
    welcome = url_for("respond.welcome", code=view.round.code)
    if urlsplit(request.referrer or "").path.upper() == welcome.upper():
        return _page(render_template("respond/no_cookies.html", view=view), 400)
    return redirect(welcome)


def _page(html: str | bytes, status: int = 200) -> AnyResponse:
    return Response(html, status, mimetype="text/html")


def _token(view: RoundView) -> str | None:
    return draft_token(view.round.code)
