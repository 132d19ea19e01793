"""What a facilitator decides about a round that there is: changed while its state allows, deleted while a draft."""

from dataclasses import replace
from datetime import datetime

from app.domain.collaboration import Party
from app.domain.errors import SamspelError
from app.domain.package import combined
from app.domain.questionnaire import Form, Questionnaire
from app.domain.round import Round, Setting
from app.services.access import Act, require
from app.services.accounts import Account
from app.services.audit import record
from app.services.installation import Installation
from app.services.made_files import forget_made_files
from app.services.offered import library_of
from app.services.plain_names import plain_name
from app.services.rounds import (
    NewRound,
    RoundView,
    find_own_round,
    find_round,
    keep_questionnaire,
    named,
    planned_round,
    require_period,
)
from app.store import collaborations, rounds
from app.store.database import Transaction
from app.store.record import record_of
from app.store.rounds import StoredRound


class RoundChangedMeanwhile(SamspelError):
    """Somebody else has changed the round since the form was shown; `theirs` is how it is now."""

    def __init__(self, theirs: Round) -> None:
        super().__init__("R017")
        self.theirs = theirs


def kept_questionnaires(installation: Installation, view: RoundView) -> tuple[Questionnaire, ...]:
    """The questionnaires that the round asks, each by itself, as it keeps them."""
    with installation.database.reading() as connection:
        stored = rounds.by_id(connection, view.round.id)
    return installation.kept_parts(stored) if stored else ()


def change_round(
    installation: Installation, account: Account, code: str, version: int, new: NewRound, now: datetime
) -> RoundView:
    """Changes the round's settings, if it still is the version that the account saw.

    Raises R010, R012 (a setting that the round's state keeps), R024 (a draft cannot become a workshop),
    RoundChangedMeanwhile, and what `create_round` does."""
    view = find_own_round(installation, account, code)
    with installation.database.writing() as connection:
        stored = _locked(connection, account, view)
        if stored.round.version != version:
            raise RoundChangedMeanwhile(stored.round)
        if " ".join(new.title.split()) != stored.round.title:
            plain_name(new.title)
        one = stored.round.changed(_wanted(installation, connection, stored, new))
        if (one.opens_at, one.closes_at) != (stored.round.opens_at, stored.round.closes_at):
            require_period(new, now)
        rounds.update_settings(connection, one)
        record(connection, now, account, "round_changed", stored.collaboration_id, named(one))
    return find_round(installation, code)


def delete_round(installation: Installation, account: Account, code: str, now: datetime) -> str:
    """Deletes a draft with all that was prepared for it, or a workshop of which nothing is written down; the id of its
    collaboration. Raises R010, R016, R026 (a workshop with a record)."""
    view = find_own_round(installation, account, code)
    with installation.database.writing() as connection:
        stored = _locked(connection, account, view)
        stored.round.require_deletable()
        if not record_of(connection, stored.round.id).is_empty:
            raise SamspelError("R026", stored.round.title)
        rounds.delete_round(connection, stored.round.id)
        record(connection, now, account, "round_deleted", stored.collaboration_id, named(stored.round))
    forget_made_files(installation)
    return stored.collaboration_id


def _locked(connection: Transaction, account: Account, view: RoundView) -> StoredRound:
    stored = rounds.locked(connection, view.round.id)
    if stored is None:
        raise SamspelError("R010", code=view.round.code)
    require(connection, account, Act.LEAD, stored)
    return stored


def _wanted(
    installation: Installation,
    connection: Transaction,
    stored: StoredRound,
    new: NewRound,
) -> Round:
    """The round as it was decided, those settings taken over from before that were frozen when it opened."""
    one = stored.round
    collaboration = collaborations.by_id(connection, stored.collaboration_id)
    if collaboration is None:
        raise SamspelError("R010", code=one.code)
    if not one.may_change(Setting.ORGANISATIONS):  # they may have left the collaboration or changed their names since
        frozen = tuple(Party(organisation.id, organisation.name) for organisation in one.organisations)
        collaboration = replace(collaboration, parties=frozen)
    kept = {part.id: part for part in installation.kept_parts(stored)}
    parts = [kept.get(one) or library_of(installation).find(one) for one in (new.questionnaire_id, *new.further)]
    questionnaire = combined(parts[0], parts[1:])
    if questionnaire.form is Form.WORKSHOP and not one.is_workshop:
        raise SamspelError("R024")
    for part in parts:
        if part.id not in kept:
            keep_questionnaire(installation, connection, part)
    return planned_round(new, questionnaire, collaboration)
