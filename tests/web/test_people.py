"""The pages of a collaboration's people and of the administration."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.collaboration import Party
from app.services.accounts import account_of, add_account
from app.services.installation import Installation
from app.store import organisations
from tests.builders import EMAIL, PASSWORD, TODAY, draft_round
from tests.web.conftest import browser, token
from tests.web.test_links import mailed_paths

SIGN_IN = "/account/sign-in"
OTHER = "ute@storvik.example"
ADMIN = "admin@norrdal.example"


def post(client: FlaskClient, page: str, shown: str | None = None, **fields: str) -> int:
    return client.post(page, data={**fields, **token(client, shown or page)}).status_code


@pytest.fixture
def people(signed_in: FlaskClient, installation: Installation) -> str:
    """The address of the people of a collaboration that the facilitator leads."""
    return f"/collaborations/{draft_round(installation).collaboration_id}/people"


@pytest.fixture
def administrator(app: Flask, installation: Installation) -> FlaskClient:
    add_account(installation, ADMIN, "Admin", PASSWORD, TODAY, is_administrator=True)
    one = browser(app)
    one.post(SIGN_IN, data={"email": ADMIN, "password": PASSWORD, **token(one, SIGN_IN)})
    return one


class TestPeople:
    def test_somebody_new_is_invited_and_begins_without_a_password(
        self, signed_in: FlaskClient, app: Flask, installation: Installation, people: str
    ) -> None:
        assert post(signed_in, people, email=OTHER, role="facilitator") == 302
        assert f"{OTHER} är inbjuden" in signed_in.get(people).text
        (link,) = mailed_paths(installation)
        invited = browser(app)
        assert "Välkommen till Samspel" in invited.get(link).text
        assert post(invited, link, new_password="") == 302
        assert invited.get(people).status_code == 200
        assert "Du har inget lösenord" in invited.get("/account").text

    def test_a_fault_keeps_what_was_typed(self, signed_in: FlaskClient, people: str) -> None:
        faults = ({"email": "ute storvik"}, {"role": "queen"}, {"csrf_token": "old"}, {"email": EMAIL})
        for change in faults:
            fields = {"email": OTHER, "role": "guest", **token(signed_in, people), **change}
            refused = signed_in.post(people, data=fields)
            assert refused.status_code == 422
            assert f'value="{fields["email"]}"' in refused.text
            if "role" not in change:
                assert 'value="guest" checked' in refused.text

    def test_the_last_facilitator_is_not_offered_a_way_out(self, signed_in: FlaskClient, people: str) -> None:
        page = signed_in.get(people).text
        assert "Leder ensam" in page and "/remove" not in page

    def test_who_leaves_sees_it_no_more(self, signed_in: FlaskClient, installation: Installation, people: str) -> None:
        post(signed_in, people, email=OTHER, role="facilitator")
        leaving = re.search(rf'href="({people}/\w+/remove)">Lämna', signed_in.get(people).text)
        assert leaving is not None
        assert "Lämna samverkan?" in signed_in.get(leaving[1]).text
        assert signed_in.get(people).status_code == 200, "asking does nothing yet"
        assert signed_in.post(leaving[1], data=token(signed_in, leaving[1])).headers["Location"] == "/account"
        assert signed_in.get(people).status_code == 404

    def test_a_guest_is_made_a_facilitator_and_removed(
        self, signed_in: FlaskClient, installation: Installation, people: str
    ) -> None:
        post(signed_in, people, email=OTHER, role="guest")
        other = account_of(installation, OTHER)
        assert other is not None
        assert post(signed_in, f"{people}/{other.id}", people, role="facilitator") == 302
        assert signed_in.get(people).text.count("<span>Processledare</span>") == 2
        assert post(signed_in, f"{people}/{other.id}/remove") == 302
        assert OTHER not in signed_in.get(people).text


class TestAdministration:
    def test_only_administrators_are_shown_the_way(self, signed_in: FlaskClient, administrator: FlaskClient) -> None:
        assert "/administration" not in signed_in.get("/collaborations").text
        assert "/administration" in administrator.get("/collaborations").text

    def test_an_account_is_made_and_its_owner_chooses_a_password(
        self, administrator: FlaskClient, app: Flask, installation: Installation
    ) -> None:
        assert post(administrator, "/administration", email=OTHER, name="Ute", is_administrator="y") == 302
        made = account_of(installation, OTHER)
        assert made is not None and made.is_administrator and made.name == "Ute"
        (link,) = mailed_paths(installation)
        owner = browser(app)
        assert post(owner, link, new_password="ett helt nytt lösenord") == 302
        assert owner.get("/administration").status_code == 200

    def test_an_address_that_has_an_account_is_refused_with_what_was_typed(self, administrator: FlaskClient) -> None:
        fields = {"email": ADMIN, "name": "Någon", **token(administrator, "/administration")}
        refused = administrator.post("/administration", data=fields)
        assert refused.status_code == 422
        assert "har redan ett konto" in refused.text and 'value="Någon"' in refused.text

    def test_the_only_administrator_cannot_be_made_less(
        self, administrator: FlaskClient, installation: Installation
    ) -> None:
        admin = account_of(installation, ADMIN)
        assert admin is not None
        assert "Den enda administratören" in administrator.get("/administration").text
        address = f"/administration/accounts/{admin.id}"
        assert post(administrator, address, "/administration", is_administrator="no") == 409

    def test_an_account_is_removed_after_a_question(
        self, administrator: FlaskClient, app: Flask, installation: Installation
    ) -> None:
        other = add_account(installation, OTHER, "Ute", PASSWORD, TODAY)
        address = f"/administration/accounts/{other.id}/remove"
        assert "Det går inte att ångra" in administrator.get(address).text
        assert account_of(installation, OTHER) is not None
        assert post(administrator, address) == 302
        assert account_of(installation, OTHER) is None

    def test_somebody_follows_an_organisation(self, administrator: FlaskClient, installation: Installation) -> None:
        page = "/administration/viewers"
        assert "De kommer hit när någon skapar en samverkan" in administrator.get(page).text
        with installation.database.writing() as connection:
            organisations.add(connection, Party("storvik", "Storvik", None))
        assert post(administrator, page, email=OTHER, organisation="storvik") == 302
        shown = administrator.get(page).text
        assert OTHER in shown
        (address,) = re.findall(rf'href="({page}/\w+/storvik/remove)"', shown)
        assert post(administrator, address) == 302
        assert "Ingen följer en organisation än" in administrator.get(page).text

    def test_the_right_to_make_collaborations_is_given_and_taken(
        self, administrator: FlaskClient, app: Flask, installation: Installation
    ) -> None:
        other = add_account(installation, OTHER, "Ute", PASSWORD, TODAY, makes_collaborations=False)
        person = browser(app)
        person.post(SIGN_IN, data={"email": OTHER, "password": PASSWORD, **token(person, SIGN_IN)})
        page, new = "/administration", "/collaborations/new"
        assert new not in person.get("/collaborations").text
        refused = person.get(new)
        assert refused.status_code == 403 and "Ditt konto får inte skapa samverkan" in refused.text
        assert "En administratör kan ge dig rätten" in person.get("/account").text
        address = f"{page}/accounts/{other.id}/making"
        assert post(administrator, address, page, makes_collaborations="yes") == 302
        assert new in person.get("/collaborations").text and person.get(new).status_code == 200
        assert post(administrator, address, page, makes_collaborations="no") == 302
        assert person.get(new).status_code == 403

    def test_a_new_account_has_the_right_as_the_form_says(
        self, administrator: FlaskClient, installation: Installation
    ) -> None:
        page = "/administration"
        assert re.search(r'name="makes_collaborations" value="y" checked', administrator.get(page).text)
        post(administrator, page, email=OTHER, makes_collaborations="y")
        post(administrator, page, email="utan@storvik.example")
        made = [account_of(installation, one) for one in (OTHER, "utan@storvik.example")]
        assert [one and one.makes_collaborations for one in made] == [True, False]
