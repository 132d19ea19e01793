"""The examples of the help page do what they promise, against a server that runs."""

import csv
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask import render_template
from werkzeug.serving import WSGIRequestHandler, make_server

from app.application import create_app
from app.services.collaborations import list_collaborations
from app.web.pages.load_page import LoadPage, load_page
from tests.api.conftest import House


class Silent(WSGIRequestHandler):
    """Says nothing about requests."""

    def log(self, type: str, message: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(house: House) -> Iterator[str]:
    """The address at which the house is served, known to its settings."""
    server = make_server("127.0.0.1", 0, lambda environ, start: app(environ, start), request_handler=Silent)
    address = f"http://127.0.0.1:{server.server_port}"
    settings = replace(house.installation.settings, base_url=address)
    app = create_app(replace(house.installation, settings=settings))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


def example(house: House, address: str, name: str) -> str:
    """The text that the page's button copies, with the place of the latest closed round."""
    found = list_collaborations(house.installation, house.account("facilitator"))
    page: LoadPage = load_page(address, found)
    with house.app.test_request_context(headers={"Accept-Language": "sv"}):
        html = render_template("tokens/help.html", page=page)
    text = re.search(rf'<code id="{name}">(.*?)</code>', html, re.DOTALL)
    assert text
    return unescape(text[1])


def test_the_python_example_writes_every_figure_of_the_round(house: House, served: str, tmp_path: Path) -> None:
    (tmp_path / "load.py").write_text(example(house, served, "python"))
    environment = {**os.environ, "SAMSPEL_TOKEN": house.secret("facilitator"), "NO_PROXY": "127.0.0.1"}
    ran = subprocess.run(
        [sys.executable, "load.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    with (tmp_path / "samspel.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    told = house.caller("facilitator").get(f"/rounds/{house.objects['closed']}/scores?limit=200").json
    assert len(rows) >= len(told["items"])
    assert (rows[0]["unit"], rows[0]["mean"]) == ("whole", "4.0")


@pytest.mark.parametrize("name", ["query", "r"])
def test_the_other_examples_ask_the_same_address_and_follow_the_cursor(house: House, name: str) -> None:
    text = example(house, "https://samspel.example", name)
    assert "https://samspel.example" in text and house.objects["closed"] in text
    assert "next_cursor" in text and "scores" in text
    assert text.count("(") == text.count(")") and text.count("[") == text.count("]")
