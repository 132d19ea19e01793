"""The real `samspel serve`: a facilitator gets documents, several at once, and no process that answers visitors lays
any of them out."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.live.served import Server, seen_from_here, served
from bench.live.visitor import Answer, Visitor
from bench.live.waiting import eventually
from tests.builders import EMAIL, PASSWORD, facilitator, opened_round

LAYOUT = "libpango"
PRESS = "app.documents.press_worker"
WORKERS = 2


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with served(f"sqlite:///{tmp_path / 'samspel.db'}", tmp_path / "served", "--workers", str(WORKERS)) as one:
        yield one


def loads_layout(number: int) -> bool:
    try:
        return LAYOUT in Path(f"/proc/{number}/maps").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def command(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def test_documents_come_and_no_web_process_lays_them_out(server: Server) -> None:
    with seen_from_here(server.env) as installation:
        facilitator(installation)
        code = opened_round(installation).round.code
    visitor = Visitor("127.0.0.1", server.port)
    found = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get("/account/sign-in").text)
    assert found
    fields = {"email": EMAIL, "password": PASSWORD, "csrf_token": found[1]}
    assert visitor.post("/account/sign-in", fields).status == 302
    visitor.seen.clear()
    asked = [
        f"/facilitate/rounds/{code}/{kind}.pdf?language={language}"
        for kind in ("poster", "paper-form")
        for language in ("sv", "en")
    ]

    def document(path: str) -> Answer:
        def look() -> Answer | None:
            answer = visitor.get(path)
            assert answer.status in (200, 202), answer.text
            return answer if answer.status == 200 else None

        return eventually(look, f"{path} is made")

    with ThreadPoolExecutor(len(asked) * 2) as at_once:
        made = list(at_once.map(document, asked * 2))
    assert all(one.raw.startswith(b"%PDF") for one in made)
    assert [one.raw for one in made[: len(asked)]] == [one.raw for one in made[len(asked) :]]
    answering = [one.number for one in server.parts if PRESS not in command(one.number)]
    assert len(answering) > WORKERS
    assert not any(loads_layout(number) for number in answering)
    kept = Path(server.env["SAMSPEL_INSTANCE"]) / "made"
    assert len(list(kept.iterdir())) == len(asked)
    assert "Traceback" not in server.said
