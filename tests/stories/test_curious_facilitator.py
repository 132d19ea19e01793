"""A facilitator who wants to know whether one person has answered: invites and removes persons one by one, adds them
again, sends reminders, looks at every page, the logs, exports and the API in between, and takes differences.

Each story is played in two worlds that differ in nothing but whether that person has answered. All that the facilitator
and the administrator get to see must be the same, word for word (decision 0032)."""

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import zip_longest

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.application import create_app
from app.services.accounts import Account, add_account
from app.services.address_lists import read_pasted
from app.services.api_tokens import NewToken, make_token
from app.services.installation import Installation
from app.services.invitations import add_addresses, list_invitations, remove_invitation, send_invitations
from app.services.mails import send_mail
from app.services.personal_links import find_invited
from app.services.responses import hand_in
from app.services.retention import delete_expired
from app.services.rounds import close_round, list_rounds, open_round
from app.services.token_scope import Scope
from app.store.database import Database
from tests.builders import EMAIL, NOW, PASSWORD, TODAY, filled, opened_round
from tests.conftest import LIBRARY, settings
from tests.mail_server import Postbox, mail_server, mailing
from tests.services.test_invitations import TEXTS, links
from tests.web.conftest import browser, moved, token

MAIL = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TARGET = "target@norrdal.example"
WORDS = {"subject_sv": "Frågor", "text_sv": "Hej {link}", "subject_en": "", "text_en": ""}
SECRET = "samspel_" + "a" * 43
PAGES = (
    "/facilitate",
    "/collaborations",
    "/collaborations/{collaboration}",
    "/collaborations/{collaboration}/log",
    "/collaborations/{collaboration}/log.csv",
    "/collaborations/{collaboration}/data",
    "/collaborations/{collaboration}/delete",
    "/collaborations/{collaboration}/results.json",
    "/administration",
    "/administration/log",
    "/administration/log.csv",
    "/account/data.json",
    "/facilitate/rounds/{code}",
    "/facilitate/rounds/{code}/close",
    "/facilitate/rounds/{code}/open",
    "/facilitate/rounds/{code}/settings",
    "/facilitate/rounds/{code}/following",
    "/facilitate/rounds/{code}/following/figures",
    "/facilitate/rounds/{code}/invitations",
    "/facilitate/rounds/{code}/invitations/add",
    "/facilitate/rounds/{code}/invitations/write",
    "/facilitate/rounds/{code}/reminders/write",
    "/facilitate/rounds/{code}/paper",
    "/facilitate/rounds/{code}/import",
    "/facilitate/rounds/{code}/record",
    "/rounds/{code}/results",
    "/rounds/{code}/results.json",
    "/rounds/{code}/results.csv",
    "/rounds/{code}/data",
    "/rounds/{code}/documents",
    "/rounds/{code}/comments",
    "/rounds/{code}/presentation",
    "/r/{code}",
)


