"""The values of the record: what is refused, how an action stands, what belongs where."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SamspelError
from app.domain.record import (
    LONGEST_AGREEMENT,
    LONGEST_NOTE,
    LONGEST_RESPONSIBLE,
    Action,
    ActionState,
    Note,
    Principle,
    Record,
    Standing,
    in_date_order,
    say_the_same,
    tidy,
    tidy_lines,
)

TODAY = date(2026, 5, 4)


def action(due_on: date | None = None, state: ActionState = ActionState.PLANNED, of: str = "a") -> Action:
    return Action(of, None, "Boka möte", "Samordnare", None, due_on, state)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Principle("p", None, ""), "G002"),
        (lambda: Principle("p", None, "x" * (LONGEST_AGREEMENT + 1)), "G003"),
        (lambda: Note(None, "x" * (LONGEST_NOTE + 1)), "G003"),
        (lambda: Action("a", None, "", "Samordnare"), "G002"),
        (lambda: Action("a", None, "Boka", ""), "G004"),
        (lambda: Action("a", None, "Boka", "x" * (LONGEST_RESPONSIBLE + 1)), "G003"),
    ],
)
def test_what_is_empty_or_too_long_is_refused(make: object, code: str) -> None:
    assert callable(make)
    with pytest.raises(SamspelError, match=code):
        make()


def test_what_just_fits_is_taken_and_a_note_may_be_empty() -> None:
    assert Principle("p", None, "x" * LONGEST_AGREEMENT).version == 1
    assert Note(None, "").version == 0
    assert len(Note("f", "x" * LONGEST_NOTE).words) == LONGEST_NOTE


@pytest.mark.parametrize(
    ("days", "state", "standing"),
    [
        (-1, ActionState.PLANNED, Standing.OVERDUE),
        (-1, ActionState.BEGUN, Standing.OVERDUE),
        (0, ActionState.PLANNED, Standing.SOON),
        (30, ActionState.PLANNED, Standing.SOON),
        (31, ActionState.BEGUN, Standing.LATER),
        (None, ActionState.PLANNED, Standing.UNDATED),
        (-400, ActionState.DONE, Standing.DONE),
        (-400, ActionState.DROPPED, Standing.DROPPED),
    ],
)
def test_an_action_stands_by_its_date_until_it_is_done_or_dropped(
    days: int | None, state: ActionState, standing: Standing
) -> None:
    due_on = None if days is None else TODAY + timedelta(days=days)
    assert action(due_on, state).standing(TODAY) is standing


@given(st.sampled_from(ActionState), st.none() | st.dates(), st.dates())
def test_only_what_is_left_to_do_can_be_overdue(state: ActionState, due_on: date | None, today: date) -> None:
    one = action(due_on, state)
    overdue = one.standing(min(today, date(9999, 1, 1))) is Standing.OVERDUE
    assert overdue == (one.is_open and due_on is not None and due_on < min(today, date(9999, 1, 1)))


def test_actions_come_in_the_order_of_their_dates_those_without_one_last() -> None:
    first, second, undated = action(TODAY, of="b"), action(TODAY + timedelta(1), of="a"), action(of="c")
    assert in_date_order([undated, second, first]) == (first, second, undated)


def test_a_record_is_split_by_factor_and_what_belongs_to_none_is_the_whole() -> None:
    whole, of_factor = Principle("1", None, "Vi"), Principle("2", "service", "Ni")
    record = Record((Note("service", "Bra"),), (whole, of_factor), (action(),))
    assert record.about(None) == Record((), (whole,), (action(),))
    assert record.about("service") == Record((Note("service", "Bra"),), (of_factor,), ())
    assert record.note("nytta") == Note("nytta", "")


def test_a_record_of_emptied_notes_is_empty() -> None:
    assert Record((Note("service", "", 4),)).is_empty
    assert not Record((Note("service", "Bra", 4),)).is_empty
    assert not Record((Note("service", "Bra", 4),)).has_agreements


def test_two_versions_of_the_same_words_say_the_same() -> None:
    assert say_the_same(Note("f", "Bra", 1), Note("f", "Bra", 7))
    assert not say_the_same(Note("f", "Bra", 1), Note("f", "bra", 1))
    assert not say_the_same(action(), action(state=ActionState.DONE))


def test_words_are_tidied_without_losing_any() -> None:
    assert tidy_lines("  Ett\r\n\r\ntvå\x00 \n") == "Ett\n\ntvå"
    assert tidy(" Ett\t två\n\n tre ") == "Ett två tre"


@given(st.text())
def test_tidy_words_have_no_character_that_a_database_refuses_and_are_tidy(words: str) -> None:
    assert "\x00" not in tidy_lines(words)
    assert tidy(tidy(words)) == tidy(words)
    assert tidy_lines(tidy_lines(words)) == tidy_lines(words)
