"""The pages on which tokens are made, revoked and explained."""

import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.services.installation import Installation
from tests.builders import answer, closed, collaboration, opened_round
from tests.web.conftest import token

PAGE = "/account/tokens"


def make(browser: FlaskClient, **fields: object) -> TestResponse:
    given = {"name": "Power BI", "results": "everything", "days": "90", **fields}
    return browser.post(PAGE, data={**given, **token(browser, PAGE)})


def secret_of(page: TestResponse) -> str:
    found = re.search(r'<code id="secret">([^<]+)</code>', page.text)
    assert found
    return found[1]


def test_a_token_is_shown_once_and_opens_the_api(signed_in: FlaskClient) -> None:
    made = make(signed_in, catalogue="y")
    secret = secret_of(made)
    assert made.headers["Cache-Control"] == "no-store"
    listed = signed_in.get(PAGE).text
    assert secret not in listed
    assert "Power BI" in listed and "Resultat för allt som du får läsa · Frågeformulär" in listed
    found = signed_in.get("/api/v1/", headers={"Authorization": f"Bearer {secret}"})
    assert json.loads(found.text)["scope"] == ["read:catalogue", "read:results"]


def test_a_token_can_be_narrowed_to_a_collaboration(installation: Installation, signed_in: FlaskClient) -> None:
    one = collaboration(installation)
    made = make(signed_in, results="chosen", collaborations=[one.id])
    found = signed_in.get("/api/v1/", headers={"Authorization": f"Bearer {secret_of(made)}"})
    assert json.loads(found.text)["scope"] == [f"read:results:collaboration:{one.id}"]
    assert f"Resultat för {one.name}" in signed_in.get(PAGE).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Skriv vad den ska användas till."),
        ({"results": "nothing"}, "Välj minst en sak."),
        ({"results": "chosen", "catalogue": "y"}, "Välj minst en sak."),
        ({"days": "400"}, "Välj ett av alternativen."),
        ({"results": "chosen", "collaborations": ["0" * 32]}, "Ladda om sidan och välj på nytt."),
    ],
)
def test_a_fault_brings_the_page_back_with_what_was_typed(
    signed_in: FlaskClient, fields: dict[str, object], words: str
) -> None:
    page = make(signed_in, **fields)
    assert page.status_code == 422
    assert words in page.text
    assert str(fields.get("name", "Power BI")) in unescape(page.text)
    assert "Du har inga än." in page.text


def test_a_form_that_was_open_for_too_long_loses_nothing(signed_in: FlaskClient) -> None:
    page = signed_in.post(PAGE, data={"name": "Power BI", "results": "everything", "days": "30"})
    assert page.status_code == 422
    assert 'value="Power BI"' in page.text


def test_a_revoked_token_is_gone_from_the_list_and_opens_nothing(signed_in: FlaskClient) -> None:
    secret = secret_of(make(signed_in))
    address = re.search(r'action="(/account/tokens/[0-9a-f]{32}/revoke)"', signed_in.get(PAGE).text)
    assert address
    page = signed_in.post(address[1], data=token(signed_in, PAGE), follow_redirects=True)
    assert "Åtkomstnyckeln ”Power BI” är spärrad." in page.text
    assert signed_in.get("/api/v1/", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert signed_in.post(address[1], data=token(signed_in, PAGE)).status_code == 404


def test_the_help_names_this_installation_and_the_latest_round_and_holds_no_token(
    installation: Installation, signed_in: FlaskClient
) -> None:
    assert "ABCDEF" in signed_in.get(f"{PAGE}/help").text
    view = opened_round(installation)
    answer(installation, view, 6)
    closed(installation, view)
    page = unescape(signed_in.get(f"{PAGE}/help").text)
    assert f'ROUND = "{view.round.code}"' in page
    assert 'ADDRESS = "http://localhost/api/v1"' in page
    assert re.search(r"[?&](?:token|key|nyckel)=", page) is None
    assert "samspel_" not in page
