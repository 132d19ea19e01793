"""What is kept as a file for one is given to nobody who may not have it, and to others as if it were not kept."""

import pickle
import re
from collections.abc import Iterator
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update
from werkzeug.test import TestResponse

from app.documents.order import Order
from app.documents.press import in_this_process, set_press
from app.services.accounts import add_account
from app.services.comments import decide, read_comments
from app.services.installation import Installation
from app.services.made_files import forget_made_files, made_files
from app.services.presses import BeingMade
from app.services.rounds import RoundView, find_round
from app.store import memberships
from app.store.collaborations import MembershipRow, ViewerRow
from app.store.messages import InvitationRow
from tests.architecture.access_objects import ROLES, address, make_objects
from tests.builders import NOW, PASSWORD, TODAY, answer, closed, comments_read, facilitator, new_round, opened_round
from tests.web.conftest import browser, moved, token

ANOTHER = "follows-storvik"
"""Follows an organisation that took part in one of the two closed rounds only."""
FILES = tuple(
    f"{place}/results.{ending}"
    for place in (
        "/rounds/{closed}",
        "/rounds/{second}",
        "/rounds/{open}",
        "/collaborations/{collaboration}",
        "/organisations/{organisation}",
        "/organisations/storvik",
    )
    for ending in ("json", "csv", "csv?separator=comma", "long.csv")
)
CHARTS = tuple(
    f"/rounds/{{{which}}}/charts/{chart}"
    for which in ("closed", "open")
    for chart in ("map.svg", "map.csv", "malbild/distribution.svg", "malbild/distribution.csv")
)
DOCUMENTS = (
    *(
        f"/rounds/{{{which}}}/{name}"
        for which in ("closed", "second", "open")
        for name in (
            "results.xlsx",
            "dialogue.pdf",
            "dialogue.pdf?attachments=yes",
            "dialogue.docx",
            "summary.pdf",
            "facilitator.pdf",
            "agreement.pdf",
            "wall-poster.pdf",
        )
    ),
    "/collaborations/{collaboration}/results.xlsx",
    "/collaborations/{collaboration}/development.pdf",
    "/collaborations/{collaboration}/development.csv",
    "/organisations/{organisation}/results.xlsx",
    "/organisations/{organisation}/picture.pdf",
    "/facilitate/rounds/{closed}/record/follow-up.pdf",
    "/facilitate/rounds/{open}/poster.pdf",
    "/facilitate/rounds/{open}/paper-form.pdf",
)
KEPT = "private, no-cache"
Got = tuple[int, bytes]


