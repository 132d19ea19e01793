"""Documents beside the form: who waits, who is told to come back, and what is kept for the next who asks."""

import os
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Event, Lock

import pytest
from pypdf import PdfReader

from app.documents.order import Order
from app.documents.press import write_pdf
from app.documents.press_process import Limits, PressFault
from app.services import made_files as kept
from app.services.made_files import MadeFiles
from app.services.presses import FAULT, TOLD, BeingMade, NotMade, OwnProcesses
from app.services.slots import SLOTS, Claims, slot
from bench.live.waiting import PATIENCE, eventually

NOW = time.time()
"""Not long before or after what files say of themselves."""


def order(words: str) -> Order:
    """Of a file that holds these words."""
    return Order(sha256(words.encode()).hexdigest(), words.encode)


def page(html: str) -> Order:
    """Of a real document."""
    return Order(sha256(html.encode()).hexdigest(), partial(write_pdf, f"<title>t</title>{html}", "poster"))


class Clock:
    """Time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


class Made:
    """In place of a process: makes documents when it may, and counts how many at a time."""

    def __init__(self) -> None:
        self.may, self.lock = Event(), Lock()
        self.at_a_time = self.most = self.number = 0
        self.orders: list[Order] = []

    def __call__(self, order: Order) -> bytes:
        with self.lock:
            self.orders.append(order)
            self.at_a_time += 1
            self.most = max(self.most, self.at_a_time)
        self.may.wait(PATIENCE)
        with self.lock:
            self.at_a_time -= 1
        made = order.make()
        if made == b"faulty":
            raise PressFault("D021")
        return made

    def close(self) -> None:
        """Nothing to end."""


def press(folder: Path, made: object = None, patience: float = 0.0, clock: Clock | None = None) -> OwnProcesses:
    one = OwnProcesses(folder, MadeFiles(folder / "made"), Limits(PATIENCE), patience, clock or Clock())
    if made is not None:
        one.process = made  # type: ignore[assignment]
    return one


def eventually_made(ask: OwnProcesses, wanted: Order) -> bytes:
    def look() -> bytes | None:
        try:
            return ask(wanted)
        except BeingMade:
            return None

    return eventually(look, "the document is made")


def test_nobody_waits_longer_than_a_moment_and_what_is_made_comes_later(tmp_path: Path) -> None:
    made = Made()
    ask, wanted = press(tmp_path, made), order("one")
    for _ in range(3):
        with pytest.raises(BeingMade):
            ask(wanted)
    made.may.set()
    assert eventually_made(ask, wanted) == b"one"
    assert len(made.orders) == 1
    assert press(tmp_path)(wanted) == b"one"  # another process finds it too


def test_only_one_thread_of_a_process_waits(tmp_path: Path) -> None:
    made = Made()
    ask = press(tmp_path, made, patience=PATIENCE)
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(ask, order("one"))
        eventually(lambda: made.orders, "the first is being made")
        for number in range(10):
            with pytest.raises(BeingMade):
                ask(order(f"another {number}"))
        assert not waiting.done()
        made.may.set()
        assert waiting.result(PATIENCE) == b"one"


def test_no_more_than_a_few_are_made_at_a_time_on_a_machine(tmp_path: Path) -> None:
    made = Made()
    several = [press(tmp_path, made) for _ in range(5)]
    orders = [order(f"document {number}") for number in range(10)]
    for number, one in enumerate(orders):
        with pytest.raises(BeingMade):
            several[number % 5](one)
    eventually(lambda: made.at_a_time == SLOTS, "all slots are taken")
    made.may.set()
    for one in orders:
        assert eventually_made(several[0], one) == one.make()
    assert made.most == SLOTS


def test_why_a_document_was_not_made_is_told_for_a_minute_and_then_it_is_tried_anew(tmp_path: Path) -> None:
    made, clock = Made(), Clock()
    made.may.set()
    ask, wanted = press(tmp_path, made, PATIENCE, clock), order("faulty")
    for one in (ask, ask, press(tmp_path, clock=clock)):
        with pytest.raises(NotMade) as fault:
            one(wanted)
        assert fault.value.code == "D021"
    assert len(made.orders) == 1
    clock.now += TOLD + 1
    with pytest.raises(NotMade):
        ask(wanted)
    assert len(made.orders) == 2


def test_where_nothing_can_be_kept_it_is_said_and_nobody_asks_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    made = Made()
    made.may.set()
    ask = press(tmp_path, made, PATIENCE)
    monkeypatch.setattr(MadeFiles, "keep", full)
    with pytest.raises(NotMade) as fault:
        ask(order("one"))
    assert fault.value.code == "D023"


def test_a_process_that_is_killed_in_the_middle_gives_an_answer_and_the_next_is_made(tmp_path: Path) -> None:
    endless = page("<table>" + "<tr><td>one<td>two" * 30_000 + "</table>")
    ask = press(tmp_path)
    with pytest.raises(BeingMade):
        ask(endless)
    os.kill(eventually(lambda: ask.process.number, "it is being made"), signal.SIGKILL)

    def told() -> str:
        try:
            ask(endless)
        except BeingMade:
            return ""
        except NotMade as fault:
            return fault.code
        return "made"

    assert eventually(told, "an answer") == "D020"
    assert eventually_made(ask, page("<p>next</p>")).startswith(b"%PDF")
    ask.process.close()


def test_several_threads_get_each_the_document_that_they_asked_for(tmp_path: Path) -> None:
    ask = press(tmp_path, patience=PATIENCE)
    orders = [page(f"<p>place {number}</p>") for number in range(10)]
    with ThreadPoolExecutor(10) as at_once:
        found = list(at_once.map(lambda one: eventually_made(ask, one), orders))
    words = [PdfReader(BytesIO(one)).pages[0].extract_text() for one in found]
    assert words == [f"place {number}" for number in range(10)]
    ask.process.close()


def test_a_document_is_claimed_by_one_process_until_that_one_ends(tmp_path: Path) -> None:
    claims = tmp_path / "claims"
    program = (
        "import sys; from pathlib import Path; from app.services.slots import Claims\n"
        "print(Claims(Path(sys.argv[1])).take('ab' * 32), flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(claims)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "True"
        mine = Claims(claims)
        assert not mine.take("ab" * 32)
        assert mine.take("cd" * 32)
        other.kill()
    assert mine.take("ab" * 32)


def test_slots_are_given_back(tmp_path: Path) -> None:
    for _ in range(SLOTS * 2):
        with slot(tmp_path):
            pass


@pytest.fixture
def files(tmp_path: Path) -> MadeFiles:
    return MadeFiles(tmp_path / "instance" / "made")


def names(files: MadeFiles) -> set[str]:
    return {path.name for path in files.folder.iterdir()}


def test_files_are_their_owners_alone_and_whole(files: MadeFiles) -> None:
    assert files.find("one") is None
    files.keep("one", b"content", NOW)
    files.keep("one", b"other content", NOW)
    assert files.find("one") == b"other content"
    assert names(files) == {"one"}
    assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((files.folder / "one").stat().st_mode) == 0o600


def test_files_go_when_their_time_is_over_or_they_are_too_much(
    files: MadeFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.keep("old", b"1234", NOW)
    files.keep("newer", b"1234", NOW + kept.LONGEST)
    assert names(files) == {"old", "newer"}
    files.prune(NOW + kept.LONGEST + 1)
    assert names(files) == {"newer"}
    monkeypatch.setattr(kept, "LARGEST", 2 * (kept.DIGEST + 4) + 2)
    for number in (1, 2):
        files.keep(f"newest {number}", b"1234", NOW + kept.LONGEST + number)
    assert names(files) == {"newest 1", "newest 2"}
    files.clear()
    assert names(files) == set()


def test_what_was_asked_for_longest_ago_goes_first(files: MadeFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate(("first", "second", "third")):
        files.keep(name, b"1234", NOW - 1000 + number)
    assert files.find("first") == b"1234"
    monkeypatch.setattr(kept, "LARGEST", 2 * (kept.DIGEST + 4))
    files.prune(NOW)
    assert names(files) == {"first", "third"}


def test_being_asked_for_does_not_lengthen_the_time_that_a_file_is_kept(files: MadeFiles) -> None:
    made = NOW - kept.LONGEST + 100
    files.keep("one", b"1234", made)
    assert files.find("one") == b"1234"
    assert (files.folder / "one").stat().st_mtime == pytest.approx(made)
    files.prune(NOW + 200)
    assert names(files) == set()


def test_more_files_than_can_be_looked_through_are_not_kept(files: MadeFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    for number in range(4):
        files.keep(f"{number}", b"1234", NOW + number)
    assert names(files) == {"2", "3"}


def test_a_fault_has_a_name_that_no_document_has() -> None:
    assert FAULT.strip("0123456789abcdef")
