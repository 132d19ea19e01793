"""The logs of a whole story on the real server: nobody's words, answers, addresses, links or keys are in them, nor when
anybody answered."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import text

from app.services.accounts import account_of
from app.services.address_lists import read_pasted
from app.services.installation import Installation
from app.services.invitations import add_addresses, send_invitations
from app.services.mail_texts import MailText
from app.services.rounds import RoundView
from app.store.database import Database
from bench.live.census import LEADER, PASSWORD, open_a_round
from bench.live.postbox import Postbox, mail_server
from bench.live.respondents import Respondent, person
from bench.live.served import KEY, Server, seen_from_here, served
from bench.live.visitor import Answer, Visitor
from bench.live.waiting import eventually
from tests.builders import NOW

INVITED = tuple(f"{name}@norrdal.example" for name in ("alva", "birger", "cilla"))
TEXTS = {one: MailText("Om {collaboration}", "Hej! {link}") for one in ("sv", "en")}
LINK = re.compile(r"/i/(\S+)")
UNKNOWN = "doris@norrdal.example"
STRANGER = "nobody@elsewhere.example"
WRONG = "not the password of anybody"


class Letters(Postbox):
    """Keeps the link that each receiver got. There is one whom it does not know, and says so."""

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, str] = {}

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address == UNKNOWN:
            return f"550 <{address}> is unknown here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def _take(self, envelope: Envelope) -> None:
        super()._take(envelope)
        assert isinstance(envelope.content, bytes)
        body = message_from_bytes(envelope.content, policy=default).get_body(("plain",))
        found = LINK.search(body.get_content() if body else "")
        if found:
            self.links[envelope.rcpt_tos[0]] = found[1]


@pytest.fixture
def story(database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[tuple[Server, Letters]]:
    """A server whose front says who asks, and which is told to log all that it can be told to."""
    caplog.set_level(logging.CRITICAL, "mail")
    letters = Letters()
    with mail_server(letters) as smtp:
        others = {
            "SAMSPEL_SMTP_URL": smtp,
            "SAMSPEL_MAIL_FROM": "samspel@norrdal.example",
            "SAMSPEL_LOG": "text" if database_url.startswith("sqlite") else "json",
            "SAMSPEL_PROXIES": "1",
            "GUNICORN_CMD_ARGS": "--access-logfile - --log-level debug",
        }
        with served(database_url, tmp_path / "served", "--workers", "2", others=others) as server:
            yield server, letters


def test_the_logs_of_a_whole_story_tell_nothing_of_anybody(story: tuple[Server, Letters]) -> None:
    server, letters = story
    device, office = (Visitor("127.0.0.1", server.port) for _ in range(2))
    with seen_from_here(server.env) as installation:
        view = open_a_round(installation)
        sign_in(office)
        make_faults(office, view)
        invite(installation, view)
        eventually(lambda: len(letters.links) == len(INVITED), "all who were invited have their mail")
        device.get(f"/i/{letters.links[INVITED[0]]}")
        before = server.said
        one = Respondent(view, person(view, 7919), device, lambda _: None)
        one.answer()
        assert one.receipt
        assert server.said == before  # nothing at all is written because somebody has answered
        another = Respondent(view, person(view, 104_729), Visitor("127.0.0.1", server.port), lambda _: None)
        refuse_a_step(server, another)
    told = server.said
    assert "database locked" in told
    if server.env["SAMSPEL_LOG"] == "json":
        assert all(isinstance(json.loads(line), dict) for line in told.splitlines())
    private = {
        *INVITED, UNKNOWN, *letters.links.values(), LEADER, PASSWORD, STRANGER, WRONG, KEY,
        view.round.code, view.round.title, "marker-", "/r/", "/i/", "/v/", "norrdal", "storvik", "tallmo",
        *(value for visitor in (device, office, another.visitor) for _, value in visitor.cookies.values()),
    }  # fmt: skip
    assert [one for one in private if one.lower() in told.lower()] == []


def sign_in(office: Visitor) -> None:
    """First as a stranger with a wrong password."""
    for email, password in ((STRANGER, WRONG), (LEADER, WRONG), (LEADER, PASSWORD)):
        page = office.get("/account/sign-in").text
        sent = office.post("/account/sign-in", {"email": email, "password": password, "csrf_token": csrf(page)})
    assert sent.status == 302


def make_faults(office: Visitor, view: RoundView) -> None:
    """What is not there, what is not allowed, what nobody can read."""
    office.get(f"/rounds/{view.round.code}/results?marker-1-ends")
    office.get("/r/NOSUCH")
    office.get("/i/marker-2-ends")
    office.post(f"/r/{view.round.code}/1", {"item_marker-3-ends": "marker-4-ends", "csrf_token": "marker-5-ends"})
    office.get("/api/v1/rounds?marker-6-ends")


def invite(installation: Installation, view: RoundView) -> None:
    account = account_of(installation, LEADER)
    assert account is not None
    add_addresses(installation, account, view.round.code, read_pasted("\n".join((UNKNOWN, *INVITED))))
    send_invitations(installation, account, view.round.code, TEXTS, NOW)


def refuse_a_step(server: Server, one: Respondent) -> None:
    """Others hold the database for longer than it is waited for, while somebody saves a step."""
    one.visitor.post(one.place, {})
    page = one.visitor.get(f"{one.place}/1").text
    with held(server.env["DATABASE_URL"]):
        refused: Answer = one.visitor.post(
            f"{one.place}/1", {"csrf_token": csrf(page), "item_organisation": "norrdal", "go": "next"}
        )
    assert refused.status == 503, refused


@contextmanager
def held(url: str) -> Iterator[None]:
    """While another program holds what a step is written to."""
    database = Database(url)
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("LOCK TABLE drafts IN ACCESS EXCLUSIVE MODE"))
        yield
    database.dispose()


def csrf(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    assert found
    return found[1]