class House:
    """One of everything on a database, and a browser for each who is signed in. A document is what its maker was given,
    and kept as the press of a server keeps it."""

    def __init__(self, app: Flask, installation: Installation) -> None:
        self.app, self.installation = app, installation
        self.named: dict[str, bytes] = {}
        self.objects = make_objects(installation)
        another = add_account(installation, address(ANOTHER), "Lo", PASSWORD, TODAY)
        with installation.database.writing() as connection:
            memberships.insert_viewer(connection, another.id, "storvik")
        self.objects["second"] = self._second().round.code
        self.browsers = {role: self._browser(role) for role in (*ROLES, ANOTHER)}

    def get(self, role: str, place: str, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.browsers[role].get(place.format(**self.objects), headers=named)

    def gets(self, role: str) -> dict[str, Got]:
        """Everything that the role gets, by its place."""
        found = {place: self.get(role, place) for place in (*FILES, *CHARTS, *DOCUMENTS)}
        return {place: (one.status_code, one.data if one.status_code == 200 else b"") for place, one in found.items()}

    def press(self, order: Order) -> bytes:
        files, content = made_files(self.installation.settings), sha256(pickle.dumps(order.make)).digest()
        assert self.named.setdefault(order.key, content) == content, "one name stands for two documents"
        files.keep(order.key, content, 4e9)
        return content

    def _second(self) -> RoundView:
        view = opened_round(self.installation, new_round(title="Två", organisations=("Norrdal", "Älvnäs")))
        answer(self.installation, view, 6, 2, organisation="norrdal", puls_kommentar="Mer tid")
        view = closed(self.installation, view)
        comments_read(self.installation, view)
        return view

    def _browser(self, role: str) -> FlaskClient:
        one = browser(self.app)
        if role != "nobody":
            fields = {"email": address(role), "password": PASSWORD, **token(one, "/account/sign-in")}
            assert one.post("/account/sign-in", data=fields).status_code == 302
        return one


@pytest.fixture
def kept(house: Flask, any_installation: Installation) -> Iterator[House]:
    found = House(moved(house, any_installation), any_installation)
    set_press(found.press)
    yield found
    set_press(in_this_process)


def test_what_is_kept_for_some_changes_nothing_of_what_anybody_gets(kept: House) -> None:
    alone = {}
    for role in kept.browsers:
        forget_made_files(kept.installation)
        alone[role] = kept.gets(role)
    for role in reversed(kept.browsers):
        assert kept.gets(role) == alone[role], role
    led = alone["facilitator"]
    assert {place for place, (status, _) in led.items() if status == 200} >= {*CHARTS[:4], *FILES[:16]}
    assert {status for status, _ in alone["nobody"].values()} == {302}
    assert {status for role in ("outsider", "administrator") for status, _ in alone[role].values()} == {404}
    own = "/organisations/storvik/results.json"
    assert [role for role in alone if alone[role][own][0] == 200] == [ANOTHER]
    whole = "/collaborations/{collaboration}/results.json"
    assert kept.objects["second"].encode() in led[whole][1]
    assert alone[ANOTHER][whole][0] == 200
    assert kept.objects["second"].encode() not in alone[ANOTHER][whole][1]


def test_a_file_that_is_the_same_is_not_sent_again_and_any_other_is(kept: House) -> None:
    for place in (FILES[0], FILES[1], CHARTS[0], DOCUMENTS[1]):
        first = kept.get("viewer", place)
        tag = first.headers["ETag"]
        again = kept.get("viewer", place, If_None_Match=tag)
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        assert [one.headers["Cache-Control"] for one in (first, again)] == [KEPT, KEPT]
        assert kept.get("viewer", place, If_None_Match='"of something else"').data == first.data
    comments = read_comments(kept.installation, seen(kept, "second"))
    hidden = {(one.item_id, each.digest): None for one in comments for each in one.comments}  # type: ignore[union-attr]
    place = "/rounds/{second}/results.json"
    tag = kept.get("guest", place).headers["ETag"]
    decide(kept.installation, facilitator(kept.installation), kept.objects["second"], hidden, NOW)
    assert kept.get("guest", place, If_None_Match=tag).status_code == 200


def test_who_has_lost_the_right_is_not_told_that_nothing_has_changed(kept: House) -> None:
    places = (FILES[0], CHARTS[0], DOCUMENTS[1])
    tags = {(role, place): kept.get(role, place).headers["ETag"] for role in ("guest", "viewer") for place in places}
    with kept.installation.database.writing() as connection:
        connection.execute(delete(MembershipRow))
        connection.execute(delete(ViewerRow))
    for (role, place), tag in tags.items():
        for asked in (tag, "*"):
            refused = kept.get(role, place, If_None_Match=asked)
            assert (refused.status_code, refused.headers["Cache-Control"]) == (404, "no-store"), (role, place)
            assert "ETag" not in refused.headers
    for role in ("nobody", "outsider"):
        for place in places:
            assert kept.get(role, place, If_None_Match="*").status_code in (302, 404)


def test_of_an_open_round_no_tag_tells_that_somebody_has_answered(kept: House) -> None:
    """Somebody was mailed a link, so that the number of sheets is told in steps; where it is told as it is, the JSON
    has it."""
    with kept.installation.database.writing() as connection:
        connection.execute(update(InvitationRow).values(address=""))
    places = [one for one in (*FILES, *CHARTS, *DOCUMENTS) if "{open}" in one]

    def tags() -> dict[str, str]:
        found = {place: kept.get("viewer", place) for place in places}
        return {place: one.headers["ETag"] for place, one in found.items() if one.status_code == 200}

    before, received = tags(), seen(kept, "open").received
    assert set(FILES[8:12]) <= set(before)
    answer(kept.installation, seen(kept, "open"), 3, 5, organisation="norrdal", puls_kommentar="Mer tid")
    assert tags() == before
    answer(kept.installation, seen(kept, "open"), 2, 5, organisation="norrdal")
    assert seen(kept, "open").received == received + 5
    assert tags() != before


def test_what_respondents_see_is_never_kept_by_a_browser(kept: House) -> None:
    for place in ("/r/{open}", "/r/{open}/1", "/i/{invited}", "/v/AAAA"):
        answered = kept.get("nobody", place, If_None_Match="*")
        assert answered.status_code in (200, 302, 404), place
        assert answered.headers["Cache-Control"] == "no-store", place
        assert "ETag" not in answered.headers


def test_of_a_document_that_is_being_made_a_stranger_is_told_nothing(kept: House) -> None:
    def being_made(order: Order) -> bytes:
        raise BeingMade(order.key)

    set_press(being_made)
    place = "/rounds/{closed}/dialogue.pdf"
    waiting = kept.get("viewer", place, If_None_Match="*")
    assert (waiting.status_code, waiting.headers["Cache-Control"]) == (202, "no-store")
    assert "ETag" not in waiting.headers
    again = re.search(r"making=[0-9a-f]{64}", waiting.text)
    assert again
    assert kept.get("outsider", f"{place}?{again[0]}").status_code == 404


def seen(kept: House, which: str) -> RoundView:
    return find_round(kept.installation, kept.objects[which])
