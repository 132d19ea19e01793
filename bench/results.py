"""What is made of a closed round, once it has been made: its page, and its files, beside bare Flask routes."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask, send_file
from flask.testing import FlaskClient

from app.application import create_app
from app.config import ROOT, Settings
from app.documents.press import in_this_process, set_press
from app.services.demo import EMAIL, PASSWORD, fill_demo
from app.services.installation import Installation
from app.services.presses import make_beside
from bench.live.waiting import eventually

Row = tuple[str, str, str, str, str]
ROUNDS = 5
REQUESTS = 40
FILES = ("results.csv", "results.json", "results.xlsx", "dialogue.pdf")


def results_rows() -> Iterator[Row]:
    """Milliseconds a request, in turns with the bare route; both without a network."""
    with _signed_in() as (browser, code, folder):
        page = browser.get(f"/rounds/{code}/results").text
        bare = Flask("bare")
        bare.get("/")(lambda: page)
        ours, theirs = _in_turns(browser, f"/rounds/{code}/results", bare)
        yield (
            "results page of a closed round, seen before",
            f"{ours:.1f} ms",
            f"the same bytes as a string: {theirs:.1f} ms",
            f"{ours:.1f} ms",
            "<= 10 ms",
        )
        for name in FILES:
            address = f"/rounds/{code}/{name}"
            content = eventually(partial(_content, browser, address), f"{name} is made")
            ours, theirs = _in_turns(browser, address, _sending(content, folder / name))
            yield (
                f"{name} of a closed round, made before",
                f"{ours:.1f} ms",
                f"a file of the same {len(content) // 1000} kB sent to anybody: {theirs:.1f} ms",
                f"{ours:.1f} ms",
                "<= 10 ms",
            )


def _content(browser: FlaskClient, address: str) -> bytes | None:
    answer = browser.get(address)
    return answer.data if answer.status_code == 200 else None


def _sending(content: bytes, path: Path) -> Flask:
    """A bare application that sends a file with these bytes."""
    path.write_bytes(content)
    bare = Flask("bare")
    bare.get("/")(lambda: send_file(path, "application/octet-stream"))
    return bare


@contextmanager
def _signed_in() -> Iterator[tuple[FlaskClient, str, Path]]:
    """A browser of one who leads the demo, its closed round's code and a folder; documents are made as by a server."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        url = f"sqlite:///{path / 'samspel.db'}"
        installation = Installation.open(Settings(url, "bench" * 8, path, ROOT / "questionnaires", "http://localhost"))
        links = fill_demo(installation, datetime.now(UTC))
        browser = create_app(installation).test_client()
        _sign_in(browser)
        make_beside(installation.settings)
        yield browser, links.closed_code, path
        set_press(in_this_process)
        installation.database.dispose()


def _in_turns(browser: FlaskClient, address: str, bare: Flask) -> tuple[float, float]:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_milliseconds(browser, address))
        theirs.append(_milliseconds(bare.test_client(), "/"))
    return median(ours), median(theirs)


def _sign_in(browser: FlaskClient) -> None:
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/account/sign-in").text)
    assert found
    fields = {"email": EMAIL, "password": PASSWORD, "csrf_token": found[1]}
    assert browser.post("/account/sign-in", data=fields).status_code == 302


def _milliseconds(browser: FlaskClient, address: str) -> float:
    assert browser.get(address).status_code == 200
    began = time.perf_counter()
    for _ in range(REQUESTS):
        browser.get(address)
    return 1000 * (time.perf_counter() - began) / REQUESTS
