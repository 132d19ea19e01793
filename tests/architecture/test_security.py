"""docs/security.md promises by tests: each that it names exists."""

import re
from pathlib import Path

from app.config import ROOT

PAGE = Path(ROOT / "docs" / "security.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+)(?:–(\d+\.\d+\.\d+))? \| L[12] \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
CHAPTERS = range(1, 18)


def test_every_test_that_the_page_names_exists() -> None:
    missing = []
    for path, name in NAMED.findall(PAGE.read_text()):
        file = ROOT / path
        found = file.read_text() if file.is_file() else ""
        if not found or (name and not re.search(rf"^\s*(?:def|class) {name}\b", found, re.MULTILINE)):
            missing.append(f"{path}::{name}")
    assert sorted(set(missing)) == []


def test_every_chapter_has_its_rows_each_with_a_test_or_a_reason() -> None:
    rows = ROW.findall(PAGE.read_text())
    assert {int(first.split(".")[0]) for first, _, _ in rows} == set(CHAPTERS)
    assert len(rows) > 150
    lines = [line for line in PAGE.read_text().splitlines() if re.match(r"\| \d+\.\d+\.\d+", line)]
    assert len(lines) == len(rows), "a row that cannot be read"
    assert [first for first, _, words in rows if len(words.split()) < 1 or words.strip() == "–"] == []


def test_the_page_names_many_different_tests() -> None:
    assert len(set(NAMED.findall(PAGE.read_text()))) > 80
