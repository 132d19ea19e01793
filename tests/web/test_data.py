"""The pages that list what can be downloaded, and the files behind their links."""

import csv
import io
import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from app.services.accounts import account_of, add_account
from app.services.installation import Installation
from app.services.rounds import RoundView
from app.store import memberships
from tests.builders import EMAIL, PASSWORD, TODAY, answer, closed, draft_round, new_round, opened_round
from tests.web.conftest import token

NAME = re.compile(r'attachment; filename="samspel-[\w-]+?-\d{4}-\d\d-\d\d\.([\w.]+)"')
LINK = re.compile(r'class="button button--quiet" href="([^"]+)"')


@pytest.fixture
def view(installation: Installation) -> RoundView:
    view = opened_round(installation)
    answer(installation, view, 6, 2, organisation="norrdal")
    answer(installation, view, 6, 5, organisation="alvnas")
    return closed(installation, view)


def follow(installation: Installation, organisation_id: str) -> None:
    """The one who is signed in follows the organisation too."""
    account = account_of(installation, EMAIL)
    assert account is not None
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, account.id, organisation_id)


@pytest.mark.parametrize("place", ["/rounds/{code}", "/collaborations/{id}", "/organisations/norrdal"])
def test_every_page_leads_to_a_workbook_two_tables_the_long_format_and_json(
    signed_in: FlaskClient, installation: Installation, view: RoundView, place: str
) -> None:
    follow(installation, "norrdal")
    address = place.format(code=view.round.code, id=view.collaboration_id)
    said = unescape(signed_in.get(f"{address}/data").text)
    assert "Ingen fil har en rad per person." in said
    links = LINK.findall(said)
    found = [signed_in.get(link) for link in links]
    assert [one.status_code for one in found] == [200] * 5
    names = [NAME.fullmatch(one.headers["Content-Disposition"]) for one in found]
    assert [name and name[1] for name in names] == ["xlsx", "csv", "csv", "long.csv", "json"]
    workbook, excel, comma, long, data = found
    assert "Kodbok" in load_workbook(io.BytesIO(workbook.data)).sheetnames
    assert excel.data.startswith("\ufeff".encode())
    assert ";5,00;" in excel.data.decode() or ";2,00;" in excel.data.decode()
    assert csv.DictReader(io.StringIO(comma.data.decode())).fieldnames is not None
    assert ",statistic,code,value,withheld\r\n" in long.data.decode()
    assert json.loads(data.data)["format"].startswith("samspel-")


def test_nothing_can_be_downloaded_before_a_round_is_closed(signed_in: FlaskClient, installation: Installation) -> None:
    view = opened_round(installation)
    for address in (f"/rounds/{view.round.code}", f"/collaborations/{view.collaboration_id}"):
        said = unescape(signed_in.get(f"{address}/data").text)
        assert "Här finns filer så snart" in said
        assert LINK.findall(said) == []
    answer(installation, view, 6)
    assert json.loads(signed_in.get(f"/rounds/{view.round.code}/results.json").text)["withheld"] == "not_closed"
    assert json.loads(signed_in.get(f"/collaborations/{view.collaboration_id}/results.json").text)["rounds"] == []


def test_the_results_page_and_the_collaboration_lead_to_the_files(signed_in: FlaskClient, view: RoundView) -> None:
    code, identity = view.round.code, view.collaboration_id
    assert f'href="/rounds/{code}/data"' in signed_in.get(f"/rounds/{code}/results").text
    assert f'href="/collaborations/{identity}/data"' in signed_in.get(f"/collaborations/{identity}").text


def test_a_collaborations_page_names_the_organisations_that_one_follows(
    signed_in: FlaskClient, installation: Installation, view: RoundView
) -> None:
    address = f"/collaborations/{view.collaboration_id}/data"
    assert "/organisations/" not in signed_in.get(address).text
    follow(installation, "norrdal")
    assert 'href="/organisations/norrdal/data">Norrdal</a>' in signed_in.get(address).text


def test_an_organisation_that_one_does_not_follow_is_as_if_it_were_not_there(
    signed_in: FlaskClient, view: RoundView
) -> None:
    for organisation in ("norrdal", "nowhere"):
        for place in ("data", "results.json", "results.xlsx"):
            answered = signed_in.get(f"/organisations/{organisation}/{place}")
            assert (answered.status_code, "finns inte bland dem du följer" in answered.text) == (404, True)


def test_a_file_comes_in_the_language_asked_for_and_in_no_other_than_ours(
    signed_in: FlaskClient, view: RoundView
) -> None:
    address = f"/rounds/{view.round.code}/results.xlsx"
    english = load_workbook(io.BytesIO(signed_in.get(f"{address}?language=en").data))
    assert "Codebook" in english.sheetnames
    assert signed_in.get(f"{address}?language=de").status_code == 404
    assert signed_in.get(f"/rounds/{view.round.code}/results.ods").status_code == 404


def test_a_workshop_has_no_files(signed_in: FlaskClient, installation: Installation) -> None:
    view = draft_round(installation, new_round(questionnaire="grundstenar", title="Grundstenar"))
    for place in ("data", "results.xlsx", "results.long.csv"):
        assert signed_in.get(f"/rounds/{view.round.code}/{place}").status_code == 404


def test_a_viewer_reads_the_files_of_the_rounds_of_the_organisation(
    client: FlaskClient, installation: Installation, view: RoundView
) -> None:
    one = add_account(installation, "viewer@storvik.example", "Viewer", PASSWORD, TODAY)
    with installation.database.writing() as connection:
        memberships.insert_viewer(connection, one.id, "storvik")
    page = "/account/sign-in"
    client.post(page, data={"email": one.email, "password": PASSWORD, **token(client, page)})
    data = json.loads(client.get("/organisations/storvik/results.json").text)
    assert [row["own_persons"] for row in data["rounds"]] == [{"withheld": "no_answers"}]
    assert client.get(f"/collaborations/{view.collaboration_id}/results.csv").status_code == 200
