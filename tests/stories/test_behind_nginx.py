"""A real run: PostgreSQL, two servers, two workers, nginx with TLS as docs/running/nginx.conf has it. One server is
killed while people answer, and started anew while the other serves."""

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from app.services.accounts import account_of
from app.services.logos import set_logo
from bench.installations import NOW
from bench.live.addresses import kept_port
from bench.live.census import LEADER, PASSWORD, close_and_count, open_a_round
from bench.live.postgresql import new_database
from bench.live.respondents import Respondent, person
from bench.live.served import SAMSPEL, Command, Server, environment, seen_from_here, served
from bench.live.visitor import Answer, Visitor
from bench.live.waiting import eventually
from tests.stories.behind_nginx import HOST, Front, in_front_of

PERSONS = 8
GUESSES = 30


def waits(_attempt: int) -> None:
    """Before somebody tries again."""
    Event().wait(0.2)


@dataclass(frozen=True)
class Run:
    """All of it."""

    servers: tuple[Server, Server]
    front: Front


@contextmanager
def everything(url: str, folder: Path) -> Iterator[Run]:
    with ExitStack() as stack:
        port = stack.enter_context(kept_port())
        base, one_proxy = f"https://{HOST}:{port}", {"SAMSPEL_PROXIES": "1"}
        servers = [
            stack.enter_context(served(url, folder / name, "--no-worker", base_url=base, others=one_proxy))
            for name in ("first", "second")
        ]
        for name in ("third", "fourth"):
            (folder / name).mkdir()
            worker = Command(
                ("worker",), environment(url, folder / name / "instance", base, one_proxy), folder / f"{name}.log"
            )
            worker.start()
            stack.callback(worker.finish)
        front = stack.enter_context(in_front_of((servers[0].port, servers[1].port), folder / "nginx", port))
        yield Run((servers[0], servers[1]), front)


