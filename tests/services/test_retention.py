"""Retention: each thing is there on its last day and gone on the next, and nothing else goes with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.config import Privacy, Retention
from app.domain.published import Reason, Withheld
from app.services.installation import Installation
from app.services.removal import delete_collaboration, restore_collaboration
from app.services.responses import hand_in, save_draft
from app.services.results import round_result
from app.services.retention import Expired, delete_expired, months_before
from app.services.rounds import RoundView
from app.store import expiry
from app.store.database import Base
from tests.builders import NOW, answer, closed, facilitator, filled, fresh, new_round, opened_round, reopened

KEEP = Retention(drafts_days=30, addresses_days=20, answers_months=12, audit_months=6)


@pytest.fixture
def keeping(any_installation: Installation) -> Installation:
    """An installation with times of its own, each unlike the others."""
    return replace(any_installation, settings=replace(any_installation.settings, privacy=Privacy(retention=KEEP)))


def rows(installation: Installation, query: str) -> list[tuple[object, ...]]:
    with installation.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def number(installation: Installation, table: str) -> int:
    return len(rows(installation, f"SELECT * FROM {table}"))


def insert(installation: Installation, table: str, values: Mapping[str, object]) -> None:
    with installation.database.writing() as connection:
        connection.execute(Base.metadata.tables[table].insert(), values)


def mail(round_id: str | None, invitation_id: str | None, made_at: datetime, state: str = "sent") -> dict[str, object]:
    return {
        "id": f"m{round_id}{invitation_id}{state}",
        "round_id": round_id,
        "invitation_id": invitation_id,
        "kind": "invitation",
        "recipient": "robin@norrdal.example",
        "subject": "Hej",
        "body": "Hej",
        "headers": "",
        "state": state,
        "attempts": 1,
        "due_at": made_at,
        "claimed_until": None,
        "error": "",
        "made_at": made_at,
        "sent_at": made_at,
    }


def after(days: int) -> datetime:
    return NOW + timedelta(days=days)


def answered_round(installation: Installation) -> RoundView:
    view = opened_round(installation)
    answer(installation, view, 5, puls_kommentar="Mer tid")
    return view


def test_a_draft_goes_a_month_after_the_closing(keeping: Installation) -> None:
    view = opened_round(keeping)
    save_draft(keeping, view, "token", filled(view), NOW)
    closed(keeping, view)
    assert delete_expired(keeping, after(29)) == Expired()
    assert number(keeping, "drafts") == 1
    assert delete_expired(keeping, after(30)) == Expired()  # how many drafts there were is told to nobody
    assert number(keeping, "drafts") == 0


def test_a_draft_of_an_open_round_goes_sixty_days_after_its_last_change(keeping: Installation) -> None:
    view = opened_round(keeping)
    save_draft(keeping, view, "early", filled(view), NOW)
    save_draft(keeping, view, "late", filled(view), NOW + timedelta(days=1))
    for days, left in ((59, 2), (60, 1), (61, 0)):
        delete_expired(keeping, after(days))
        assert number(keeping, "drafts") == left


def test_a_round_that_was_opened_again_keeps_its_drafts_and_answers(keeping: Installation) -> None:
    view = answered_round(keeping)
    closed(keeping, view)
    reopened(keeping, view)
    save_draft(keeping, view, "token", filled(view), NOW + timedelta(days=500))
    delete_expired(keeping, after(500))
    assert number(keeping, "responses") == 5
    assert number(keeping, "drafts") == 1


def test_addresses_go_after_the_closing_and_mails_to_accounts_by_their_age(keeping: Installation) -> None:
    view, still_open = opened_round(keeping), opened_round(keeping, new_round(title="Hösten"))
    for one in (view, still_open):
        values = {"id": f"i{one.round.id}", "round_id": one.round.id, "address": "robin@norrdal.example"}
        insert(keeping, "invitations", {**values, "answered": True})
        insert(keeping, "messages", mail(one.round.id, f"i{one.round.id}", NOW))
    insert(keeping, "messages", mail(None, None, NOW))
    insert(keeping, "messages", mail(None, None, NOW, "waiting"))
    closed(keeping, view)
    assert delete_expired(keeping, after(20) - timedelta(minutes=1)).mails == 1, "that of the round, by the day"
    assert delete_expired(keeping, after(20)).mails == 1, "that of the account, by the minute"
    assert rows(keeping, "SELECT round_id FROM invitations") == [(still_open.round.id,)]
    assert {row[0] for row in rows(keeping, "SELECT state FROM messages WHERE round_id IS NULL")} == {"waiting"}


def test_answers_go_by_months_and_the_frame_stays_and_says_so(keeping: Installation) -> None:
    view, younger = answered_round(keeping), opened_round(keeping, new_round(title="Hösten"))
    hand_in(keeping, younger, "another device", NOW, filled(younger, puls_kommentar="Mer tid"))
    closed(keeping, view)
    assert delete_expired(keeping, datetime(2027, 3, 1, 12, tzinfo=UTC)).rounds == 0
    found = delete_expired(keeping, datetime(2027, 3, 2, 12, tzinfo=UTC))
    assert (found.rounds, found.sheets) == (1, 5)
    assert number(keeping, "comments") == 0
    for table in ("responses", "sealed_comments", "handed_in"):
        assert {row[0] for row in rows(keeping, f"SELECT round_id FROM {table}")} == {younger.round.id}, table
    assert number(keeping, "answers") == 13
    again = fresh(keeping, view)
    assert (again.round.title, again.received) == ("Våren 2026", 0)
    assert round_result(keeping, again).withheld == Withheld(Reason.DELETED)


def test_a_round_that_nobody_answered_says_that_and_not_that_answers_were_deleted(keeping: Installation) -> None:
    view = closed(keeping, opened_round(keeping))
    assert round_result(keeping, view).withheld == Withheld(Reason.TOO_FEW_PERSONS)


def test_new_answers_after_a_deletion_are_results_again(keeping: Installation) -> None:
    view = closed(keeping, answered_round(keeping))
    delete_expired(keeping, after(400))
    again = reopened(keeping, view)
    answer(keeping, again, 6, 3)
    closed(keeping, again)
    assert round_result(keeping, fresh(keeping, view)).persons == 6


def test_the_log_forgets_by_whole_days_in_stockholm(keeping: Installation) -> None:
    line: dict[str, object] = {
        "actor": "",
        "deed": "round_opened",
        "collaboration_id": None,
        "subject": "ABCDEF",
        "facts": {},
    }
    late_evening, next_day = datetime(2026, 1, 15, 22, 59, tzinfo=UTC), datetime(2026, 1, 15, 23, 0, tzinfo=UTC)
    for at in (late_evening, next_day):
        insert(keeping, "audit", {"at": at, **line})
    assert delete_expired(keeping, datetime(2026, 7, 15, 9, tzinfo=UTC)).log_lines == 0
    assert delete_expired(keeping, datetime(2026, 7, 16, 9, tzinfo=UTC)).log_lines == 1
    kept = rows(keeping, "SELECT deed FROM audit ORDER BY id")
    assert kept == [("round_opened",), ("retention_run",)]


def test_a_deleted_collaboration_can_be_restored_for_thirty_days_and_is_erased_then(keeping: Installation) -> None:
    view = answered_round(keeping)
    account, identity = facilitator(keeping), view.collaboration_id
    delete_collaboration(keeping, account, identity, view.round.collaboration, NOW)
    assert delete_expired(keeping, after(29)).collaborations == 0
    restore_collaboration(keeping, account, identity, after(29))
    assert delete_expired(keeping, after(30)).collaborations == 0
    delete_collaboration(keeping, account, identity, view.round.collaboration, after(30))
    assert delete_expired(keeping, after(60)).collaborations == 1
    for table in ("collaborations", "rounds", "responses", "answers", "comments", "handed_in", "memberships"):
        assert number(keeping, table) == 0, table
    last = rows(keeping, "SELECT actor, deed, subject FROM audit ORDER BY id DESC LIMIT 1")
    assert last == [("", "collaboration_erased", "Samverkan Älvdalen")]


def test_a_dry_run_counts_the_same_and_deletes_nothing(keeping: Installation) -> None:
    view = answered_round(keeping)
    save_draft(keeping, view, "token", filled(view), NOW)
    closed(keeping, view)
    delete_collaboration(keeping, facilitator(keeping), view.collaboration_id, view.round.collaboration, NOW)
    before = {table: rows(keeping, f"SELECT * FROM {table}") for table in ("answers", "drafts", "rounds", "audit")}
    counted = delete_expired(keeping, after(400), dry_run=True)
    assert {table: rows(keeping, f"SELECT * FROM {table}") for table in before} == before
    assert counted == delete_expired(keeping, after(400))
    assert (counted.sheets, counted.collaborations) == (5, 1)


def test_a_second_run_deletes_and_says_nothing(keeping: Installation) -> None:
    closed(keeping, answered_round(keeping))
    delete_expired(keeping, after(400))
    lines = number(keeping, "audit")
    assert delete_expired(keeping, after(401)) == Expired()
    assert number(keeping, "audit") == lines


def test_what_was_deleted_is_in_none_of_sqlites_files(installation: Installation, tmp_path: Path) -> None:
    view = opened_round(installation)
    answer(installation, view, 5, puls_kommentar="kvarglömd formulering")
    save_draft(installation, view, "token", filled(view, puls_kommentar="halvfärdig tanke"), NOW)
    closed(installation, view)

    def stored() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.glob("samspel.db*"))

    assert "kvarglömd formulering".encode() in stored()
    delete_expired(installation, datetime(2031, 3, 2, 12, tzinfo=UTC))
    assert "kvarglömd formulering".encode() not in stored()
    assert b"halvf" not in stored()


def test_everything_that_points_at_a_collaboration_or_a_round_goes_with_it() -> None:
    gone = {rows.table.__tablename__ for rows in expiry.whole_collaboration("x")}
    pointing = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in {"collaborations", "rounds", "responses", "invitations"}
    }
    assert pointing - gone == set()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 3, 2), 60, date(2021, 3, 2)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
