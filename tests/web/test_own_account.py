"""One's own account: seen, taken along, removed."""

import json

from flask import Flask
from flask.testing import FlaskClient

from app.services.installation import Installation
from tests.builders import EMAIL, opened_round
from tests.web.conftest import browser, token


def test_only_those_who_are_signed_in_see_an_account(client: FlaskClient) -> None:
    for page in ("/account/data", "/account/data.json", "/account/delete"):
        assert client.get(page).headers["Location"].startswith("/account/sign-in"), page


def test_the_page_and_the_file_say_what_is_stored(signed_in: FlaskClient, installation: Installation) -> None:
    opened_round(installation)
    page = signed_in.get("/account/data").text
    assert EMAIL in page
    assert "Processledare: Samverkan Älvdalen" in page
    found = json.loads(signed_in.get("/account/data.json").text)
    assert found["account"]["email"] == EMAIL
    assert found["roles"] == [{"role": "facilitator", "of": "Samverkan Älvdalen"}]
    assert "argon2" not in page + json.dumps(found)


def test_the_last_facilitator_is_told_what_to_do_and_stays(signed_in: FlaskClient, installation: Installation) -> None:
    opened_round(installation)
    page = signed_in.get("/account/delete").text
    assert "Du är ensam processledare för Samverkan Älvdalen." in page
    assert "Ja, ta bort mitt konto" not in page
    refused = signed_in.post("/account/delete", data=token(signed_in, "/account/data"))
    assert refused.status_code == 409
    assert signed_in.get("/account/data").status_code == 200


def test_an_account_is_removed_after_one_question_and_signed_out_everywhere(app: Flask, signed_in: FlaskClient) -> None:
    removed = signed_in.post("/account/delete", data=token(signed_in, "/account/delete"))
    assert removed.headers["Location"] == "/account/deleted"
    assert "Ditt konto är borttaget" in signed_in.get("/account/deleted").text
    assert signed_in.get("/account/data").status_code == 302
    assert browser(app).get("/account/deleted").status_code == 200


def test_a_forged_request_removes_nothing(signed_in: FlaskClient) -> None:
    assert signed_in.post("/account/delete").status_code == 400
    assert signed_in.get("/account/data").status_code == 200
