"""Clients that send or read a byte now and then, and parts that are killed: whoever answers notices neither."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from bench.live.census import close_and_count, open_a_round
from bench.live.processes import Process
from bench.live.respondents import ANSWERED, Respondent, person
from bench.live.served import Server, seen_from_here, served
from bench.live.visitor import Visitor
from bench.live.waiting import eventually

OF_EACH_KIND = 60
KINDS = {
    "sends its headers slowly": b"GET /privacy HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    "sends what it posts slowly": b"POST /account/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nemail=",
    "reads nothing of what it asked for": b"GET /static/site.css HTTP/1.1\r\nHost: x\r\n\r\n" * 40,
    "says nothing": b"",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("slow")
    with served(f"sqlite:///{folder / 'samspel.db'}", folder / "served", "--workers", "2") as one:
        yield one


@contextmanager
def slow_clients(port: int) -> Iterator[list[socket.socket]]:
    """So many of each kind, which stay connected; more than all threads of the server together."""
    with ExitStack() as opened:
        held = []
        for begun in KINDS.values():
            for _ in range(OF_EACH_KIND):
                one = opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
                one.sendall(begun)
                held.append(one)
        yield held


def test_nobody_is_kept_waiting_by_clients_that_are_slow(server: Server) -> None:
    with seen_from_here(server.env) as installation, slow_clients(server.port) as held:
        view = open_a_round(installation)
        somebody = Respondent(view, person(view, 7919), Visitor("127.0.0.1", server.port), lambda _: None)
        for one in held[: 2 * OF_EACH_KIND]:
            one.sendall(b"a")
        somebody.answer()
        assert somebody.receipt
        assert set(somebody.visitor.seen) == set(ANSWERED)
        assert close_and_count(installation, view, [somebody.person], [somebody.person]).holds


def test_a_worker_that_is_killed_is_started_again_and_the_log_says_so(server: Server) -> None:
    before = eventually(lambda: the_worker(server), "the worker is there")
    before.kill()
    after = eventually(lambda: other_than(before, the_worker(server)), "there is another one")
    assert after != before
    assert "the worker ended by signal 9" in server.said
    ready = Visitor("127.0.0.1", server.port)
    eventually(lambda: ready.get("/readyz").status == 200, "it is at work again")


def test_a_file_as_large_as_any_page_takes_reaches_its_page(server: Server) -> None:
    somebody = Visitor("127.0.0.1", server.port)
    assert somebody.send("/account/sign-in", b"x" * 5_500_000, "text/csv").status == 413
    assert "Samspel" in somebody.send("/account/sign-in", b"x" * 5_500_000, "text/csv").text


def the_worker(server: Server) -> Process | None:
    return next((one for one in server.parts if one.is_mail_worker), None)


def other_than(before: Process, now: Process | None) -> Process | None:
    return now if now != before else None
