"""The comments of a round, for those who lead it: read, and then shown to others, or not."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.comment_review import Decision
from app.domain.errors import SamspelError
from app.domain.published import Withheld
from app.services import clock, rounds
from app.services import comments as reading
from app.services.comments import Decided, ReadComment
from app.services.rounds import RoundView
from app.web.forms.comment_decisions import TypedDecision, decided, read_decisions, seen_waiting
from app.web.forms.keyed_sheet import TokenForm
from app.web.languages import gettext as _
from app.web.languages import language, ngettext
from app.web.pages.comments_page import NotKept, comments_page
from app.web.pages.undo import Undo, offer_undo, offered_undo
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.errors import plain_sentence

comments = Blueprint("comments", __name__, url_prefix="/rounds/<code>/comments")
SHORT = 12
"""Hexadecimal digits of a digest that the way back keeps: enough to tell a question's comments apart."""
MOST_TO_UNDO = 100
"""Comments. The way back is kept in a cookie, which holds some 4,000 characters."""


@comments.get("")
def show(code: str) -> str:
    """All comments that disclosure control lets through, question by question."""
    return _page(_view(code))


@comments.post("/<item_id>")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing that was typed
def decide(code: str, item_id: str) -> Response | tuple[str, int]:
    """Keeps what was chosen about the comments of one question."""
    view, typed = _view(code), read_decisions(request.form)
    if not TokenForm().validate():
        stale = _("The page had been open for a while. Nothing is lost: check and press the button again.")
        return _page(view, NotKept(item_id, stale, typed)), 422
    try:
        return _kept(code, item_id, _chosen(view, item_id, typed))
    except SamspelError as refused:
        return _page(view, NotKept(item_id, plain_sentence(refused, language()), typed)), 422


@comments.post("/<item_id>/back")
def take_back(code: str, item_id: str) -> Response:
    """Lets the comments wait again that have just been shown all at once."""
    view, short = _view(code), set(request.form.get("waited", "").split(","))
    back: Decided = {(item_id, digest): None for digest in _read(view, item_id) if digest[:SHORT] in short}
    reading.decide(this_installation(), this_account(), code, back, clock.now())
    return redirect(_address(code, item_id))


def _view(code: str) -> RoundView:
    return rounds.find_own_round(this_installation(), this_account(), code)


def _read(view: RoundView, item_id: str) -> dict[str, ReadComment]:
    """Digest -> comment to the question."""
    found = [one for one in reading.read_comments(this_installation(), view) if one.item_id == item_id]
    return {one.digest: one for each in found if not isinstance(each.comments, Withheld) for one in each.comments}


def _chosen(view: RoundView, item_id: str, typed: dict[str, TypedDecision]) -> Decided:
    chosen = dict(decided(item_id, typed, _read(view, item_id)))
    if request.form.get("go") == "all":
        chosen = {**seen_waiting(item_id, typed), **chosen}
    return chosen


def _kept(code: str, item_id: str, chosen: Decided) -> Response:
    before = reading.decide(this_installation(), this_account(), code, chosen, clock.now())
    shown = [key for key in before if (one := chosen[key]) and one.decision is Decision.SHOWN]
    if request.form.get("go") == "all" and 0 < len(shown) <= MOST_TO_UNDO:
        words = ngettext("One comment is shown now.", "%(num)d comments are shown now.", len(shown))
        waited = ",".join(digest[:SHORT] for _item, digest in shown)
        address = url_for("comments.take_back", code=code, item_id=item_id, page=request.args.get("page"))
        offer_undo(Undo(words % {"num": len(shown)}, address, (("waited", waited),)))
    elif before:
        flash(_("Your decisions about the comments are kept."))
    return redirect(_address(code, item_id))


def _address(code: str, item_id: str) -> str:
    """The page of the list that the button stood on."""
    return url_for("comments.show", code=code, page=request.args.get("page"), _anchor=f"q-{item_id}")


def _page(view: RoundView, not_kept: NotKept | None = None) -> str:
    found = reading.read_comments(this_installation(), view)
    page = comments_page(view, found, language(), offered_undo(), not_kept)
    return render_template("comments/show.html", page=page)
