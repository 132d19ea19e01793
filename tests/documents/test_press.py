"""A process that makes documents: what it makes, and every way in which it can end before its time."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.documents import press
from app.documents.job import Job
from app.documents.order import Order
from app.documents.press_process import Limits, PressFault, PressProcess
from bench.live.waiting import PATIENCE, eventually

MEMORY = 1024**2
LOADS_LAYOUT = "libpango"


def page(body: str, document: str = "poster") -> Order:
    html = f"<html lang=en><head><title>A page</title></head><body>{body}</body></html>"
    return Order("ab" * 32, partial(press.write_pdf, html, document))


SHORT = page('<h1 id="first">Short</h1>')
ENDLESS = page("<table>" + "<tr><td>one<td>two" * 30_000 + "</table>")
"""Takes minutes."""


@pytest.fixture
def process(request: pytest.FixtureRequest) -> Iterator[PressProcess]:
    """With the limits that the test names."""
    one = PressProcess(getattr(request, "param", Limits(seconds=PATIENCE)))
    yield one
    one.close()


def words(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def fault(process: PressProcess, order: Order) -> str:
    with pytest.raises(PressFault) as found:
        process(order)
    return found.value.code


def test_a_process_of_its_own_makes_the_same_as_this_one(process: PressProcess) -> None:
    assert words(process(SHORT)) == words(press.in_this_process(SHORT))


def test_the_places_on_each_page_are_told() -> None:
    assert press.pressed(Job('<title>t</title><p id="first">text</p>', "poster")).anchors == (("first",),)


def test_it_gives_way_and_ends_with_the_process_that_asked(tmp_path: Path) -> None:
    program = (
        "from app.documents.press_process import *\n"
        "from functools import partial\n"
        "from app.documents.order import Order\n"
        "from app.documents.press import write_pdf\n"
        "one = PressProcess(Limits())\n"
        "one(Order('ab' * 32, partial(write_pdf, '<title>t</title>', 'poster')))\n"
        "print(one.number, flush=True)\n"
        "input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as asking:
        assert asking.stdout is not None
        number = int(asking.stdout.readline())
        below = Path(f"/proc/{number}")
        assert os.getpriority(os.PRIO_PROCESS, number) > os.getpriority(os.PRIO_PROCESS, asking.pid)
        assert LOADS_LAYOUT in (below / "maps").read_text()
        assert LOADS_LAYOUT not in Path(f"/proc/{asking.pid}/maps").read_text()
        asking.kill()
    eventually(lambda: not below.exists() or "State:\tZ" in (below / "status").read_text(), "it ends too")


def test_one_that_is_killed_is_told_and_the_next_document_is_made(process: PressProcess) -> None:
    process(SHORT)
    number = process.number
    assert number is not None
    with ThreadPoolExecutor(1) as beside:
        told = beside.submit(fault, process, ENDLESS)
        os.kill(number, signal.SIGKILL)
        assert told.result(PATIENCE) == "D020"
    assert process(SHORT)
    assert process.number != number


@pytest.mark.parametrize("process", [Limits(seconds=0.5)], indirect=True)
def test_what_takes_too_long_is_ended(process: PressProcess) -> None:
    assert fault(process, ENDLESS) == "D021"
    assert process.number is None


def test_what_takes_too_much_memory_is_ended_and_the_next_document_is_made(process: PressProcess) -> None:
    process(SHORT)
    status = Path(f"/proc/{process.number}/status").read_text()
    (most,) = (int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmPeak"))
    small = PressProcess(Limits(seconds=PATIENCE, memory=most + 40 * MEMORY))
    assert fault(small, page("x" * 60 * MEMORY)) == "D022"
    assert small.number is None
    assert small(SHORT)
    small.close()


def test_a_document_that_cannot_be_laid_out_is_told_without_its_words(
    process: PressProcess, capfd: pytest.CaptureFixture[str]
) -> None:
    assert fault(process, page("Confided", "no such document")) == "D020"
    said = capfd.readouterr().err
    assert "FileNotFoundError" in said
    assert "Confided" not in said


@pytest.mark.parametrize("process", [Limits(seconds=PATIENCE, documents=2)], indirect=True)
def test_another_takes_its_place_after_so_many_documents(process: PressProcess) -> None:
    process(SHORT)
    first = process.number
    process(SHORT)
    process(SHORT)
    assert first is not None
    assert process.number not in (None, first)
    assert not Path(f"/proc/{first}").exists()
