"""One organisation over all its collaborations, for those who follow it: only what disclosure control let through of
each round, read from where it is stored, in as many queries for one round as for a hundred."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from app.documents import organisation as document
from app.documents.medium import SCREEN
from app.documents.organisation_words import OrganisationWords, organisation_words
from app.domain.organisation_picture import ComingDate, OrganisationPicture, Promise
from app.domain.record import Record
from app.domain.round import State
from app.domain.swedish_time import day_of
from app.domain.text import Language
from app.services.access import require_own_organisation
from app.services.accounts import Account
from app.services.installation import Installation
from app.services.kept_files import document_of
from app.services.organisation_scores import questionnaire_pictures
from app.services.results import store_missing_results
from app.services.rounds import RoundView, view_of
from app.store import record, rounds, stored_results
from app.store.stored_results import RoundScore


@dataclass(frozen=True)
class _Found:
    """All that is read: the organisation's rounds, the scores of those that are closed, and every round's record."""

    views: Sequence[RoundView]
    scores: Sequence[RoundScore]
    records: dict[str, Record]


def organisation_picture(
    installation: Installation, account: Account, organisation_id: str, now: datetime
) -> OrganisationPicture:
    """The picture of an organisation that the account follows. Raises E001 for every other, as if it did not exist."""
    with installation.database.reading() as connection:
        name = require_own_organisation(connection, account, organisation_id)
    store_missing_results(installation, organisation_id=organisation_id)
    found = _find(installation, organisation_id)
    closed = [one for one in found.views if _is_pictured(one)]
    questionnaires = questionnaire_pictures(organisation_id, closed, found.scores)
    shown = [one for asked in questionnaires for of in asked.collaborations for one in of.rounds if one.shows_something]
    return OrganisationPicture(
        id=organisation_id,
        name=name,
        collaborations=len({one.collaboration_id for one in found.views}),
        rounds=len(closed),
        shown=len(shown),
        questionnaires=questionnaires,
        promises=tuple(_promises(organisation_id, found)),
        dates=tuple(sorted(_dates(found.views, day_of(now)), key=lambda one: one.day)),
    )


def screen_words(picture: OrganisationPicture, today: date, language: Language) -> OrganisationWords:
    """The picture in words and charts, for the page."""
    return organisation_words(picture, today, language, SCREEN)


def organisation_document(picture: OrganisationPicture, today: date, language: Language) -> bytes:
    """The picture for the management group, as PDF."""
    make = partial(document.build_organisation_document, picture, today, language)
    return document_of(["organisation", picture, today, language], make)


def _find(installation: Installation, organisation_id: str) -> _Found:
    with installation.database.reading() as connection:
        stored = rounds.of_organisation(connection, organisation_id)
        ids = [one.round.id for one in stored]
        scores = stored_results.scores_of(connection, ids, [organisation_id])
        records = record.records_of(connection, ids)
    return _Found([view_of(installation, one) for one in stored], scores, records)


def _is_pictured(view: RoundView) -> bool:
    """Whether it is a closed round that people answered; a workshop has no answers."""
    return view.round.state.shows_results and not view.round.is_workshop


def _promises(organisation_id: str, found: _Found) -> Iterator[Promise]:
    for view in found.views:
        titles = {factor.id: factor.title for factor in view.questionnaire.factors}
        for action in found.records[view.round.id].actions:
            if action.organisation_id == organisation_id:
                factor = titles.get(action.factor_id or "")
                yield Promise(action, view.collaboration_id, view.round.collaboration, view.round.title, factor)


def _dates(views: Sequence[RoundView], today: date) -> Iterator[ComingDate]:
    """When the organisation's open rounds close, from today on. Of drafts those who only read are told nothing."""
    for view in views:
        one = view.round
        if one.state is State.OPEN and one.closes_at is not None and day_of(one.closes_at) >= today:
            yield ComingDate(day_of(one.closes_at), one.title, view.collaboration_id, one.collaboration)