class World:
    """One of the two. `told`: all that the facilitator, the administrator and the logs have been told."""

    def __init__(self, installation: Installation, postbox: Postbox, house: Flask, answered: bool) -> None:
        self.installation, self.postbox, self.answered = installation, postbox, answered
        self.account: Account = add_account(installation, EMAIL, "Kim", PASSWORD, TODAY, is_administrator=True)
        self.view = opened_round(installation)
        self.code, self.told = self.view.round.code, list[str]()
        make_token(installation, self.account, NewToken("API", Scope(everything=True), 30), SECRET, datetime.now(UTC))
        self.app = moved(house, installation)
        self.client: FlaskClient = browser(self.app)
        proof = {"email": EMAIL, "password": PASSWORD, **token(self.client, "/account/sign-in")}
        assert self.client.post("/account/sign-in", data=proof).status_code == 302
        postbox.mails.clear()
        postbox.receivers.clear()
        self.at = MAIL

    def invite(self, *addresses: str) -> None:
        """Adds and mails them; the target answers where this is the world in which it does."""
        where = (self.installation, self.account, self.code)
        self.tell(repr(add_addresses(*where, read_pasted("\n".join(addresses)))))
        self.tell(str(send_invitations(*where, TEXTS, self.at)))
        self.work()
        if TARGET in addresses and self.answered:
            self.hand_in(TARGET)
        self.look()

    def hand_in(self, address: str) -> None:
        """By the link in the latest mail."""
        invited = find_invited(self.installation, links(self.postbox)[address])
        hand_in(self.installation, self.view, address, NOW, filled(self.view), invitation_id=invited.invitation_id)

    def remind(self) -> None:
        """A day later, by the pages: the preview, the button, and a second press that is refused."""
        write = f"/facilitate/rounds/{self.code}/reminders/write"
        for go in ("preview", "send", "send"):
            self.tell(self.client.post(write, data={**WORDS, **token(self.client, write), "go": go}).text)
        self.look()
        self.work()
        self.look()

    def work(self) -> None:
        """The worker. What it returns is told to nobody, but what it logs is."""
        send_mail(self.installation, lambda: max(self.at, datetime.now(UTC)), lambda: True)

    def remove(self, *addresses: str) -> None:
        for address in addresses:
            where = (self.installation, self.account, self.code)
            (one,) = [row for row in list_invitations(*where).rows if row.address == address]
            self.tell(self.client.get(f"/facilitate/rounds/{self.code}/invitations/{one.id}/remove").text)
            remove_invitation(*where, one.id)
        self.look()

    def close(self) -> None:
        close_round(self.installation, self.account, self.code, NOW)
        self.look()

    def reopen(self) -> None:
        open_round(self.installation, self.account, self.code, NOW)
        self.look()

    def look(self) -> None:
        """At everything."""
        for page in PAGES:
            place = page.format(code=self.code, collaboration=self.view.collaboration_id)
            answer = self.client.get(place)
            self.tell(f"{page} {answer.status_code}\n{answer.text}")
        export = self.client.post(
            f"/collaborations/{self.view.collaboration_id}/export",
            data=token(self.client, f"/collaborations/{self.view.collaboration_id}/export"),
        )
        with zipfile.ZipFile(io.BytesIO(export.data)) as content:
            for name in content.namelist():
                self.tell(f"{name}\n{content.read(name).decode('utf-8', 'replace')}")
        for place in (f"/rounds/{self.code}", f"/collaborations/{self.view.collaboration_id}/rounds"):
            api = self.app.test_client().get(f"/api/v1{place}", headers={"Authorization": f"Bearer {SECRET}"})
            assert api.status_code == 200
            self.tell(api.text)
        for one in list_rounds(self.installation, None):  # samspel rounds
            self.tell(f"{one.round.code} {one.received}")
        for years in (1, 10):
            later = NOW + timedelta(days=366 * years)
            self.tell(repr(delete_expired(self.installation, later, dry_run=True)))

    def tell(self, words: str) -> None:
        self.told.append(normal(words, self.code))


def normal(words: str, code: str) -> str:
    """Without ids, tokens, codes and times of day, which differ by chance."""
    words = words.replace(code, "CODE").replace(code.lower(), "CODE")
    words = re.sub(r'name="csrf_token" value="[^"]+"', "csrf", words)
    words = re.sub(r'nonce="[^"]+"|"csrf":"[^"]+"', "nonce", words)
    words = re.sub(r"\b[0-9a-f]{32,64}\b", "ID", words)
    words = re.sub(r'type="hidden" name="\w+" value="[\w-]{32}"', "once", words)
    words = re.sub(r"\b\d{1,2} [a-z]+\.? 20\d\d|\b20\d\d-\d\d-\d\d", "DAY", words)
    words = re.sub(r"\b\d\d\.\d\d\b|\b\d\d:\d\d(:\d\d)?(\.\d+)?\b", "TIME", words)
    return re.sub(r"<path [^>]*/>|<svg.*?</svg>", "QR", words, flags=re.DOTALL)


def one_alone(world: World) -> None:
    world.invite(TARGET)
    world.remind()
    world.remove(TARGET)


def six_of_whom_five_are_removed(world: World) -> None:
    others = [f"person{one}@norrdal.example" for one in range(5)]
    world.invite(TARGET, *others)
    world.remove(*others)
    world.remind()


def removed_and_added_again(world: World) -> None:
    world.invite(TARGET)
    world.remove(TARGET)
    world.invite("another@norrdal.example")
    world.answered = False  # they have answered, or not; the second link is not used
    world.invite(TARGET)
    world.remind()


