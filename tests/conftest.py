"""What every room's tests share: nothing is skipped, and installations on real databases."""

import shutil
import sqlite3
from collections.abc import Generator, Iterator
from functools import cache
from itertools import chain, groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event, make_url, text

from app.config import ROOT, PasswordWork, Settings
from app.definitions.library import Library
from app.documents import pdf
from app.services.installation import Installation
from app.store.database import Database
from app.store.upgrade import upgrade
from tests.postgres import postgres_server

# A machine that is busy with something else is slow, not wrong.
hypothesis_settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("patient")

LIBRARY = Library(ROOT / "questionnaires")
"""The shipped questionnaires, read once: nothing changes a library that has been read."""
LITTLE_WORK = PasswordWork(passes=1, kibibytes=8, lanes=1)
"""The least that argon2 does. That an installation's own passwords cost more is a claim of test_accounts."""
WAITING = ("stories", "browser")
"""Rooms whose tests wait for servers and browsers."""
OTHERS_LEAVE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
TABLES_ARE_NEW = """
    DO $$ DECLARE used text; BEGIN
        SELECT string_agg(format('%I', relname), ', ') INTO used FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
            AND pg_relation_size(oid) > 0;
        IF used IS NOT NULL THEN EXECUTE 'TRUNCATE ' || used || ' RESTART IDENTITY CASCADE'; END IF;
    END $$
"""
"""Gives every table that a row has ever lain in a new, empty file: nothing is left of what was deleted, either."""
NOTHING_IS_SKIPPED = "Skipped, or expected to fail. A test of this project holds, or it is removed with a reason."


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Early come stories and browsers, which wait more than they work, so that none is alone at the end; behind each of
    them two modules that work, so that not all wait, and start servers, at once."""
    modules = [(path, list(found)) for path, found in groupby(items, lambda item: item.path)]
    waits = [found for path, found in modules if path.parent.name in WAITING]
    works = [found for path, found in modules if path.parent.name not in WAITING]
    order: list[list[pytest.Item]] = []
    for at, found in enumerate(waits):
        order += [found, *works[2 * at : 2 * at + 2]]
    items[:] = chain.from_iterable([*order, *works[2 * len(waits) :]])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Makes a skipped test, or one that may fail, a failed one."""
    report = yield
    if report.skipped or hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", NOTHING_IS_SKIPPED
        vars(report).pop("wasxfail", None)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Makes a skipped module a failed one."""
    report = yield
    if report.skipped:
        report.outcome, report.longrepr = "failed", NOTHING_IS_SKIPPED
    return report


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server, started for the session of this process alone."""
    with postgres_server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'samspel.db'}"
        return
    url = request.getfixturevalue("postgres_url")
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.dispose()
    yield url


def settings(url: str, instance: Path) -> Settings:
    """Settings of a test installation with the shipped questionnaires."""
    return Settings(
        url, "test-secret", instance, ROOT / "questionnaires", "http://localhost", password_work=LITTLE_WORK
    )


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and nothing in them, to be copied: the migrations run once."""
    path = tmp_path_factory.mktemp("model") / "samspel.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_model(postgres_url: str) -> str:
    """The same as a database of the PostgreSQL server: its address."""
    _as_administrator(postgres_url, "CREATE DATABASE model")
    model = _named(postgres_url, "model")
    _migrate(model)
    return model


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the fonts of all test installations lie: the first that is asked for them packs them."""
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="module")
def documents_once() -> Iterator[None]:
    """For walks that ask who gets a document: what has been laid out is not laid out again from the same words."""
    with pytest.MonkeyPatch.context() as kept:
        for part in (pdf.lay_out, pdf.pdf_of):
            kept.setattr(pdf, part.__name__, cache(part))
        yield


@pytest.fixture(params=["sqlite", "postgresql"])
def any_installation(request: pytest.FixtureRequest, tmp_path: Path, fonts: Path) -> Iterator[Installation]:
    """An empty installation on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("installation")
        return
    model = request.getfixturevalue("postgres_model")
    _as_administrator(model, OTHERS_LEAVE, TABLES_ARE_NEW)
    yield from _opened(model, tmp_path, fonts)


@pytest.fixture
def installation(sqlite_model: Path, tmp_path: Path, fonts: Path) -> Iterator[Installation]:
    """An empty installation on SQLite."""
    path = tmp_path / "samspel.db"
    shutil.copyfile(sqlite_model, path)
    yield from _opened(f"sqlite:///{path}", tmp_path, fonts)


def _opened(url: str, folder: Path, fonts: Path) -> Iterator[Installation]:
    installation = Installation(settings(url, folder / "instance"), Database(url), LIBRARY)
    if installation.database.is_sqlite:
        event.listen(installation.database.engine, "connect", _waits_for_no_disk)
    installation.settings.instance.mkdir()
    (installation.settings.instance / "fonts").symlink_to(fonts)
    yield installation
    installation.database.dispose()


def _waits_for_no_disk(connection: sqlite3.Connection, _record: object) -> None:
    """Of a test's own database; that an installation's waits is a claim of test_database."""
    connection.execute("PRAGMA synchronous = OFF")


def _migrate(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.settle()
    database.dispose()


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def _as_administrator(url: str, *statements: str) -> None:
    """Runs statements that no transaction may hold."""
    database = Database(url)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.execute(text(statement))
    database.dispose()
