"""Runs migrations on the connection that `app.store.upgrade` hands over."""

from alembic import context

from app.store import upgrade
from app.store.database import Base

upgrade.import_tables()
context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
