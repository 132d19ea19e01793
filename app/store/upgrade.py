"""Brings a database to the newest shape of its tables."""

from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from app.domain.errors import SamspelError
from app.store import installation_facts
from app.store.database import Database
from app.store.faults import Unavailable

UnusableDatabase = (SQLAlchemyError, CommandError, Unavailable)
"""Raised where the database cannot be reached, read or understood."""
VERSION = "version"
"""The fact that says which version of Samspel was started last."""


def import_tables() -> None:
    """Makes every table known to the common base."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        import_module(f"app.store.{path.stem}")


def is_up_to_date(connection: Connection) -> bool:
    """Whether the tables are those that this version of Samspel works with."""
    return MigrationContext.configure(connection).get_current_revision() == newest_revision()


@cache
def newest_revision() -> str | None:
    """The name of the last migration that there is."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def upgrade(database: Database) -> None:
    """Runs the migrations that the database has not seen; nothing happens to one that is up to date. Raises V053 for
    one that a newer Samspel has changed: what that has done is not known here."""
    config = _config()
    with database.reshaping() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is not None and not is_known(revision):
            newer = installation_facts.find(connection, VERSION)
            raise SamspelError("V053", newer=newer.value if newer else revision, own=version("samspel"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_known(revision: str) -> bool:
    """Whether this version of Samspel has a migration of that name, so that it can go on from there."""
    return revision in {one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()}
