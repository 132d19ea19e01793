"""Workshops: rounds that take no answers, whose record can be written from the first minute."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from app.domain.errors import SamspelError
from app.domain.record import Principle
from app.domain.round import Kind, State, Step
from app.services.agreements import add
from app.services.installation import Installation
from app.services.plans import change_round, delete_round
from app.services.record import record_before, round_record
from app.services.responses import hand_in
from app.services.rounds import (
    RoundView,
    archive_round,
    close_round,
    find_answered_round,
    open_round,
    take_back_round,
)
from tests.builders import NOW, draft_round, facilitator, fresh, new_round

NEW = new_round(questionnaire="grundstenar", title="Våra grundstenar")


@pytest.fixture
def view(installation: Installation) -> RoundView:
    return draft_round(installation, NEW)


def word(installation: Installation, view: RoundView) -> None:
    principle = Principle("", "grundsten_kostnader", "Vi delar lika.")
    add(installation, facilitator(installation), view.round.code, principle, NOW)


def test_a_workshop_is_there_at_once_and_can_be_written_in(installation: Installation, view: RoundView) -> None:
    assert (view.round.rules.kind, view.round.state) == (Kind.WORKSHOP, State.CLOSED)
    assert (view.round.opens_at, view.round.closes_at, view.round.expected) == (None, None, None)
    word(installation, view)
    assert [one.words for one in round_record(installation, view).principles] == ["Vi delar lika."]


def test_nothing_can_be_handed_in(installation: Installation, view: RoundView) -> None:
    with pytest.raises(SamspelError, match="R004"):
        hand_in(installation, view, "token", NOW, {})
    account = facilitator(installation)
    for change in (open_round, close_round):
        with pytest.raises(SamspelError, match="R025"):
            change(installation, account, view.round.code, NOW)
    with pytest.raises(SamspelError, match="R025"):
        find_answered_round(installation, account, view.round.code)


def test_it_is_archived_and_taken_back(installation: Installation, view: RoundView) -> None:
    account, code = facilitator(installation), view.round.code
    assert archive_round(installation, account, code, NOW).round.state is State.ARCHIVED
    assert take_back_round(installation, account, code, NOW).round.state is State.CLOSED
    assert not view.round.may(Step.OPEN)


def test_it_can_be_deleted_until_something_is_written_down(installation: Installation, view: RoundView) -> None:
    other = draft_round(installation, replace(NEW, title="Av misstag"))
    delete_round(installation, facilitator(installation), other.round.code, NOW)
    word(installation, view)
    with pytest.raises(SamspelError, match="R026"):
        delete_round(installation, facilitator(installation), view.round.code, NOW)
    with installation.database.reading() as connection:
        assert connection.execute(text("SELECT code FROM rounds")).scalars().all() == [view.round.code]


def test_its_name_may_change_and_a_draft_cannot_become_one(installation: Installation, view: RoundView) -> None:
    account = facilitator(installation)
    renamed = replace(NEW, title="Grundstenar i juni", kind=Kind.WORKSHOP, expected=None)
    changed = change_round(installation, account, view.round.code, view.round.version, renamed, NOW)
    assert (changed.round.title, changed.round.rules.kind) == ("Grundstenar i juni", Kind.WORKSHOP)
    draft = draft_round(installation)
    with pytest.raises(SamspelError, match="R024"):
        change_round(installation, account, draft.round.code, draft.round.version, NEW, NOW)


def test_the_next_round_follows_up_the_last_answers_and_not_the_workshop(
    installation: Installation, view: RoundView
) -> None:
    word(installation, view)
    assert record_before(installation, fresh(installation, draft_round(installation))) is None
