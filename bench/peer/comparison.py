"""`make bench-peer`: the form page, a whole response and the results file, in turns with the peer's, in one run.

Both have 2 workers of 4 threads, an SQLite database of their own with the same durability, the same questions on one
page, and the same 4 clients."""

import re
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from app.services.accounts import account_of
from app.services.rounds import RoundView, close_round, open_round
from bench.forms import environment_of, served
from bench.installations import NOW, installation_with_round
from bench.peer.browser import Browser, token_of
from bench.peer.site import Peer

SECONDS, CLIENTS, ROUNDS = 4.0, 4, 5
SHEETS = 30
"""Responses that the results file is made of."""
APP = "app.application:create_app_from_environment()"
EMAIL, PASSWORD = "bench@samspel.example", "a long password"
Deed = Callable[[int], None]
"""What a client does again and again, on a port."""


def main() -> None:
    """Prints a row for each."""
    with TemporaryDirectory() as folder, installation_with_round() as (installation, view):
        peer = Peer(Path(folder))
        peer.install()
        survey = peer.fill(_questions(view))
        with (
            served(APP, environment_of(installation)) as port,
            served("peer:application", peer.environment, ("--threads", "4"), peer.bin / "gunicorn") as peer_port,
        ):
            whole, peers_whole = partial(answer, view), partial(answer_peer, survey)
            for _ in range(SHEETS):
                whole(port)
                peers_whole(peer_port)
            peers_form = partial(page, f"/survey/{survey}/", {})
            account = account_of(installation, EMAIL)
            assert account is not None
            close_round(installation, account, view.round.code, NOW)
            file = partial(page, f"/rounds/{view.round.code}/results.csv", _signed_in(port))
            peers_file = partial(page, f"/survey/csv/{survey}/", {})
            _row(f"results file of {SHEETS} responses", port, file, peers_file, peer_port)
            open_round(installation, account, view.round.code, NOW)
            form = partial(page, f"/r/{view.round.code}/1", _begun(view, port))
            _row("form page", port, form, peers_form, peer_port)
            _row("whole response, all requests", port, whole, peers_whole, peer_port)


def answer(view: RoundView, port: int) -> None:
    """From the first page to the receipt: seven requests, and two redirects among them."""
    browser, start = Browser(port), f"/r/{view.round.code}"
    browser.get(start)
    step = browser.post(start, {})
    fields = {f"item_{item.id}": "4" for item in view.questionnaire.items if item.kind == "rating"}
    about = {"item_organisation": "norrdal", "item_level": "politik"}
    review = browser.post(step, fields | about | token_of(browser.get(step)))
    browser.get(browser.post(review, token_of(browser.get(review))))
    browser.close()


def answer_peer(survey: int, port: int) -> None:
    """The same: form, hand-in, confirmation."""
    browser, start = Browser(port), f"/survey/{survey}/"
    form = browser.get(start)
    first = dict(re.findall(r'<input type="radio" name="(question_\d+)" value="([^"]+)"', form)[::-1])
    browser.get(browser.post(start, first | token_of(form)))
    browser.close()


def page(address: str, cookies: dict[str, str], port: int, times: int = 10) -> None:
    """A page, several times on a connection."""
    browser = Browser(port)
    browser.cookies = dict(cookies)
    for _ in range(times):
        browser.get(address)
    browser.close()


def _row(what: str, port: int, ours: Deed, theirs: Deed, peer_port: int) -> None:
    found: list[tuple[float, float]] = []
    with get_context("spawn").Pool(CLIENTS) as pool:
        for _ in range(ROUNDS):
            rates = [
                sum(pool.starmap(_rate, [(deed, at)] * CLIENTS)) for deed, at in ((ours, port), (theirs, peer_port))
            ]
            found.append((rates[0], rates[1]))
    times = [mine / others for mine, others in found]
    per = 1 if what.startswith("whole") else 10
    mine, others = (per * median(each) for each in zip(*found, strict=True))
    print(f"{what.ljust(36)}{mine:8.1f}/s  peer {others:8.1f}/s", end="  ")
    print(f"{median(times):.1f} × ({min(times):.1f}–{max(times):.1f})", flush=True)


def _rate(deed: Deed, port: int) -> float:
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        deed(port)
        count += 1
    return count / (time.perf_counter() - began)


def _questions(view: RoundView) -> Sequence[tuple[str, Sequence[str]]]:
    """The questionnaire's statements, and the two questions about the respondent."""
    about = [("Organisation", [one.name for one in view.round.organisations]), ("Level", ["Politik", "Ledning"])]
    ratings = [item for item in view.questionnaire.items if item.kind == "rating"]
    return [*about, *((item.text.into("sv").replace(",", ";"), "12345") for item in ratings)]


def _begun(view: RoundView, port: int) -> dict[str, str]:
    browser = Browser(port)
    browser.get(browser.post(f"/r/{view.round.code}", {}))
    return browser.cookies


def _signed_in(port: int) -> dict[str, str]:
    browser = Browser(port)
    who = {"email": EMAIL, "password": PASSWORD}
    browser.post("/account/sign-in", who | token_of(browser.get("/account/sign-in")))
    return browser.cookies
