"""What may happen to a round, and what its smallest group may be."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.errors import SamspelError
from app.domain.round import Kind, Layout, Organisation, Round, RoundRules, State

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
DRAFT = Round(
    id="1",
    code="K7M3QX",
    title="Våren 2026",
    collaboration="Samverkan Norrdal",
    organisations=(Organisation("norrdal", "Norrdal"),),
    questionnaire_id="nyckelfaktorer",
    questionnaire_version=1,
    languages=("sv",),
    rules=RoundRules(Kind.INDIVIDUAL, 5, State.DRAFT),
    layout=Layout.STEPS,
    expected=12,
    opened_on=None,
    closed_on=None,
)


def test_a_round_is_opened_and_closed() -> None:
    opened = DRAFT.opened(MONDAY)
    assert (opened.state, opened.opened_on, opened.wave) == (State.OPEN, MONDAY, 0)
    ended = opened.closed(TUESDAY)
    assert (ended.state, ended.opened_on, ended.closed_on) == (State.CLOSED, MONDAY, TUESDAY)


def test_reopening_begins_a_new_wave_and_keeps_the_first_opening_date() -> None:
    again = DRAFT.opened(MONDAY).closed(MONDAY).opened(TUESDAY)
    assert (again.wave, again.opened_on, again.closed_on) == (1, MONDAY, None)


def test_an_open_round_cannot_be_opened_and_a_draft_cannot_be_closed() -> None:
    with pytest.raises(SamspelError, match="R002"):
        DRAFT.opened(MONDAY).opened(TUESDAY)
    with pytest.raises(SamspelError, match="R003"):
        DRAFT.closed(MONDAY)


@pytest.mark.parametrize("given", [0, 2, 11])
def test_a_smallest_group_outside_3_to_10_is_refused(given: int) -> None:
    with pytest.raises(SamspelError, match="R001"):
        replace(DRAFT.rules, smallest_group=given)
