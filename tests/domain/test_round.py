"""What may happen to a round in each state, what may be changed, and what its period brings."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.errors import SamspelError
from app.domain.round import RULES, Kind, Layout, Organisation, Round, RoundRules, Setting, State, Step

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
DRAFT = Round(
    id="1",
    code="K7M3QX",
    title="Våren 2026",
    collaboration="Samverkan Norrdal",
    organisations=(Organisation("norrdal", "Norrdal"), Organisation("alvnas", "Älvnäs")),
    questionnaire_id="nyckelfaktorer",
    questionnaire_version=1,
    languages=("sv",),
    rules=RoundRules(Kind.INDIVIDUAL, 5, State.DRAFT),
    layout=Layout.STEPS,
    expected=12,
    opened_on=None,
    closed_on=None,
)
IN_STATE = {
    State.DRAFT: DRAFT,
    State.OPEN: DRAFT.opened(MONDAY),
    State.CLOSED: DRAFT.opened(MONDAY).closed(TUESDAY),
    State.ARCHIVED: DRAFT.opened(MONDAY).closed(TUESDAY).archived(),
}
TAKEN: Mapping[Step, tuple[Callable[[Round], Round], State]] = {
    Step.OPEN: (lambda one: one.opened(TUESDAY), State.OPEN),
    Step.CLOSE: (lambda one: one.closed(TUESDAY), State.CLOSED),
    Step.ARCHIVE: (lambda one: one.archived(), State.ARCHIVED),
    Step.TAKE_BACK: (lambda one: one.taken_back(), State.CLOSED),
}
OTHERWISE = {
    Setting.TITLE: {"title": "Hösten 2026"},
    Setting.QUESTIONNAIRE: {"questionnaire_id": "pulskoll"},
    Setting.ORGANISATIONS: {"organisations": (Organisation("norrdal", "Norrdal"),)},
    Setting.LANGUAGES: {"languages": ("sv", "en")},
    Setting.KIND: {"rules": RoundRules(Kind.JOINT, 5, State.DRAFT)},
    Setting.SMALLEST_GROUP: {"rules": RoundRules(Kind.INDIVIDUAL, 4, State.DRAFT)},
    Setting.LAYOUT: {"layout": Layout.PAGE},
    Setting.OPENS_AT: {"opens_at": TUESDAY},
    Setting.CLOSES_AT: {"closes_at": TUESDAY},
    Setting.EXPECTED: {"expected": 20, "expected_of": (("norrdal", 20),)},
}
CHANGEABLE = {
    State.DRAFT: set(Setting),
    State.OPEN: {Setting.TITLE, Setting.CLOSES_AT, Setting.EXPECTED},
    State.CLOSED: {Setting.TITLE, Setting.EXPECTED},
    State.ARCHIVED: set(),
}
POSSIBLE = {
    State.DRAFT: {Step.OPEN, Step.DELETE},
    State.OPEN: {Step.CLOSE},
    State.CLOSED: {Step.OPEN, Step.ARCHIVE},
    State.ARCHIVED: {Step.TAKE_BACK},
}


def test_a_round_is_opened_and_closed() -> None:
    opened = DRAFT.opened(MONDAY)
    assert (opened.state, opened.opened_on, opened.wave) == (State.OPEN, date(2026, 3, 2), 0)
    ended = opened.closed(TUESDAY)
    assert (ended.state, ended.opened_on, ended.closed_on) == (State.CLOSED, date(2026, 3, 2), date(2026, 3, 3))


def test_the_day_is_the_one_that_it_is_in_sweden() -> None:
    assert DRAFT.opened(datetime(2026, 6, 1, 22, 30, tzinfo=UTC)).opened_on == date(2026, 6, 2)


def test_reopening_begins_a_new_wave_and_keeps_the_first_opening_date() -> None:
    again = DRAFT.opened(MONDAY).closed(MONDAY).opened(TUESDAY)
    assert (again.wave, again.opened_on, again.closed_on) == (1, date(2026, 3, 2), None)


def test_archiving_and_taking_back_change_nothing_but_the_state() -> None:
    closed = IN_STATE[State.CLOSED]
    assert closed.archived().taken_back() == closed
    assert closed.archived().state.shows_results


@pytest.mark.parametrize("state", State)
def test_in_each_state_only_its_steps_can_be_taken(state: State) -> None:
    one = IN_STATE[state]
    assert RULES[state].steps == POSSIBLE[state]
    for step, (take, then) in TAKEN.items():
        if step in POSSIBLE[state]:
            assert take(one).state is then
        else:
            with pytest.raises(SamspelError):
                take(one)


@pytest.mark.parametrize(
    ("state", "step", "code"),
    [
        (State.OPEN, Step.OPEN, "R002"),
        (State.ARCHIVED, Step.OPEN, "R013"),
        (State.DRAFT, Step.CLOSE, "R003"),
        (State.OPEN, Step.ARCHIVE, "R014"),
        (State.CLOSED, Step.TAKE_BACK, "R015"),
    ],
)
def test_a_step_out_of_turn_says_what_to_do_instead(state: State, step: Step, code: str) -> None:
    with pytest.raises(SamspelError, match=code):
        TAKEN[step][0](IN_STATE[state])


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED, State.ARCHIVED])
def test_only_a_draft_can_be_deleted(state: State) -> None:
    DRAFT.require_deletable()
    with pytest.raises(SamspelError, match="R016"):
        IN_STATE[state].require_deletable()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("setting", Setting)
def test_in_each_state_only_its_settings_can_be_changed(state: State, setting: Setting) -> None:
    one = IN_STATE[state]
    wanted = replace(one, **OTHERWISE[setting])  # type: ignore[arg-type]
    if setting in CHANGEABLE[state]:
        changed = one.changed(wanted)
        assert (changed.state, changed.version, changed.code) == (state, 2, one.code)
        assert replace(changed, version=1) == replace(wanted, rules=replace(wanted.rules, state=state))
    else:
        with pytest.raises(SamspelError, match="R012") as refused:
            one.changed(wanted)
        assert refused.value.where == setting.value


def test_nothing_changed_is_allowed_in_every_state() -> None:
    for one in IN_STATE.values():
        assert one.changed(one) == replace(one, version=2)


class TestThePeriod:
    HOUR = timedelta(hours=1)
    PLANNED = replace(DRAFT, opens_at=MONDAY, closes_at=TUESDAY)

    def test_a_draft_opens_when_its_time_comes_and_an_open_round_closes(self) -> None:
        assert self.PLANNED.due(MONDAY - self.HOUR) is None
        assert self.PLANNED.due(MONDAY) is Step.OPEN
        opened = self.PLANNED.opened(MONDAY)
        assert opened.due(TUESDAY - self.HOUR) is None
        assert opened.due(TUESDAY) is Step.CLOSE
        assert opened.closed(TUESDAY).due(TUESDAY + self.HOUR) is None

    def test_a_draft_whose_whole_period_has_passed_stays_a_draft(self) -> None:
        assert self.PLANNED.due(TUESDAY) is None

    def test_nothing_happens_by_itself_without_times(self) -> None:
        assert DRAFT.due(TUESDAY) is None
        assert DRAFT.opened(MONDAY).due(TUESDAY) is None

    def test_answers_are_taken_until_the_closing_time_and_not_in_that_moment(self) -> None:
        opened = self.PLANNED.opened(MONDAY)
        assert opened.takes_answers(TUESDAY - self.HOUR)
        assert not opened.takes_answers(TUESDAY)
        assert not self.PLANNED.takes_answers(MONDAY)
        assert DRAFT.opened(MONDAY).takes_answers(TUESDAY)

    def test_opening_again_after_the_closing_time_waits_for_a_hand_to_close_it(self) -> None:
        again = self.PLANNED.opened(MONDAY).closed(TUESDAY).opened(TUESDAY)
        assert again.closes_at is None
        assert self.PLANNED.opened(MONDAY).closed(MONDAY + self.HOUR).opened(MONDAY + self.HOUR).closes_at == TUESDAY


@pytest.mark.parametrize("given", [0, 2, 11])
def test_a_smallest_group_outside_3_to_10_is_refused(given: int) -> None:
    with pytest.raises(SamspelError, match="R001"):
        replace(DRAFT.rules, smallest_group=given)
