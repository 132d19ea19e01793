"""The period of a round: opened and closed when due, answers refused at once when the time is up; deeds are kept."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import DateTime, bindparam, text

from app.domain.errors import SamspelError
from app.services.installation import Installation
from app.services.plans import change_round, delete_round
from app.services.responses import hand_in, load_draft, save_draft
from app.services.rounds import RoundView, archive_round, list_rounds, open_round, take_back_round
from app.services.schedule import keep_time
from app.wording.deeds import DEEDS
from tests.builders import NOW, closed, draft_round, facilitator, filled, fresh, new_round, opened_round, reopened

DAY = timedelta(days=1)
PLANNED = replace(new_round(), opens_at=NOW + DAY, closes_at=NOW + 3 * DAY)


def deeds(installation: Installation) -> list[tuple[str, str]]:
    with installation.database.reading() as connection:
        return [(row[0], row[1]) for row in connection.execute(text("SELECT deed, actor FROM audit ORDER BY id"))]


def state(installation: Installation, view: RoundView) -> str:
    return fresh(installation, view).round.state.value


def test_a_round_opens_and_closes_by_itself(any_installation: Installation) -> None:
    view = draft_round(any_installation, PLANNED)
    assert keep_time(any_installation, NOW) == ()
    assert keep_time(any_installation, NOW + DAY) == (view.round.code,)
    assert state(any_installation, view) == "open"
    assert keep_time(any_installation, NOW + 2 * DAY) == ()
    assert keep_time(any_installation, NOW + 10 * DAY) == (view.round.code,)
    one = fresh(any_installation, view).round
    assert (one.state, one.opened_on, one.closed_on) == ("closed", date(2026, 3, 3), date(2026, 3, 5))
    assert keep_time(any_installation, NOW + 11 * DAY) == ()
    assert deeds(any_installation)[-2:] == [("round_opened", ""), ("round_closed", "")]


def test_a_period_that_passed_unnoticed_opens_nothing(installation: Installation) -> None:
    view = draft_round(installation, PLANNED)
    assert keep_time(installation, NOW + 4 * DAY) == ()
    assert state(installation, view) == "draft"


def test_rounds_of_deleted_collaborations_are_left_alone(installation: Installation) -> None:
    draft_round(installation, PLANNED)
    with installation.database.writing() as connection:
        connection.exec_driver_sql("UPDATE collaborations SET deleted_on = '2026-03-02'")
    assert keep_time(installation, NOW + DAY) == ()


def test_nothing_is_handed_in_from_the_closing_time_on_though_nobody_has_closed_the_round(
    any_installation: Installation,
) -> None:
    view = opened_round(any_installation, PLANNED)
    last: datetime = NOW + 3 * DAY
    save_draft(any_installation, view, "late", filled(view), last - DAY)
    hand_in(any_installation, view, "early", last - timedelta(seconds=1), filled(view))
    for moment in (last, last + DAY):
        with pytest.raises(SamspelError, match="R004"):
            hand_in(any_installation, view, "late", moment)
        with pytest.raises(SamspelError, match="R004"):
            save_draft(any_installation, view, "late", {"nytta_puls": ["1"]}, moment)
    assert fresh(any_installation, view).received == 1
    assert load_draft(any_installation, "late") == filled(view)
    keep_time(any_installation, last)
    open_round(any_installation, facilitator(any_installation), view.round.code, last)
    hand_in(any_installation, view, "late", last + 9 * DAY)
    assert fresh(any_installation, view).received == 2


def test_every_deed_is_kept_with_its_words(any_installation: Installation) -> None:
    account, view = facilitator(any_installation), draft_round(any_installation)
    code = view.round.code
    change_round(any_installation, account, code, 1, replace(new_round(), title="Nytt"), NOW)
    other = draft_round(any_installation, new_round(title="Fel"))
    assert delete_round(any_installation, account, other.round.code, NOW) == view.collaboration_id
    reopened(any_installation, view)
    closed(any_installation, view)
    archive_round(any_installation, account, code, NOW)
    take_back_round(any_installation, account, code, NOW)
    done = deeds(any_installation)
    assert [deed for deed, _ in done] == [
        "collaboration_made",
        "round_made",
        "round_changed",
        "round_made",
        "round_deleted",
        "round_opened",
        "round_closed",
        "round_archived",
        "round_taken_back",
    ]
    assert {actor for _, actor in done} == {account.email}
    assert {deed for deed, _ in done} <= DEEDS.keys()


def test_a_deleted_draft_takes_with_it_what_was_prepared_for_it(any_installation: Installation) -> None:
    view, kept = draft_round(any_installation), draft_round(any_installation, new_round(title="Kvar"))
    with any_installation.database.writing() as connection:
        for number, round_id in enumerate((view.round.id, kept.round.id)):
            connection.execute(
                text("INSERT INTO invitations (id, round_id, address, answered) VALUES (:i, :r, 'a@b.example', :no)"),
                {"i": str(number), "r": round_id, "no": False},
            )
            connection.execute(
                text(
                    "INSERT INTO messages (id, round_id, invitation_id, kind, recipient, subject, body, headers, state,"
                    " attempts, due_at, error, made_at)"
                    " VALUES (:i, :r, :i, 'x', 'x', 'x', 'x', '', 'x', 0, :at, '', :at)"
                ).bindparams(bindparam("at", NOW, DateTime(timezone=True))),
                {"i": str(number), "r": round_id},
            )
    delete_round(any_installation, facilitator(any_installation), view.round.code, NOW)
    assert [one.round.title for one in list_rounds(any_installation, facilitator(any_installation))] == ["Kvar"]
    with any_installation.database.reading() as connection:
        assert connection.execute(text("SELECT id FROM invitations")).scalars().all() == ["1"]
        assert connection.execute(text("SELECT id FROM messages")).scalars().all() == ["1"]


@pytest.mark.parametrize("change", [{"smallest_group": 3}, {"questionnaire_id": "nyckelfaktorer"}])
def test_an_open_round_keeps_its_promises(any_installation: Installation, change: dict[str, object]) -> None:
    view = opened_round(any_installation)
    with pytest.raises(SamspelError, match="R012"):
        change_round(
            any_installation,
            facilitator(any_installation),
            view.round.code,
            1,
            replace(new_round(), **change),  # type: ignore[arg-type]
            NOW,
        )
    assert fresh(any_installation, view).round == view.round


def test_the_title_of_a_round_can_be_changed_after_its_period(any_installation: Installation) -> None:
    view = opened_round(any_installation, replace(PLANNED, opens_at=None))
    keep_time(any_installation, NOW + 3 * DAY)
    new = replace(PLANNED, opens_at=None, title="Rätt namn")
    change_round(any_installation, facilitator(any_installation), view.round.code, 1, new, NOW + 9 * DAY)
    assert fresh(any_installation, view).round.title == "Rätt namn"
