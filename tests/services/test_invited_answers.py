"""Who has answered is kept apart from what was answered: nothing that either database holds joins the two.

The invited answer one by one in an order of their own. Everything that is stored is then read, what SQL does not show
included: on PostgreSQL the transaction (xmin, xmax) and the place (ctid) of every row, on SQLite the order of the rows
and the bytes of the file."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Date, bindparam, inspect, text

from app.domain.errors import SamspelError
from app.services.installation import Installation
from app.services.personal_links import find_invited
from app.services.responses import hand_in, has_handed_in, load_draft, save_draft
from app.services.rounds import RoundView
from app.services.sealing import invitation_mark, older_mark
from tests.builders import NOW, TODAY, filled
from tests.mail_server import Postbox, mail_server, mailing
from tests.services.test_invitations import invited_round, links, rows

ORDER = (5, 0, 7, 2, 6)
"""The order in which some of the eight invited answer."""
KEPT_WITH_ANSWERS = ("responses", "answers", "comments", "handed_in", "drafts")


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(any_installation: Installation, postbox: Postbox) -> Iterator[Installation]:
    with mail_server(postbox) as port:
        yield mailing(any_installation, port)


@pytest.fixture
def answered(office: Installation, postbox: Postbox) -> RoundView:
    """A round in which five of eight invited have answered, each something else, and one who was not invited."""
    view = invited_round(office, 8)
    tokens = links(postbox)
    for person in ORDER:
        invited = find_invited(office, tokens[f"person{person}@norrdal.example"])
        sheet = filled(view, 1 + person % 5, organisation="norrdal", puls_kommentar=f"comment {person}")
        save_draft(office, view, f"device {person}", sheet, NOW)
        hand_in(office, view, f"device {person}", NOW, invitation_id=invited.invitation_id)
    hand_in(office, view, "by the open link", NOW, filled(view, 3))
    return view


def test_who_has_answered_is_known_by_a_mark_that_only_the_secret_key_can_find(
    office: Installation, answered: RoundView
) -> None:
    marks = {row[0] for row in rows(office, "SELECT token_hash FROM handed_in")}
    assert len(marks) == len(ORDER) * 2 + 1
    assert rows(office, "SELECT address FROM invitations WHERE answered") == []
    found = {
        str(address)
        for one, address in rows(office, "SELECT id, address FROM invitations")
        if invitation_mark(office, str(one)) in marks
    }
    assert found == {f"person{person}@norrdal.example" for person in ORDER}
    another = replace(office, settings=replace(office.settings, secret_key="another"))
    assert not marks & {invitation_mark(another, str(one)) for (one,) in rows(office, "SELECT id FROM invitations")}


def test_an_invitation_that_was_noted_as_answered_before_takes_no_second_answer(
    office: Installation, postbox: Postbox
) -> None:
    view = invited_round(office, 2)
    with office.database.writing() as connection:
        connection.execute(text("UPDATE invitations SET answered = true WHERE address LIKE 'person0@%'"))
    tokens = links(postbox)
    invited = find_invited(office, tokens["person0@norrdal.example"])
    assert invited.answered
    assert not find_invited(office, tokens["person1@norrdal.example"]).answered
    with pytest.raises(SamspelError, match="M040"):
        hand_in(office, view, "device", NOW, filled(view), invitation_id=invited.invitation_id)


def test_a_device_that_handed_in_before_hands_in_no_second_time_and_keeps_its_draft(
    office: Installation, postbox: Postbox
) -> None:
    """As the database of an earlier version holds them: a bare hash of the token, and a draft under the same."""
    view = invited_round(office, 1)
    with office.database.writing() as connection:
        connection.execute(
            text("INSERT INTO handed_in VALUES (:mark, :round)"), {"mark": older_mark("done"), "round": view.round.id}
        )
        connection.execute(
            text("INSERT INTO drafts VALUES (:key, :round, :answers, :day)").bindparams(bindparam("day", TODAY, Date)),
            {"key": older_mark("begun"), "round": view.round.id, "answers": '{"level": ["politik"]}'},
        )
    assert has_handed_in(office, "done")
    assert hand_in(office, view, "done", NOW, filled(view)).already
    assert load_draft(office, "begun") == {"level": ["politik"]}
    save_draft(office, view, "begun", filled(view), NOW, page=set(filled(view)))
    assert load_draft(office, "begun") == {"level": ["politik"], **filled(view)}
    ((held,),) = rows(office, "SELECT answers FROM drafts")
    assert "politik" not in str(held)


def test_no_value_stands_both_with_the_invited_and_with_the_answers(office: Installation, answered: RoundView) -> None:
    def values(*tables: str) -> set[str]:
        found = {str(value) for table in tables for row in rows(office, f"SELECT * FROM {table}") for value in row}
        return {one for one in found if len(one) > 3} - {answered.round.id, "None", "True", "False"}

    of_people = values("invitations", "messages", "suppressions")
    of_answers = values(*KEPT_WITH_ANSWERS)
    assert of_people
    assert of_answers
    assert of_people & of_answers == set()


def test_no_id_and_no_address_of_the_invited_stands_inside_a_value_elsewhere(
    office: Installation, answered: RoundView
) -> None:
    secrets = [str(value) for row in rows(office, "SELECT id, address FROM invitations") for value in row]
    others = set(inspect(office.database.engine).get_table_names()) - {"invitations", "messages"}
    assert {"responses", "answers", "handed_in", "audit", "rounds"} <= others
    for table in others:
        held = "\n".join(str(row) for row in rows(office, f'SELECT * FROM "{table}"'))
        assert [one for one in secrets if one in held] == [], table


def test_no_id_of_an_answer_or_a_device_stands_with_the_invited(office: Installation, answered: RoundView) -> None:
    secrets = [
        str(row[0]) for row in rows(office, "SELECT id FROM responses UNION ALL SELECT token_hash FROM handed_in")
    ]
    assert len(secrets) == 6 + 11
    held = "\n".join(
        str(row) for table in ("invitations", "messages") for row in rows(office, f"SELECT * FROM {table}")
    )
    assert [one for one in secrets if one in held] == []


def test_no_column_beside_the_invited_tells_when_they_answered(office: Installation, answered: RoundView) -> None:
    columns = {one["name"] for one in inspect(office.database.engine).get_columns("invitations")}
    assert columns == {"id", "round_id", "address", "answered"}
    moments = rows(office, "SELECT DISTINCT due_at, made_at, sent_at FROM messages")
    assert len(moments) == 1


def test_invited_who_hand_in_at_the_same_moment_are_all_stored_and_one_link_once(
    office: Installation, postbox: Postbox
) -> None:
    view = invited_round(office, 6)
    invited = [find_invited(office, one).invitation_id for one in links(postbox).values()]
    barrier = Barrier(8)

    def press(number: int) -> str:
        barrier.wait()
        try:
            hand_in(
                office, view, f"device {number}", NOW, filled(view), invitation_id=[*invited, invited[0], None][number]
            )
        except SamspelError as refused:
            return refused.code
        return "stored"

    with ThreadPoolExecutor(8) as pool:
        assert Counter(pool.map(press, range(8))) == {"stored": 7, "M040": 1}
    assert rows(office, "SELECT count(*) FROM responses") == [(7,)]
    assert rows(office, "SELECT count(*) FROM handed_in") == [(7 + 6,)]


@pytest.mark.parametrize("any_installation", ["postgresql"], indirect=True)
class TestOnPostgresql:
    def test_every_invitation_carries_the_same_transaction(self, office: Installation, answered: RoundView) -> None:
        """That of the last of the invited to answer, whoever that was; so it points at nobody."""
        invited = rows(office, "SELECT xmin::text, xmax::text, answered FROM invitations")
        assert len(invited) == 8
        assert len({(xmin, xmax) for xmin, xmax, _ in invited}) == 1

    def test_a_transaction_that_stored_an_answer_is_found_at_all_of_the_invited_or_at_none(
        self, office: Installation, answered: RoundView
    ) -> None:
        of_answers = {row[0] for row in rows(office, "SELECT xmin::text FROM responses")}
        assert len(of_answers) == 6
        for transaction in of_answers:
            at = rows(office, f"SELECT id FROM invitations WHERE '{transaction}' IN (xmin::text, xmax::text)")
            assert len(at) in (0, 8)

    def test_no_mail_carries_a_transaction_that_stored_an_answer(
        self, office: Installation, answered: RoundView
    ) -> None:
        of_answers = {row[0] for row in rows(office, "SELECT xmin::text FROM responses")}
        of_mails = {value for row in rows(office, "SELECT xmin::text, xmax::text FROM messages") for value in row}
        assert of_answers & of_mails == set()

    def test_all_marks_carry_one_transaction(self, office: Installation, answered: RoundView) -> None:
        found = rows(office, "SELECT xmin::text, count(*) FROM handed_in GROUP BY 1")
        assert [row[1] for row in found] == [11]

    def test_the_invited_lie_in_the_order_of_the_list_and_not_in_that_of_the_answers(
        self, office: Installation, answered: RoundView
    ) -> None:
        """Each hand-in writes all of them anew in the order in which they lay, so that the order never changes."""
        lie = [row[0] for row in rows(office, "SELECT address FROM invitations ORDER BY ctid")]
        assert lie == [f"person{person}@norrdal.example" for person in range(8)]

    def test_the_marks_of_the_devices_lie_in_the_order_of_their_hashes(
        self, office: Installation, answered: RoundView
    ) -> None:
        lie = [row[0] for row in rows(office, "SELECT token_hash FROM handed_in ORDER BY ctid")]
        assert lie == sorted(str(one) for one in lie)

    def test_without_writing_them_all_the_answer_would_point_at_its_invitation(
        self, office: Installation, answered: RoundView
    ) -> None:
        """The attack that the tests above rule out works on a table that is changed row by row."""
        with office.database.writing() as connection:
            connection.execute(text("UPDATE invitations SET answered = true WHERE address LIKE 'person3@%'"))
        transactions = {row[0] for row in rows(office, "SELECT xmin::text FROM invitations")}
        assert len(transactions) == 2


@pytest.mark.parametrize("any_installation", ["sqlite"], indirect=True)
class TestOnSqlite:
    def test_no_table_keeps_the_order_in_which_answers_came(self, office: Installation, answered: RoundView) -> None:
        for table in (*KEPT_WITH_ANSWERS, "invitations"):
            ((sql,),) = rows(office, f"SELECT sql FROM sqlite_master WHERE name = '{table}'")
            assert "WITHOUT ROWID" in str(sql)
            stored = [row[0] for row in rows(office, f"SELECT * FROM {table}")]
            assert stored == sorted(str(one) for one in stored)

    def test_no_invitation_stands_near_an_answer_in_the_file(self, office: Installation, answered: RoundView) -> None:
        """A page of the file holds rows of one table only, so that places tell nothing across tables."""
        with office.database.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = office.database.engine.url.database
        assert path is not None
        content = Path(path).read_bytes()
        size = int.from_bytes(content[16:18], "big")
        ids = {
            table: [str(row[0]).encode() for row in rows(office, f"SELECT id FROM {table}")]
            for table in ("invitations", "responses")
        }
        for start in range(0, len(content), size):
            page = content[start : start + size]
            holds = {table for table, known in ids.items() if any(one in page for one in known)}
            assert len(holds) <= 1
