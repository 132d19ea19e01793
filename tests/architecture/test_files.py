"""What holds for every file of the project."""

import re
from pathlib import Path

from app.config import ROOT
from tests.architecture.tree import files_under, project_files, text_of

CODE = ("app", "bench", "templates", "reports", "tests", "tools")
JUNK_DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "constants", "manager", "managers"}
LONGEST = 400
LARGEST = 300_000
PICTURES = Path("docs/pictures")
"""The README's pictures, which `make pictures` takes: all that is no text."""

# Hosts that the project means to name: vocabularies, documentation, names reserved for examples, the own machine.
NAMED_HOSTS = {
    "127.0.0.1",
    "localhost",
    "json-schema.org",
    "www.w3.org",
    "eur-lex.europa.eu",
    "interoperable-europe.ec.europa.eu",
    "keepachangelog.com",
    "semver.org",
    "spdx.org",
}
ADDRESS = re.compile(r"https?://(?:[^@/\s\"']*@)?([\w.-]+)")
# Put together here, so that the pattern does not find itself.
MACHINE_PATH = re.compile(r"(?<![\w.{}-])/" + "(?:" + "|".join(["home", "root", "work", "Users", "mnt"]) + r")/\w")
UNFINISHED = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]) + r")\b")
SWEDISH = re.compile("[åäöÅÄÖ]")
# Demonstration data, the languages' own names and the words that deny in them are Swedish by nature.
SWEDISH_IN_CODE = {
    "app/domain/likeness.py",
    "app/services/demo.py",
    "app/services/demo_neighbours.py",
    "app/services/demo_people.py",
    "app/services/demo_record.py",
    "app/services/demo_weighed.py",
    "app/services/passwords.py",  # words that Swedish passwords begin with
    "app/web/answering.py",
    "app/wording/languages.py",
    "bench/installations.py",
}


def texts() -> list[Path]:
    return [path for path in project_files() if path.parent != PICTURES]


def test_every_file_has_a_telling_name() -> None:
    assert [str(path) for path in project_files() if {*path.parts[:-1], path.stem} & JUNK_DRAWERS] == []


def test_no_file_of_code_has_more_than_400_lines() -> None:
    code = files_under(*CODE, suffixes=(".py", ".html", ".css", ".js", ".sh"))
    assert [f"{path}: {lines}" for path in code if (lines := len(text_of(path).splitlines())) > LONGEST] == []


def test_nothing_large_or_binary_is_committed() -> None:
    assert [str(path) for path in project_files() if (ROOT / path).stat().st_size > LARGEST] == []
    binary = [path for path in project_files() if b"\0" in (ROOT / path).read_bytes()]
    assert [str(path) for path in binary if path.parent != PICTURES] == []
    assert sum((ROOT / path).stat().st_size for path in binary) < LARGEST


def test_no_file_names_a_host_that_is_not_meant() -> None:
    found = {
        f"{path}: {host}"
        for path in texts()
        for host in ADDRESS.findall(text_of(path))
        if host not in NAMED_HOSTS and not host.endswith((".example", ".test", ".invalid"))
    }
    assert sorted(found) == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    assert [str(path) for path in texts() if MACHINE_PATH.search(text_of(path))] == []


def test_nothing_is_marked_as_unfinished() -> None:
    code = files_under(*CODE, "docs", "questionnaires", suffixes=(".py", ".html", ".css", ".js", ".yaml", ".md", ".po"))
    assert [str(path) for path in code if UNFINISHED.search(text_of(path))] == []


def test_code_templates_and_styles_are_in_english() -> None:
    code = files_under("app", "bench", "templates", "reports", "tools", suffixes=(".py", ".html", ".css", ".js", ""))
    assert [str(path) for path in code if str(path) not in SWEDISH_IN_CODE and SWEDISH.search(text_of(path))] == []


def test_every_document_that_is_pointed_to_exists() -> None:
    named = re.compile(r"\bdocs/[\w/.-]+\.(?:md|json)\b")
    files = [path for path in project_files() if path.suffix in {".py", ".md", ".yaml", ".po", ".toml"}]
    missing = {
        f"{path}: {name}" for path in files for name in named.findall(text_of(path)) if not (ROOT / name).is_file()
    }
    assert sorted(missing) == []


def test_every_link_between_documents_leads_somewhere() -> None:
    link = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
    documents = [path for path in project_files() if path.suffix == ".md"]
    broken = [
        f"{path}: {goal}"
        for path in documents
        for goal in link.findall(text_of(path))
        if not (ROOT / path.parent / goal).exists()
    ]
    assert broken == []


def test_the_clock_is_asked_in_one_place() -> None:
    # The server's own day is not the day that it is in Sweden. Migrations stay as they were run.
    asks = re.compile(r"datetime\.now\(|date\.today\(|datetime\.utcnow\(")
    own = {"app/services/clock.py", "app/worker.py"}
    code = [path for path in files_under("app", suffixes=(".py",)) if "migrations" not in path.parts]
    assert {str(path) for path in code if asks.search(text_of(path))} == own
