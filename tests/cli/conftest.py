"""The installation that the commands find by their environment."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.config import Settings
from app.services.installation import Installation
from app.store.database import Database
from tests.conftest import LIBRARY, LITTLE_WORK


@pytest.fixture
def home(environment: Mapping[str, str], sqlite_model: Path) -> Iterator[Installation]:
    """What a test prepares and looks at; a command opens the same database by itself."""
    settings = replace(Settings.from_environment(environment), password_work=LITTLE_WORK)
    shutil.copyfile(sqlite_model, settings.instance / "samspel.db")
    home = Installation(settings, Database(settings.database_url), LIBRARY)
    yield home
    home.database.dispose()