@pytest.fixture(scope="module")
def run(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with everything(new_database(postgres_url, "behind_nginx"), tmp_path_factory.mktemp("real")) as one:
        yield one


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def signed_in(visitor: Visitor) -> Visitor:
    def presses() -> bool:
        """Once more, as people do, where the server that took the form is the one that has just died."""
        page = visitor.get("/account/sign-in")
        if page.status != 200:
            return False
        sent = {"csrf_token": token_of(page.text), "email": LEADER, "password": PASSWORD}
        return visitor.post("/account/sign-in", sent).status == 302

    eventually(presses, "somebody can sign in")
    return visitor


def at(server: Server, cookies: Visitor) -> Visitor:
    """The same device, at one of the two servers itself."""
    one = Visitor(HOST, server.port)
    one.cookies = cookies.cookies
    return one


def test_one_server_may_die_and_come_back_while_people_answer_and_nobody_loses_anything(run: Run) -> None:
    first = run.servers[0]
    with seen_from_here(first.env) as installation:
        view = open_a_round(installation)
        installation.database.dispose()
        everybody = [
            Respondent(view, person(view, 7919 * number), run.front.visitor(), waits)
            for number in range(1, PERSONS + 1)
        ]
        with ThreadPoolExecutor(PERSONS) as at_once:
            answering = [at_once.submit(Respondent.answer, one) for one in everybody]
            eventually(lambda: sum(len(one.visitor.seen) for one in everybody) > 2 * PERSONS, "people answer")
            for part in first.parts:
                part.kill()
            eventually(lambda: not first.runs, "one server is gone")
            leader = signed_in(run.front.visitor())  # the other serves
            first.start()
            first.wait_until_ready()
            for one in answering:
                one.result()
        assert all(one.receipt for one in everybody)
        people = [one.person for one in everybody]
        assert close_and_count(installation, view, people, people).holds
    assert {path for server in run.servers for path in missing(server, leader, view.round.code)} == set()
    assert view.round.code not in re.sub(r"/rounds/\S+", "", run.front.logged)


def missing(server: Server, leader: Visitor, code: str) -> list[str]:
    """What the leader, who has signed in somewhere, does not get at this server."""
    here = at(server, leader)
    pages = ("/collaborations", f"/rounds/{code}/results", f"/rounds/{code}/results.csv", f"/facilitate/rounds/{code}")
    return [page for page in pages if here.get(page).status != 200]


def test_a_draft_a_logo_and_a_limit_are_the_same_at_both_servers(run: Run) -> None:
    first, second = run.servers
    with seen_from_here(first.env) as installation:
        view = open_a_round(installation, "At both")
        leader = account_of(installation, LEADER)
        assert leader is not None
        set_logo(installation, leader, view.collaboration_id, a_logo(), NOW)
    here = Visitor(HOST, first.port)
    place = f"/r/{view.round.code}"
    here.post(place, {})
    page = here.get(f"{place}/1").text
    sent = {"csrf_token": token_of(page), "item_organisation": "storvik", "go": "next"}
    assert at(second, here).post(f"{place}/1", sent).status == 302
    assert "<strong>Storvik</strong>" in here.get(f"{place}/review").text
    signed = signed_in(Visitor(HOST, second.port))
    logo = f"/collaborations/{view.collaboration_id}/logo.png"
    pictures = [at(server, signed).get(logo).raw for server in run.servers]
    assert pictures[0] == pictures[1] and pictures[0].startswith(b"\x89PNG")
    assert guesses_until_stopped(first) < GUESSES
    assert guesses_until_stopped(second) == 1  # the other has counted


def test_large_files_pass_the_front_and_larger_ones_are_refused_with_a_page(run: Run) -> None:
    with seen_from_here(run.servers[0].env) as installation:
        view = open_a_round(installation, "Imported")
    leader = signed_in(run.front.visitor())
    place = f"/facilitate/rounds/{view.round.code}/import"
    rows = "".join(f"{1 + number % 5},{'We meet too seldom. ' * 45}\n" for number in range(1_900))
    wide = f"riktning_puls,puls_kommentar\n{rows}".encode()
    assert len(wide) > 1_500_000
    assert send_file(leader, place, "answers.csv", wide).status == 302
    for size in (7_000_000, 17_000_000):  # more than Samspel takes, and more than the front lets through
        refused = send_file(leader, place, "answers.csv", b"\n" * size)
        assert refused.status == 413 and "<html" in refused.text


def send_file(visitor: Visitor, place: str, name: str, content: bytes) -> Answer:
    """As a browser sends a form with a file."""
    token = token_of(visitor.get(place).text)
    head = (
        f'--edge\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    )
    return visitor.send(place, head.encode() + content + b"\r\n--edge--\r\n", "multipart/form-data; boundary=edge")


def test_a_document_that_is_being_made_comes_whichever_server_is_asked_next(run: Run) -> None:
    with seen_from_here(run.servers[0].env) as installation:
        view = open_a_round(installation, "With a document")
        people = [person(view, 7919 * number) for number in range(1, 7)]
        for one in people:
            Respondent(view, one, Visitor(HOST, run.servers[0].port), waits).answer()
        close_and_count(installation, view, people, people)
    leader, asked = signed_in(Visitor(HOST, run.servers[1].port)), count()
    document = f"/rounds/{view.round.code}/dialogue.pdf"

    def comes() -> bool:
        given = at(run.servers[next(asked) % 2], leader).get(document)
        assert given.status in (200, 202), given.text
        return given.status == 200 and given.raw.startswith(b"%PDF")

    eventually(comes, "the document comes")


def test_a_newer_version_serves_beside_an_older_one_and_both_say_so(run: Run, tmp_path: Path) -> None:
    newer = tmp_path / "newer" / "samspel-99.0.0.dist-info" / "METADATA"
    newer.parent.mkdir(parents=True)
    newer.write_text("Metadata-Version: 2.1\nName: samspel\nVersion: 99.0.0\n", encoding="utf-8")
    older, upgraded = run.servers
    upgraded.end()
    before = upgraded.env
    upgraded.env = {**before, "PYTHONPATH": str(tmp_path / "newer")}
    upgraded.start()
    upgraded.wait_until_ready()
    with seen_from_here(older.env) as installation:
        view = open_a_round(installation, "While it is upgraded")
    here = Visitor(HOST, older.port)
    here.post(f"/r/{view.round.code}", {})
    for server in (older, upgraded, older):  # the older one takes what the newer has kept, and the other way round
        page = at(server, here).get(f"/r/{view.round.code}/1")
        sent = {"csrf_token": token_of(page.text), "item_organisation": "tallmo", "go": "next"}
        assert at(server, here).post(f"/r/{view.round.code}/1", sent).status == 302
    eventually(lambda: "99.0.0" in doctor(older), "the doctor names both versions")
    upgraded.end()
    upgraded.env = before
    upgraded.start()  # back again: nothing that the newer one wrote keeps it from that
    upgraded.wait_until_ready()


def doctor(server: Server) -> str:
    """What `samspel doctor` says on that machine."""
    command = [sys.executable, str(SAMSPEL), "doctor"]
    return subprocess.run(command, env=dict(server.env), capture_output=True, text=True, check=False).stdout


def guesses_until_stopped(server: Server) -> int:
    """The number of the first guess at a password that is not even looked at."""
    visitor = Visitor(HOST, server.port)
    for number in range(1, GUESSES):
        page = visitor.get("/account/sign-in").text
        wrong = {"csrf_token": token_of(page), "email": "nobody@norrdal.example", "password": "a wrong one"}
        if visitor.post("/account/sign-in", wrong).status == 429:
            return number
    return GUESSES


def a_logo() -> bytes:
    """A small picture."""
    file = BytesIO()
    Image.new("RGB", (60, 30), "teal").save(file, "PNG")
    return file.getvalue()
