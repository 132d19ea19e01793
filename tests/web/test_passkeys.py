"""Passkeys on the pages: asked for after every first step, registered by whoever proves to be the owner."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from app.config import Demanded
from app.services.accounts import account_of, add_account
from app.services.administration import set_making
from app.services.installation import Installation
from tests.builders import EMAIL, PASSWORD, TODAY, collaboration, facilitator
from tests.passkey_device import Device
from tests.web.conftest import browser, moved, token
from tests.web.test_proving import prove, unprove

HERE = "http://localhost"
SIGN_IN, STEP, LIST, PROVE = "/account/sign-in", "/account/second-step", "/account/passkeys", "/account/prove"


@pytest.fixture
def device() -> Device:
    return Device(HERE)


@pytest.fixture
def with_passkey(signed_in: FlaskClient, device: Device) -> list[str]:
    """Kim's account has a passkey; the recovery codes."""
    answered = register(signed_in, device)
    assert answered.status_code == 200
    return codes_of(answered.text)


@pytest.fixture
def demanding(house: Flask, installation: Installation) -> Iterator[Flask]:
    """The application where facilitators must have one."""
    settings = replace(installation.settings, passkey=Demanded.FACILITATORS)
    yield moved(house, replace(installation, settings=settings))
    moved(house, installation)


def reader(installation: Installation) -> None:
    """Kim's account, which leads nothing and may make nothing."""
    add_account(installation, EMAIL, "Kim Åberg", PASSWORD, TODAY, makes_collaborations=False)


def allow(installation: Installation) -> None:
    """An administrator lets Kim make collaborations."""
    robin = add_account(installation, "robin@norrdal.example", "Robin Ek", PASSWORD, TODAY, is_administrator=True)
    kim = account_of(installation, EMAIL)
    assert kim is not None
    set_making(installation, robin, kim.id, makes=True, now=datetime.now(UTC))


def deeds(installation: Installation) -> list[str]:
    with installation.database.reading() as connection:
        return list(connection.execute(text("SELECT deed FROM audit ORDER BY id")).scalars())


def codes_of(page: str) -> list[str]:
    return re.findall(r"<code>([2-9A-Z-]{27})</code>", page)


def options(page: str) -> str:
    found = re.search(r'data-options="([^"]+)"', page)
    assert found, page
    return unescape(found[1])


def field(page: str) -> dict[str, str]:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return {"csrf_token": found[1]}


def first_step(client: FlaskClient, onward: str = "") -> TestResponse:
    fields = {"email": EMAIL, "password": PASSWORD, **token(client, SIGN_IN)}
    return client.post(f"{SIGN_IN}{onward}", data=fields)


def register(client: FlaskClient, device: Device, name: str = "Min telefon") -> TestResponse:
    begun = client.post(LIST, data=token(client, LIST))
    assert begun.headers["Location"] == f"{LIST}/new"
    page = client.get(f"{LIST}/new").text
    return client.post(f"{LIST}/new", data={"name": name, "answer": device.create(options(page)), **field(page)})


def show(client: FlaskClient, device: Device) -> TestResponse:
    page = client.get(STEP).text
    return client.post(STEP, data={"answer": device.get(options(page)), **field(page)})


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_after_the_password_the_passkey_is_asked_for_and_leads_on(
    app: Flask, with_passkey: list[str], device: Device
) -> None:
    other = browser(app)
    asked = first_step(other, "?next=/account/data")
    assert asked.headers["Location"] == STEP
    assert not is_signed_in(other)
    for page in ("/collaborations", "/account", LIST):
        assert other.get(page).headers["Location"].startswith(SIGN_IN)
    assert show(other, device).headers["Location"] == "/account/data"
    assert is_signed_in(other)
    assert other.get(STEP).status_code == 409, "the step is done"


def test_after_a_mailed_link_it_is_asked_for_too_and_a_new_password_does_not_get_past_it(
    app: Flask, installation: Installation, with_passkey: list[str], device: Device
) -> None:
    for wanted, more in (("by-link", {}), ("new-password", {"new_password": "sju kor i diket"})):
        other = browser(app)
        page = f"/account/{wanted}"
        other.post(page, data={"email": EMAIL, **token(other, page)})
        with installation.database.reading() as connection:
            body = connection.execute(text("SELECT body FROM messages ORDER BY due_at DESC")).scalars().first()
        link = re.search(r"/account/link/\S+", str(body))
        assert link
        followed = other.post(link[0], data={**more, **token(other, link[0])})
        assert followed.headers["Location"] == STEP
        assert not is_signed_in(other)
        assert show(other, device).headers["Location"] == "/collaborations"
        assert is_signed_in(other)


