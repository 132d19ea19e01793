"""Every way in, in a real browser: by a mailed link, by a new password, by the municipality's own sign-in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from app.config import OpenIdSettings
from app.services.accounts import add_account
from app.services.installation import Installation
from tests.browser.conftest import Looked, serving
from tests.builders import EMAIL, PASSWORD, TODAY, draft_round, facilitator
from tests.web.openid_provider import Provider, running_provider
from tests.web.test_links import mailed_paths


def go_to_sign_in(page: Page, server: str) -> None:
    page.goto(f"{server}/account/sign-in")


def test_who_asks_for_a_link_signs_in_by_it(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    facilitator(installation)
    go_to_sign_in(page, server)
    looked(page)
    page.get_by_role("link", name="Få en länk i mejlen").click()
    looked(page)
    page.get_by_role("button", name="Skicka länken").click()
    expect(page.get_by_role("alert")).to_contain_text("är inte en e-postadress")
    looked(page)
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_role("button", name="Skicka länken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Titta i mejlen")
    looked(page)
    (path,) = mailed_paths(installation)
    page.goto(server + path)
    looked(page)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mina samverkan")
    page.goto(server + path)
    expect(page.locator("main")).to_contain_text("Länken är använd")
    looked(page)


def test_who_has_forgotten_the_password_chooses_another_and_then_changes_it(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    facilitator(installation)
    go_to_sign_in(page, server)
    page.get_by_role("link", name="Jag har glömt mitt lösenord").click()
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_role("button", name="Skicka länken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Titta i mejlen")
    (path,) = mailed_paths(installation)
    page.goto(server + path)
    looked(page)
    page.get_by_label("Nytt lösenord").fill("kort")
    page.get_by_role("button", name="Spara och logga in").click()
    expect(page.get_by_role("alert")).to_contain_text("Använd minst 12 tecken")
    looked(page)
    page.get_by_label("Nytt lösenord").fill("ett helt nytt lösenord")
    page.get_by_role("button", name="Spara och logga in").click()
    page.get_by_role("link", name="Mitt konto").click()
    looked(page)
    page.get_by_label("Ditt nuvarande lösenord").fill("ett helt nytt lösenord")
    page.get_by_label("Nytt lösenord").fill("ett ännu nyare lösenord")
    page.get_by_role("button", name="Spara lösenordet").click()
    expect(page.get_by_role("status")).to_contain_text("Ditt lösenord är ändrat")
    looked(page)
    page.get_by_role("button", name="Logga ut överallt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")


def sign_in(page: Page, server: str, email: str) -> None:
    go_to_sign_in(page, server)
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mina samverkan")


def test_a_facilitator_invites_and_removes_a_guest(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    draft_round(installation)
    sign_in(page, server, EMAIL)
    page.get_by_role("link", name="Mitt konto").click()
    page.get_by_role("link", name="Personer").click()
    looked(page)
    page.get_by_label("E-postadress").fill("ute@storvik.example")
    page.get_by_label("Gäst").check()
    page.get_by_role("button", name="Skicka inbjudan").click()
    expect(page.get_by_role("status")).to_contain_text("ute@storvik.example är inbjuden")
    looked(page)
    page.get_by_role("link", name="Ta bort").click()
    looked(page)
    page.get_by_role("button", name="Ja, ta bort").click()
    expect(page.get_by_role("status")).to_contain_text("Rollen är borttagen")


def test_an_administrator_handles_accounts(page: Page, server: str, installation: Installation, looked: Looked) -> None:
    add_account(installation, "admin@norrdal.example", "Admin", PASSWORD, TODAY, is_administrator=True)
    sign_in(page, server, "admin@norrdal.example")
    page.get_by_role("link", name="Administration").click()
    page.get_by_label("E-postadress").fill("ute@storvik.example")
    page.get_by_role("button", name="Skapa kontot").click()
    expect(page.get_by_role("status")).to_contain_text("ute@storvik.example är inbjuden")
    looked(page)
    page.get_by_role("link", name="De som följer en organisation").click()
    looked(page)
    page.get_by_role("link", name="Konton", exact=True).click()
    page.get_by_role("link", name="Ta bort").click()
    looked(page)
    page.get_by_role("button", name="Ja, ta bort kontot").click()
    expect(page.get_by_role("status")).to_contain_text("Kontot är borttaget")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as found:
        yield found


@pytest.fixture
def server_that_knows_it(installation: Installation, provider: Provider) -> Iterator[str]:
    openid = OpenIdSettings(provider.address, "samspel", "secret", "Norrdals kommun", admits=False)
    with serving(replace(installation, settings=replace(installation.settings, openid=openid))) as address:
        yield address


def test_the_municipalitys_own_sign_in_leads_there_and_back(
    page: Page, server_that_knows_it: str, installation: Installation, provider: Provider, looked: Looked
) -> None:
    facilitator(installation)
    provider.knows("kim", email=EMAIL, email_verified=True)
    go_to_sign_in(page, server_that_knows_it)
    looked(page)
    page.get_by_role("link", name="Logga in med Norrdals kommun").click()
    page.get_by_placeholder("sub").fill("stranger")
    page.get_by_role("button", name="Authorize", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Det finns inget konto")
    looked(page)
    page.get_by_role("link", name="Logga in med Norrdals kommun").click()
    page.get_by_placeholder("sub").fill("kim")
    page.get_by_role("button", name="Authorize", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mina samverkan")
    page.get_by_role("link", name="Mitt konto").click()
    expect(page.get_by_text("Ditt konto är kopplat")).to_be_visible()
    looked(page)
