"""The pages of organisations that an account follows."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.round import Kind
from app.services.accounts import account_of, add_account
from app.services.installation import Installation
from app.store import memberships
from tests.builders import PASSWORD, TODAY, answer, closed, new_round, opened_round
from tests.web.conftest import browser, token

EMAIL = "viewer@norrdal.example"


@pytest.fixture
def viewer(app: Flask, installation: Installation) -> FlaskClient:
    """Follows Norrdal, which answered one round so that it may be shown."""
    view = opened_round(installation)
    answer(installation, view, 5, 2, organisation="norrdal")
    answer(installation, view, 5, 5, organisation="alvnas")
    closed(installation, view)
    add_account(installation, EMAIL, "Vera", PASSWORD, TODAY)
    follow(installation, "norrdal")
    one = browser(app)
    one.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD, **token(one, "/account/sign-in")})
    return one


def follow(installation: Installation, organisation_id: str) -> None:
    account = account_of(installation, EMAIL)
    assert account
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, account.id, organisation_id)


def test_whoever_follows_one_comes_straight_to_its_picture(viewer: FlaskClient) -> None:
    assert viewer.get("/organisations").headers["Location"] == "/organisations/norrdal"
    page = viewer.get("/organisations/norrdal").text
    assert "<h1>Norrdal</h1>" in page and "Norrdal är med i en samverkan" in page
    assert "<strong>2,0</strong>" in page and "alla 3,5" in page and "n = 5" in page
    assert "<title>Utmaning</title>" in page


def test_the_list_of_collaborations_leads_to_it(viewer: FlaskClient) -> None:
    assert 'href="/organisations/norrdal"' in viewer.get("/collaborations").text


def test_whoever_follows_several_chooses_and_who_follows_none_is_told(
    viewer: FlaskClient, signed_in: FlaskClient, installation: Installation
) -> None:
    follow(installation, "alvnas")
    page = viewer.get("/organisations").text
    assert 'href="/organisations/norrdal"' in page and 'href="/organisations/alvnas"' in page
    assert "Du följer ingen organisation" in signed_in.get("/organisations").text


def test_the_picture_of_another_is_not_there(viewer: FlaskClient, signed_in: FlaskClient) -> None:
    refused = viewer.get("/organisations/alvnas")
    assert refused.status_code == 404 and "finns inte bland dem du följer" in refused.text
    assert refused.text.replace("alvnas", "nobody") == viewer.get("/organisations/nobody").text
    assert signed_in.get("/organisations/norrdal").status_code == 404


def test_the_document_comes_in_our_languages_only(viewer: FlaskClient) -> None:
    found = viewer.get("/organisations/norrdal/picture.pdf?language=en")
    assert found.data.startswith(b"%PDF") and found.content_type == "application/pdf"
    assert "samspel-organisation-en.pdf" in found.headers["Content-Disposition"]
    assert viewer.get("/organisations/norrdal/picture.pdf?language=de").status_code == 404


def test_organisations_stand_beside_each_other_on_the_results_page_and_in_a_table_for_excel(
    signed_in: FlaskClient, installation: Installation
) -> None:
    view = opened_round(installation, new_round(kind=Kind.JOINT))
    answer(installation, view, 1, 2, organisation="norrdal")
    answer(installation, view, 1, 4, organisation="alvnas")
    closed(installation, view)
    page = signed_in.get(f"/rounds/{view.round.code}/results").text
    assert "Alla nyckelfaktorer, alla organisationer" in page
    assert '<td class="fill fill-2 fill--apart">2,0' in page and '<td class="fill fill-4 fill--apart">4,0' in page
    table = signed_in.get(f"/rounds/{view.round.code}/charts/matrix.csv").text.splitlines()
    assert table[0] == "\ufeffNyckelfaktor;Hela gruppen;Norrdal;Älvnäs;Anmärkning"
    assert len(table) == 17 and table[1] == "Inom organisationen;3,00;2,00;4,00;"
