"""A document that is not ready when it is asked for: a page that asks again by itself, and one that says why not."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.documents.order import Order
from app.documents.press import Press, in_this_process, set_press
from app.documents.press_process import Limits, PressProcess
from app.services import printing
from app.services.demo import EMAIL, PASSWORD, fill_demo
from app.services.installation import Installation
from app.services.made_files import MadeFiles, made_files
from app.services.plans import delete_round
from app.services.presses import BeingMade, NotMade, OwnProcesses
from app.services.rounds import find_round
from bench.live.waiting import PATIENCE, eventually
from tests.builders import draft_round, facilitator
from tests.web.conftest import browser, token

ENOUGH = b"%PDF-"
KINDS = ("dialogue", "summary", "facilitator", "agreement", "wall-poster")
PRINTED = ("poster", "paper-form", "record/follow-up")


@pytest.fixture
def use() -> Iterator[Callable[[Press], None]]:
    yield set_press
    set_press(in_this_process)


def being_made(order: Order) -> bytes:
    raise BeingMade(order.key)


def not_made(order: Order) -> bytes:
    raise NotMade("D021")


@pytest.fixture
def poster(signed_in: FlaskClient, installation: Installation) -> str:
    return f"/facilitate/rounds/{draft_round(installation).round.code}/poster.pdf?language=sv"


def test_the_page_asks_for_the_same_document_again(
    signed_in: FlaskClient, poster: str, use: Callable[[Press], None]
) -> None:
    use(being_made)
    answer = signed_in.get(poster)
    assert answer.status_code == 202
    found = re.search(r'<a class="button" href="([^"]+)" data-every="2"', answer.text)
    assert found
    again = unescape(found[1])
    assert again.startswith(f"{poster}&making=")
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'<noscript><meta http-equiv="refresh" content="2; url={found[1]}"></noscript>' in answer.text
    assert "Dokumentet görs" in answer.text
    looked = signed_in.head(again)
    assert (looked.status_code, looked.data) == (202, b"")
    use(lambda order: ENOUGH)
    ready = signed_in.get(again)
    assert (ready.status_code, ready.mimetype, ready.data) == (200, "application/pdf", b"%PDF-")
    assert signed_in.head(again).status_code == 200


def test_nothing_is_put_together_while_a_document_is_still_being_made(
    signed_in: FlaskClient,
    poster: str,
    use: Callable[[Press], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may = Event()

    class Slow(PressProcess):
        def __call__(self, order: Order) -> bytes:
            may.wait(PATIENCE)
            return ENOUGH

    press = OwnProcesses(tmp_path, MadeFiles(tmp_path / "made"), patience=0)
    press.process = Slow(Limits())
    use(press)
    found = re.search(r'<a class="button" href="([^"]+)"', signed_in.get(poster).text)
    assert found
    again = unescape(found[1])
    calls: list[str] = []
    build = printing.poster

    def counted(*given: Any) -> bytes:
        calls.append("poster")
        return build(*given)

    monkeypatch.setattr(printing, "poster", counted)
    assert signed_in.get(again).status_code == 202
    assert unescape(signed_in.get(again).text).count("making=") == 2
    assert calls == []
    may.set()
    eventually(lambda: signed_in.get(again).status_code == 200, "it is ready")
    assert len(calls) == 1
    assert signed_in.get(f"{poster}&making=nonsense").status_code == 200


def test_a_document_that_cannot_be_made_is_told_and_not_asked_for_without_end(
    signed_in: FlaskClient, poster: str, use: Callable[[Press], None], caplog: pytest.LogCaptureFixture
) -> None:
    use(not_made)
    answer = signed_in.get(poster)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "http-equiv" not in answer.text
    assert f'<a class="button" href="{poster}">Försök igen</a>' in answer.text
    assert "längre tid än det får" in answer.text
    assert "paper.poster" in caplog.text


def test_a_visitor_without_the_right_is_told_nothing_of_what_is_being_made(
    signed_in: FlaskClient, poster: str, use: Callable[[Press], None]
) -> None:
    use(being_made)
    stranger = browser(signed_in.application)
    assert stranger.get(poster).status_code == 302


def test_every_document_asked_for_again_is_the_same_document(
    app: object, client: FlaskClient, installation: Installation, use: Callable[[Press], None]
) -> None:
    """Else its page would ask without end."""
    links = fill_demo(installation, datetime.now(UTC))
    client.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD, **token(client, "/account/sign-in")})
    keys: list[str] = []

    def note(order: Order) -> bytes:
        keys.append(order.key)
        return ENOUGH

    use(note)
    collaboration = find_round(installation, links.closed_code).collaboration_id
    asked = [f"/rounds/{links.closed_code}/{kind}.pdf" for kind in KINDS]
    asked += [
        f"/facilitate/rounds/{links.closed_code}/{kind}.pdf" for kind in ("poster", "paper-form", "record/follow-up")
    ]
    asked += [f"/collaborations/{collaboration}/development.pdf", "/questionnaires/nyckelfaktorer/listing.pdf"]
    for one in asked:
        made = []
        for _ in range(2):
            keys.clear()
            assert (client.get(one).status_code, one) == (200, one)
            made.append(tuple(keys))
        assert made[0] == made[1], one
        assert made[0], one


def test_what_was_made_goes_when_something_is_deleted(installation: Installation) -> None:
    account, view = facilitator(installation), draft_round(installation)
    files: MadeFiles = made_files(installation.settings)
    files.keep("one", b"poster", 1.0)
    files.keep("one", b"poster", datetime.now(UTC).timestamp())
    delete_round(installation, account, view.round.code, datetime.now(UTC))
    assert files.find("one") is None
