"""What a facilitator decides about a round: a new one, one like an earlier one, one that is changed."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.collaboration import Collaboration
from app.domain.errors import SamspelError
from app.domain.swedish_time import day_of
from app.services import clock, plans, rounds
from app.services.collaborations import find_collaboration
from app.services.offered import library_of
from app.services.plans import RoundChangedMeanwhile
from app.services.rounds import RoundView
from app.services.versions import NewerVersion, newer_versions
from app.web.forms.round_form import RoundForm
from app.web.languages import language
from app.web.pages.meanwhile import round_differences
from app.web.pages.planned_round import PlannedRoundPage, changed_round_page, new_round_page
from app.web.security import csrf
from app.web.signed_in import this_account, this_installation
from app.wording.errors import error_sentence

plan = Blueprint("plan", __name__)
Answer = str | Response | tuple[str, int]


@plan.get("/collaborations/<collaboration_id>/rounds/new")
def new(collaboration_id: str) -> str:
    """A form for a new round; `?like=` fills in what an earlier one had."""
    within, like = _within(collaboration_id), request.args.get("like")
    model = _view(like) if like else None
    newer = newer_versions(this_installation(), model) if model else ()
    return _page(new_round_page(within, newer, language()), _form(within, model=model, newer=newer))


@plan.post("/collaborations/<collaboration_id>/rounds/new")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def make(collaboration_id: str) -> Answer:
    """Makes the round; faults bring the form back with everything that was typed."""
    within = _within(collaboration_id)
    form = _form(within)
    if not form.validate():
        return _page(new_round_page(within, (), language()), form), 422
    try:
        view = rounds.create_round(this_installation(), this_account(), within.id, form.new_round(), clock.now())
    except SamspelError as refused:
        return _page(new_round_page(within, (), language(), error_sentence(refused, language())), form), 422
    return redirect(
        url_for("workshop.show" if view.round.is_workshop else "facilitate.one_round", code=view.round.code)
    )


@plan.get("/facilitate/rounds/<code>/settings")
def settings(code: str) -> str:
    """What may still be changed about the round, and why the rest may not."""
    view = _view(code)
    return _page(changed_round_page(view, language()), _form(_within(view.collaboration_id), changed=view))


@plan.post("/facilitate/rounds/<code>/settings")
@csrf.exempt  # the form checks its token itself, so that a stale one loses nothing
def change(code: str) -> Answer:
    """Changes the round. Where somebody else has meanwhile, both versions are shown and nothing is lost."""
    view = _view(code)
    form = _form(_within(view.collaboration_id), changed=view)
    if not form.validate():
        return _page(changed_round_page(view, language()), form), 422
    try:
        plans.change_round(this_installation(), this_account(), code, form.seen_version, form.new_round(), clock.now())
    except RoundChangedMeanwhile as meanwhile:
        return _both_versions(view, form, meanwhile), 409
    except SamspelError as refused:
        return _page(changed_round_page(view, language(), error_sentence(refused, language())), form), 422
    return redirect(url_for("facilitate.one_round", code=view.round.code))


def _within(collaboration_id: str) -> Collaboration:
    return find_collaboration(this_installation(), this_account(), collaboration_id).collaboration


def _view(code: str) -> RoundView:
    return rounds.find_own_round(this_installation(), this_account(), code)


def _form(
    within: Collaboration,
    *,
    model: RoundView | None = None,
    newer: Sequence[NewerVersion] = (),
    changed: RoundView | None = None,
) -> RoundForm:
    library = library_of(this_installation()).offered()
    kept = plans.kept_questionnaires(this_installation(), changed) if changed else ()
    instead = {one.earlier.id: one.later.id for one in newer}
    today = day_of(clock.now())
    return RoundForm(library, language(), within, today, model=model, instead=instead, changed=changed, kept=kept)


def _both_versions(view: RoundView, form: RoundForm, meanwhile: RoundChangedMeanwhile) -> str:
    form.version.data = str(meanwhile.theirs.version)
    differences = round_differences(form.new_round(), meanwhile.theirs, language())
    return _page(changed_round_page(view, language(), differences=differences), form)


def _page(page: PlannedRoundPage, form: RoundForm) -> str:
    return render_template("plan/round.html", page=page, form=form)
