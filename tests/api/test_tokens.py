"""What a token lets in, and what ends it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.api.callers import Limits
from app.services.access import Role
from app.services.administration import remove_account
from app.services.api_tokens import list_tokens, revoke_token
from app.services.attempts import Limit, count_use
from app.services.token_scope import Scope
from app.store import collaborations, memberships
from tests.api.conftest import Caller, House


@pytest.fixture
def places(house: House) -> dict[str, str]:
    return house.objects


def status(caller: Caller, path: str) -> int:
    return caller.get(path).status_code


def test_a_token_for_results_reads_no_questionnaires_and_the_other_way_round(house: House) -> None:
    results, catalogue = (
        house.caller("facilitator", scope) for scope in (Scope(everything=True), Scope(catalogue=True))
    )
    assert (status(results, "/collaborations"), status(results, "/questionnaires")) == (200, 403)
    assert (status(catalogue, "/collaborations"), status(catalogue, "/questionnaires")) == (403, 200)
    assert results.get("/questionnaires").json["where"] == "Authorization"


def test_a_token_for_one_collaboration_reads_that_one_alone(house: House, places: dict[str, str]) -> None:
    other = next(iter(house.caller("outsider").get("/collaborations").json["items"]))["id"]
    with house.installation.database.writing() as connection:
        collaborations.insert_membership(connection, house.account("guest").id, other, Role.GUEST)
    narrow = house.caller("guest", Scope(collaborations=frozenset({other})))
    assert [one["id"] for one in narrow.get("/collaborations").json["items"]] == [other]
    assert status(narrow, f"/collaborations/{places['collaboration']}") == 404
    assert status(narrow, f"/rounds/{places['closed']}/result") == 404
    assert status(house.caller("guest"), f"/rounds/{places['closed']}/result") == 200
    with house.installation.database.writing() as connection:
        memberships.delete_membership(connection, house.account("guest").id, other)


def test_a_token_for_one_organisation_reads_its_rounds(house: House, places: dict[str, str]) -> None:
    narrow = house.caller("viewer", Scope(organisations=frozenset({places["organisation"]})))
    assert status(narrow, f"/rounds/{places['closed']}") == 200
    listed = narrow.get(f"/organisations/{places['organisation']}/rounds").json["items"]
    assert places["closed"] in [one["code"] for one in listed]


def test_rights_that_the_account_loses_are_lost_to_its_tokens_at_once(house: House, places: dict[str, str]) -> None:
    caller, path = house.caller("guest"), f"/rounds/{places['closed']}/result"
    assert status(caller, path) == 200
    with house.installation.database.writing() as connection:
        memberships.delete_membership(connection, house.account("guest").id, places["collaboration"])
    assert status(caller, path) == 404
    with house.installation.database.writing() as connection:
        collaborations.insert_membership(connection, house.account("guest").id, places["collaboration"], Role.GUEST)
    assert status(caller, path) == 200


def test_a_token_is_good_until_the_end_of_its_last_day(house: House) -> None:
    now = datetime.now(UTC)
    last_day = house.secret("facilitator", days=30, now=now - timedelta(days=30))
    day_after = house.secret("facilitator", days=30, now=now - timedelta(days=31, hours=1))
    assert status(Caller(house.app, last_day), "/") == 200
    assert status(Caller(house.app, day_after), "/") == 401


def test_a_revoked_token_lets_nobody_in(house: House) -> None:
    caller = house.caller("viewer")
    assert status(caller, "/") == 200
    account, now = house.account("viewer"), datetime.now(UTC)
    for one in list_tokens(house.installation, account, now):
        revoke_token(house.installation, account, one.id, now)
    assert status(caller, "/") == 401


def test_the_tokens_of_a_removed_account_let_nobody_in(house: House) -> None:
    caller, account = house.caller("outsider"), house.account("outsider")
    assert status(caller, "/") == 200
    with house.installation.database.writing() as connection:
        memberships.delete_roles_of(connection, account.id)
    remove_account(house.installation, house.account("administrator"), account.id, datetime.now(UTC))
    assert status(caller, "/") == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic a2ltOmxvc2Vu", "Bearer samspel_' OR 1=1"])
def test_who_has_no_good_token_is_told_how_to_get_one(house: House, header: str) -> None:
    answer = house.app.test_client().get("/api/v1/collaborations", headers={"Authorization": header})
    assert (answer.status_code, json.loads(answer.text)["code"]) == (401, "H001")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_signing_in_as_on_the_pages_opens_nothing(house: House) -> None:
    """No cookie counts, so no other site can make a browser ask."""
    browser = house.app.test_client()
    browser.set_cookie("samspel", "anything")
    assert browser.get("/api/v1/collaborations").status_code == 401


def test_calls_are_counted_by_token_and_told(house: House) -> None:
    first, second = house.caller("facilitator"), house.caller("facilitator")
    api = house.app.extensions["api"]
    before, api.config["API_LIMITS"] = api.config["API_LIMITS"], Limits(of_token=2)
    left = [first.get("/").headers["RateLimit-Remaining"] for _ in range(2)]
    refused = first.get("/")
    api.config["API_LIMITS"] = before
    assert left == ["1", "0"]
    assert (refused.status_code, refused.json["code"]) == (429, "H006")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert second.get("/").status_code == 200


def test_calls_without_a_good_token_are_counted_by_address_and_shut_nobody_else_out(house: House) -> None:
    api = house.app.extensions["api"]
    before, api.config["API_LIMITS"] = api.config["API_LIMITS"], Limits(of_network=1)
    statuses = {house.caller("nobody").get("/").status_code for _ in range(100)}
    good = house.caller("facilitator").get("/").status_code
    api.config["API_LIMITS"] = before
    assert 429 in statuses and statuses <= {401, 429}
    assert good == 200


def test_a_count_begins_anew_when_its_window_is_over(house: House) -> None:
    now, limit = datetime.now(UTC), Limit(1, timedelta(minutes=1), "somebody")
    counted = [count_use(house.installation, "test", limit, now + timedelta(seconds=wait)) for wait in (0, 20, 61)]
    assert [(one.number, one.is_passed) for one in counted] == [(1, False), (2, True), (1, False)]
    assert counted[1].rest == timedelta(seconds=40)
