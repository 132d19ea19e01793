"""A copy of an SQLite database and of its write-ahead log, as the states that the database went through.

Format: "Database File Format", section "The Write-Ahead Log", in the documentation of SQLite."""

import sqlite3
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

State = Mapping[str, frozenset[tuple[object, ...]]]
"""Table -> its rows, each as the tuple of its columns in order of their names."""
HEADER, FRAME = 32, 24
MAGIC = frozenset({0x377F0682, 0x377F0683})


def states(database: bytes, log: bytes, tables: Mapping[str, tuple[str, ...]]) -> Iterator[State]:
    """The state of the database file alone, and after each transaction of the log. `tables`: table -> columns."""
    content = bytearray(database)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "state.db"
        if content:
            yield _read(path, content, tables)
        for pages, size in _commits(log):
            for number, page in pages.items():
                start = (number - 1) * len(page)
                content.extend(bytes(max(0, start + len(page) - len(content))))
                content[start : start + len(page)] = page
            del content[size:]
            yield _read(path, content, tables)


def _commits(log: bytes) -> Iterator[tuple[dict[int, bytes], int]]:
    """(page number -> content, bytes of the database afterwards) of each transaction."""
    if len(log) < HEADER:
        return
    magic, _, page_size, _ = struct.unpack(">4I", log[:16])
    assert magic in MAGIC
    salts, pages = log[16:24], dict[int, bytes]()
    for start in range(HEADER, len(log) - FRAME - page_size + 1, FRAME + page_size):
        number, size = struct.unpack(">2I", log[start : start + 8])
        if log[start + 8 : start + 16] != salts:
            return  # what an earlier round through the log left behind
        pages[number] = log[start + FRAME : start + FRAME + page_size]
        if size:
            yield pages, size * page_size
            pages = {}


def _read(path: Path, content: bytearray, tables: Mapping[str, tuple[str, ...]]) -> State:
    plain = bytearray(content)
    plain[18:20] = b"\x01\x01"  # a database without a write-ahead log
    path.write_bytes(plain)
    connection = sqlite3.connect(path)
    try:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            table: frozenset(connection.execute(f"SELECT {', '.join(columns)} FROM {table}"))
            for table, columns in tables.items()
            if table in there
        }
    finally:
        connection.close()
