"""Following a round: counted by day in the hand-in's transaction, shown to all alike, and never too finely."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, update

from app.domain.participation import Outlook
from app.domain.published import Cell, Reason, Withheld
from app.domain.round import Kind
from app.services.following import follow
from app.services.installation import Installation
from app.services.responses import check_answers, hand_in, store_sheets
from app.services.rounds import RoundView
from app.store.invitations import insert_invitations
from app.store.rounds import RoundRow
from tests.builders import NOW, answer, closed, filled, fresh, new_round, opened_round, reopened


def test_sheets_are_counted_on_the_day_that_it_is_in_stockholm(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    for token, moment in (
        ("a", datetime(2026, 3, 2, 22, 59, tzinfo=UTC)),
        ("b", datetime(2026, 3, 2, 23, 1, tzinfo=UTC)),
        ("c", datetime(2026, 3, 3, 9, 0, tzinfo=UTC)),
        ("c", datetime(2026, 3, 4, 9, 0, tzinfo=UTC)),
    ):
        hand_in(any_installation, view, token, moment, filled(view))
    store_sheets(any_installation, view, [check_answers(view, filled(view))] * 3, datetime(2026, 3, 5, 9, tzinfo=UTC))
    assert follow(any_installation, view).days == {date(2026, 3, 2): 1, date(2026, 3, 3): 2, date(2026, 3, 5): 3}


def test_a_sheet_that_is_refused_is_not_counted(any_installation: Installation) -> None:
    view = opened_round(any_installation, new_round(kind=Kind.JOINT))
    for token in ("a", "b"):
        sheet = filled(view, organisation="norrdal")
        try:
            hand_in(any_installation, view, token, NOW, sheet)
        except Exception as refused:
            assert "A008" in str(refused)
    assert sum(follow(any_installation, view).days.values()) == 1


def test_handing_in_counts_the_day_and_sums_the_days_and_no_further(installation: Installation) -> None:
    view = opened_round(installation)
    answer(installation, view, 1)
    statements: list[str] = []
    event.listen(installation.database.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    hand_in(installation, view, "another", NOW, filled(view))
    assert len([one for one in statements if "daily_counts" in one]) == 2
    assert [one for one in statements if "participation" in one] == []


def test_the_picture_stands_still_until_the_smallest_group_more_have_answered(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    answer(any_installation, view, 4, organisation="norrdal")
    assert follow(any_installation, fresh(any_installation, view)).picture is None
    answer(any_installation, view, 6, organisation="norrdal")
    answer(any_installation, view, 5, organisation="alvnas")
    first = follow(any_installation, fresh(any_installation, view)).picture
    assert first is not None
    assert first.organisations == (Cell("norrdal", ("norrdal",), 10), Cell("alvnas", ("alvnas",), 5))
    for _ in range(4):
        answer(any_installation, view, 1, organisation="alvnas", level="politik")
        assert follow(any_installation, fresh(any_installation, view)).picture == first
    answer(any_installation, view, 1, organisation="norrdal")
    second = follow(any_installation, fresh(any_installation, view)).picture
    assert second is not None and second.persons == 20
    assert second.organisations == (Cell("norrdal", ("norrdal",), 11), Cell("alvnas", ("alvnas",), 9))


def test_many_who_look_at_once_are_shown_the_same_picture(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    answer(any_installation, view, 6, organisation="norrdal")
    answer(any_installation, view, 6, organisation="alvnas")
    now = fresh(any_installation, view)
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda _: follow(any_installation, now).picture, range(8)))
    assert len({picture.persons for picture in pictures if picture}) == 1
    # One who counted a moment later would show a picture a single sheet apart: the kept one holds.
    answer(any_installation, view, 1, organisation="alvnas")
    late = follow(any_installation, fresh(any_installation, view)).picture
    assert late == pictures[0]


def test_roles_are_shown_once_the_round_is_closed_and_never_after_a_reopening(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    for level in ("politik", "ledning"):
        for organisation in ("norrdal", "alvnas"):
            answer(any_installation, view, 5, organisation=organisation, level=level)
    opened = follow(any_installation, fresh(any_installation, view)).picture
    assert opened is not None and opened.levels == Withheld(Reason.NOT_CLOSED)
    closed(any_installation, view)
    last = follow(any_installation, fresh(any_installation, view)).picture
    assert last is not None and not isinstance(last.levels, Withheld)
    assert [cell.persons for cell in last.levels] == [10, 10]
    reopened(any_installation, view)
    answer(any_installation, view, 6, organisation="norrdal", level="politik")
    again = follow(any_installation, fresh(any_installation, view)).picture
    assert again is not None and again.organisations == Withheld(Reason.REOPENED)


def test_a_joint_round_says_by_name_who_has_handed_in(any_installation: Installation) -> None:
    view = opened_round(any_installation, new_round(kind=Kind.JOINT))
    answer(any_installation, view, 1, organisation="alvnas")
    found = follow(any_installation, fresh(any_installation, view))
    assert found.handed_in == frozenset({"alvnas"})
    assert found.picture is None


@pytest.fixture
def expecting(installation: Installation) -> RoundView:
    view = opened_round(installation)
    with installation.database.writing() as connection:
        numbers = {"norrdal": 9, "alvnas": 3, "storvik": 2}
        connection.execute(update(RoundRow).where(RoundRow.id == view.round.id).values(expected_of=numbers))
    return fresh(installation, view)


def test_what_is_expected_of_each_organisation_says_what_will_not_be_shown(
    installation: Installation, expecting: RoundView
) -> None:
    found = follow(installation, expecting)
    assert found.expected_of == {"norrdal": 9, "alvnas": 3, "storvik": 2}
    assert found.outlook == Outlook(("alvnas", "storvik"), withheld=False)
    five = replace(expecting, round=replace(expecting.round, rules=replace(expecting.round.rules, smallest_group=10)))
    outlook = follow(installation, five).outlook
    assert outlook is not None and outlook.withheld


def test_where_somebody_is_invited_by_mail_the_picture_is_of_a_step_whoever_looks_when(
    any_installation: Installation,
) -> None:
    view = opened_round(any_installation)
    with any_installation.database.writing() as connection:
        insert_invitations(connection, view.round.id, [("0" * 32, "")])  # of somebody who was mailed and removed
    answer(any_installation, view, 7, organisation="norrdal")
    answer(any_installation, view, 7, organisation="alvnas")
    told = fresh(any_installation, view)
    assert (told.received, told.in_steps) == (10, True)
    found = follow(any_installation, told)
    assert found.days == {}
    assert found.picture is not None
    assert found.picture.persons == 10
    answer(any_installation, view, 1, organisation="alvnas")
    later = follow(any_installation, fresh(any_installation, view)).picture
    assert later is not None
    assert later.persons == 15
    assert later.organisations == (Cell("norrdal", ("norrdal",), 7), Cell("alvnas", ("alvnas",), 8))
