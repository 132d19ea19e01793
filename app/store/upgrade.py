"""Brings a database to the newest shape of its tables."""

from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.config import Config

from app.store.database import Database


def import_tables() -> None:
    """Makes every table known to the common base."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        import_module(f"app.store.{path.stem}")


def upgrade(database: Database) -> None:
    """Runs the migrations that the database has not seen; nothing happens to one that is up to date."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with database.reshaping() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
