"""Handing in: stored once, whole or not at all, and nothing that tells who or when."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import inspect, text

from app.domain.errors import SamspelError
from app.domain.published import Reason, Withheld
from app.domain.round import Kind
from app.services.installation import Installation
from app.services.responses import (
    InvalidAnswers,
    Receipt,
    hand_in,
    has_handed_in,
    load_draft,
    save_draft,
)
from app.services.results import round_result
from app.services.rounds import RoundView
from tests.builders import NOW, answer, closed, draft_round, filled, fresh, new_round, opened_round, reopened


def rows(installation: Installation, table: str) -> list[tuple[object, ...]]:
    with installation.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]


def test_a_sheet_is_stored_whole_and_its_draft_deleted(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    answers = filled(view, organisation="norrdal", level="politik", puls_kommentar="Mer tid")
    save_draft(any_installation, view, "token", answers, NOW)
    assert hand_in(any_installation, view, "token", NOW, answers) == Receipt(already=False)
    assert fresh(any_installation, view).received == 1
    assert len(rows(any_installation, "answers")) == 13
    assert rows(any_installation, "drafts") == []
    assert has_handed_in(any_installation, "token")


def test_a_draft_is_resumed_and_replaced(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    assert load_draft(any_installation, "token") == {}
    save_draft(any_installation, view, "token", {"nytta_puls": ["9"], "unknown": ["x"]}, NOW)
    save_draft(any_installation, view, "token", {"nytta_puls": ["2"], "level": [""]}, NOW)
    assert load_draft(any_installation, "token") == {"nytta_puls": ["2"]}
    assert load_draft(any_installation, "another") == {}


def test_handing_in_twice_stores_once(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    hand_in(any_installation, view, "token", NOW, filled(view))
    assert hand_in(any_installation, view, "token", NOW, filled(view)) == Receipt(already=True)
    assert fresh(any_installation, view).received == 1
    with pytest.raises(SamspelError, match="A011"):
        save_draft(any_installation, view, "token", filled(view), NOW)


def test_two_tabs_that_hand_in_at_once_store_one_sheet(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    barrier = Barrier(4)

    def press(_: int) -> Receipt:
        barrier.wait()
        return hand_in(any_installation, view, "token", NOW, filled(view))

    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(press, range(4)))
    assert Counter(receipt.already for receipt in receipts) == {False: 1, True: 3}
    assert len(rows(any_installation, "responses")) == 1


def test_two_tabs_that_save_at_once_keep_each_others_pages(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    ratings = [item.id for item in view.questionnaire.items if item.kind == "rating"]
    for attempt in range(5):
        barrier = Barrier(4)

        def save(number: int, token: str = f"token {attempt}", barrier: Barrier = barrier) -> None:
            barrier.wait()
            save_draft(any_installation, view, token, {ratings[number]: ["3"]}, NOW, [ratings[number]])

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(save, range(4)))
        assert load_draft(any_installation, f"token {attempt}") == {one: ["3"] for one in ratings[:4]}


def test_a_page_that_is_saved_while_its_sheet_is_handed_in_leaves_no_draft_behind(
    any_installation: Installation,
) -> None:
    view = opened_round(any_installation)
    for attempt in range(10):
        barrier, token = Barrier(2), f"token {attempt}"
        save_draft(any_installation, view, token, filled(view), NOW)

        def save(token: str = token, barrier: Barrier = barrier) -> None:
            barrier.wait()
            with suppress(SamspelError):
                save_draft(any_installation, view, token, filled(view), NOW, [])

        with ThreadPoolExecutor(1) as pool:
            saving = pool.submit(save)
            barrier.wait()
            assert hand_in(any_installation, view, token, now=NOW) == Receipt(already=False)
            saving.result()
    assert rows(any_installation, "drafts") == []
    assert fresh(any_installation, view).received == 10


def test_a_sheet_that_meets_the_closing_is_stored_before_it_or_refused(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    barrier = Barrier(5)

    def press(number: int) -> bool:
        barrier.wait()
        try:
            hand_in(any_installation, view, f"token {number}", NOW, filled(view))
        except SamspelError as refused:
            assert refused.code == "R004"
            return False
        return True

    def close() -> int:
        barrier.wait()
        closed(any_installation, view)
        return fresh(any_installation, view).received

    with ThreadPoolExecutor(5) as pool:
        presses = [pool.submit(press, number) for number in range(4)]
        at_closing = pool.submit(close).result()
        stored = sum(one.result() for one in presses)
    assert stored == at_closing == len(rows(any_installation, "responses"))


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_a_round_that_is_not_open_takes_no_answers_and_the_draft_stays(
    any_installation: Installation, state: str
) -> None:
    if state == "draft":
        view = draft_round(any_installation)
    else:
        view = opened_round(any_installation)
        save_draft(any_installation, view, "token", filled(view), NOW)
        closed(any_installation, view)
    with pytest.raises(SamspelError, match="R004"):
        hand_in(any_installation, view, "token", NOW, filled(view))
    with pytest.raises(SamspelError, match="R004"):
        save_draft(any_installation, view, "token", filled(view), NOW)
    assert len(rows(any_installation, "drafts")) == (state == "closed")
    assert rows(any_installation, "handed_in") == []


def test_faulty_answers_are_refused_with_every_fault_and_nothing_is_stored(installation: Installation) -> None:
    view = opened_round(installation)
    with pytest.raises(InvalidAnswers) as refused:
        hand_in(installation, view, "token", NOW, {"nytta_puls": ["9"], "service_puls": ["x"], "level": ["kung"]})
    assert [fault.code for fault in refused.value.faults] == ["A001", "A001", "A006"]
    assert rows(installation, "responses") == []


def test_an_empty_sheet_is_refused(installation: Installation) -> None:
    view = opened_round(installation)
    with pytest.raises(SamspelError, match="A007"):
        hand_in(installation, view, "token", NOW, {"organisation": ["norrdal"]})


def test_in_a_joint_round_each_organisation_hands_in_once_and_by_name(any_installation: Installation) -> None:
    view = opened_round(any_installation, new_round(kind=Kind.JOINT))
    with pytest.raises(InvalidAnswers) as refused:
        hand_in(any_installation, view, "a", NOW, filled(view))
    assert [fault.code for fault in refused.value.faults] == ["A009"]
    hand_in(any_installation, view, "a", NOW, filled(view, organisation="norrdal"))
    with pytest.raises(SamspelError, match="A008"):
        hand_in(any_installation, view, "b", NOW, filled(view, organisation="norrdal"))
    assert not has_handed_in(any_installation, "b")
    hand_in(any_installation, view, "b", NOW, filled(view, organisation="alvnas"))
    assert fresh(any_installation, view).received == 2


def test_answers_after_a_reopening_are_held_back_until_they_are_enough(any_installation: Installation) -> None:
    view = opened_round(any_installation)
    answer(any_installation, view, 6, 2)
    assert round_result(any_installation, fresh(any_installation, view)).withheld == Withheld(Reason.NOT_CLOSED)
    closed(any_installation, view)
    assert round_result(any_installation, fresh(any_installation, view)).persons == 6
    again = reopened(any_installation, view)
    answer(any_installation, again, 4, 5)
    closed(any_installation, again)
    result = round_result(any_installation, fresh(any_installation, view))
    assert (result.persons, result.pending) == (6, 4)
    third = reopened(any_installation, view)
    answer(any_installation, third, 1, 5)
    closed(any_installation, third)
    assert round_result(any_installation, fresh(any_installation, view)).persons == 11


def test_nothing_is_shown_of_a_round_that_was_opened_again_after_its_page_was_asked_for(
    any_installation: Installation,
) -> None:
    view = opened_round(any_installation)
    answer(any_installation, view, 4)
    asked_for = closed(any_installation, view)
    answer(any_installation, reopened(any_installation, view), 1)
    result = round_result(any_installation, asked_for)
    assert (result.withheld, result.persons) == (Withheld(Reason.NOT_CLOSED), 0)


class TestTheDatabaseTellsNobodyWhoAnsweredWhat:
    @pytest.fixture
    def view(self, any_installation: Installation) -> RoundView:
        view = opened_round(any_installation)
        for number in range(8):
            answers = filled(view, organisation="norrdal", level="politik", puls_kommentar=f"comment {number}")
            save_draft(any_installation, view, f"token {number}", answers, NOW)
            hand_in(any_installation, view, f"token {number}", NOW, answers)
        return view

    def test_no_table_of_answers_has_a_column_for_time_name_or_address(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        columns = {
            table: {column["name"] for column in inspect(any_installation.database.engine).get_columns(table)}
            for table in ("responses", "answers", "comments", "handed_in", "drafts")
        }
        assert columns == {
            "responses": {"id", "round_id", "organisation", "level", "wave"},
            "answers": {"response_id", "item_id", "value"},
            "comments": {"id", "round_id", "item_id", "wave", "words"},
            "handed_in": {"token_hash", "round_id"},
            "drafts": {"token_hash", "round_id", "answers", "saved_on"},
        }

    def test_a_comment_shares_no_value_with_a_response_but_round_and_wave(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        shared = {view.round.id, 0}
        in_responses = {value for row in rows(any_installation, "responses") for value in row} - shared
        in_answers = {row[0] for row in rows(any_installation, "answers")}
        assert rows(any_installation, "comments") == []
        assert len(rows(any_installation, "sealed_comments")) == 8
        closed(any_installation, view)
        in_comments = {value for row in rows(any_installation, "comments") for value in row} - shared
        assert len(rows(any_installation, "comments")) == 8
        assert rows(any_installation, "sealed_comments") == []
        assert not in_comments & (in_responses | in_answers)

    def test_the_mark_of_a_device_shares_no_value_with_a_response(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        marks = {row[0] for row in rows(any_installation, "handed_in")}
        assert len(marks) == 8
        assert not marks & {
            value for table in ("responses", "comments") for row in rows(any_installation, table) for value in row
        }

    def test_sqlite_keeps_no_order_of_arrival(self, installation: Installation) -> None:
        with installation.database.reading() as connection:
            for table in ("responses", "answers", "comments", "handed_in", "drafts"):
                sql = connection.execute(text(f"SELECT sql FROM sqlite_master WHERE name = '{table}'")).scalar_one()
                assert "WITHOUT ROWID" in sql

    @pytest.mark.parametrize("any_installation", ["postgresql"], indirect=True)
    def test_postgresql_no_longer_knows_after_closing_which_rows_came_when_and_together(
        self, any_installation: Installation, view: RoundView
    ) -> None:
        tables = {"responses": "id", "answers": "response_id", "comments": "id", "handed_in": "token_hash"}
        kept = tables.keys() - {"comments"}
        before = {table: sorted(map(str, rows(any_installation, table))) for table in kept}
        closed(any_installation, view)
        assert before == {table: sorted(map(str, rows(any_installation, table))) for table in kept}
        transactions = set()
        with any_installation.database.reading() as connection:
            for table, key in tables.items():
                found = connection.execute(text(f"SELECT xmin::text, {key} FROM {table} ORDER BY ctid")).all()
                transactions |= {row[0] for row in found}
                assert [row[1] for row in found] == sorted(row[1] for row in found)
        assert len(transactions) == 1

    @pytest.mark.parametrize("any_installation", ["sqlite"], indirect=True)
    def test_sqlite_keeps_no_log_of_the_latest_answers_after_closing(
        self, any_installation: Installation, view: RoundView, tmp_path: Path
    ) -> None:
        log = tmp_path / "samspel.db-wal"
        with any_installation.database.reading() as connection:
            connection.execute(text("SELECT count(*) FROM responses"))
            hand_in(any_installation, view, "last", NOW, filled(view))
            assert log.read_bytes() != b"", "somebody reads, so that it cannot be emptied"
        closed(any_installation, view)
        assert log.read_bytes() == b""
