"""How answers look: one page at a time, the same again, one shape for all that goes wrong."""

import pytest

from tests.api.conftest import Caller, House


@pytest.fixture(scope="module")
def caller(house: House) -> Caller:
    return house.caller("facilitator")


def walked(caller: Caller, path: str, limit: int) -> list[dict[str, object]]:
    """All items, page by page along `next`."""
    found, address = [], f"{path}?limit={limit}"
    while True:
        answer = caller.get(address)
        assert answer.status_code == 200 and len(answer.json["items"]) <= limit
        found += answer.json["items"]
        if answer.json["next"] is None:
            assert "Link" not in answer.headers
            return found
        assert answer.headers["Link"] == f'<{answer.json["next"]}>; rel="next"'
        address = answer.json["next"].removeprefix("http://localhost/api/v1")


@pytest.mark.parametrize("limit", [1, 7, 200])
def test_pages_together_hold_every_row_once_in_the_same_order(house: House, caller: Caller, limit: int) -> None:
    path = f"/rounds/{house.objects['closed']}/scores"
    whole = caller.get(f"{path}?limit=200").json["items"]
    assert len(whole) > 30
    assert walked(caller, path, limit) == whole


def test_a_list_is_walked_to_its_end(house: House, caller: Caller) -> None:
    found = walked(caller, f"/collaborations/{house.objects['collaboration']}/rounds", 1)
    assert [one["code"] for one in found] == sorted(str(one["code"]) for one in found)
    assert {one["state"] for one in found} == {"draft", "open", "closed"}
    assert len(walked(caller, "/questionnaires", 2)) >= 5


def test_scores_of_an_organisation_go_on_from_round_to_round(house: House) -> None:
    viewer, path = house.caller("viewer"), f"/organisations/{house.objects['organisation']}/scores"
    assert walked(viewer, path, 9) == viewer.get(f"{path}?limit=200").json["items"]
    assert {one["round"] for one in walked(viewer, path, 50)} == {house.objects["closed"]}


def test_what_has_not_changed_is_not_sent_again(house: House, caller: Caller) -> None:
    path = f"/rounds/{house.objects['closed']}/result"
    first = caller.get(path)
    tag = first.headers["ETag"]
    again = caller.get(path, If_None_Match=tag)
    assert not tag.startswith("W/")
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert caller.get(path, If_None_Match='"another"').status_code == 200
    swedish, english = (caller.get(f"{path[:-6]}scores", Accept_Language=one) for one in ("sv", "en"))
    assert swedish.headers["ETag"] != english.headers["ETag"]


def test_no_answer_may_be_kept_for_others(house: House, caller: Caller) -> None:
    answer = caller.get("/collaborations")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Vary"] == "Authorization, Accept-Language"
    assert house.caller("nobody").get("/collaborations").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/nothing", "/collaborations?language=en"])
def test_no_answer_sets_a_cookie(caller: Caller, path: str) -> None:
    assert "Set-Cookie" not in caller.get(path).headers


def test_head_tells_the_same_without_the_body(house: House, caller: Caller) -> None:
    path = f"/api/v1/rounds/{house.objects['closed']}"
    told, whole = (getattr(caller.client, one)(path, headers=caller.headers) for one in ("head", "get"))
    assert (told.status_code, told.data, told.headers["ETag"]) == (200, b"", whole.headers["ETag"])


def test_a_problem_has_this_shape(caller: Caller) -> None:
    answer = caller.get("/collaborations?limit=0", Accept_Language="en")
    assert answer.content_type == "application/problem+json"
    assert answer.json == {
        "type": "urn:samspel:error:H004",
        "title": "Bad Request",
        "status": 400,
        "detail": "The value of the parameter does not fit. A limit is a whole number from 1 to 200, given once.",
        "code": "H004",
        "what": "The value of the parameter does not fit.",
        "where": "limit",
        "cure": "A limit is a whole number from 1 to 200, given once.",
    }


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/collaborations?limit=201", 400, "H004"),
        ("/collaborations?limit=1&limit=2", 400, "H004"),
        ("/collaborations?limit=1_0", 400, "H004"),
        ("/collaborations?cursor=!", 400, "H003"),
        ("/collaborations?token=samspel_abc", 400, "H002"),
        ("/collaborations/nowhere", 404, "C010"),
        ("/organisations/nowhere", 404, "H025"),
        ("/rounds/NOWHERE", 404, "R010"),
        ("/questionnaires/nothing/1", 404, "H007"),
        ("/nothing", 404, "H007"),
    ],
)
def test_every_fault_has_its_code_a_sentence_and_a_cure(caller: Caller, path: str, status: int, code: str) -> None:
    told = caller.get(path).json
    assert (told["status"], told["code"]) == (status, code)
    assert told["what"] and told["cure"] and told["where"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_changed(caller: Caller, method: str) -> None:
    answer = getattr(caller.client, method)("/api/v1/collaborations", headers=caller.headers)
    assert (answer.status_code, answer.json["code"]) == (405, "H008")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_a_fault_of_ours_tells_its_code_and_nothing_else(house: House) -> None:
    api, caller = house.app.extensions["api"], house.caller("facilitator")
    before, api.extensions["installation"] = api.extensions["installation"], None
    api.config["TESTING"] = False
    answer = caller.get("/questionnaires")
    api.extensions["installation"], api.config["TESTING"] = before, True
    assert (answer.status_code, answer.json["code"]) == (500, "H009")
    assert "Traceback" not in answer.text and "NoneType" not in answer.text