def test_a_wrong_answer_says_so_and_the_next_one_is_for_a_fresh_challenge(
    app: Flask, with_passkey: list[str], device: Device
) -> None:
    other = browser(app)
    first_step(other)
    page = other.get(STEP).text
    foreign = replace(device, origin="https://evil.example").get(options(page))
    refused = other.post(STEP, data={"answer": foreign, **field(page)})
    assert refused.status_code == 422 and "Lösennyckeln gick inte att kontrollera" in refused.text
    assert options(refused.text) != options(page)
    assert not is_signed_in(other)
    again = other.post(STEP, data={"answer": device.get(options(refused.text)), **field(refused.text)})
    assert again.status_code == 302 and is_signed_in(other)


def test_the_log_tells_of_a_sign_in_when_the_passkey_is_shown_and_of_one_that_failed(
    app: Flask, installation: Installation, with_passkey: list[str], device: Device
) -> None:
    before, other = deeds(installation), browser(app)
    first_step(other)
    assert deeds(installation) == before
    other.post(STEP, data={"answer": "{}", **field(other.get(STEP).text)})
    other.post(f"{STEP}/code", data={"code": "222222", **field(other.get(STEP).text)})
    assert deeds(installation) == [*before, "second_step_failed", "second_step_failed"]
    show(other, device)
    assert deeds(installation)[len(before) + 2 :] == ["signed_in_by_password"]


def test_a_recovery_code_lets_in_once_without_any_script(app: Flask, with_passkey: list[str]) -> None:
    code = with_passkey[0]
    for expected in (302, 422):
        other = browser(app)
        first_step(other)
        answered = other.post(f"{STEP}/code", data={"code": code.lower(), **token(other, STEP)})
        assert answered.status_code == expected
        if expected == 302:
            assert answered.headers["Location"] == LIST
            assert "Du har 9 återställningskoder kvar" in other.get(LIST).text
        assert is_signed_in(other) == (expected == 302)
    assert "passar inte" in answered.text


def test_recovery_codes_cannot_be_guessed_on_and_on(app: Flask, with_passkey: list[str]) -> None:
    other = browser(app)
    first_step(other)
    fields = {"code": "222222-222222-222222-222222", **token(other, STEP)}
    answers = [other.post(f"{STEP}/code", data=fields).status_code for _ in range(12)]
    assert answers[:10] == [422] * 10 and answers[10:] == [429] * 2


def test_without_a_first_step_there_is_no_second(client: FlaskClient) -> None:
    field_of_ours = token(client, SIGN_IN)
    for page in (STEP, f"{STEP}/code", f"{STEP}/first"):
        answered = client.post(page, data={"answer": "{}", "name": "x", "code": "x", **field_of_ours})
        assert answered.status_code == 409
        assert "Logga in igen" in answered.text
    assert client.get(STEP).status_code == 409


