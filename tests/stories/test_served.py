"""The real `samspel serve` with several workers, on both databases: people answer at once, and each looks at every page
whether there is anything on it that is not theirs. A connection that two processes share would show it."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.live.census import close_and_count, open_a_round
from bench.live.processes import found
from bench.live.respondents import ANSWERED, Respondent, person
from bench.live.served import Server, seen_from_here, served
from bench.live.visitor import Visitor
from bench.live.waiting import eventually

PERSONS = 12


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:
    """With two processes of four threads each, and the worker beside them."""
    with served(database_url, tmp_path / "served", "--workers", "2") as one:
        yield one


def never_waits(_: int) -> None:
    """Nobody has to try again here."""


def test_people_who_answer_at_once_see_nothing_but_their_own_and_all_of_it_is_stored_once(server: Server) -> None:
    with seen_from_here(server.env) as installation:
        view = open_a_round(installation)
        everybody = [
            Respondent(view, person(view, 7919 * number), Visitor("127.0.0.1", server.port), never_waits)
            for number in range(1, PERSONS + 1)
        ]
        with ThreadPoolExecutor(PERSONS) as at_once:
            list(at_once.map(Respondent.answer, everybody))
        assert {status for one in everybody for status in one.visitor.seen} == set(ANSWERED)
        assert all(one.receipt for one in everybody)
        people = [one.person for one in everybody]
        census = close_and_count(installation, view, people, people)
    assert census.holds
    assert (census.promised, census.stored) == (PERSONS, PERSONS)
    below = server.parts
    assert server.end() in (0, -signal.SIGTERM)
    eventually(lambda: not any(found(one.number) == one for one in below), "all that belonged to it has ended")
    assert "Traceback" not in server.said and "Fault" not in server.said