def fewer_than_the_smallest_group_one_by_one(world: World) -> None:
    world.invite("first@norrdal.example")
    world.invite(TARGET)
    world.invite("third@norrdal.example")
    world.remind()


def a_reminder_that_fails(world: World) -> None:
    world.invite(TARGET)
    world.postbox.answers = {TARGET: "550 5.1.1 no such user"}
    world.remind()


def a_reminder_that_has_to_wait(world: World) -> None:
    world.invite(TARGET)
    world.postbox.answers = {TARGET: "451 4.7.1 come back"}
    world.remind()
    world.remove(TARGET)
    world.postbox.answers = {}


def closed_opened_again_and_closed(world: World) -> None:
    world.invite(TARGET)
    world.close()
    world.reopen()
    world.remind()
    world.close()


def one_more_when_the_smallest_group_has_answered(world: World) -> None:
    others = [f"person{one}@norrdal.example" for one in range(5)]
    world.invite(*others)
    for one in others:
        world.hand_in(one)
    world.look()
    world.invite(TARGET)
    world.remind()


def the_step_seen_on_one_page_and_the_picture_looked_at_later(world: World) -> None:
    others = [f"person{one}@norrdal.example" for one in range(5)]
    world.invite(*others)
    for one in others:
        world.hand_in(one)
    assert "≥ 5" in world.client.get(f"/facilitate/rounds/{world.code}").text
    world.invite(TARGET)


STORIES = (
    the_step_seen_on_one_page_and_the_picture_looked_at_later,
    one_more_when_the_smallest_group_has_answered,
    one_alone,
    six_of_whom_five_are_removed,
    removed_and_added_again,
    fewer_than_the_smallest_group_one_by_one,
    a_reminder_that_fails,
    a_reminder_that_has_to_wait,
    closed_opened_again_and_closed,
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application of all these stories."""
    folder = tmp_path_factory.mktemp("house")
    return create_app(Installation(settings("sqlite://", folder), Database("sqlite://"), LIBRARY))


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(any_installation: Installation, postbox: Postbox) -> Iterator[Installation]:
    with mail_server(postbox) as port:
        yield mailing(any_installation, port)


PLAYED = [("sqlite", story) for story in STORIES] + [("postgresql", story) for story in STORIES[:3]]
"""What is shown is worked out in one way on both databases; some stories see to it that it comes out of both alike."""


@pytest.mark.parametrize(
    ("any_installation", "story"), PLAYED, ids=lambda one: getattr(one, "__name__", one), indirect=["any_installation"]
)
def test_nothing_that_a_facilitator_sees_differs_by_whether_one_person_has_answered(
    office: Installation,
    postbox: Postbox,
    house: Flask,
    caplog: pytest.LogCaptureFixture,
    story: Callable[[World], None],
) -> None:
    told, logged, sheets = [], [], []
    for answered in (False, True):
        empty(office)
        postbox.answers = {}
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="samspel"):
            world = World(office, postbox, house, answered)
            story(world)
        with office.database.reading() as connection:
            sheets.append(connection.execute(text("SELECT count(*) FROM responses")).scalar_one())
        told.append(world.told)
        logged.append([record.getMessage() for record in caplog.records if record.name.startswith("samspel")])
    assert sheets[1] == sheets[0] + 1
    for without, with_it in zip_longest(*told):
        assert without == with_it
    assert logged[0] == logged[1]


def empty(installation: Installation) -> None:
    """Takes everything out of the database, so that the other world can begin."""
    with installation.database.reshaping() as connection:
        kinds = {True: "SELECT name FROM sqlite_master WHERE type = 'table'"}
        names = connection.execute(
            text(
                kinds.get(installation.database.is_sqlite, "SELECT tablename FROM pg_tables WHERE schemaname='public'")
            )
        ).scalars()
        tables = [name for name in names if name != "alembic_version" and not name.startswith("sqlite_")]
        if installation.database.is_sqlite:
            for name in tables:
                connection.execute(text(f"DELETE FROM {name}"))
        else:
            connection.execute(text(f"TRUNCATE {', '.join(tables)} CASCADE"))
