"""Rounds of a database of an earlier shape come out the same after an upgrade: results and documents.

What is stored and how it was made: tests/fixtures/older_database/README.md."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Boolean, MetaData, text

from app.services.exports import about_round, as_json
from app.services.installation import Installation
from app.services.results import round_result
from app.services.rounds import RoundView
from app.store.database import Database
from app.store.upgrade import upgrade
from tests.conftest import LIBRARY, settings
from tests.fixtures.older_database.make import PUBLISHED, load, opened, published, rounds_by_file
from tests.store.test_migrations import migrate, rows

ROUNDS = ("drivkrafter", "nyckelfaktorer", "pulskoll")


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The stored database, brought to the newest shape."""
    path = tmp_path_factory.mktemp("older") / "samspel.db"
    load(path)
    installation = opened(path)
    yield installation
    installation.database.dispose()


def stored(name: str) -> str:
    return (PUBLISHED / name).read_text(encoding="utf-8")


def pages(words: str) -> list[str]:
    """The words of each page, wherever their lines end."""
    return [" ".join(page.replace("-\n", "").split()) for page in words.split("=== ")]


def changes(before: object, after: object, where: str = "") -> list[str]:
    """What was published and is another now; keys that have come since are none."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [one for key, value in before.items() for one in changes(value, after.get(key), f"{where}.{key}")]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [
            one for number, value in enumerate(before) for one in changes(value, after[number], f"{where}[{number}]")
        ]
    return [] if before == after and isinstance(before, type(after)) else [f"{where}: {before} {after}"]


def result_now(installation: Installation, view: RoundView) -> object:
    """What is published of a round today, as other programs read it."""
    return json.loads(json.dumps(as_json(round_result(installation, view), about_round(view))))


def test_every_stored_round_is_there(upgraded: Installation) -> None:
    assert tuple(sorted(rounds_by_file(upgraded))) == ROUNDS
    assert {path.stem for path in PUBLISHED.iterdir()} == set(ROUNDS)


@pytest.mark.parametrize("name", ROUNDS)
def test_results_and_documents_are_what_they_were(upgraded: Installation, name: str) -> None:
    result, words = published(upgraded, rounds_by_file(upgraded)[name])
    assert changes(json.loads(stored(f"{name}.json")), json.loads(result)) == []
    assert pages(words) == pages(stored(f"{name}.txt"))


def test_results_are_what_they_were_on_postgresql_too(postgres_url: str, tmp_path: Path) -> None:
    load(tmp_path / "samspel.db")
    database = emptied(postgres_url)
    migrate(database, "0005")
    copy(tmp_path / "samspel.db", database)
    upgrade(database)
    installation = Installation(settings(postgres_url, tmp_path), database, LIBRARY)
    now = {name: result_now(installation, view) for name, view in rounds_by_file(installation).items()}
    counted = rows(database, "SELECT count(*) FROM rounds")
    database.dispose()
    for name, result in now.items():
        assert changes(json.loads(stored(f"{name}.json")), result) == []
    assert counted == [(len(ROUNDS),)]


def test_a_change_of_a_figure_a_word_or_a_type_is_seen_and_a_new_key_is_none() -> None:
    assert changes({"a": [1, {"b": "x"}]}, {"a": [1, {"b": "x", "c": 2}]}) == []
    assert changes({"a": [1, {"b": "x"}]}, {"a": [1, {"b": "y"}]}) == [".a[1].b: x y"]
    assert changes({"a": 1, "b": [1]}, {"a": None, "b": []}) == [".a: 1 None", ".b: [1] []"]
    assert changes({"a": 1}, {"a": True}) == [".a: 1 True"]


def emptied(url: str) -> Database:
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return database


def copy(source: Path, target: Database) -> None:
    """Copies every row; SQLite has numbers where PostgreSQL has true and false."""
    tables = MetaData()
    tables.reflect(target.engine)
    with sqlite3.connect(source) as older, target.writing() as connection:
        for table in tables.sorted_tables:
            if table.name == "alembic_version":
                continue
            names = [column.name for column in table.columns]
            is_boolean = [isinstance(column.type, Boolean) for column in table.columns]
            insert = text(f"INSERT INTO {table.name} VALUES ({', '.join(f':{name}' for name in names)})")
            for row in older.execute(f"SELECT {', '.join(names)} FROM {table.name}"):
                values = [bool(one) if flag else one for one, flag in zip(row, is_boolean, strict=True)]
                connection.execute(insert, dict(zip(names, values, strict=True)))
    older.close()
