"""Taking a collaboration along, deleting it and restoring it, as its facilitator does it."""

import io
import json
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.accounts import add_account
from app.services.installation import Installation
from app.services.rounds import RoundView
from tests.builders import TODAY, answer, opened_round
from tests.web.conftest import browser, token

NAME = "Samverkan Älvdalen"


@pytest.fixture
def view(installation: Installation) -> RoundView:
    view = opened_round(installation)
    answer(installation, view, 3)
    return view


def page_of(view: RoundView, act: str) -> str:
    return f"/collaborations/{view.collaboration_id}/{act}"


def delete(one: FlaskClient, view: RoundView, name: str = NAME) -> None:
    page = page_of(view, "delete")
    assert one.post(page, data={"name": name, **token(one, page)}).headers["Location"] == "/collaborations/deleted"


def test_the_page_that_asks_says_in_numbers_what_goes(signed_in: FlaskClient, view: RoundView) -> None:
    page = signed_in.get(page_of(view, "delete")).text
    for words in ("<li>1 omgång med sina svar</li>", "1 omgång är öppen.", "i 30 dagar"):
        assert words in page
    assert "0 " not in page.split('<ul class="consequences">')[1].split("</ul>")[0]


def test_a_name_that_does_not_fit_deletes_nothing_and_is_kept(signed_in: FlaskClient, view: RoundView) -> None:
    page = page_of(view, "delete")
    for typed in ("", "Samverkan Norrdal", "Älvdalen"):
        refused = signed_in.post(page, data={"name": typed, **token(signed_in, page)})
        assert refused.status_code == 422
        assert f'value="{typed}"' in refused.text
        assert f"Skriv ”{NAME}” precis som det står där." in refused.text
    assert browser(signed_in.application).get(f"/r/{view.round.code}").status_code == 200


def test_a_stale_page_keeps_the_name(signed_in: FlaskClient, view: RoundView) -> None:
    refused = signed_in.post(page_of(view, "delete"), data={"name": NAME, "csrf_token": "old"})
    assert refused.status_code == 422
    assert f'value="{NAME}"' in refused.text
    assert "Inget har gått förlorat" in refused.text


def test_links_of_a_deleted_collaboration_say_that_the_round_is_gone_until_it_is_restored(
    signed_in: FlaskClient, client: FlaskClient, view: RoundView
) -> None:
    link = f"/r/{view.round.code}"
    delete(signed_in, view, "  samverkan   älvdalen ")
    for page in (link, link.lower(), f"{link}/2"):
        gone = client.get(page)
        assert gone.status_code == 404
        assert "Omgången finns inte längre." in gone.text
    assert NAME in signed_in.get("/collaborations/deleted").text
    assert "Återställ samverkan" in signed_in.get(page_of(view, "delete")).text
    field = token(signed_in, "/collaborations/deleted")
    assert signed_in.post(page_of(view, "restore"), data=field).status_code == 302
    assert client.get(link).status_code == 200
    assert "Du har ingen borttagen samverkan" in signed_in.get("/collaborations/deleted").text


def test_a_code_that_never_was_is_still_told_as_such(client: FlaskClient, view: RoundView) -> None:
    assert "Det finns ingen omgång med koden" in client.get("/r/NOSUCH").text


def test_a_follower_of_a_link_forges_nothing(client: FlaskClient, signed_in: FlaskClient, view: RoundView) -> None:
    for act in ("export", "restore"):
        assert signed_in.post(page_of(view, act)).status_code == 400, act
        assert client.post(page_of(view, act), data=token(signed_in, "/collaborations")).status_code in {302, 400}, act
    assert signed_in.post(page_of(view, "delete"), data={"name": NAME}).status_code == 422


def test_another_facilitator_finds_none_of_it(app: Flask, installation: Installation, view: RoundView) -> None:
    add_account(installation, "ute@storvik.example", "Ute", "another long password", TODAY)
    other = browser(app)
    fields = {"email": "ute@storvik.example", "password": "another long password"}
    other.post("/account/sign-in", data={**fields, **token(other, "/account/sign-in")})
    field = token(other, "/collaborations")
    for act in ("export", "delete", "log", "log.csv"):
        assert other.get(page_of(view, act)).status_code == 404, act
    for act in ("export", "delete", "restore"):
        assert other.post(page_of(view, act), data={"name": NAME, **field}).status_code == 404, act
    assert NAME not in other.get("/collaborations/deleted").text


def test_the_zip_has_a_safe_name_and_readable_files(signed_in: FlaskClient, view: RoundView) -> None:
    page = page_of(view, "export")
    found = signed_in.post(page, data=token(signed_in, page))
    assert found.mimetype == "application/zip"
    assert found.headers["Content-Disposition"].startswith('attachment; filename="samspel-samverkan-alvdalen-20')
    archive = zipfile.ZipFile(io.BytesIO(found.data))
    assert archive.testzip() is None
    assert json.loads(archive.read("collaboration.json"))["name"] == NAME


class TestADraft:
    def begun(self, client: FlaskClient, view: RoundView) -> str:
        link = f"/r/{view.round.code}"
        client.post(link)
        page = f"{link}/2"
        client.post(page, data={"item_behovsdialog_puls": "4", **token(client, page)})
        return link

    def test_is_deleted_by_its_device_after_one_question(self, client: FlaskClient, view: RoundView) -> None:
        link = self.begun(client, view)
        assert f'href="{link}/draft/delete"' in client.get(link).text
        done = client.post(f"{link}/draft/delete", data=token(client, f"{link}/draft/delete"))
        assert "Ditt utkast är borttaget" in done.text
        assert client.get(link).text.count("Börja") == 1
        assert client.get(f"{link}/2").headers["Location"] == link
        assert client.get(f"{link}/draft/delete").headers["Location"] == link

    def test_of_another_device_stays(self, app: Flask, client: FlaskClient, view: RoundView) -> None:
        link = self.begun(client, view)
        other = browser(app)
        self.begun(other, view)
        other.post(f"{link}/draft/delete", data=token(other, f"{link}/draft/delete"))
        assert "Fortsätt där du var" in client.get(link).text

    def test_is_not_deleted_by_a_forged_request(self, client: FlaskClient, view: RoundView) -> None:
        link = self.begun(client, view)
        assert client.post(f"{link}/draft/delete").status_code == 400
        assert "Fortsätt där du var" in client.get(link).text

    def test_can_be_deleted_when_the_round_has_closed(
        self, client: FlaskClient, signed_in: FlaskClient, view: RoundView
    ) -> None:
        link = self.begun(client, view)
        page = f"/facilitate/rounds/{view.round.code}/close"
        signed_in.post(page, data=token(signed_in, page))
        assert "Ta bort mitt utkast" in client.get(link).text
        client.post(f"{link}/draft/delete", data=token(client, f"{link}/draft/delete"))
        assert "Ta bort mitt utkast" not in client.get(link).text

    def test_that_was_handed_in_leaves_the_receipt_where_it_is(self, client: FlaskClient, view: RoundView) -> None:
        link = self.begun(client, view)
        field = token(client, f"{link}/draft/delete")
        client.post(f"{link}/review", data=token(client, f"{link}/review"))
        late = client.post(f"{link}/draft/delete", data=field)
        assert late.headers["Location"] == f"{link}/receipt"
        assert "ditt svar är inlämnat" in client.get(f"{link}/receipt").text
