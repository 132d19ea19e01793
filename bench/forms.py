"""The form page of all items on one page, against a bare Flask route that returns the same bytes as a string."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from app.services.installation import Installation
from app.services.rounds import RoundView
from bench.installations import installation_with_round

SECONDS = 3.0
CLIENTS = 4
ROUNDS = 5
GUNICORN = Path(sys.executable).with_name("gunicorn")
BARE = """
from pathlib import Path
from flask import Flask
page = Path(r"{page}").read_text()
app = Flask("bare")
@app.get("/")
def form():
    return page
"""


def form_rows() -> list[tuple[str, str, str, str, str]]:
    """A row for a fresh and one for a resumed respondent: requests a second of 2 workers, in turns with the bare."""
    with installation_with_round() as (installation, view):
        environment = environment_of(installation)
        with served("app.application:create_app_from_environment()", environment) as port:
            fresh, page = begun(port, view)
            resumed = _resumed(port, view)
            bare = installation.settings.instance / "bare.py"
            (installation.settings.instance / "page.html").write_text(page)
            bare.write_text(BARE.format(page=installation.settings.instance / "page.html"))
            with served("bare:app", environment | {"PYTHONPATH": str(bare.parent)}) as bare_port:
                address = f"/r/{view.round.code}/1"
                return [
                    _compared("form page, fresh respondent", port, address, fresh, bare_port),
                    _compared("form page, resumed respondent", port, address, resumed, bare_port),
                ]


def _compared(what: str, port: int, address: str, cookies: str, bare_port: int) -> tuple[str, str, str, str, str]:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(rate(port, address, cookies))
        theirs.append(rate(bare_port, "/", ""))
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    return (
        what,
        f"{median(ours):.0f} requests/s",
        f"the same bytes as a string: {median(theirs):.0f} requests/s",
        f"{100 * ratio:.0f} %",
        ">= 40 %",
    )


def rate(port: int, address: str, cookies: str) -> float:
    """Requests a second."""
    with get_context("spawn").Pool(CLIENTS) as pool:
        pool.map(_nothing, range(CLIENTS))
        counts = pool.starmap(_hammer, [(port, address, cookies)] * CLIENTS)
    return sum(counts) / SECONDS


def _nothing(_: int) -> None:
    """Lets the pool's processes start before the clock does."""


def _hammer(port: int, address: str, cookies: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    until, count = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < until:
        connection.request("GET", address, headers={"Cookie": cookies, "Accept-Language": "sv"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200 or len(body) < 10_000:
            raise SystemExit(f"unexpected answer {answer.status} from port {port}")
        count += 1
    return count


def begun(port: int, view: RoundView) -> tuple[str, str]:
    """The cookies of a fresh respondent, and the page that they see."""
    address = f"/r/{view.round.code}"
    _, cookies, _ = _exchange(port, "POST", address, {}, {})
    status, more, page = _exchange(port, "GET", f"{address}/1", cookies, {})
    assert status == 200
    return _header(cookies | more), page


def _resumed(port: int, view: RoundView) -> str:
    """The cookies of a respondent whose draft has every item answered."""
    address = f"/r/{view.round.code}"
    _, cookies, _ = _exchange(port, "POST", address, {}, {})
    _, more, page = _exchange(port, "GET", f"{address}/1", cookies, {})
    cookies |= more
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    fields = {f"item_{item.id}": "4" for item in view.questionnaire.items if item.kind == "rating"}
    status, more, _ = _exchange(port, "POST", f"{address}/1", cookies, {**fields, "csrf_token": found[1]})
    assert status == 302
    return _header(cookies | more)


def _exchange(
    port: int, method: str, address: str, cookies: Mapping[str, str], fields: Mapping[str, str]
) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {
        "Cookie": _header(cookies),
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept-Language": "sv",
    }
    connection.request(method, address, urlencode(fields) if method == "POST" else None, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    set_cookies = [value for name, value in answer.getheaders() if name == "Set-Cookie"]
    found = dict(one.split(";", 1)[0].split("=", 1) for one in set_cookies)
    return answer.status, found, text


def _header(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def environment_of(installation: Installation) -> dict[str, str]:
    """What a process needs to know to serve the installation."""
    settings = installation.settings
    return {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "SAMSPEL_INSTANCE": str(settings.instance),
        "SAMSPEL_SECRET_KEY": settings.secret_key,
    }


@contextmanager
def served(
    app: str,
    environment: dict[str, str],
    way: tuple[str, ...] = ("--worker-class", "app.cli.web_worker.WebWorker"),
    gunicorn: Path = GUNICORN,
) -> Iterator[int]:
    """Gunicorn with 2 workers on a free port, which read and write as `samspel serve`'s do, or in another way."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", *way, "--log-level", "warning"]
    process = subprocess.Popen([gunicorn, *options, "--preload", "--no-control-socket", app], env=environment)
    try:
        for _ in range(600):  # others may use the machine too
            time.sleep(0.2)
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield port
    finally:
        process.terminate()
        process.wait()
