"""A round's result as a file, by the API: the same that its page gives, and what comes while it is being made."""

import io
import json
from collections.abc import Callable, Iterator

import pytest
from openpyxl import load_workbook

from app.api.problems import Waiting
from app.documents.order import Order
from app.documents.press import Press, in_this_process, set_press
from app.services.open_data import FILES
from app.services.presses import BeingMade, NotMade
from app.services.token_scope import Scope
from tests.api.conftest import Caller, House, Told
from tests.architecture.access_objects import address
from tests.builders import PASSWORD
from tests.web.conftest import browser, token

KEPT = "private, no-cache"


@pytest.fixture
def use() -> Iterator[Callable[[Press], None]]:
    yield set_press
    set_press(in_this_process)


@pytest.fixture(scope="module")
def caller(house: House) -> Caller:
    return house.caller("guest")


def ask(house: House, caller: Caller, name: str, **headers: str) -> Told:
    return caller.get(f"/rounds/{house.objects['closed']}/files/{name}", **headers)


def test_each_file_is_the_one_that_the_rounds_page_gives(house: House, caller: Caller) -> None:
    one = browser(house.app)
    fields = {"email": address("guest"), "password": PASSWORD, **token(one, "/account/sign-in")}
    assert one.post("/account/sign-in", data=fields).status_code == 302
    for name in FILES:
        paged = one.get(f"/rounds/{house.objects['closed']}/{name}?separator=comma")
        called = ask(house, caller, name)
        assert (called.status_code, called.content_type) == (200, paged.content_type)
        assert called.headers["Content-Disposition"] == paged.headers["Content-Disposition"]
        if name == "results.xlsx":
            sheets = [load_workbook(io.BytesIO(found.data)).sheetnames for found in (paged, called)]
            assert sheets[0] == sheets[1] != []
        else:
            assert called.data == paged.data
    assert json.loads(ask(house, caller, "results.json").data)["format"].startswith("samspel-")


def test_a_file_is_not_sent_again_unless_it_is_another(house: House, caller: Caller) -> None:
    first = ask(house, caller, "results.csv")
    again = ask(house, caller, "results.csv", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data, again.headers["Cache-Control"]) == (304, b"", KEPT)
    english = ask(house, caller, "results.csv", If_None_Match=first.headers["ETag"], Accept_Language="en")
    assert (english.status_code, english.headers["Cache-Control"]) == (200, KEPT)
    assert english.data != first.data


def test_no_tag_opens_what_a_token_was_not_made_for(house: House, caller: Caller) -> None:
    tag = ask(house, caller, "results.csv").headers["ETag"]
    catalogue = house.caller("guest", Scope(catalogue=True))
    for asked in (tag, "*"):
        assert ask(house, house.caller("outsider"), "results.csv", If_None_Match=asked).status_code == 404
        assert ask(house, catalogue, "results.csv", If_None_Match=asked).status_code == 403


def test_while_a_file_is_being_made_the_caller_is_told_when_to_come_back(
    house: House, caller: Caller, use: Callable[[Press], None]
) -> None:
    def being_made(order: Order) -> bytes:
        raise BeingMade(order.key)

    use(being_made)
    answer = ask(house, caller, "results.xlsx", If_None_Match="*")
    assert (answer.status_code, answer.content_type) == (202, "application/json")
    assert answer.json == {"state": "being_made", "retry_after": 2} == Waiting().model_dump()
    assert (answer.headers["Retry-After"], answer.headers["Cache-Control"]) == ("2", "no-store")
    assert "ETag" not in answer.headers
    use(lambda order: b"workbook")
    assert ask(house, caller, "results.xlsx").data == b"workbook"


def test_a_file_that_cannot_be_made_is_a_problem_with_its_code(
    house: House, caller: Caller, use: Callable[[Press], None]
) -> None:
    def not_made(order: Order) -> bytes:
        raise NotMade("D021")

    use(not_made)
    answer = ask(house, caller, "results.xlsx")
    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert (answer.json["code"], answer.headers["Retry-After"]) == ("D021", "60")
    assert answer.json["cure"]
