"""The database itself: migrations and SQLite's settings."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.services.installation import Installation
from app.store.database import Base, Database
from app.store.upgrade import upgrade


def test_the_migrations_lead_to_exactly_the_tables_of_the_models(any_installation: Installation) -> None:
    with any_installation.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_upgrading_again_changes_nothing(any_installation: Installation) -> None:
    upgrade(any_installation.database)
    with any_installation.database.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["0015"]


def test_sqlite_keeps_what_it_has_confirmed(installation: Installation) -> None:
    database = Database(installation.settings.database_url)
    with database.reading() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
        assert connection.execute(text("PRAGMA busy_timeout")).scalar_one() >= 5000
    database.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_an_error_of_the_database_holds_nobodys_answer(any_installation: Installation) -> None:
    with pytest.raises(DBAPIError) as failed, any_installation.database.writing() as connection:
        connection.execute(text("INSERT INTO nowhere (words) VALUES (:words)"), {"words": "Vi hinner inte"})
    assert "nowhere" in str(failed.value)
    assert "hinner" not in str(failed.value)