class TestRegistering:
    def test_who_it_is_is_asked_for_and_codes_are_shown_once(
        self, signed_in: FlaskClient, device: Device, installation: Installation
    ) -> None:
        unprove(installation)
        asked = signed_in.post(LIST, data=token(signed_in, LIST))
        assert asked.headers["Location"] == f"{PROVE}?next={LIST}"
        assert signed_in.get(f"{LIST}/new").status_code == 409
        assert prove(signed_in, f"{PROVE}?next={LIST}", password=PASSWORD) == LIST
        first = register(signed_in, device)
        assert len(codes_of(first.text)) == 10
        assert "no-store" in first.headers["Cache-Control"]
        second = register(signed_in, Device(HERE, credential_id=b"another"), "Nyckel")
        assert second.headers["Location"] == LIST
        page = signed_in.get(LIST).text
        assert "Min telefon" in page and "Nyckel" in page and codes_of(page) == []

    def test_a_fault_keeps_the_name_and_gives_a_fresh_challenge(self, signed_in: FlaskClient, device: Device) -> None:
        signed_in.post(LIST, data=token(signed_in, LIST))
        page = signed_in.get(f"{LIST}/new").text
        refused = signed_in.post(f"{LIST}/new", data={"name": "Blå nyckel", "answer": "{}", **field(page)})
        assert refused.status_code == 422 and 'value="Blå nyckel"' in refused.text
        answer = device.create(options(refused.text))
        done = signed_in.post(f"{LIST}/new", data={"name": "Blå nyckel", "answer": answer, **field(refused.text)})
        assert done.status_code == 200

    def test_a_forged_request_registers_nothing(self, signed_in: FlaskClient) -> None:
        for page in (LIST, f"{LIST}/new", f"{LIST}/codes", STEP, f"{STEP}/code", f"{STEP}/first"):
            assert signed_in.post(page, data={}).status_code == 400, page

    def test_removing_and_new_codes_ask_who_it_is(
        self, app: Flask, signed_in: FlaskClient, with_passkey: list[str], installation: Installation
    ) -> None:
        found = re.search(rf"{LIST}/\w+/remove", signed_in.get(LIST).text)
        assert found
        unprove(installation)
        for page in (f"{LIST}/codes", found[0]):
            for asked in (signed_in.get(page), signed_in.post(page, data=token(signed_in, LIST))):
                assert asked.headers["Location"] == f"{PROVE}?next={page}"
        assert "är borttagen" not in signed_in.get(LIST).text
        assert prove(signed_in, f"{PROVE}?next={LIST}/codes", password=PASSWORD) == f"{LIST}/codes"
        made = signed_in.post(f"{LIST}/codes", data=token(signed_in, f"{LIST}/codes"))
        assert len(set(codes_of(made.text)) - set(with_passkey)) == 10
        assert signed_in.post(found[0], data=token(signed_in, found[0])).status_code == 302
        assert "är borttagen" in signed_in.get(LIST).text
        assert first_step(browser(app)).headers["Location"] == "/collaborations"

    def test_where_browsers_keep_none_the_page_says_why(self, installation: Installation, house: Flask) -> None:
        facilitator(installation)
        settings = replace(installation.settings, base_url="http://127.0.0.1:8000")
        client = browser(moved(house, replace(installation, settings=settings)))
        first_step(client)
        page = client.get(LIST).text
        assert "http://127.0.0.1:8000" in page and f'action="{LIST}"' not in page


class TestTheDemand:
    def test_who_must_have_one_registers_it_before_anything_else(
        self, demanding: Flask, installation: Installation, device: Device
    ) -> None:
        collaboration(installation)
        client = browser(demanding)
        assert first_step(client, "?next=/account").headers["Location"] == STEP
        page = client.get(STEP).text
        assert not is_signed_in(client)
        fields = {"name": "Telefon", "answer": device.create(options(page)), **field(page)}
        done = client.post(f"{STEP}/first", data=fields)
        assert len(codes_of(done.text)) == 10
        assert 'href="/account"' in done.text
        assert is_signed_in(client)
        again = browser(demanding)
        first_step(again)
        assert show(again, device).status_code == 302

    def test_others_sign_in_as_before(self, demanding: Flask, installation: Installation) -> None:
        reader(installation)
        assert first_step(browser(demanding)).headers["Location"] == "/collaborations"

    def test_who_comes_to_make_collaborations_registers_one_then(
        self, demanding: Flask, installation: Installation
    ) -> None:
        reader(installation)
        client = browser(demanding)
        first_step(client)
        assert is_signed_in(client)
        allow(installation)
        assert client.get("/account").headers["Location"].startswith(SIGN_IN)


def test_an_administrator_resets_after_a_question_and_the_person_begins_anew(
    app: Flask, installation: Installation, signed_in: FlaskClient, with_passkey: list[str]
) -> None:
    add_account(installation, "robin@norrdal.example", "Robin Ek", PASSWORD, TODAY, is_administrator=True)
    robin = browser(app)
    robin.post(SIGN_IN, data={"email": "robin@norrdal.example", "password": PASSWORD, **token(robin, SIGN_IN)})
    link = re.search(r"/administration/accounts/\w+/passkeys", robin.get("/administration").text)
    assert link
    assert "ring upp" in robin.get(link[0]).text
    assert is_signed_in(signed_in)
    assert robin.post(link[0], data=token(robin, link[0])).status_code == 302
    assert not is_signed_in(signed_in)
    assert first_step(signed_in).headers["Location"] == "/collaborations"
    log = robin.get("/administration/log").text
    assert f"Tog bort alla lösennycklar och återställningskoder för {EMAIL}" in log
