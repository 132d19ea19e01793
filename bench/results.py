"""The results page of a closed round, beside a bare Flask route that returns the same bytes."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask
from flask.testing import FlaskClient

from app.application import create_app
from app.config import ROOT, Settings
from app.services.demo import EMAIL, PASSWORD, fill_demo
from app.services.installation import Installation

ROUNDS = 5
REQUESTS = 40


def results_row() -> tuple[str, str, str, str, str]:
    """Milliseconds a request, in turns with the bare route; both without a network."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        url = f"sqlite:///{path / 'samspel.db'}"
        installation = Installation.open(Settings(url, "bench" * 8, path, ROOT / "questionnaires", "http://localhost"))
        links = fill_demo(installation, datetime.now(UTC))
        browser = create_app(installation).test_client()
        _sign_in(browser)
        address = f"/rounds/{links.closed_code}/results"
        page = browser.get(address).text
        bare = Flask("bare")
        bare.get("/")(lambda: page)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(_milliseconds(browser, address))
            theirs.append(_milliseconds(bare.test_client(), "/"))
        installation.database.dispose()
    return (
        "results page of a closed round, seen before",
        f"{median(ours):.1f} ms",
        f"the same bytes as a string: {median(theirs):.1f} ms",
        f"{median(ours):.1f} ms",
        "<= 10 ms",
    )


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
