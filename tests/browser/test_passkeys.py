"""A passkey in a real browser: Chromium's own virtual authenticator, in place of a finger on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.services.installation import Installation
from tests.browser.conftest import PATIENCE, Looked, serving
from tests.builders import EMAIL, PASSWORD, facilitator

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def server(installation: Installation) -> Iterator[str]:
    """Under a name: browsers keep no passkeys for an address that is a number."""
    with serving(installation, "localhost") as address:
        yield address


class Authenticator:
    """The virtual device of a page's browser."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        self.id = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def credentials(self) -> list[dict[str, object]]:
        return list(self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"])

    def refuse(self, *, refuses: bool) -> None:
        """Whether the person's finger is not the right one."""
        named = {"authenticatorId": self.id, "isUserVerified": not refuses}
        self.session.send("WebAuthn.setUserVerified", named)


def first_step(page: Page, server: str) -> None:
    page.goto(f"{server}/account/sign-in")
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Logga ut", exact=True).click()


def register(page: Page, server: str, name: str, looked: Looked) -> list[str]:
    """Registers a passkey; the recovery codes, where they are shown."""
    page.goto(f"{server}/account/passkeys")
    looked(page)
    page.get_by_role("button", name="Fortsätt").click()
    looked(page)
    page.get_by_label("Lösennyckelns namn").fill(name)
    page.get_by_role("button", name="Registrera lösennyckeln").click()
    expect(page.get_by_text(f"Lösennyckeln ”{name}” är registrerad")).to_be_visible()
    looked(page)
    return page.locator(".codes code").all_inner_texts()


def test_a_passkey_is_registered_asked_for_and_removed_with_a_real_browser(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    facilitator(installation)
    device = Authenticator(page)
    first_step(page, server)
    codes = register(page, server, "Jobbtelefonen", looked)
    assert len(codes) == 10
    assert [one["rpId"] for one in device.credentials()] == ["localhost"]
    page.get_by_role("link", name="Jag har sparat dem").click()
    expect(page.get_by_text("Jobbtelefonen", exact=True)).to_be_visible()
    looked(page)
    sign_out(page)

    first_step(page, server)
    expect(page.get_by_role("heading", name="Visa din lösennyckel")).to_be_visible()
    looked(page)
    device.refuse(refuses=True)
    page.get_by_role("button", name="Använd lösennyckeln").click()
    expect(page.get_by_role("alert")).to_contain_text("Webbläsaren lämnade ingen lösennyckel")
    looked(page)
    device.refuse(refuses=False)
    page.get_by_role("button", name="Använd lösennyckeln").click()
    page.wait_for_url(f"{server}/collaborations")
    assert [one["signCount"] for one in device.credentials()] >= [2]

    page.goto(f"{server}/account/passkeys")
    page.get_by_role("link", name="Ta bort : Jobbtelefonen").click()
    looked(page)
    page.get_by_role("button", name="Ja, ta bort den").click()
    expect(page.get_by_text("Lösennyckeln ”Jobbtelefonen” är borttagen")).to_be_visible()
    sign_out(page)
    first_step(page, server)
    page.wait_for_url(f"{server}/collaborations")


def test_a_device_that_holds_one_already_says_so(
    page: Page, server: str, installation: Installation, looked: Looked
) -> None:
    facilitator(installation)
    Authenticator(page)
    first_step(page, server)
    register(page, server, "Jobbtelefonen", looked)
    page.goto(f"{server}/account/passkeys")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Lösennyckelns namn").fill("En gång till")
    page.get_by_role("button", name="Registrera lösennyckeln").click()
    expect(page.get_by_role("alert")).to_contain_text("har redan en av dina lösennycklar")


def test_without_scripts_the_page_says_what_is_needed_and_a_code_lets_in(
    page: Page, chromium: Browser, server: str, installation: Installation, looked: Looked
) -> None:
    facilitator(installation)
    Authenticator(page)
    first_step(page, server)
    codes = register(page, server, "Jobbtelefonen", looked)
    context = chromium.new_context(locale="sv-SE", java_script_enabled=False)
    plain = context.new_page()
    plain.set_default_timeout(PATIENCE)
    first_step(plain, server)
    expect(plain.get_by_text("Lösennycklar behöver JavaScript, som är avstängt här.")).to_be_visible()
    expect(plain.get_by_role("button", name="Använd lösennyckeln")).to_be_hidden()
    plain.get_by_label("Återställningskod").fill(codes[0])
    plain.get_by_role("button", name="Använd koden").click()
    expect(plain.get_by_text("Du har 9 återställningskoder kvar")).to_be_visible()
    context.close()
