"""A database of an earlier shape keeps what it holds."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

import app.store
from app.store.database import Database
from app.store.upgrade import upgrade

EARLIER = """
INSERT INTO accounts (id, email, name, password_hash) VALUES ('a', 'kim@norrdal.example', 'Kim', 'hash');
INSERT INTO collaborations (id, name, owner_id) VALUES ('c', 'Samverkan Älvdalen', 'a');
INSERT INTO questionnaire_versions VALUES ('pulskoll', 1, 'print', 'source');
INSERT INTO rounds VALUES ('r', 'ABCDEF', 'Hösten', 'c', 'pulskoll', 1,
  '[["norrdal", "Norrdal"], ["storvik", "Storvik"]]', '["sv"]', 'individual', 5, 'steps', 'closed', NULL,
  '2025-10-01', '2025-10-02', '2025-10-20', 0);
INSERT INTO rounds VALUES ('s', 'BCDEFG', 'Våren', 'c', 'pulskoll', 1,
  '[["alvnas", "Älvnäs"], ["norrdal", "Norrdal"]]', '["sv"]', 'individual', 5, 'steps', 'open', 12,
  '2026-03-01', '2026-03-02', NULL, 0);
INSERT INTO responses VALUES ('1', 'r', 'norrdal', NULL, 0);
INSERT INTO answers VALUES ('1', 'malbild_puls', '4');
"""


def migrate(database: Database, revision: str, *, down: bool = False) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(app.store.__file__).parent / "migrations"))
    with database.reshaping() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


def earlier_database(url: str) -> Database:
    database = Database(url)
    migrate(database, "0001")
    with database.writing() as connection:
        for statement in EARLIER.strip().split(";\n"):
            connection.execute(text(statement.rstrip(";")))
    return database


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_owners_become_facilitators_and_named_organisations_parties_of_the_latest_round(database_url: str) -> None:
    database = earlier_database(database_url)
    upgrade(database)
    assert rows(database, "SELECT account_id, collaboration_id, role FROM memberships") == [("a", "c", "facilitator")]
    assert rows(database, "SELECT id, name FROM organisations ORDER BY id") == [
        ("alvnas", "Älvnäs"),
        ("norrdal", "Norrdal"),
        ("storvik", "Storvik"),
    ]
    parties = rows(database, "SELECT organisation_id FROM parties WHERE collaboration_id = 'c' ORDER BY position")
    assert parties == [("alvnas",), ("norrdal",)]
    assert [str(row[0]) for row in rows(database, "SELECT made_on FROM collaborations")] == ["2025-10-01"]
    database.dispose()


def test_answers_and_rounds_are_the_same_after_the_way_up_and_down(database_url: str) -> None:
    database = earlier_database(database_url)
    queries = (
        "SELECT * FROM answers",
        "SELECT * FROM responses",
        "SELECT id, code, title, state, wave, expected FROM rounds ORDER BY id",
        "SELECT id, email, name, password_hash FROM accounts",
    )
    before = [rows(database, query) for query in queries]
    upgrade(database)
    assert [rows(database, query) for query in queries] == before
    migrate(database, "0001", down=True)
    assert [rows(database, query) for query in queries] == before
    assert rows(database, "SELECT owner_id FROM collaborations") == [("a",)]
    database.dispose()


def test_the_tables_of_the_vote_come_and_go_and_nothing_else_changes(database_url: str) -> None:
    database = earlier_database(database_url)
    migrate(database, "0002")
    queries = ("SELECT * FROM answers", "SELECT id, code, state FROM rounds ORDER BY id", "SELECT * FROM parties")
    before = [rows(database, query) for query in queries]
    migrate(database, "0003")
    with database.writing() as connection:
        connection.execute(text("INSERT INTO votes VALUES ('r', 1, 'open', 0)"))
        connection.execute(text("INSERT INTO vote_counts VALUES ('r', 'service', 0)"))
        connection.execute(text("INSERT INTO vote_marks VALUES ('hash', 'r')"))
        connection.execute(text("INSERT INTO meetings VALUES ('r', '[\"service\"]')"))
    assert [rows(database, query) for query in queries] == before
    migrate(database, "0002", down=True)
    assert [rows(database, query) for query in queries] == before
    upgrade(database)
    assert rows(database, "SELECT * FROM votes") == []
    database.dispose()


def test_decisions_about_comments_go_with_their_table_and_nothing_else_does(database_url: str) -> None:
    database = earlier_database(database_url)
    upgrade(database)
    with database.writing() as connection:
        connection.execute(text("INSERT INTO comments VALUES ('1', 'r', 'puls_kommentar', 0, 'Mer tid')"))
        connection.execute(text("INSERT INTO comment_reviews VALUES ('r', 'puls_kommentar', 'abc', 'hidden', '')"))
    migrate(database, "0002", down=True)
    assert rows(database, "SELECT words FROM comments") == [("Mer tid",)]
    upgrade(database)
    assert rows(database, "SELECT count(*) FROM comment_reviews") == [(0,)]
    database.dispose()


def test_tables_of_imports_come_and_go_and_no_answer_with_them(database_url: str) -> None:
    database = earlier_database(database_url)
    upgrade(database)
    with database.writing() as connection:
        connection.execute(text("INSERT INTO imports VALUES ('s', '2026-03-02', 1)"))
        connection.execute(text("INSERT INTO imported_rows VALUES ('1', 's')"))
        connection.execute(text("INSERT INTO import_mappings VALUES ('c', 'print', 'hash', '[]', '{}')"))
    migrate(database, "0005", down=True)
    assert rows(database, "SELECT id, value FROM responses JOIN answers ON response_id = id") == [("1", "4")]
    upgrade(database)
    assert rows(database, "SELECT count(*) FROM imported_rows") == [(0,)]
    database.dispose()


def test_rounds_have_no_further_questionnaires_until_they_are_given_some(database_url: str) -> None:
    database = earlier_database(database_url)
    upgrade(database)
    assert rows(database, "SELECT DISTINCT further FROM rounds") == [(0,)]
    with database.writing() as connection:
        connection.execute(text("INSERT INTO questionnaire_versions VALUES ('balansgangar', 1, 'other', 'source')"))
        connection.execute(text("INSERT INTO round_questionnaires VALUES ('r', 1, 'balansgangar', 1)"))
        connection.execute(text("UPDATE rounds SET further = 1 WHERE id = 'r'"))
    migrate(database, "0003", down=True)
    assert rows(database, "SELECT id, state FROM rounds ORDER BY id") == [("r", "closed"), ("s", "open")]
    upgrade(database)
    assert rows(database, "SELECT DISTINCT further FROM rounds") == [(0,)]
    database.dispose()


def test_tokens_of_the_api_go_with_their_table_and_nothing_else_does(database_url: str) -> None:
    database = earlier_database(database_url)
    upgrade(database)
    token = (
        "INSERT INTO api_tokens VALUES ('t', 'hash', 'a', 'Rapport', 'read:results', '2026-03-01', '2026-05-30', NULL)"
    )
    with database.writing() as connection:
        connection.execute(text(token))
    migrate(database, "0007", down=True)
    assert rows(database, "SELECT id, email FROM accounts") == [("a", "kim@norrdal.example")]
    upgrade(database)
    assert rows(database, "SELECT count(*) FROM api_tokens") == [(0,)]
    database.dispose()


def test_nobody_shares_for_the_reference_until_they_say_so(database_url: str) -> None:
    database = earlier_database(database_url)
    upgrade(database)
    assert rows(database, "SELECT count(*) FROM collaborations WHERE shares_reference") == [(0,)]
    assert rows(database, "SELECT count(*) FROM collaborations") != [(0,)]
    migrate(database, "0008", down=True)
    assert rows(database, "SELECT id, state FROM rounds ORDER BY id") == [("r", "closed"), ("s", "open")]
    upgrade(database)
    assert rows(database, "SELECT * FROM reference_values") == []
    database.dispose()


def test_passkeys_go_with_their_tables_and_nothing_else_does(database_url: str) -> None:
    database = earlier_database(database_url)
    upgrade(database)
    with database.writing() as connection:
        for statement in (
            "INSERT INTO passkeys VALUES ('p', 'a', 'credential', 'key', 0, '', 'Telefon', '2026-03-01', NULL)",
            "INSERT INTO recovery_codes VALUES ('hash', 'a')",
            "INSERT INTO ceremonies VALUES ('hash', 'a', 'sign_in', '', '2026-03-01 08:00:00+00')",
        ):
            connection.execute(text(statement))
    migrate(database, "0009", down=True)
    assert rows(database, "SELECT id, email FROM accounts") == [("a", "kim@norrdal.example")]
    upgrade(database)
    for table in ("passkeys", "recovery_codes", "ceremonies"):
        assert rows(database, f"SELECT count(*) FROM {table}") == [(0,)]
    database.dispose()


def test_who_leads_or_has_no_role_yet_keeps_the_right_to_make_collaborations(database_url: str) -> None:
    database = earlier_database(database_url)
    migrate(database, "0009")
    with database.writing() as connection:
        for name in ("guest", "viewer", "both", "nothing"):
            values = f"('{name}', '{name}@norrdal.example', '', 'hash', NULL, {no(database)}, '2026-03-01')"
            connection.execute(text(f"INSERT INTO accounts VALUES {values}"))
        connection.execute(text("INSERT INTO memberships VALUES ('guest', 'c', 'guest'), ('both', 'c', 'facilitator')"))
        connection.execute(text("INSERT INTO viewers VALUES ('viewer', 'norrdal'), ('both', 'norrdal')"))
        made = "'2026-03-01', 'kim@norrdal.example', 'collaboration_made', 'c', 'Samverkan Älvdalen', '{}'"
        columns = "at, actor, deed, collaboration_id, subject, facts"
        connection.execute(text(f"INSERT INTO audit ({columns}) VALUES ({made})"))
        session = "'hash', 'a', '2026-03-01', '2026-03-01', '2026-03-01', NULL"
        connection.execute(text(f"INSERT INTO sessions VALUES ({session})"))
    upgrade(database)
    assert rows(database, "SELECT id FROM accounts WHERE makes_collaborations ORDER BY id") == [
        ("a",),
        ("both",),
        ("nothing",),
    ]
    assert rows(database, "SELECT made_by FROM collaborations") == [("a",)]
    assert rows(database, "SELECT account_id, proved_at, typed FROM sessions") == [("a", None, None)]
    migrate(database, "0009", down=True)
    assert rows(database, "SELECT count(*) FROM accounts") == [(5,)]
    assert rows(database, "SELECT account_id FROM sessions") == [("a",)]
    database.dispose()


def no(database: Database) -> str:
    return "0" if database.is_sqlite else "false"


def test_of_reminders_the_moments_stay_and_no_number(database_url: str) -> None:
    database = earlier_database(database_url)
    migrate(database, "0009")
    at = "'2026-03-03 12:00:00'"
    with database.writing() as connection:
        connection.execute(text("INSERT INTO invitations VALUES ('i', 's', 'a@norrdal.example', true)"))
        for one, kind, state in (("1", "reminder", "sent"), ("2", "reminder", "sent"), ("3", "invitation", "sent")):
            connection.execute(
                text(
                    "INSERT INTO messages (id, round_id, invitation_id, kind, recipient, subject, body, headers, "
                    "state, attempts, due_at, error, made_at) VALUES "
                    f"('{one}', 's', 'i', '{kind}', 'a@norrdal.example', 's', 'b', '', '{state}', 1, {at}, '', {at})"
                )
            )
        connection.execute(
            text(
                "INSERT INTO audit (id, at, actor, deed, collaboration_id, subject, facts) VALUES "
                f"(1, {at}, 'kim', 'reminders_sent', 'c', 'BCDEFG', '{{\"number\": \"2\"}}')"
            )
        )
    migrate(database, "0010")
    assert rows(database, "SELECT round_id FROM reminders") == [("s",)]
    assert rows(database, "SELECT kind FROM messages") == [("invitation",)]
    assert rows(database, "SELECT answered FROM invitations") in ([(1,)], [(True,)])
    assert "2" not in str(rows(database, "SELECT facts FROM audit"))
    migrate(database, "0009", down=True)
    assert rows(database, "SELECT kind FROM messages") == [("invitation",)]
    database.dispose()
