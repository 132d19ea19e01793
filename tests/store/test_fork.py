"""Connections and processes that are forked: gunicorn prepares the application once and forks its workers from it."""

import subprocess
import sys

from app.config import ROOT

FORKS = """
import os, sys
from sqlalchemy import text
from app.store.database import Database

database = Database(sys.argv[1])
with database.reading() as connection:
    kept = connection.connection.driver_connection
    connection.execute(text("SELECT 1"))
child = os.fork()
with database.reading() as connection:
    own = connection.connection.driver_connection
    answer = connection.execute(text("SELECT 41 + 1")).scalar_one()
if child == 0:
    os._exit(0 if own is not kept and answer == 42 else 1)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
with database.reading() as connection:
    again = connection.execute(text("SELECT 7")).scalar_one()
sys.exit(0 if status == 0 and own is kept and (answer, again) == (42, 7) else 1)
"""


def test_a_forked_process_never_uses_a_connection_of_its_parent(database_url: str) -> None:
    # In a process of its own: pytest's has threads, and those are not forked.
    done = subprocess.run([sys.executable, "-c", FORKS, database_url], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
