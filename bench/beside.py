"""The form page of the real `samspel serve` while fifty documents are being made, beside the same while nothing is."""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from html import unescape
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Thread

from app.services.accounts import account_of
from app.services.demo import EMAIL, PASSWORD, fill_demo
from app.services.installation import Installation
from app.services.made_files import forget_made_files
from app.services.presses import AGAIN
from app.services.rounds import list_rounds
from bench.live.served import Server, seen_from_here, served
from bench.live.visitor import Visitor

ROUNDS = 2
IDLE = 5.0
"""Seconds that the form is asked for while nothing is made."""
PAUSE = 0.01
"""Seconds between two steps of the one who answers."""
DOCUMENTS = 50
OF_CLOSED = (
    "dialogue.pdf", "dialogue.pdf?attachments=yes", "dialogue.docx", "summary.pdf", "facilitator.pdf", "agreement.pdf",
    "wall-poster.pdf", "results.xlsx",
)  # fmt: skip
TO_PRINT = ("poster.pdf", "paper-form.pdf")
LINK = re.compile(r'<a class="button" href="([^"]+)"')
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def beside_row() -> tuple[str, str, str, str, str]:
    """Milliseconds that 95 of 100 requests for the form take at most, in turns; every document is made each time."""
    idle: list[float] = []
    busy: list[float] = []
    made: list[float] = []
    with (
        TemporaryDirectory() as folder,
        served(f"sqlite:///{folder}/samspel.db", Path(folder), "--workers", "2") as server,
        seen_from_here(server.env) as installation,
    ):
        links = fill_demo(installation, datetime.now(UTC))
        places, readers = _places(installation), _readers(server)
        form = f"/r/{links.open_code}/1"
        for _ in range(ROUNDS):
            with _respondent(server.port, form) as taken:
                time.sleep(IDLE)
            idle += taken
            forget_made_files(installation)
            with _respondent(server.port, form) as taken:
                made.append(_have_made(readers, places))
            busy += taken
    ratio = _p95(busy) / _p95(idle)
    return (
        f"form page while {DOCUMENTS} documents are made ({sum(made) / ROUNDS:.0f} s)",
        f"p95 {_p95(busy):.1f} ms",
        f"the same while nothing is made: p95 {_p95(idle):.1f} ms",
        f"{ratio:.2f}",
        "< 3",
    )


def _places(installation: Installation) -> Sequence[str]:
    """Addresses of so many documents, each another one."""
    account = account_of(installation, EMAIL)
    assert account is not None
    views = [view for view in list_rounds(installation, account) if not view.round.is_workshop]
    closed = [view for view in views if view.round.state.shows_results]
    found = [f"/rounds/{view.round.code}/{name}" for view in closed for name in OF_CLOSED]
    found += [f"/facilitate/rounds/{view.round.code}/record/follow-up.pdf" for view in closed]
    found += [f"/facilitate/rounds/{view.round.code}/{name}" for view in views for name in TO_PRINT]
    found.append(f"/collaborations/{closed[0].collaboration_id}/development.pdf")
    both = [f"{place}{'&' if '?' in place else '?'}language={one}" for place in found for one in ("sv", "en")]
    assert len(both) >= DOCUMENTS, len(both)
    return both[:DOCUMENTS]


def _readers(server: Server) -> Sequence[Visitor]:
    """Browsers of one who is signed in."""
    first = Visitor("127.0.0.1", server.port)
    found = TOKEN.search(first.get("/account/sign-in").text)
    assert found
    fields = {"email": EMAIL, "password": PASSWORD, "csrf_token": found[1]}
    assert first.post("/account/sign-in", fields).status == 302
    readers = [Visitor("127.0.0.1", server.port) for _ in range(DOCUMENTS)]
    for one in readers:
        one.cookies = dict(first.cookies)
    return readers


def _have_made(readers: Sequence[Visitor], places: Sequence[str]) -> float:
    """Asks for all at once, each as a browser does that obeys the page; the seconds until the last is there."""
    began = time.monotonic()
    threads = [Thread(target=_read, args=one) for one in zip(readers, places, strict=True)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.seen[-1] for one in readers] == [200] * len(readers), [one.seen[-1] for one in readers]
    return time.monotonic() - began


def _read(reader: Visitor, place: str) -> None:
    while (answer := reader.get(place)).status == 202:
        found = LINK.search(answer.text)
        assert found
        place = unescape(found[1])
        time.sleep(AGAIN)


@contextmanager
def _respondent(port: int, form: str) -> Iterator[list[float]]:
    """Somebody in a process of their own who asks for the form again and again; the milliseconds of each request, once
    it is over."""
    taken: list[float] = []
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_answer, args=(port, form, there))
    process.start()
    here.recv()
    yield taken
    here.send(None)
    taken += here.recv()
    process.join()


def _answer(port: int, form: str, asked: Connection) -> None:
    one = Visitor("127.0.0.1", port)
    assert one.post(form.rpartition("/")[0], {}).status == 302
    asked.send(one.get(form).status)
    taken = []
    while not asked.poll():
        time.sleep(PAUSE)
        began = time.perf_counter()
        assert one.get(form).status == 200
        taken.append(1000 * (time.perf_counter() - began))
    asked.send(taken)


def _p95(taken: Sequence[float]) -> float:
    return quantiles(taken, n=20)[-1]
