"""Trades: other answers behind the same figures. That they suffice is searched for in test_role_comparison."""

from collections.abc import Mapping
from contextlib import suppress

from app.domain.exchanges import EVERYBODY, Comparison, Exchange, Meeting, Room, Statement
from app.domain.trades import MOST_STEPS, STEPS_OF_A_TARGET, _Search, _Steps, _TooMuch, leaves_doubt, steps_for_each

VALUES = (1, 2, 3, 4, 5)
EXACT = Room(0, 1)
"""A mean that is shown exactly."""


def comparison(*statements: Mapping[Meeting, tuple[int, ...]], room: Room = EXACT) -> Comparison:
    """Every answer counts one unit of its column."""
    columns = sorted({place[1] for one in statements for place in one})
    made = tuple(Statement(one, VALUES, dict.fromkeys(columns, 1)) for one in statements)
    places = tuple(sorted({place for one in statements for place in one}))
    return Comparison(made, dict.fromkeys(columns, room), places)


ALVIK_AND_BERGA = {(0, 0): (0, 0, 0, 1, 0), (0, 1): (0, 1, 1, 2, 1), (1, 0): (0, 0, 2, 2, 1), (1, 1): (1, 0, 0, 0, 0)}
VARIED = {(row, column): (1, 2, 2, 2, 1) for row in (0, 1) for column in (0, 1)}


def test_somebody_alone_whose_answer_nobody_else_could_have_given_is_not_in_doubt() -> None:
    assert not leaves_doubt(comparison(ALVIK_AND_BERGA), depth=1)


def test_groups_in_which_answers_vary_leave_doubt_to_any_depth() -> None:
    assert leaves_doubt(comparison(VARIED), depth=3)


def test_one_exchange_is_enough_where_the_mean_has_room() -> None:
    # The 5 may be anybody's of the row; both means are shown so that a difference of one step does not tell.
    statement = {(0, 0): (0, 0, 0, 0, 1), (0, 1): (0, 0, 0, 3, 1)}
    assert not leaves_doubt(comparison(statement), depth=1)
    assert leaves_doubt(comparison(statement, room=Room(-1, 2)), depth=1)


def test_another_statement_can_make_up_for_an_exchange() -> None:
    alone = {(0, 0): (0, 0, 0, 1, 0), (0, 1): (0, 0, 1, 2, 1), (1, 0): (0, 0, 3, 0, 0), (1, 1): (0, 0, 3, 0, 0)}
    assert not leaves_doubt(comparison(alone), depth=1)
    assert leaves_doubt(comparison(alone, VARIED), depth=1)


def test_an_organisation_that_answered_alike_is_no_secret_that_roles_could_tell() -> None:
    agreeing = {**VARIED, (2, 0): (0, 0, 0, 0, 1), (2, 1): (0, 0, 0, 0, 4)}
    assert leaves_doubt(comparison(agreeing), depth=2)


def test_a_member_who_has_the_only_other_answer_learns_that_all_others_agree_and_no_more() -> None:
    # In the third organisation one gave a 4. For others it may be anyone's; that one knows the rest by its mean.
    one_off = {**VARIED, (2, 0): (0, 0, 0, 1, 1), (2, 1): (0, 0, 0, 0, 3)}
    assert leaves_doubt(comparison(one_off), depth=1)


def test_a_trade_moves_answers_and_the_room_of_the_means_and_leaves_every_figure() -> None:
    before = comparison(VARIED, room=Room(-1, 2))
    trade = (Exchange(0, (0, 0), 0, (0, 1), 1),)
    assert before.is_silent(trade) and before.is_possible(trade)
    after = before.after(trade)
    assert after.statements[0].answers[0, 0] == (0, 3, 2, 2, 1)
    assert after.statements[0].answers[0, 1] == (2, 1, 2, 2, 1)
    assert after.rooms == {0: Room(-2, 1), 1: Room(0, 3)}
    assert after.statements[0].rows == before.statements[0].rows


def test_an_exchange_twice_needs_the_answer_twice() -> None:
    once = Exchange(0, (0, 0), 0, (0, 1), 1)
    assert not comparison(VARIED).is_possible((once, once))


def test_a_statement_without_organisations_is_one_row() -> None:
    statement = Statement({(EVERYBODY, 0): (2, 3), (EVERYBODY, 1): (1, 4)}, (1, 2), {0: 1, 1: 1}, rows_shown=False)
    assert statement.home((3, 1)) == (EVERYBODY, 1)
    assert statement.rows[EVERYBODY] == (3, 7)


def test_what_cannot_be_decided_in_so_many_steps_is_not_in_doubt_enough() -> None:
    alone = {(0, 0): (0, 0, 0, 0, 1), (0, 1): (0, 0, 0, 3, 1)}
    asked = comparison(alone, room=Room(-1, 2))
    needed = next(steps for steps in range(1, 100_000) if leaves_doubt(asked, 1, steps))
    assert needed > 4
    assert not leaves_doubt(asked, 1, needed - 1)
    # Counted, not timed: the same answers are always judged alike, and more steps never take anything back.
    assert leaves_doubt(comparison(alone, room=Room(-1, 2)), 1, needed)
    assert leaves_doubt(asked, 1)


def test_a_search_ends_at_its_steps_wherever_it_is() -> None:
    # Everybody of three roles in nine organisations answered alike, but for a few: targets without number.
    alike = {(row, column): (0, 0, 0, 4, row % 2) for row in range(9) for column in range(3)}
    for depth in (1, 2, 3, 4):
        for steps in (0, 1, 30, 1000, 5000):
            search = _Steps(steps)
            with suppress(_TooMuch):
                _Search(search).leaves_doubt(comparison(alike, alike), depth)
            # The last thing that was looked at may be a list of its own, never a search.
            assert search.left > -1000


def test_of_more_targets_than_the_steps_are_enough_for_none_is_tried() -> None:
    # Two who agree in every meeting, and room for all to change: each target is open at once.
    apart = {(row, column): (2, 0) if column else (0, 2) for row in range(6) for column in range(2)}
    asked = comparison(apart, room=Room(-50, 50))
    targets = 2 * 6
    search = _Steps(STEPS_OF_A_TARGET * targets - 1)
    assert _Search(search).leaves_doubt(asked, 1)
    assert not leaves_doubt(asked, 1, STEPS_OF_A_TARGET * targets - 1)
    assert leaves_doubt(asked, 1, STEPS_OF_A_TARGET * targets)


def test_every_comparison_of_a_round_has_the_same_share_of_the_work() -> None:
    assert steps_for_each(1) == steps_for_each(0) == MOST_STEPS
    assert steps_for_each(11) == MOST_STEPS // 11
